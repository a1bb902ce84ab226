import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readValue } from '../../src/target/read.js';
import type { Reading } from '../../src/target/reading.js';
import { corpus } from './corpus.js';
import { libraries, type Taken } from './libraries.js';

/** Where dbcheck refuses what the library takes. Each is a reason of a fault; the library fails later, or elsewhere. */
const REFUSED: Readonly<Record<string, string>> = {
  // It connects to port 0.
  'out-of-range': 'a port that no server has',
  // It takes "h1,h2" for one name.
  'several-hosts': 'several hosts as one name',
  // It looks such a name up.
  character: 'a host that is no name',
  'encoded-colon': 'a host that is no name, but user:password perhaps',
  'encoded-host': 'a socket that is looked up as a name',
  'not-a-number': 'a port that it hands on as it is',
  'glued-parts': 'parts in one another, of which one may be the password',
  'at-sign': 'an @ behind the host, where other clients end the password',
  'raw-character': 'a slash, where other clients end the password',
  blank: 'a tab, which it drops',
  'not-utf8': 'a password that is no text, which a parameter outranks',
  nul: 'a byte that no server takes',
  'ca-is-a-word': 'a file that is not there',
  // Raw values that somebody meant otherwise.
  quote: 'a quote left over',
  quoted: 'quotes left over',
  stray: 'a character left over',
  whitespace: 'blanks around',
  unexpanded: 'a variable that nobody filled in',
  html: 'an entity of HTML',
  comment: 'a comment behind it',
  several: 'a second URL behind it',
  masked: 'a masked password',
  placeholder: 'a placeholder',
  example: 'the words of an example',
  control: 'a control character',
  newline: 'a line break',
  'literal-newline': 'a line break, written \\n',
  'line-break': 'a line break',
  'two-schemes': 'a scheme before the scheme',
  'no-scheme': 'a word, which it takes for the name of a database',
  // Only node-pg, which does not look at the scheme.
  scheme: 'the scheme of another client',
  dialect: 'the scheme of another dialect',
  'driver-suffix': 'a driver in the scheme',
  'unknown-scheme': 'a scheme that nobody knows',
  unsupported: 'the scheme of another database',
  'web-address': 'a web address',
  proxy: 'a proxy',
  'no-slashes': 'no "//" behind the scheme',
  'holds-url': 'a URL in the host',
  'nothing-in-part': 'a word for nothing',
  'user-form': 'a user whom the provider refuses',
};

/** Where the library refuses what dbcheck takes: what the library says. */
const TAKEN: readonly (readonly [RegExp, string])[] = [
  [/Unknown charset|charset\.toUpperCase/, 'the character sets of MySQL are the business of the server'],
  [/ENOENT/, 'pg-connection-string opens the files of TLS while it parses'],
];

const parts = {
  scheme: { 'node-pg': ['postgres', 'postgresql'], mysql2: ['mysql'], 'mariadb-node': ['mariadb'] },
  host: [
    'h',
    'db.example.com',
    '127.0.0.1',
    '[::1]',
    '[2001:db8::1]',
    'my_db',
    '',
    'h1,h2',
    '[::1',
    '%2Frun%2Fpg',
  ],
  port: ['', '', ':5432', ':', ':0', ':65536', ':abc', ':05432'],
  database: ['', '/', '/d', '/a%2Fb', '/a%20b', '/a b', '/%C3%A9', '/a%3Fb', '/a/b', '//d', '/a%zz'],
  parameter: [
    ...[
      'ssl=true',
      'ssl=1',
      'ssl=0',
      'ssl=false',
      'ssl=no-verify',
      'ssl={"rejectUnauthorized":false}',
      'ssl={}',
    ],
    ...[
      'ssl={"rejectUnauthorized":true}',
      'ssl={"verifyIdentity":true}',
      'ssl=Amazon RDS',
      'ssl=bogus',
      'ssl=null',
    ],
    ...[
      'sslmode=disable',
      'sslmode=allow',
      'sslmode=prefer',
      'sslmode=require',
      'sslmode=verify-ca',
      'sslmode=',
    ],
    ...[
      'sslmode=verify-full',
      'sslmode=no-verify',
      'sslmode=bogus',
      'ssl-mode=REQUIRED',
      'uselibpqcompat=true',
    ],
    ...['sslnegotiation=direct', 'host=other', 'host=/run/pg', 'port=6', 'user=me', 'password=x'],
    ...['database=other', 'socketPath=/run/m.sock', 'application_name=a+b', 'opt=%zz', 'opt', 'opt=a%26b'],
  ],
};

/** Raw and encoded characters in a row. */
const pieces = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ...Array.from({ length: 95 }, (_, index) => `%${(32 + index).toString(16)}`),
  ...['%C3%A9', '%ff', '%zz', '%', '%2525', 'é', '\t', 'abc', 'secret'],
];
const credential = fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((each) => each.join(''));
const login = fc.oneof(
  fc.constantFrom('', 'u@', 'u:p@', 'u:@', ':p@'),
  fc.tuple(credential, credential).map(([user, password]) => `${user}:${password}@`),
);
/** Not the same twice: mysql2 takes the first, which the warning about it says. */
const query = fc
  .uniqueArray(fc.constantFrom(...parts.parameter), {
    maxLength: 2,
    selector: (each) => each.split('=', 1)[0],
  })
  .map((each) => (each.length > 0 ? `?${each.join('&')}` : ''));

function urls(client: keyof typeof parts.scheme) {
  const scheme = fc.constantFrom(...parts.scheme[client]).map((name) => `${name}://`);
  const from = (list: readonly string[]) => fc.constantFrom(...list);
  return fc
    .tuple(scheme, login, from(parts.host), from(parts.port), from(parts.database), query)
    .map((each) => each.join(''));
}

beforeAll(() => {
  // mysql2 tells of every option that it does not know, node-pg of every mode.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());

describe.each(Object.keys(parts.scheme) as (keyof typeof parts.scheme)[])('%s', (client) => {
  it('and the reader of its name take the same from any URL, or the difference has its reason', () => {
    fc.assert(
      fc.property(urls(client), (text) => {
        expect(difference(client, text), text).toBeNull();
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  it('and the reader of its name take the same from the corpus', () => {
    const texts = corpus.filter(({ input }) => isOwn(client, input)).map(({ input }) => input);
    const different = texts
      .map((text) => [text, difference(client, text)])
      .filter(([, found]) => found !== null);
    expect(different).toEqual([]);
  });
});

/** Whether a text is a URL for the client, and names no file that its library would read. */
function isOwn(client: keyof typeof parts.scheme, text: string): boolean {
  const scheme = text.split('://', 1)[0]?.toLowerCase() ?? '';
  return (
    text.includes('://') && parts.scheme[client].includes(scheme) && !/sslcert|sslkey|sslrootcert/.test(text)
  );
}

/** What dbcheck and the library do not agree about, without its reason; null where they agree. */
function difference(client: keyof typeof parts.scheme, text: string): string | null {
  const reading = readValue(text, client);
  const first = reading.faults.find(({ severity }) => severity === 'error');
  let taken: Taken;
  try {
    taken = libraries[client]?.(text) as Taken;
  } catch (error) {
    const says = String(error);
    if (first || TAKEN.some(([pattern]) => pattern.test(says))) return null;
    return `taken, and the library says ${says.slice(0, 60)}`;
  }
  if (first) {
    return first.reason in REFUSED ? null : `refused for ${first.reason}, and the library takes it`;
  }
  const ours = fieldsOf(reading);
  const wrong = (Object.keys(taken) as (keyof Taken)[]).filter((name) => taken[name] !== ours[name]);
  return wrong.length > 0
    ? wrong.map((name) => `${name}: ${ours[name]}, and the library has ${taken[name]}`).join('; ')
    : null;
}

function fieldsOf(reading: Reading): Taken {
  const [first] = reading.hosts;
  return {
    host: first?.host ?? null,
    port: first?.port ? String(first.port) : null,
    user: reading.user,
    password: reading.password?.reveal() || null,
    database: reading.database,
    socket: reading.socket,
    tls: reading.tls.effective,
  };
}
