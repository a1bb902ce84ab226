import type { Reader } from '../../clients/reader.js';
import { escapeOf, fault, type OpenFault } from '../../fault.js';
import type { UrlSpans } from './scan-url.js';

/** A character that ends user, password or host for this client alone, or that it refuses. */
export function misreadCharacter(
  text: string,
  start: number,
  spans: UrlSpans,
  reader: Reader,
): OpenFault | null {
  const { path, query } = spans;
  // The blank and the stray % have a word of their own.
  const refused = reader.strictCharacters ? /["<>\\^`{|}\u0080-\uFFFF]/.exec(text) : null;
  if (refused) {
    const column = refused.index + 1;
    const character = String.fromCodePoint(text.codePointAt(refused.index) ?? 0);
    const characters = [{ character, column, instead: escapeOf(character) }];
    return fault('url/bad-escape', 'character', { part: 'value', column, characters });
  }
  const isSlash = reader.backslashIsSlash
    ? text.slice(0, query?.start ?? text.length).indexOf('\\', start)
    : -1;
  const isHost = reader.needsSlashBeforeQuery && path === null && query ? query.start - 1 : -1;
  const offset = Math.max(isSlash, isHost);
  if (offset < 0) return null;
  const character = text[offset] ?? '';
  const characters = [{ character, column: offset + 1, instead: escapeOf(character) }];
  return fault('url/ambiguous', 'raw-character', { part: 'host', column: offset + 1, characters });
}
