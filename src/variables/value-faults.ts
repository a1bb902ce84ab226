/** What is wrong with the raw value, whatever it is for. `facts` never hold a piece of the value but the mark. */
export type ValueFault =
  | { readonly code: 'env/quoted'; readonly facts: { readonly quote: string } }
  | {
      readonly code: 'env/whitespace';
      readonly facts: {
        readonly end: 'start' | 'end' | 'both';
        readonly bytes: string;
        readonly length: number;
      };
    }
  | { readonly code: 'env/unexpanded'; readonly facts: { readonly expression: string } }
  | { readonly code: 'env/placeholder'; readonly facts: { readonly placeholder: string } }
  | { readonly code: 'env/literal-undefined'; readonly facts: { readonly word: string } };

const BYTES: Readonly<Record<string, string>> = {
  '\n': 'a newline (0x0A)',
  '\r': 'a carriage return (0x0D)',
  '\t': 'a tab (0x09)',
  ' ': 'a blank (0x20)',
  '\u00a0': 'a no-break space (U+00A0)',
  '\uFEFF': 'a byte order mark (U+FEFF)',
  '\u200b': 'a zero-width space (U+200B)',
};

/** Words that a program prints for a value that it does not have. */
const NOTHING = new Set(['undefined', 'null', 'None', 'NaN', '[object Object]', '<nil>']);

/**
 * Looks at a value before anything uses it. `wholeOnly` is for plain text, where an expression or a
 * placeholder inside a sentence may be meant; the value of a URL or a secret is looked at throughout.
 */
export function valueFault(value: string, { wholeOnly }: { wholeOnly: boolean }): ValueFault | null {
  return (
    quoted(value) ??
    whitespace(value) ??
    literal(value) ??
    unexpanded(value, wholeOnly) ??
    placeholder(value, wholeOnly)
  );
}

/**
 * What a fault shows of the value and is no secret: a placeholder, or the name in an expression that is the whole
 * value, or the whole of a part of it. Null for an expression inside of another text, which may be a password.
 */
export function publicPiece(value: string, { code, facts }: ValueFault): string | null {
  if (code === 'env/placeholder') return facts.placeholder;
  if (code !== 'env/unexpanded') return null;
  const parts = [value, ...value.split(/[:/@?&=]+/)];
  return parts.some((part) => EXPRESSION.exec(part)?.[0] === part) ? facts.expression : null;
}

function quoted(value: string): ValueFault | null {
  const quote = value.trim()[0];
  const whole = value.trim().length > 1 && value.trim().endsWith(quote ?? '');
  if (!whole || (quote !== '"' && quote !== "'" && quote !== '`')) return null;
  return { code: 'env/quoted', facts: { quote } };
}

function whitespace(value: string): ValueFault | null {
  const invisible = /[\s\uFEFF\u200b]/;
  const first = value[0] ?? '';
  const last = value.at(-1) ?? '';
  const atStart = invisible.test(first);
  const atEnd = invisible.test(last);
  if (!atStart && !atEnd) return null;
  const seen = [...new Set([...(atStart ? [first] : []), ...(atEnd ? [last] : [])])];
  const bytes = seen.map((each) => BYTES[each] ?? `U+${each.codePointAt(0)?.toString(16).padStart(4, '0')}`);
  const end = atStart && atEnd ? 'both' : atStart ? 'start' : 'end';
  return { code: 'env/whitespace', facts: { end, bytes: bytes.join(' and '), length: value.length } };
}

function literal(value: string): ValueFault | null {
  return NOTHING.has(value) ? { code: 'env/literal-undefined', facts: { word: value } } : null;
}

const EXPRESSION = /\$\{\{[^}]{1,80}\}\}|\$\{[A-Za-z_][^}]{0,80}\}|\$\([A-Za-z_][A-Za-z0-9_]{0,80}\)/;

function unexpanded(value: string, wholeOnly: boolean): ValueFault | null {
  const expression = EXPRESSION.exec(value)?.[0];
  if (!expression || (wholeOnly && expression !== value)) return null;
  return { code: 'env/unexpanded', facts: { expression: shownExpression(expression) } };
}

/** Only what is surely a name is shown: a default, or what stands in braces in a password, may be the secret. */
function shownExpression(expression: string): string {
  const name = /^[^A-Za-z_]*([A-Z_][A-Z0-9_]*|[A-Z]\w*\.[A-Z_]+)(?=\W|$)/.exec(
    expression.replace(/^\$[({]+\s*/, ''),
  )?.[1];
  if (expression.startsWith('${{')) return `\${{ ${name ?? '…'} }}`;
  return expression.startsWith('$(') ? `$(${name ?? '…'})` : `\${${name ?? '…'}}`;
}

/** Whole words of templates, at the place of a value or of a component of a URL. */
const PLACEHOLDER =
  /^(<[A-Za-z][\w -]*>|\[(YOUR|ENTER|INSERT)[\w -]*\]|\{[A-Z][A-Z_ -]*\}|your[-_][\w-]+|\*{3,}|x{4,})$/i;

function placeholder(value: string, wholeOnly: boolean): ValueFault | null {
  const parts = wholeOnly ? [value] : [value, ...value.split(/[:/@?&=]+/)];
  const found = parts.find((part) => PLACEHOLDER.test(part));
  return found ? { code: 'env/placeholder', facts: { placeholder: shownPlaceholder(found) } } : null;
}

const TEMPLATE_WORD =
  /^(your|my|enter|insert|the|here|user|username|name|pass|password|passwd|secret|key|token|api|host|port|db|database|project|ref|id|url)$/i;

/** A placeholder is shown where it consists of the words of templates; anything else may be a password. */
function shownPlaceholder(placeholder: string): string {
  const words = placeholder.split(/[^A-Za-z0-9]+/).filter(Boolean);
  if (words.every((word) => TEMPLATE_WORD.test(word))) return placeholder;
  return `${placeholder[0] ?? ''}…${/[>\]}*]$/.exec(placeholder)?.[0] ?? ''}`.replace(/^[A-Za-z0-9]/, '');
}

const DEFAULTS = new Set([
  'changeme',
  'change-me',
  'change_me',
  'changethis',
  'secret',
  'secretkey',
  'secret-key',
  'mysecret',
  'supersecret',
  'dev',
  'password',
  'admin',
  'default',
  'test',
  'example',
  'insecure',
  'keyboard cat',
  '123456',
  '12345678',
]);

/** Why anybody could guess a secret, in words; null where that can't be said. */
export function weakness(value: string): string | null {
  const word = value.toLowerCase();
  if (DEFAULTS.has(word)) return 'a well-known default';
  if (word.startsWith('django-insecure-'))
    return 'the key that django-admin startproject made for development';
  if (value.length >= 4 && new Set(value).size <= 2) return 'one or two characters repeated';
  return null;
}
