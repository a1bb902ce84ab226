import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';

/** A "#" behind the path or the query, for a client that ends the URL there; `offset` is where it stands. */
export function fragmentFault(offset: number, reader: Reader): OpenFault {
  const column = offset + 1;
  const severity = reader.fragment === 'error' ? 'error' : 'warning';
  const characters = [{ character: '#', column, instead: '%23' }];
  return fault('url/ambiguous', 'fragment', { part: 'fragment', column, characters, severity });
}
