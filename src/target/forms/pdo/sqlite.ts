import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import { decodePercent } from '../percent.js';
import { MEMORY, splitSqliteUri, sqliteUriPath } from '../sqlite-file.js';

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
  const faults: OpenFault[] = [];
  const uri = splitSqliteUri(path.slice('file:'.length));
  const file = decodePercent(sqliteUriPath(uri.path, start + 'file://'.length + 1, faults)).value;
  return { ...reading, file: uri.inMemory ? MEMORY : file, faults };
}
