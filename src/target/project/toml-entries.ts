/** A key of a TOML file with the strings in its value, at any depth. */
export interface TomlEntry {
  /** With its table: `project.dependencies`, `tool.poetry.dependencies.asyncpg`. */
  readonly path: readonly string[];
  readonly strings: readonly string[];
  /** Whether it is written `{ … }`. */
  readonly inline: boolean;
  readonly raw: string;
}

/**
 * The keys of a TOML file, in order. Less than a parser: it reads what package managers write, passes over the
 * rest, and need not be loaded. Linear in the text.
 */
export function tomlEntries(text: string): TomlEntry[] {
  const entries: TomlEntry[] = [];
  let table: readonly string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const opens = /^\s{0,40}(\[{1,2})/.exec(line);
    const equals = equalsIn(line);
    if (opens) {
      table = keysOf(line.slice(opens[0].length, Math.max(opens[0].length, line.indexOf(']'))));
      at = end + 1;
    } else if (equals >= 0) {
      const value = valueFrom(text, at + equals + 1);
      const raw = text.slice(at + equals + 1, value.end).trim();
      entries.push({
        path: [...table, ...keysOf(line.slice(0, equals))],
        strings: value.strings,
        inline: raw.startsWith('{'),
        raw,
      });
      at = value.end + 1;
    } else at = end + 1;
  }
  return entries;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Where the first `=` outside of a quoted key is; -1 for a comment and a line without one. */
function equalsIn(line: string): number {
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? '';
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '#') return -1;
    else if (character === '=') return index;
  }
  return -1;
}

function keysOf(written: string): string[] {
  const parts = written.match(/"[^"]{0,200}"|'[^']{0,200}'|[^.\s"']{1,200}/g) ?? [];
  return parts.map((part) => part.replace(/^["']|["']$/g, ''));
}

/** Reads from behind the `=` to the end of the value. */
function valueFrom(text: string, start: number): { end: number; strings: string[] } {
  const strings: string[] = [];
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") {
      const close = closeOf(text, at);
      strings.push(text.slice(close.from, close.to));
      at = close.end;
      continue;
    }
    if (character === '#') {
      at = lineEnd(text, at);
      continue;
    }
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    if (character === '\n' && depth <= 0) break;
    at += 1;
  }
  return { end: at, strings };
}

/** The string that begins here: on one line, or between three quotes. */
function closeOf(text: string, at: number): { from: number; to: number; end: number } {
  const quote = text[at] ?? '"';
  if (text.startsWith(quote.repeat(3), at)) {
    const to = text.indexOf(quote.repeat(3), at + 3);
    return to < 0 ? { from: at + 3, to: text.length, end: text.length } : { from: at + 3, to, end: to + 3 };
  }
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && quote === '"') index += 1;
    else if (character === quote) return { from: at + 1, to: index, end: index + 1 };
    else if (character === '\n') return { from: at + 1, to: index, end: index };
  }
  return { from: at + 1, to: text.length, end: text.length };
}
