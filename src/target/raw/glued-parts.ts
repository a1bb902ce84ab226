import { fault, type OpenFault, type Part } from '../fault.js';
import type { OpenReading } from '../reading.js';

export interface Glued {
  readonly fault: OpenFault;
  /** What stands there, whole and behind each separator: a password may be a piece of it. */
  readonly secrets: readonly string[];
}

const PASSWORD = /\b(pass\w*|pwd|pw|secret|token)\s*=/i;
/** An encoded `&` or `|` is no separator unless a word stands behind it. */
const USER = /[;,:=].|[&|]\w/s;
/** A name of a database may hold a "="; with `&` before it the `?` is missing. */
const DATABASE = /[;,:|].|&\w+=/s;
/** Behind the scheme of a URL; keywords and keys are parted by blanks, or may hold them. */
const BLANK_OR_AT_IN_URL = /^[a-z0-9+:.-]{1,60}:\/\/[^\s@]{0,4096}[\s@]/i;
const BLANK_WITHIN = /\S\s{1,8}\S/;
const BLANKS_WITHIN = /\S\s{1,8}\S{1,400}\s{1,8}\S/;
/** Behind a password and a host it may hold a ":" as well, as that of a branch does: `app:main`. */
const DATABASE_BEHIND_LOGIN = /[;,|].|&\w+=/s;
const FILE = /[;,:]./s;
const PLACE = /;./s;
/** `C:\` and `file:` have a colon that separates nothing. */
const BEFORE_PATH = /^(file:)?\/*([A-Za-z]:(?=[\\/]))?/;

/**
 * A part that holds more than itself: `app;password=…` where `&` or `:` belonged. A client sends all of it as a name,
 * and a report would show it. Names that have such a character of their own can be given as parts.
 */
export function gluedParts(reading: OpenReading, text: string): Glued | null {
  const found =
    partsOf(reading).find(([, value, isGlued]) => isGlued(value)) ?? loginElsewhere(reading, text);
  if (!found) return null;
  const [part, value] = found;
  return { fault: fault('url/ambiguous', 'glued-parts', { part }), secrets: tails(value) };
}

/** A URL that names no password in its place, and has more than a name where the user or the database stands. */
function loginElsewhere(
  { user, password, database }: OpenReading,
  text: string,
): readonly [Part, string] | null {
  if (password !== null) return null;
  // A name in quotes, or encoded, is meant so.
  const isBare = !/["']|%2[0F]/i.test(text);
  if (user !== null && isBare && (BLANK_WITHIN.test(user) || /^[^@/]{1,200}\/[^@]{4}/.test(user)))
    return ['user', user];
  if (!BLANK_OR_AT_IN_URL.test(text)) return null;
  if (database === null) return null;
  // `user/PASSWORD@host/data`, as Oracle writes it; and `data user PASSWORD`.
  const at = user === null && !text.includes('%40') ? database.indexOf('@') : -1;
  const isLogin = at > 0 && database.lastIndexOf('/') > at;
  return isLogin || BLANKS_WITHIN.test(database) ? ['database', database] : null;
}

type Looked = readonly [Part, string, (value: string) => boolean];

function partsOf({ user, password, database, file, socket, hosts, tls }: OpenReading): Looked[] {
  const isName = (name: RegExp) => (value: string) => name.test(value) || PASSWORD.test(value);
  const isPlace = (value: string) => PLACE.test(value) || PASSWORD.test(value);
  const name = password !== null && hosts.length > 0 ? DATABASE_BEHIND_LOGIN : DATABASE;
  const looked: [Part, string | null, (value: string) => boolean][] = [
    ['user', user, isName(USER)],
    ['database', isUrl(database) ? null : database, isName(name)],
    ['file', file, isGluedFile],
    ['socket', socket, isPlace],
    ['query', tls.ca, (value) => !value.includes('-----BEGIN') && isPlace(value)],
    ...hosts.map(({ host }) => ['host', host, isGluedHost] satisfies [Part, string | null, unknown]),
  ];
  return looked.filter((each): each is [Part, string, (value: string) => boolean] => each[1] !== null);
}

function isGluedFile(file: string): boolean {
  // A resource of the class path may be a URL of its own.
  if (file.startsWith(':resource:')) return /[;@]/.test(file) || PASSWORD.test(file);
  if (file.endsWith(':memory:')) return FILE.test(file.slice(0, -':memory:'.length));
  return FILE.test(file.replace(BEFORE_PATH, '')) || PASSWORD.test(file);
}

/** It would be looked up; `h@st` is a name to asyncpg, `user:x@host` and a URL are none to anybody. */
function isGluedHost(host: string): boolean {
  const colon = host.indexOf(':');
  const isLogin = colon >= 0 && host.indexOf('@', colon) >= 0;
  // An escaped quote between letters begins and ends nothing.
  const name = host.replace(/^(\w{1,60})'(\w{1,60})$/, '$1$2');
  return isLogin || /[;=&|\s"'()?#]|:\/\//.test(name);
}

/** libpq takes a whole URL for a name, and psql reads it: a fault of its own, that `database-of` makes an error. */
export function isUrl(database: string | null): database is string {
  return database?.includes('://') === true;
}

/** So many tells enough: nobody joins more parts. */
const MOST_SEPARATORS = 8;

function tails(value: string): string[] {
  const pieces = [...value.matchAll(/[;,:=&@]/g)]
    .slice(0, MOST_SEPARATORS)
    .map(({ index }) => value.slice(index + 1));
  return [value, ...pieces].filter((piece) => piece.length >= 4);
}
