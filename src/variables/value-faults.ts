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
  | { readonly code: 'env/literal-undefined'; readonly facts: { readonly word: string } }
  | { readonly code: 'env/service-link'; readonly facts: { readonly address: string } };

const BYTES: Readonly<Record<string, string>> = {
  '\n': 'a newline (0x0A)',
  '\r': 'a carriage return (0x0D)',
  '\t': 'a tab (0x09)',
  ' ': 'a blank (0x20)',
  '\u00a0': 'a no-break space (U+00A0)',
  '\uFEFF': 'a byte order mark (U+FEFF)',
  '\u200b': 'a zero-width space (U+200B)',
};

/** What every value has in it that is a word for nothing, an expression or a placeholder. */
export const SUSPICIOUS =
  /[^\w .~+,;:@/?&=-]|your|here|x{4}|to[-_]?be|(replace|insert|enter|fill|put|add)[-_]|todo|fixme|tbd|\.{3}|undefined|null|none|nil|nan|process\.env/i;

/** Words that a program prints for a value that it does not have. */
export const NOTHING =
  /^(undefined|null|NULL|None|nil|NaN|\[object \w{1,12}\]|<(nil|null|none|no value|unset)>|\((null|nil|none)\))$/;

/**
 * Looks at a value before anything uses it. `wholeOnly` is for plain text, where an expression or a
 * placeholder inside a sentence may be meant; the value of a URL or a secret is looked at throughout.
 */
export function valueFault(
  value: string,
  { wholeOnly, isPort = false }: { wholeOnly: boolean; isPort?: boolean },
): ValueFault | null {
  const around = (isPort ? serviceLink(value) : null) ?? quoted(value) ?? whitespace(value);
  if (around || !SUSPICIOUS.test(value)) return around;
  return literal(value) ?? unexpanded(value, wholeOnly) ?? placeholder(value, wholeOnly);
}

/**
 * What a fault shows of the value and is no secret: a placeholder, or the name in an expression that is the whole
 * value, or the whole of a part of it. Null for an expression inside of another text, which may be a password.
 */
export function publicPiece(value: string, { code, facts }: ValueFault): string | null {
  if (code === 'env/placeholder') return facts.placeholder;
  if (code !== 'env/unexpanded') return null;
  if (WHOLE.test(value)) return facts.expression;
  const parts = [value, ...value.split(/[:/@?&=]+/)];
  return parts.some((part) => EXPRESSION.exec(part)?.[0] === part) ? facts.expression : null;
}

/** What Kubernetes writes into NAME_PORT for a Service; Docker did so for --link. */
function serviceLink(value: string): ValueFault | null {
  const isLink = /^(tcp|udp|sctp):\/\/(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]{2,45}\]):\d{1,5}$/i.test(value);
  return isLink ? { code: 'env/service-link', facts: { address: value } } : null;
}

function quoted(value: string): ValueFault | null {
  const quote = value.trim()[0];
  const whole = value.trim().length > 1 && value.trim().endsWith(quote ?? '');
  if (!whole || (quote !== '"' && quote !== "'" && quote !== '`')) return null;
  return { code: 'env/quoted', facts: { quote } };
}

function whitespace(value: string): ValueFault | null {
  const isInvisible = (character: string) => character.trim() === '' || character === '\u200b';
  if (value === '') return null;
  const [first = '', last = ''] = [value[0], value.at(-1)];
  const [atStart, atEnd] = [isInvisible(first), isInvisible(last)];
  if (!atStart && !atEnd) return null;
  const seen = [...new Set([...(atStart ? [first] : []), ...(atEnd ? [last] : [])])];
  const bytes = seen.map((each) => BYTES[each] ?? `U+${each.codePointAt(0)?.toString(16).padStart(4, '0')}`);
  const end = atStart && atEnd ? 'both' : atStart ? 'start' : 'end';
  return { code: 'env/whitespace', facts: { end, bytes: bytes.join(' and '), length: value.length } };
}

function literal(value: string): ValueFault | null {
  return NOTHING.test(value) ? { code: 'env/literal-undefined', facts: { word: value } } : null;
}

export const EXPRESSION = /\$\{\{[^}]{1,80}\}\}|\$\{[A-Za-z_][^}]{0,80}\}|\$\([A-Za-z_][A-Za-z0-9_]{0,80}\)/;
/** As the whole value: what shells, Windows, templates and programs replace. A password may begin with `$`. */
export const WHOLE =
  /^(\$[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|%[A-Z][A-Z0-9]*(_[A-Z0-9]+)*%|\{\{[^{}]{1,80}\}\}|<%=?[^%<]{1,80}%>|process\.env\.\w{1,80})$/;

function unexpanded(value: string, wholeOnly: boolean): ValueFault | null {
  if (WHOLE.test(value)) return { code: 'env/unexpanded', facts: { expression: shownWhole(value) } };
  const expression = EXPRESSION.exec(value)?.[0];
  if (!expression || (wholeOnly && expression !== value)) return null;
  return { code: 'env/unexpanded', facts: { expression: shownExpression(expression) } };
}

function shownWhole(value: string): string {
  return /^[$%]/.test(value) ? value : value.replace(/[^\W_]+[\s\S]*[^\W_]/, '…');
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
export const PLACEHOLDER =
  /^(<[A-Za-z][\w -]*>|\[(YOUR|ENTER|INSERT)[\w -]*\]|\{[A-Z][A-Z_ -]*\}|your[-_][\w-]+|(sk|pk)-(your[-_][\w-]+|x{4,}|\.{3})|(replace|insert|enter|fill|put|add)[-_](me|in|this|your|with|here)([-_][\w-]+)?|[a-z0-9_-]{1,30}[-_]here|to[-_]?be[-_](set|filled|replaced|defined)|todo|fixme|tbd|\*{3,}|x{4,}|\.{3}|•{3,})$/i;

function placeholder(value: string, wholeOnly: boolean): ValueFault | null {
  const parts = wholeOnly ? [value] : [value, ...value.split(/[:/@?&=]+/)];
  const found = parts.find((part) => PLACEHOLDER.test(part));
  return found ? { code: 'env/placeholder', facts: { placeholder: shownPlaceholder(found) } } : null;
}

const TEMPLATE_WORD =
  /^(your|my|replace|change|me|this|in|with|put|add|fill|todo|fixme|tbd|to|be|set|enter|insert|the|here|user|username|name|pass|password|passwd|secret|key|token|api|host|port|db|database|project|ref|id|url)$/i;

/** A placeholder is shown where it consists of the words of templates; anything else may be a password. */
function shownPlaceholder(placeholder: string): string {
  const words = placeholder.split(/[^A-Za-z0-9]+/).filter(Boolean);
  if (words.every((word) => TEMPLATE_WORD.test(word))) return placeholder;
  return `${placeholder[0] ?? ''}…${/[>\]}*]$/.exec(placeholder)?.[0] ?? ''}`.replace(/^[A-Za-z0-9]/, '');
}
