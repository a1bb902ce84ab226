/** What loaders make different things of: the reasons of `dotenv/syntax`. */
export type SyntaxReason =
  | 'byte-order-mark'
  | 'carriage-return'
  | 'not-utf-8'
  | 'no-assignment'
  | 'unquoted-blanks'
  | 'unclosed-quote'
  | 'text-behind-quotes'
  | 'duplicate'
  | 'blanks-around-equals'
  | 'colon'
  | 'backticks'
  | 'escaped-quote'
  | 'escapes'
  | 'quotes'
  | 'export'
  | 'inline-comment'
  | 'multi-line'
  | 'comment-as-value'
  | 'expression'
  | 'dollar';

export interface LineFault {
  /** 1-based. */
  readonly line: number;
  readonly reason: SyntaxReason;
  /** Of the variable; null where the line has none. */
  readonly name: string | null;
}

/** An unquoted value with a `#` that no blank precedes: some loaders cut it there. */
export interface Cut {
  readonly line: number;
  readonly name: string;
  readonly lost: number;
  /** Whether single quotes around the value mend it. */
  readonly quotable: boolean;
}

export interface Lines {
  /** 1-based line of each name's last assignment, which is the one that counts. */
  readonly lines: ReadonlyMap<string, number>;
  readonly faults: readonly LineFault[];
  readonly cuts: readonly Cut[];
}

const ASSIGNMENT = /^[^\S\n]*(export[^\S\n]+)?([\w.-]+)([^\S\n]*)(=|:(?=\s))([^\S\n]*)(.*)$/;

/** Looks at every line as it is written. Linear in the text. */
export function readLines(text: string): Lines {
  const lines = new Map<string, number>();
  const written = new Map<string, string>();
  const faults: LineFault[] = [];
  const cuts: Cut[] = [];
  const rows = text.replace(/^\uFEFF/, '').split('\n');
  const tellFirst = (character: string, reason: SyntaxReason) => {
    const index = rows.findIndex((row) => row.includes(character));
    if (index >= 0) faults.push({ line: index + 1, reason, name: null });
  };
  if (text.startsWith('\uFEFF')) faults.push({ line: 1, reason: 'byte-order-mark', name: null });
  tellFirst('\r', 'carriage-return');
  tellFirst('\uFFFD', 'not-utf-8');
  const closing = closingFinder(rows);
  for (let index = 0; index < rows.length; index += 1) {
    const line = index + 1;
    const row = withoutReturn(rows[index]);
    if (/^\s*(#|$)/.test(row)) continue;
    const found = ASSIGNMENT.exec(row);
    if (!found) {
      faults.push({ line, reason: 'no-assignment', name: null });
      continue;
    }
    const [, exported, name = '', before, sign, after = '', value = ''] = found;
    const reasons: SyntaxReason[] = [];
    if (exported) reasons.push('export');
    if (sign === ':') reasons.push('colon');
    else if (before || (after && /^[^#]/.test(value))) reasons.push('blanks-around-equals');
    const earlier = written.get(name);
    if (earlier !== undefined && earlier !== value) reasons.push('duplicate');
    written.set(name, value);
    lines.set(name, line);
    if (/^["'`]/.test(value)) {
      const quoted = readQuoted(rows, index, row.length - value.length, closing);
      reasons.push(...quoted.reasons);
      index = quoted.last;
    } else {
      const plain = readPlain(value, after !== '');
      reasons.push(...plain.reasons);
      if (plain.lost > 0)
        cuts.push({ line, name, lost: plain.lost, quotable: !value.includes("'") && !sign?.startsWith(':') });
    }
    faults.push(...reasons.map((reason) => ({ line, reason, name })));
  }
  return { lines, faults, cuts };
}

function withoutReturn(row = ''): string {
  return row.endsWith('\r') ? row.slice(0, -1) : row;
}

/** A value without quotes, and how many characters some loaders cut off it. */
function readPlain(written: string, behindBlank: boolean): { reasons: SyntaxReason[]; lost: number } {
  if (written.startsWith('#') && behindBlank) return { reasons: ['comment-as-value'], lost: 0 };
  const value = written.replace(/\s#.*$/, '').trimEnd();
  const hash = value.indexOf('#');
  const reasons: SyntaxReason[] = [];
  if (value !== written.trimEnd()) reasons.push('inline-comment');
  if (/\s/.test(value)) reasons.push('unquoted-blanks');
  reasons.push(...dollarsIn(value));
  return { reasons, lost: hash < 0 ? 0 : value.length - hash };
}

function readQuoted(
  rows: readonly string[],
  start: number,
  from: number,
  closing: ReturnType<typeof closingFinder>,
): { reasons: SyntaxReason[]; last: number } {
  const quote = rows[start]?.[from] ?? '"';
  const end = closing(quote, start, from + 1);
  const rest = end
    ? withoutReturn(rows[end.row])
        .slice(end.at + 1)
        .trim()
    : '';
  const isMore = rest !== '' && !rest.startsWith('#');
  // A quote further down that something follows belongs to another value.
  if (!end || (isMore && end.row > start)) return { reasons: ['unclosed-quote'], last: start };
  const reasons: SyntaxReason[] = [quote === '`' ? 'backticks' : 'quotes'];
  if (isMore) reasons.push('text-behind-quotes');
  else if (rest) reasons.push('inline-comment');
  if (end.row > start) reasons.push('multi-line');
  const all = rows.slice(start, end.row + 1).join('\n');
  const inside = all.slice(from + 1, all.length - (rows[end.row] ?? '').length + end.at);
  if (inside.includes(`\\${quote}`)) reasons.push('escaped-quote');
  else if (quote === '"' && /\\[^nr$]/.test(inside)) reasons.push('escapes');
  if (quote === '"') reasons.push(...dollarsIn(inside));
  else if (quote === "'" && inside.includes('${')) reasons.push('expression');
  return { reasons, last: end.row };
}

function dollarsIn(value: string): SyntaxReason[] {
  if (value.includes('${')) return ['expression'];
  return /(^|[^\\$])\$[A-Za-z_0-9]/.test(value) ? ['dollar'] : [];
}

/** Finds where a quote closes; remembers the quotes that no row has any more. */
function closingFinder(rows: readonly string[]) {
  const used = new Set<string>();
  return (quote: string, start: number, from: number): { row: number; at: number } | null => {
    if (used.has(quote)) return null;
    for (let row = start; row < rows.length; row += 1) {
      const text = rows[row] ?? '';
      let at = text.indexOf(quote, row === start ? from : 0);
      while (at > 0 && text[at - 1] === '\\') at = text.indexOf(quote, at + 1);
      if (at >= 0) return { row, at };
    }
    used.add(quote);
    return null;
  };
}
