import { nearestName } from '../../nearest-name.js';
import type { Parameter } from '../clients/read-tls.js';
import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';

/** Values that the client refuses: no number where it takes one, or none of its words. */
export function refusedValues(
  given: readonly Parameter[],
  { integers = [], words = {} }: Reader,
): OpenFault[] {
  return given.flatMap(({ name, value, column }) => {
    const known = Object.hasOwn(words, name) ? words[name] : undefined;
    const isWrong = known
      ? !known.includes(value)
      : integers.includes(name) && !/^[+-]?\d{1,15}$/.test(value);
    if (!isWrong) return [];
    const instead = known ? (nearestName(value, known) ?? known.join(', ')) : 'NUMBER';
    return [fault('url/bad-parameter', 'refused-value', { part: 'query', column, name, instead })];
  });
}
