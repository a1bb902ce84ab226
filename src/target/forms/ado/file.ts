import { fault, type OpenFault } from '../../fault.js';
import { decodePercent } from '../percent.js';
import { MEMORY, splitSqliteUri, sqliteUriPath } from '../sqlite-file.js';
import type { KnownItem } from './ado.js';
import type { AdoPlace } from './place.js';

const DATA_DIRECTORY = /^\|DataDirectory\|[\\/]?/i;

/** The file of a string for Microsoft.Data.Sqlite. */
export function adoFile(source: KnownItem | undefined, mode: KnownItem | undefined): AdoPlace {
  const faults: OpenFault[] = [];
  const written = source?.value ?? '';
  const place = (file: string): AdoPlace => ({ hosts: [], socket: null, file, faults });
  if (mode?.value.toLowerCase() === 'memory') return place(MEMORY);
  if (written === '') {
    faults.push(fault('url/missing-part', 'in-memory', { part: 'file', severity: 'warning' }));
    return place(MEMORY);
  }
  if (written.startsWith('file:')) {
    const { path, inMemory } = splitSqliteUri(written.slice('file:'.length));
    const file = decodePercent(sqliteUriPath(path, source?.column ?? null, faults)).value;
    return place(inMemory ? MEMORY : file);
  }
  if (written.startsWith('~')) faults.push(fault('url/wrong-form', 'tilde', { part: 'file' }));
  if (DATA_DIRECTORY.test(written))
    faults.push(
      fault('url/ambiguous', 'data-directory', {
        part: 'file',
        column: source?.column ?? null,
        severity: 'warning',
      }),
    );
  return place(written.replace(DATA_DIRECTORY, ''));
}
