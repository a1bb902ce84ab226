const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What a build log obeys: `::error …` where a line begins or may be wrapped, `##[error]` and `##vso[` anywhere. */
const LOG_COMMAND = /(?<=^|\s)::(?=[a-z][a-z-]*(?:\s|::))/gi;
const OLD_LOG_COMMAND = /##(?=[a-z]*\[)/gi;

/**
 * Text from outside as one line that shows what it is made of: `\x1b`, `\n`, `\u202e`. It can neither move
 * the cursor, nor begin a line of its own, nor give a command to the log that it lands in.
 */
export function visible(text: string): string {
  return withoutInvisible(text).replace(LOG_COMMAND, '\\x3a:').replace(OLD_LOG_COMMAND, '\\x23#');
}

/** Control, format (bidi, zero width, BOM), line-separating and surrogate characters, and non-characters, as escapes. */
function withoutInvisible(text: string): string {
  // What Unicode says takes long to compile.
  if (!/[^ -~]/.test(text)) return text;
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu,
    (character) => SHORT[character] ?? escaped(character),
  );
}

function escaped(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point > 0xffff) return `\\u{${point.toString(16)}}`;
  return point > 0xff
    ? `\\u${point.toString(16).padStart(4, '0')}`
    : `\\x${point.toString(16).padStart(2, '0')}`;
}
