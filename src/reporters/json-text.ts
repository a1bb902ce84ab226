import type { Json } from '../report.js';

/** What `JSON.stringify` leaves as it is although a terminal or a build log would act on it. */
const active = () => /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|#(?=#[a-z]*\[)/giu;

/** JSON indented by two, ending in a newline; characters that nobody sees are `\u` escapes, so the values stay the same. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2).replace(active(), asEscapes)}\n`;
}

function asEscapes(character: string): string {
  let escapes = '';
  for (let unit = 0; unit < character.length; unit++) {
    escapes += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }
  return escapes;
}
