import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/target/read.js';

/** A database as anybody might have it. Port null: not written. */
interface Place {
  readonly host: string;
  readonly port: number | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Printable ASCII, and letters that take two, three and four bytes. */
const CHARACTERS = [
  ...Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)),
  ...' äßλж中😀',
];
const text = (characters: readonly string[], maxLength = 24) =>
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength }).map((all) => all.join(''));
const without = (excluded: string) => CHARACTERS.filter((each) => !excluded.includes(each));

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
  fc.ipV4(),
  fc.ipV6(),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null });

/** What a form can carry: libpq's URL every character, a DSN of Go none that ends a part. */
function places(allowed: Partial<Record<'user' | 'password' | 'database', readonly string[]>> = {}) {
  const word = (part: 'user' | 'password' | 'database') =>
    text(allowed[part] ?? CHARACTERS).filter(
      (each) => !isForgotten(each) && !isJson(each) && (part === 'password' || !isGlued(each)),
    );
  return fc.record({
    host,
    port,
    user: word('user'),
    password: word('password'),
    database: word('database'),
  });
}

/** What dbcheck takes for something that nobody filled in; it says so, and reads nothing. */
function isForgotten(value: string): boolean {
  return /^[[<{].*[\]>}]$|^\*+$|^x+$|\$[({]|^\$[A-Z_]|\{\{|%[A-Z]|:\/\/|\\[rn]$|#\{|^(nil|none|null|nan|undefined)$|^your|^redacted/i.test(
    value,
  );
}

/** What Laravel decodes, which counts where the client is not known: " 4" is 4 to it. */
function isJson(value: string): boolean {
  try {
    return String(JSON.parse(value)) !== value;
  } catch {
    return false;
  }
}

/** What dbcheck takes for a name with something else behind it. */
function isGlued(value: string): boolean {
  return value.trim() !== value || /[;,:|=&]|[.)>\]}\\]$/.test(value);
}

const escaped = (value: string) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const bracketed = ({ host, port }: Place) =>
  `${host.includes(':') ? `[${host}]` : host}${port === null ? '' : `:${port}`}`;
const url = (scheme: string) => (place: Place) =>
  `${scheme}://${escaped(place.user)}:${escaped(place.password)}@${bracketed(place)}/${escaped(place.database)}`;
const quotedByBackslash = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;
const keywords = ({ host, port, user, password, database }: Place) =>
  [
    `host=${host}`,
    ...(port === null ? [] : [`port=${port}`]),
    `user=${quotedByBackslash(user)}`,
    `password=${quotedByBackslash(password)}`,
    `dbname=${quotedByBackslash(database)}`,
  ].join(' ');
const jdbc = (scheme: string) => (place: Place) =>
  `jdbc:${scheme}://${bracketed(place)}/${escaped(place.database)}?user=${escaped(place.user)}&password=${escaped(place.password)}`;
/** go-sql-driver puts brackets around an address without a port by itself. */
const go = (place: Place) =>
  `${place.user}:${place.password}@tcp(${place.port === null ? place.host : bracketed(place)})/${escaped(place.database)}`;
const quotedByDoubling = (value: string) => `"${value.replaceAll('"', '""')}"`;
const ado = (host: string, user: string) => (place: Place) =>
  [
    `${host}=${place.host}`,
    ...(place.port === null ? [] : [`Port=${place.port}`]),
    `${user}=${quotedByDoubling(place.user)}`,
    `Password=${quotedByDoubling(place.password)}`,
    `Database=${quotedByDoubling(place.database)}`,
  ].join(';');

const anything = places();
const FORMS: readonly (readonly [string, string, (place: Place) => string, typeof anything])[] = [
  ['a URL', 'any', url('postgresql'), anything],
  ['a URL', 'any', url('mysql'), anything],
  ['a URL', 'libpq', url('postgres'), anything],
  ['a URL', 'pgx', url('postgres'), anything],
  ['a URL', 'asyncpg', url('postgresql'), anything],
  ['a URL', 'sqlalchemy', url('postgresql+psycopg'), anything],
  ['a URL', 'sqlalchemy', url('mysql+pymysql'), anything],
  ['a URL', 'dj-database-url', url('postgres'), anything],
  ['a URL', 'node-pg', url('postgres'), places({ database: without('/#?@:;,&=+$') })],
  ['a URL', 'mysql2', url('mysql'), anything],
  ['a URL', 'mariadb-node', url('mariadb'), anything],
  ['a URL', 'prisma', url('postgresql'), anything],
  ['a URL', 'sqlx', url('mysql'), anything],
  ['a URL', 'rails', url('postgresql'), anything],
  ['keywords', 'libpq', keywords, anything],
  ['keywords', 'any', keywords, anything],
  ['JDBC', 'pgjdbc', jdbc('postgresql'), anything],
  ['JDBC', 'connectorj', jdbc('mysql'), anything],
  ['JDBC', 'any', jdbc('postgresql'), anything],
  [
    'a DSN',
    'go-sql-driver',
    go,
    places({ user: without(':@/"\'`[{<('), password: without('/'), database: without('?/') }),
  ],
  ['names and values', 'npgsql', ado('Host', 'Username'), anything],
  ['names and values', 'mysql-ado', ado('Server', 'User ID'), anything],
];

describe('what is written in a form is read back the same', () => {
  it.each(FORMS)('%s under %s', (_, client, write, generated) => {
    fc.assert(
      fc.property(generated, (place) => {
        const reading = readValue(write(place), client);
        expect(reading.faults.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect({
          hosts: reading.hosts,
          user: reading.user,
          password: reading.password?.reveal(),
          database: reading.database,
        }).toEqual({
          hosts: [{ host: place.host, port: place.port }],
          user: place.user,
          password: place.password,
          database: place.database,
        });
      }),
      { numRuns: 300 },
    );
  });
});
