import { nearestName } from '../../../nearest-name.js';
import type { AdoClient } from '../../clients/ado-keys.js';
import { fault, type OpenFault } from '../../fault.js';
import type { KnownItem } from './ado.js';

/** A value that the client cannot convert to what its key holds; the port is looked at with the hosts. */
export function adoValueFault({ is, value, column }: KnownItem, client: AdoClient): OpenFault | null {
  const written = value.trim();
  if (written === '' || is.type === 'text' || is.role === 'port') return null;
  const words = is.type === 'switch' ? client.switches : is.type;
  if (words === 'number') {
    if (/^[+-]?\d{1,10}$/.test(written)) return null;
    return fault('url/bad-parameter', 'ado-value', { column, name: is.name, instead: 'NUMBER' });
  }
  const isWord = words.some((each) => each.toLowerCase() === written.toLowerCase());
  // .NET takes the number of a word as well.
  if (isWord || (is.type !== 'switch' && /^\d{1,2}$/.test(written))) return null;
  const instead = nearestName(written, words) ?? words.join(', ');
  return fault('url/bad-parameter', 'ado-value', { column, name: is.name, instead });
}
