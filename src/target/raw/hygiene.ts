import { isAdoKey } from '../clients/ado-keys.js';
import { fault, type OpenFault, type Replacement } from '../fault.js';
import { decodePercent } from '../forms/percent.js';
import { schemeOf } from '../forms/scheme.js';
import { behindPrefix } from './behind-prefix.js';
import { expressionAt } from './expressions.js';
import { isNothingWord } from './nothing-word.js';
import { isSecretReference } from './secret-references.js';

export interface Hygiene {
  readonly fault: OpenFault;
  /** The value with the fault removed, where that can be; it is for looking at, never for connecting. */
  readonly mended: string | null;
  /** Whether that is plainly what was meant, so that it may be shown without its secret. */
  readonly plain: boolean;
}

type Look = (text: string) => Hygiene | null;

/** `scheme://`, or a JDBC URL of a database that is read here: other databases part their words by `;`. */
const URL =
  /^((?:jdbc|r2dbcs?):[a-z0-9+:-]{0,40}(?:postgresql|mysql|mysql\+srv|mariadb):[a-z0-9:.-]{0,20}|[a-z][a-z0-9+.-]{0,40}:)\/\//i;
const QUOTES = '"\'`';
/** Those of typesetting, which come with copying from a page. */
const PAIRS: Readonly<Record<string, string>> = {
  '“': '”',
  '‘': '’',
  '«': '»',
  '„': '“',
  '\\"': '\\"',
  "\\'": "\\'",
};
/** A byte order mark, blanks of no width, marks of direction, a hyphen that is not shown. */
const INVISIBLE = /[\uFEFF\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069]/;

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

/** In characters: no driver gets more from anybody, and what reads the rest may keep something for each of them. */
const LONGEST = 100_000;

const LOOKS: readonly Look[] = [
  (text) => (text.length > LONGEST ? found('too-long', LONGEST) : null),

  (text) => (text.trim() === '' ? found('empty', 0) : null),

  (text) => {
    const invisible = INVISIBLE.exec(text);
    return invisible && found('invisible', invisible.index, text.replace(new RegExp(INVISIBLE, 'g'), ''));
  },

  (text) => {
    const literal = /(\\[rnt])+$/.exec(text.slice(-20));
    if (!literal) return null;
    const offset = text.length - literal[0].length;
    return found('literal-newline', offset, text.slice(0, offset), '\\');
  },

  (text) => {
    if (isKeywords(text)) return null;
    const line = text.search(/[\r\n]/);
    if (line < 0) return null;
    const mended = text.replace(/[\r\n]+/g, '');
    if (line >= text.trimEnd().length) return found('newline', line, mended);
    // Another line may be another secret: only parts that each end in a line break are plain.
    const others = text
      .trimEnd()
      .replace(/^([a-z][a-z0-9+]{1,40}:\/\/)[\r\n]+/i, '$1')
      .replace(/[\r\n]+([:@]?)/g, (breaks, delimiter) => delimiter || breaks);
    return { ...found('line-break', line, mended), plain: isPlain(others) };
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
    // A tab parts words of keyword=value; a URL parser drops it in silence.
    const tab = URL.test(text) ? text.indexOf('\t') : -1;
    if (tab >= 0) return found('control', tab);
    const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.exec(text);
    return control && found('control', control.index);
  },

  (text) =>
    isNothingWord(text) || /^(["'`])\s{0,9}\1$/.test(text) || isNothingWord(unquoted(text))
      ? found(/true|false/i.test(text) ? 'switch-word' : /[a-z]/i.test(text) ? 'nothing-word' : 'empty', 0)
      : null,

  (text) => {
    const command =
      /^(\$\s{1,4})?([A-Z]{2,20}=\S{1,80}\s{1,4})?(sudo\s[^'"]{0,40})?(psql|mysql|mariadb|pg_dump|pg_restore|pgcli|mycli|mysqldump|mysqlsh|sqlite3|cockroach|docker|kubectl)\s+/.exec(
        text,
      );
    return command && found('command', 0, unquoted(text.slice(command[0].length)));
  },

  (text) => {
    const prefix =
      /^(export\s{1,8}|set\s{1,8}|env\s{1,8})?[A-Za-z_][A-Za-z0-9_.-]{0,80}(\s{0,4}=\s{0,4}|:\s{1,4})(?=["'`]?(?:jdbc:[a-z]|r2dbcs?:[a-z]|[a-z][a-z0-9+.-]{1,40}:\/\/))/i.exec(
        text,
      );
    if (!prefix || isKeywords(text)) return null;
    return found('assignment', 0, unquoted(text.slice(prefix[0].length)));
  },

  (text) => {
    const rest = isKeywords(text) ? null : behindPrefix(text);
    return rest === null ? null : found('assignment', 0, rest);
  },

  (text) => {
    const first = text[0] ?? '';
    const last = text.at(-1) ?? '';
    if (text.length > 1 && QUOTES.includes(first) && last === first)
      return found('quoted', 0, text.slice(1, -1));
    for (const [open, close] of Object.entries(PAIRS))
      if (text.startsWith(open) && text.endsWith(close) && text.length > open.length + close.length)
        return found('quoted', 0, text.slice(open.length, -close.length));
    if (QUOTES.includes(first)) return found('quote', 0, text.slice(1));
    if (QUOTES.includes(last) && URL.test(text)) return found('quote', text.length - 1, text.slice(0, -1));
    return null;
  },

  (text) => {
    if (!/^[<([{]/.test(text) || !/[>)\]}]$/.test(text) || !URL.test(text.slice(1))) return null;
    return found('stray', 0, text.slice(1, -1));
  },

  (text) => (/^\s{0,4}[[{]\s{0,8}(["'{]|[\]}]$)/.test(text) ? found('json', 0) : null),

  (text) => (isSecretReference(text) ? found('secret-reference', 0) : null),

  (text) => (/^(tcp|udp):\/\/[^/@\s]{1,250}:\d+$/.test(text) ? found('service-link', 0) : null),

  (text) => {
    const offset = expressionAt(text);
    return offset < 0 ? null : found('unexpanded', offset, null, text[offset]);
  },

  (text) => {
    const entity = /&(amp|lt|gt|quot|apos|#\d{1,4}|#x[0-9a-f]{1,4});|\\u0026/i.exec(text);
    if (!entity) return null;
    return found('html', entity.index, text.replace(/&amp;|&#38;|\\u0026/gi, '&'), '&');
  },

  (text) => {
    if (!URL.test(text)) return null;
    const comment = /\s{1,8}(#|\/\/(?=\s)|--(?=[\sa-z]))/.exec(text);
    if (!comment) return null;
    // Where an "@" follows, the "#" may stand in the password, and what is left would show a piece of it.
    const rest = text.slice(comment.index);
    return found('comment', comment.index, rest.includes('@') ? null : text.slice(0, comment.index));
  },

  (text) => {
    if (!URL.test(text)) return null;
    const second = /[\s,;]{1,4}[a-z][a-z0-9+.-]{1,40}:\/\//i.exec(text);
    return second && found('several', second.index);
  },

  (text) => {
    const last = text.at(-1) ?? '';
    // Behind a "?" the others may be the end of a value, a password among them.
    const marks = text.includes('?') ? ';,' : ';,.)>]}\\|';
    return URL.test(text) &&
      marks.includes(last) &&
      last !== '' &&
      !isBracketed(text) &&
      !/[./]\.$/.test(text)
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
    const prefix = /^[a-z][a-z0-9+.-]{1,40}%3A(%2F){2}/i.exec(text);
    return prefix && found('encoded', prefix[0].indexOf('%'), decodePercent(text).value);
  },

  (text) => {
    if (text.length < 16 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
    if (!URL.test(Buffer.from(text.slice(0, 64), 'base64').toString('latin1'))) return null;
    // A line end comes with `echo URL | base64`.
    return found('base64', 0, Buffer.from(text, 'base64').toString('utf8').trimEnd());
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
  const plain = mended !== null && isPlain(mended);
  return { fault: fault('url/not-a-url', reason, { part: 'value', column, characters }), mended, plain };
}

/** An address in brackets, or an expression, ends so by itself. */
function isBracketed(text: string): boolean {
  const last = text.at(-1) ?? '';
  const open = ({ ')': '(', ']': '[', '}': '{', '>': '<' } as Readonly<Record<string, string>>)[last];
  return open !== undefined && text.includes(open);
}

/** What stands behind a blank may be anything, and so may what looks like a port of a URL without an "@". */
function isPlain(text: string): boolean {
  if (/\s/.test(text)) return false;
  const start = text.indexOf('://');
  const [login = ''] = text.slice(start + 3).split('/', 1);
  return start < 0 || text.includes('@') || !login.includes(':');
}

function unquoted(text: string): string {
  const first = text[0] ?? '';
  return QUOTES.includes(first) && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** Blanks and line breaks part the words of `host=db dbname=app`, and do not count in `Host=db; Database=app`. */
function isKeywords(text: string): boolean {
  const [, key = ''] = /^\s{0,40}([A-Za-z][A-Za-z ]{1,40}?)\s{0,4}=[^;]{0,400};/.exec(text) ?? [];
  return isAdoKey(key) || /^\s*(host|hostaddr|port|user|password|dbname|service|sslmode)\s*=/.test(text);
}
