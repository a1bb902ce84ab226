import { nearestName } from '../../../nearest-name.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';

const SWITCH = /^(true|yes|on|y|t|1|false|no|off|n|f|0)$/i;

/** Values that the client refuses: no number where it takes one, or none of its words. */
export function refusedValues(
  given: readonly Parameter[],
  { integers = [], switches = [], words = {} }: Reader,
): OpenFault[] {
  return given.flatMap(({ name, value, column }) => {
    const known = Object.hasOwn(words, name) ? words[name] : undefined;
    const isWrong = known
      ? !known.includes(value)
      : switches.includes(name)
        ? !SWITCH.test(value.trim())
        : integers.includes(name) && !/^[+-]?\d{1,15}$/.test(value);
    if (!isWrong) return [];
    const other = switches.includes(name) ? 'true, false' : 'NUMBER';
    const instead = known ? (nearestName(value, known) ?? known.join(', ')) : other;
    return [fault('url/bad-parameter', 'refused-value', { part: 'query', column, name, instead })];
  });
}
