import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import type { Parameters } from '../../reading.js';

/** Parameters by their names: of a repeated one the last, or a list for the clients that take it as one. */
export function listed(parameters: readonly Parameter[], reader: Reader): Parameters {
  const all = new Map<string, string | string[]>();
  for (const { name, value } of parameters) {
    const before = all.get(name);
    if (before === undefined || reader.hosts !== 'parameters') all.set(name, value);
    else if (typeof before === 'string') all.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(all);
}
