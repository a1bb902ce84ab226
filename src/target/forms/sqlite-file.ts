import { fault, type OpenFault } from '../fault.js';

export const MEMORY = ':memory:';
/** The beginning of a path of Windows. */
export const DRIVE = /^[A-Za-z]:[\\/]/;

/**
 * The path behind `file:` by the rules of sqlite.org, not decoded yet: the authority is empty or `localhost`. `column`
 * is where an authority would begin.
 */
export function sqliteUriPath(rest: string, column: number | null, faults: OpenFault[]): string {
  if (!rest.startsWith('//')) return rest;
  const slash = rest.indexOf('/', 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  if (authority !== '' && authority !== 'localhost')
    faults.push(fault('url/wrong-form', 'sqlite-host', { part: 'host', column }));
  const path = slash < 0 ? '' : rest.slice(slash);
  return DRIVE.test(path.slice(1)) ? path.slice(1) : path;
}

/** `PATH?name=value&…`, and whether a parameter keeps the database in memory. */
export function splitSqliteUri(rest: string): { path: string; inMemory: boolean } {
  const [path = '', ...query] = rest.split('?');
  return { path, inMemory: query.join('?').split('&').includes('mode=memory') };
}
