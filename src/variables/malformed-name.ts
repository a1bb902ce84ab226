import { VARIABLE_NAME } from '../config/names.js';

/** What is wrong with a name that the environment has; nothing finds such a variable by the name that was meant. */
export type NameFault = 'byte-order-mark' | 'invisible' | 'export' | 'quotes' | 'blank' | 'dash';

export interface MalformedName {
  /** The name that was meant. */
  readonly meant: string;
  readonly reason: NameFault;
}

const INVISIBLE = /[\uFEFF\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064]/g;

/** The name that is left without a byte order mark, blanks, `export`, quotes and dashes; null where none was there. */
export function malformedName(name: string): MalformedName | null {
  if (VARIABLE_NAME.test(name)) return null;
  const visible = name.replace(INVISIBLE, '');
  const named = visible.trim().replace(/^(export|set|env)\s+/i, '');
  const bare = named
    .trim()
    .replace(/^(["'`])(.*)\1$/, '$2')
    .trim();
  const meant = bare.replaceAll('-', '_');
  if (!VARIABLE_NAME.test(meant)) return null;
  if (visible !== name) return { meant, reason: name.includes('\uFEFF') ? 'byte-order-mark' : 'invisible' };
  if (named !== visible.trim()) return { meant, reason: 'export' };
  if (bare !== named.trim()) return { meant, reason: 'quotes' };
  return { meant, reason: visible.trim() === visible ? 'dash' : 'blank' };
}
