export interface Decoded {
  readonly value: string;
  /** The first escape that is none, or whose bytes are no text. */
  readonly fault: { readonly offset: number; readonly kind: 'escape' | 'utf8' | 'nul' } | null;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LOOSE = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Percent-decodes once. What is no escape stays as it is written, as the forgiving clients read it;
 * `fault` says so for the others.
 */
export function decodePercent(text: string, isEscape: (hex: string) => boolean = isHex): Decoded {
  if (!text.includes('%')) return { value: text, fault: null };
  let value = '';
  let fault: Decoded['fault'] = null;
  let index = 0;
  while (index < text.length) {
    const next = text.indexOf('%', index);
    if (next < 0) {
      value += text.slice(index);
      break;
    }
    value += text.slice(index, next);
    const bytes: number[] = [];
    let end = next;
    while (text[end] === '%' && isEscape(text.slice(end + 1, end + 3))) {
      bytes.push(Number.parseInt(text.slice(end + 1, end + 3), 16));
      end += 3;
    }
    if (bytes.length === 0) {
      fault ??= { offset: next, kind: 'escape' };
      value += '%';
      index = next + 1;
      continue;
    }
    if (bytes.includes(0)) fault ??= { offset: next, kind: 'nul' };
    const run = Uint8Array.from(bytes);
    try {
      value += STRICT.decode(run);
    } catch {
      fault ??= { offset: next, kind: 'utf8' };
      value += LOOSE.decode(run);
    }
    index = end;
  }
  return { value, fault };
}

/** Whether a text that no client decodes looks as if one should: `p%40ss`. */
export function encodedLiterally(text: string): boolean {
  return /%[0-9a-f]{2}/i.test(text);
}

function isHex(text: string): boolean {
  return /^[0-9a-f]{2}$/i.test(text);
}
