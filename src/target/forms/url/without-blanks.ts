import type { Reader } from '../../clients/reader.js';
import { escapeOf, fault, type OpenFault, type Part } from '../../fault.js';

/**
 * A part as the client takes it where it holds raw blanks: clients encode, keep or refuse them, and libpq drops those
 * around a part. A tab in an authority or a path is dropped by most. `start` is the offset of the part.
 */
export function withoutBlanks(
  written: string,
  start: number,
  part: Part,
  reader: Reader,
  faults: OpenFault[],
): string {
  const first = written.search(part === 'query' ? / / : /[ \t]/);
  if (first < 0) return written;
  const trimmed = reader.trimsBlanks ? trimBlanks(written) : written;
  const inside = trimmed.search(/[ \t]/);
  const at = inside < 0 ? first : written.indexOf(trimmed) + inside;
  const character = written[at] ?? '';
  const refused = inside >= 0 && (reader.rawBlanks === 'error' || character === '\t');
  faults.push(
    fault('url/bad-escape', 'blank', {
      part,
      column: start + at + 1,
      characters: [{ character, column: start + at + 1, instead: escapeOf(character) }],
      severity: refused ? 'error' : 'warning',
    }),
  );
  return trimmed;
}

function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === ' ') start++;
  while (end > start && text[end - 1] === ' ') end--;
  return text.slice(start, end);
}
