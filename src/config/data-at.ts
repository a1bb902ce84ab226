import type { Path } from './document.js';

/** What stands at a path of plain data; undefined where there is nothing. */
export function dataAt(data: unknown, path: Path): unknown {
  let here = data;
  for (const segment of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return undefined;
    here = (here as Record<string | number, unknown>)[segment];
  }
  return here;
}

/** A mapping, as opposed to a list, a date or nothing. */
export function isMapping(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Date);
}
