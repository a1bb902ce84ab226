import { fault, type OpenFault, type Replacement } from '../fault.js';
import { schemeOf } from '../forms/scheme.js';

export interface Hygiene {
  readonly fault: OpenFault;
  /** The value with the fault removed, where that is plain; it is for looking at, never for connecting. */
  readonly mended: string | null;
}

type Look = (text: string) => Hygiene | null;

/** `scheme://`, or a JDBC URL of a database that is read here: other databases part their words by `;`. */
const URL =
  /^((?:jdbc|r2dbcs?):[a-z0-9+:-]{0,40}(?:postgresql|mysql|mysql\+srv|mariadb):[a-z0-9:.-]{0,20}|[a-z][a-z0-9+.-]{0,40}:)\/\//i;
const QUOTES = '"\'`';

/**
 * Looks at the raw value before any reader does, since each of these makes a driver say something
 * unrelated. Every expression is bounded, so that 64 KB take no time.
 */
export function lookAtRaw(text: string): Hygiene | null {
  for (const look of LOOKS) {
    const found = look(text);
    if (found) return found;
  }
  return null;
}

const LOOKS: readonly Look[] = [
  (text) => (text.trim() === '' ? found('empty', 0) : null),

  (text) => {
    const invisible = /[\uFEFF\u200B-\u200D\u2060]/.exec(text);
    return invisible && found('invisible', invisible.index, text.replace(/[\uFEFF\u200B-\u200D\u2060]/g, ''));
  },

  (text) => {
    const literal = /(\\[rn])+$/.exec(text.slice(-20));
    if (!literal) return null;
    const offset = text.length - literal[0].length;
    return found('literal-newline', offset, text.slice(0, offset), '\\');
  },

  (text) => {
    if (isKeywords(text)) return null;
    const line = text.search(/[\r\n]/);
    return line < 0
      ? null
      : found(line >= text.trimEnd().length ? 'newline' : 'line-break', line, text.replace(/[\r\n]+/g, ''));
  },

  (text) => {
    if (isKeywords(text)) return null;
    const start = text.length - text.trimStart().length;
    const end = text.trimEnd().length;
    // libpq trims blanks in a query; nobody else does, and it is told there.
    const inQuery = start === 0 && text.includes('?') && text.endsWith(' ');
    if ((start === 0 && end === text.length) || inQuery) return null;
    return found('whitespace', start > 0 ? 0 : end, text.trim());
  },

  (text) => {
    const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.exec(text);
    return control && found('control', control.index);
  },

  (text) =>
    /^(undefined|null|none|nil|nan|\[object Object\]|<nil>|true|false)$/i.test(text)
      ? found('nothing-word', 0)
      : null,

  (text) => {
    const prefix =
      /^(export\s{1,8}|set\s{1,8}|env\s{1,8})?[A-Za-z_][A-Za-z0-9_.-]{0,80}(\s{0,4}=\s{0,4}|:\s{1,4})(?=["'`]?(?:jdbc:[a-z]|r2dbcs?:[a-z]|[a-z][a-z0-9+.-]{1,40}:\/\/))/i.exec(
        text,
      );
    if (!prefix || isKeywords(text)) return null;
    return found('assignment', 0, unquoted(text.slice(prefix[0].length)));
  },

  (text) => {
    const command = /^(sudo\s[^'"]{0,40})?(psql|mysql|mariadb|pg_dump|pgcli|mysqldump)\s+/.exec(text);
    return command && found('command', 0, unquoted(text.slice(command[0].length)));
  },

  (text) => {
    const first = text[0] ?? '';
    const last = text.at(-1) ?? '';
    if (text.length > 1 && QUOTES.includes(first) && last === first)
      return found('quoted', 0, text.slice(1, -1));
    if (QUOTES.includes(first)) return found('quote', 0, text.slice(1));
    if (QUOTES.includes(last) && URL.test(text)) return found('quote', text.length - 1, text.slice(0, -1));
    return null;
  },

  (text) => {
    if (!/^[<([{]/.test(text) || !/[>)\]}]$/.test(text) || !URL.test(text.slice(1))) return null;
    return found('stray', 0, text.slice(1, -1));
  },

  (text) => (/^\s{0,4}\{\s{0,8}"/.test(text) ? found('json', 0) : null),

  (text) => {
    const reference =
      /^((op|vault|secret|secretref|doppler|infisical|berglas|sops|akv|ssm|sm|aws-sm|gcp-sm|ref\+[a-z]{1,20}):|arn:aws|@Microsoft\.KeyVault\(|projects\/[^/]{1,80}\/secrets\/)/.exec(
        text,
      );
    return reference && found('secret-reference', 0);
  },

  (text) => (/^tcp:\/\/\d{1,3}(\.\d{1,3}){3}:\d+$/.test(text) ? found('service-link', 0) : null),

  (text) => {
    const expression =
      /\$\{\{[^}]{1,200}\}\}|\$\{[A-Za-z_][^}]{0,200}\}|\$\([A-Za-z_][A-Za-z0-9_]{0,80}\)|\{\{[^}]{1,200}\}\}|\{(os\.|process\.|env\.|ENV\[)[^}]{1,200}\}|^\$[A-Za-z_][A-Za-z0-9_]{0,80}$|%[A-Z][A-Z0-9]{0,40}_[A-Z0-9_]{1,60}%(?![0-9A-Fa-f]{2})/.exec(
        text,
      );
    return expression && found('unexpanded', expression.index, null, text[expression.index]);
  },

  (text) => {
    const entity = text.indexOf('&amp;');
    return entity < 0 ? null : found('html', entity, text.replaceAll('&amp;', '&'), '&');
  },

  (text) => {
    if (!URL.test(text)) return null;
    const comment = /\s{1,8}#(\s|$)/.exec(text);
    return comment && found('comment', comment.index, text.slice(0, comment.index));
  },

  (text) => {
    if (!URL.test(text)) return null;
    const second = /[\s,;]{1,4}[a-z][a-z0-9+.-]{1,40}:\/\//i.exec(text);
    return second && found('several', second.index);
  },

  (text) => {
    const last = text.at(-1) ?? '';
    return URL.test(text) && ';,'.includes(last) && last !== ''
      ? found('stray', text.length - 1, text.slice(0, -1), last)
      : null;
  },

  (text) => {
    const scheme = URL.exec(text)?.[0] ?? '';
    const again = scheme && URL.exec(text.slice(scheme.length, scheme.length + 60))?.[0];
    return again && (schemeOf(again.slice(0, -3)) || schemeOf(scheme.slice(0, -3)))
      ? found('two-schemes', scheme.length, text.slice(scheme.length))
      : null;
  },

  (text) => {
    if (text.length < 16 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
    const decoded = Buffer.from(text.slice(0, 64), 'base64').toString('latin1');
    return URL.test(decoded) ? found('base64', 0) : null;
  },
];

function found(
  reason: Parameters<typeof fault<'url/not-a-url'>>[1],
  offset: number,
  mended: string | null = null,
  character?: string,
): Hygiene {
  const column = offset + 1;
  const characters: Replacement[] = character ? [{ character, column, instead: '' }] : [];
  return { fault: fault('url/not-a-url', reason, { part: 'value', column, characters }), mended };
}

function unquoted(text: string): string {
  const first = text[0] ?? '';
  return QUOTES.includes(first) && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** Blanks and line breaks part the words of `host=db dbname=app`; they are no fault there. */
function isKeywords(text: string): boolean {
  return /^\s*(host|hostaddr|port|user|password|dbname|service|sslmode)\s*=/.test(text);
}
