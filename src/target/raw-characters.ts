import { escapeOf, fault, type OpenFault } from './fault.js';
import type { Reader } from './reader.js';
import type { Credentials } from './scan-url.js';

/** What should have been encoded in user and password: one fault that names each character once. */
export function rawCharacters(
  { raw, ambiguous }: Pick<Credentials, 'raw' | 'ambiguous'>,
  reader: Reader,
): OpenFault | null {
  if (raw.length === 0) return null;
  const characters = raw
    .filter(({ character }, index) => raw.findIndex((each) => each.character === character) === index)
    .map(({ character, offset }) => ({ character, column: offset + 1, instead: escapeOf(character) }));
  const refused = raw.some(({ character }) => !reader.tolerates.includes(character));
  return fault('url/ambiguous', ambiguous ? 'at-sign' : 'raw-character', {
    part: 'password',
    column: characters[0]?.column ?? null,
    characters,
    severity: refused ? 'error' : 'warning',
  });
}
