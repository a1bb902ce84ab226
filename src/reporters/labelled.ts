import { type Colour, same } from './paint.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

const LABEL_COLUMN = 2 + 'warning'.length;
const INDENT = ' '.repeat(LABEL_COLUMN + 2);
/** Tells a line that goes on from one that begins something new. */
const HANGING = '  ';
/** On a terminal narrower than this, lines run on rather than falling into columns of single words. */
const NARROWEST = 20;

/** Texts one below the other, with their label to the left of the first: `    why  …`. A null width wraps nothing. */
export function labelled(
  label: string,
  texts: readonly string[],
  width: number | null,
  labelColour: Colour,
  textColour: Colour = same,
): string[] {
  const available = width === null ? null : Math.max(width - INDENT.length - HANGING.length, NARROWEST);
  return texts.flatMap((text, textIndex) =>
    wrap(visible(text), available).map((line, lineIndex) => {
      const first = textIndex === 0 && lineIndex === 0;
      const start = first ? `${labelColour(label.padStart(LABEL_COLUMN))}  ` : INDENT;
      return `${start}${lineIndex > 0 ? HANGING : ''}${textColour(line)}`;
    }),
  );
}
