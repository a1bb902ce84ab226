export interface AdoItem {
  readonly key: string;
  /** Without its quotes; empty where nothing is written. */
  readonly value: string;
  /** As it is written, quotes and all. */
  readonly raw: string;
  /** 1-based, where the key begins. */
  readonly column: number;
}

export interface AdoItems {
  readonly items: readonly AdoItem[];
  /** Why the rest cannot be read; null where all of it was. */
  readonly fault: {
    readonly reason: 'no-equals' | 'open-quote' | 'after-quote';
    readonly column: number;
  } | null;
}

/**
 * Takes `Key=value;…` apart as .NET's DbConnectionStringBuilder does: `==` is a plain `=` in a key, a value may stand
 * in ' or ", where the quote itself is doubled, and blanks around keys and values do not count.
 */
export function scanAdo(text: string): AdoItems {
  const items: AdoItem[] = [];
  let at = 0;
  const stop = (reason: 'no-equals' | 'open-quote' | 'after-quote', offset: number): AdoItems => ({
    items,
    fault: { reason, column: offset + 1 },
  });
  for (;;) {
    while (at < text.length && (text[at] === ';' || isBlank(text[at]))) at++;
    if (at >= text.length) return { items, fault: null };
    const start = at;
    const key = readKey(text, start);
    if (key === null || /^$|[;\p{Cc}]/u.test(key.name)) return stop('no-equals', start);
    at = key.end;
    while (at < text.length && isBlank(text[at])) at++;
    const quote = text[at];
    const quoted = quote === '"' || quote === "'";
    const value = quoted ? readQuoted(text, at, quote) : readPlain(text, at);
    if (value === null) return stop('open-quote', at);
    items.push({
      key: key.name,
      value: value.text,
      raw: text.slice(at, value.end).trimEnd(),
      column: start + 1,
    });
    at = value.end;
    while (quoted && at < text.length && isBlank(text[at])) at++;
    if (quoted && at < text.length && text[at] !== ';') return stop('after-quote', at);
  }
}

function readKey(text: string, start: number): { name: string; end: number } | null {
  let name = '';
  let from = start;
  for (;;) {
    const equals = text.indexOf('=', from);
    if (equals < 0) return null;
    name += text.slice(from, equals);
    if (text[equals + 1] !== '=') return { name: name.trimEnd(), end: equals + 1 };
    name += '=';
    from = equals + 2;
  }
}

/** Up to the next `;`; a quote may not be its last character. */
function readPlain(text: string, start: number): { text: string; end: number } | null {
  const next = text.indexOf(';', start);
  const end = next < 0 ? text.length : next;
  const value = text.slice(start, end).trimEnd();
  return value.endsWith('"') || value.endsWith("'") ? null : { text: value, end };
}

function readQuoted(text: string, start: number, quote: string): { text: string; end: number } | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) return null;
    value += text.slice(from, close);
    if (text[close + 1] !== quote) return { text: value, end: close + 1 };
    value += quote;
    from = close + 2;
  }
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
