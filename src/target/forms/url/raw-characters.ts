import type { Reader } from '../../clients/reader.js';
import { escapeOf, fault, type OpenFault } from '../../fault.js';
import type { Credentials } from './scan-url.js';

/** What should have been encoded in user and password: one fault that names each character once. */
export function rawCharacters(
  { raw, others, ambiguous }: Pick<Credentials, 'raw' | 'others' | 'ambiguous'>,
  reader: Reader,
  /** The offset of the first ":", which ends the user where one is before the password; -1 without one. */
  userEnd = -1,
): OpenFault | null {
  if (raw.length === 0) return null;
  const refused = raw.some(({ character }) => !reader.tolerates.includes(character));
  // Where it is read on, the others are told of by themselves.
  const all = refused ? [...raw, ...others].sort((a, b) => a.offset - b.offset) : raw;
  const first = new Map<string, number>();
  for (const { character, offset } of all) if (!first.has(character)) first.set(character, offset);
  const characters = [...first].map(([character, offset]) => ({
    character,
    column: offset + 1,
    instead: escapeOf(character),
  }));
  return fault('url/ambiguous', ambiguous ? 'at-sign' : 'raw-character', {
    part: raw.every(({ offset }) => offset < userEnd) ? 'user' : 'password',
    column: characters[0]?.column ?? null,
    characters,
    severity: refused ? 'error' : 'warning',
  });
}
