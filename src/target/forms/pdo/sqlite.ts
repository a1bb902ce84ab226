import { fault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import { decodePercent } from '../percent.js';

const MEMORY = ':memory:';

/** What follows `sqlite:`: a path as it is, `:memory:`, a URI of SQLite, or nothing for a file that is gone at the end. */
export function readPdoSqlite(text: string, start: number): OpenReading {
  const path = text.slice(start);
  const reading = emptyReading('sqlite', [], 'pdo');
  if (path === '') {
    const temporary = fault('url/missing-part', 'in-memory', { part: 'file', severity: 'warning' });
    return { ...reading, file: MEMORY, faults: [temporary] };
  }
  if (path.startsWith('~'))
    return { ...reading, file: path, faults: [fault('url/wrong-form', 'tilde', { part: 'file' })] };
  if (!path.startsWith('file:')) return { ...reading, file: path };
  const [place = '', ...query] = path.slice('file:'.length).split('?');
  const isMemory = query.join('?').split('&').includes('mode=memory');
  return { ...reading, file: isMemory ? MEMORY : decodePercent(place.replace(/^\/\/(?=\/)/, '')).value };
}
