import dns from 'node:dns';
import { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../src/inspect.js';
import type { Waiting } from '../../src/report.js';
import { loadReporter, REPORTERS } from '../../src/reporters/index.js';
import { loadInspector } from '../../src/reporters/inspection.js';
import { terminationMessage } from '../../src/reporters/termination.js';
import { type RunResult, run } from '../../src/run.js';
import { UsageError } from '../../src/usage-error.js';
import { mysqlError, postgres, postgresError, startFake } from '../servers/fakes.js';
import { dbcheck, folder } from './dbcheck.js';

/**
 * How many configurations are broken: each in this process, where a run is told in every format, as progress, as the
 * termination message and by `inspect`; one in twenty once more by the built program, in one format, with its streams and
 * report files. For every thirty there is a misuse of the command line, by the built program.
 */
const RUNS = Number(process.env['DBCHECK_SECRET_RUNS'] ?? 300);
/** Fixed, so that a run says of a change and of nothing else; a failure prints it with the path to the case. */
const SEED = Number(process.env['DBCHECK_SECRET_SEED'] ?? 20261121);

/** Letters and digits in an order that no sentence, time or address has, so that four of them are distinctive. */
const core = fc
  .array(fc.tuple(...['ABCDEFGHJKLMNPQRSTUVWYZ', '23456789', 'ghjkmnpqrtuvwyz'].map(oneOf)), {
    minLength: 2,
    maxLength: 6,
  })
  .map((triples) => triples.flat().join(''));

function oneOf(characters: string) {
  return fc.constantFrom(...characters);
}

type Make = (core: string) => string;

/** What a secret may look like around its core. */
const SECRETS: Readonly<Record<string, Make>> = {
  plain: (c) => c,
  'four characters': (c) => c.slice(0, 4),
  'five characters': (c) => c.slice(0, 5),
  'marks first': (c) => `@:/?#[]%&=+${c}`,
  'marks last': (c) => `${c}@:/?#[]%&=+`,
  'an at sign inside': (c) => `ab@${c}`,
  'a slash inside': (c) => `ab/${c}`,
  'a hash inside': (c) => `12#${c}`,
  'a question mark inside': (c) => `12?${c}`,
  'an ampersand inside': (c) => `ab&${c}=1`,
  'a semicolon inside': (c) => `ab;${c}`,
  'a stray percent': (c) => `50%${c}%zz`,
  'blanks and quotes': (c) => `a b '${c}" \\ $HOME`,
  'a line end inside': (c) => `ab\n${c}`,
  'a line end behind': (c) => `${c}\n`,
  'other scripts': (c) => `é☃${c}ß`,
  encoded: (c) => encodeURIComponent(`@/${c}`),
  'encoded twice': (c) => encodeURIComponent(encodeURIComponent(`@/${c}`)),
  'base64 with slashes': (c) => `ab/cd+${c}/ef==`,
  'a URL': (c) => `x://${c}:y@z`,
  JSON: (c) => `{"a":"${c}"}`,
  'a template': (c) => `<a${c}>`,
  'words of a template': (c) => `your-${c}`,
  'an expression that is none': (c) => `\${A/${c}}`,
  '64 KB': (c) => `${'x'.repeat(100)}${c}`.repeat(Math.floor(65_536 / (100 + c.length))),
};

/** Connection strings, right and wrong, with a secret `s` and a server at `at`. */
const STRINGS: Readonly<Record<string, (s: string, at: string) => string>> = {
  right: (s, at) => `postgres://app:${encodeURIComponent(s)}@${at}/app`,
  'nothing encoded': (s, at) => `postgres://app:${s}@${at}/app`,
  'of MySQL': (s, at) => `mysql://app:${s}@${at}/app?ssl-mode=DISABLED`,
  'of SQLAlchemy': (s, at) => `postgresql+psycopg2://app:${s}@${at}/app`,
  'without slashes': (s, at) => `postgres:app:${s}@${at}/app`,
  'with one slash': (s, at) => `postgres:/app:${s}@${at}/app`,
  'without a colon': (s, at) => `postgres//app:${s}@${at}/app`,
  'without a scheme': (s, at) => `app:${s}@${at}/app`,
  'with backslashes': (s, at) => `postgres:\\\\app:${s}@${at}\\app`,
  'with a wrong scheme': (s, at) => `posgres://app:${s}@${at}/app`,
  'of JDBC': (s, at) => `jdbc:postgresql://${at}/app?user=app&password=${s}`,
  'of Go': (s, at) => `app:${s}@tcp(${at})/app`,
  'of ADO.NET': (s, at) => `Server=${at};User Id=app;Password=${s};Database=app`,
  'of JDBC with a login': (s, at) => `jdbc:mysql://app:${s}@${at}/app`,
  'of JDBC in parentheses': (s) => `jdbc:mysql://(host=127.0.0.1,port=1,user=app,password=${s})/app`,
  'of the JDBC of MariaDB': (s, at) => `jdbc:mariadb://${at}/app?user=app&password=${s}&sslMode=trust`,
  'of R2DBC': (s, at) => `r2dbc:postgresql://app:${s}@${at}/app`,
  'of Npgsql': (s, at) =>
    `Host=${at.replace(':', ';Port=')};Username=app;Password="${s.replaceAll('"', '""')}";Database=app`,
  'of PDO': (s, at) => `pgsql:host=${at.replace(':', ';port=')};user=app;password=${s};dbname=app`,
  'in quotes': (s, at) => `"postgres://app:${s}@${at}/app"`,
  'as an assignment': (s, at) => `DATABASE_URL=postgres://app:${s}@${at}/app`,
  'as a command': (s, at) => `psql postgres://app:${s}@${at}/app`,
  'with two schemes': (s, at) => `postgres://postgres://app:${s}@${at}/app`,
  'wholly encoded': (s, at) => encodeURIComponent(`postgres://app:${s}@${at}/app`),
  'with its colon encoded': (s, at) => `postgres://app%3A${encodeURIComponent(s)}@${at}/app`,
  'with its marks encoded': (s, at) => `postgres://app%3A${encodeURIComponent(s)}%40${at}/app`,
  'with a bracket': (s, at) => `postgres://app:${s}@[${at}/app`,
  'with the secret as the port': (s) => `postgres://app@127.0.0.1:${encodeURIComponent(s)}/app`,
  'without a host': (s) => `postgres://app:x${s}`,
  'with a parameter': (s, at) => `postgres://app@${at}/app?password=${s}`,
  'with a misspelt parameter': (s, at) => `postgres://app@${at}/app?pasword=${encodeURIComponent(s)}`,
  'with a passphrase': (s, at) => `postgres://app@${at}/app?sslmode=disable&sslpassword=${s}`,
  'with & for ?': (s, at) => `postgres://app@${at}/app&password=${encodeURIComponent(s)}`,
  'with ; for ?': (s, at) => `mysql://app@${at}/app;password=${encodeURIComponent(s)}`,
  'with & behind the host': (s) => `postgres://db&password=${encodeURIComponent(s)}/app`,
  'of keywords': (s, at) => `host=${at.replace(':', ' port=')} user=app password=${s} dbname=app`,
  'of keywords in quotes': (s, at) => `host=${at.replace(':', ' port=')} password='${s}' dbname=app`,
  'of keywords with commas': (s) => `host=127.0.0.1,port=1,password=${encodeURIComponent(s)}`,
  'of keywords with a URL': (s, at) => `dbname=postgres://app:${encodeURIComponent(s)}@${at}/app`,
  'of SQLite': (s, at) => `sqlite://app:${s}@${at}/app.db`,
  'the secret alone': (s) => s,
};

/** What a place adds to a run; the configurations are laid over each other. */
interface Put {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, object | readonly object[]>>;
}

/** Where the secret is put: `n` makes its names unique, `string` is a connection string with it. */
type Place = (given: { n: number; s: string; string: string; port: number }) => Put;

const parts = (n: number, port: number, more: object) => ({
  databases: { [`p${n}`]: { dialect: 'postgres', host: '127.0.0.1', port, user: 'app', ...more } },
});
const url = (n: number, text: string) => ({ databases: { [`u${n}`]: { url: text } } });
/** As the value of a key, where it must not be taken for an expression. */
const literal = (text: string) => text.replaceAll('${', '$ {');

const PLACES: Readonly<Record<string, Place>> = {
  'a URL variable': ({ n, string }) => ({
    env: { [`A${n}_DATABASE_URL`]: string },
    config: url(n, `\${A${n}_DATABASE_URL}`),
  }),
  'a URL variable of another name': ({ n, string }) => ({
    env: { [`CONN${n}`]: string },
    config: { ...url(n, `\${CONN${n}}`), env: { [`CONN${n}`]: { type: 'integer' } } },
  }),
  'a URL of the configuration': ({ n, string }) => ({ config: url(n, literal(string)) }),
  'a default': ({ n, s }) => ({
    config: url(n, `postgres://app:\${NONE:-${encodeURIComponent(s)}}@127.0.0.1:1/app`),
  }),
  'a URL read by node-pg': ({ n, string }) => ({
    config: { databases: { [`u${n}`]: { url: literal(string), client: 'node-pg' } } },
  }),
  'a URL read by a client of one form': ({ n, string }) => ({
    config: {
      databases: {
        [`u${n}`]: {
          url: literal(string),
          client: ['jdbc', 'go-sql-driver', 'npgsql', 'pdo', 'sqlalchemy', 'mysql2'][n % 6] ?? 'any',
        },
      },
    },
  }),
  'a variable of a framework': ({ n, string, s }) => ({
    env: {
      SPRING_DATASOURCE_URL: string,
      SPRING_DATASOURCE_PASSWORD: s,
      [`ConnectionStrings__A${n}`]: string,
      // A secret alone is a name like any other there.
      WORDPRESS_DB_HOST: string === s ? 'db' : string,
    },
    files: { 'requirements.txt': 'SQLAlchemy', 'package.json': '{"dependencies":{"pg":"8","mysql2":"3"}}' },
  }),
  'a password': ({ n, s, port }) => ({ config: parts(n, port, { password: literal(s) }) }),
  'a password variable of another name': ({ n, s, port }) => ({
    env: { [`CODE${n}`]: s },
    config: parts(n, port, { password: `\${CODE${n}}` }),
  }),
  'a URL as the name of a database': ({ n, string, port }) => ({
    env: { [`A${n}_DATABASE_URL`]: string },
    config: parts(n, port, { database: `\${A${n}_DATABASE_URL}` }),
  }),
  'a URL as the user': ({ n, string, port }) => ({
    env: { [`A${n}_DATABASE_URL`]: string },
    config: parts(n, port, { user: `\${A${n}_DATABASE_URL}` }),
  }),
  'a URL as a file of TLS': ({ n, string, port }) => ({
    env: { [`A${n}_DATABASE_URL`]: string },
    config: parts(n, port, { tls: { mode: 'verify-ca', ca: `\${A${n}_DATABASE_URL}` } }),
  }),
  'a key of TLS': ({ n, s, port }) => ({
    env: { [`CLIENT${n}_KEY`]: s },
    config: parts(n, port, { tls: { mode: 'require', key: `\${CLIENT${n}_KEY}` } }),
  }),
  'a variable of a wrong type': ({ n, s }) => ({
    env: { [`A${n}_TOKEN`]: s, [`B${n}_TOKEN`]: s, [`C${n}_TOKEN`]: s },
    config: {
      env: {
        [`A${n}_TOKEN`]: { type: 'port' },
        [`B${n}_TOKEN`]: { pattern: '[0-9]+', deprecated: true },
        [`C${n}_TOKEN`]: { type: 'enum', values: ['x'], minLength: 999 },
      },
    },
  }),
  'a default of a wrong type': ({ n, s }) => ({
    config: { env: { [`A${n}_SECRET`]: { type: 'integer', default: literal(s) } } },
  }),
  'the words of another variable': ({ n, s }) => ({
    env: { [`A${n}_PASSWORD`]: s, [`ARGUMENTS${n}`]: `${'-'.repeat(50)} ${s} -` },
    config: { env: { [`A${n}_PASSWORD`]: {}, [`ARGUMENTS${n}`]: { type: 'integer' } } },
  }),
  'a condition': ({ n, s }) => ({
    env: { [`A${n}_PASSWORD`]: s },
    config: { env: { [`B${n}`]: { requiredWhen: `A${n}_PASSWORD=${s}` } } },
  }),
  'a variable whose name is spoilt': ({ n, s, string }) => ({
    env: { [`\uFEFFA${n}_PASSWORD`]: s, [`export A${n}_DATABASE_URL`]: string, 'DATABASE-URL': string },
    config: { env: { [`A${n}_PASSWORD`]: {} } },
  }),
  'a password in base64': ({ n, s }) => ({
    env: {
      [`A${n}_PASSWORD`]: Buffer.from(`${s}\n`).toString('base64'),
      [`B${n}_PORT`]: `tcp://10.0.0.1:${s}`,
    },
    config: { env: { [`A${n}_PASSWORD`]: {}, [`B${n}_PORT`]: { secret: true } } },
  }),
  'a secret beside others': ({ n, s }) => ({
    env: { [`A${n}_PASSWORD_FILE`]: './secrets/a' },
    files: { './secrets/b': s },
    config: { env: { [`A${n}_PASSWORD`]: {} } },
  }),
  'a file': ({ n, s, port }) => ({
    env: { [`A${n}_PASSWORD_FILE`]: `secret${n}` },
    files: { [`secret${n}`]: `${s}\n` },
    config: parts(n, port, { password: `\${A${n}_PASSWORD}` }),
  }),
  'the name of a file': ({ n, s }) => ({
    env: { [`A${n}_PASSWORD_FILE`]: s },
    config: { env: { [`A${n}_PASSWORD`]: {} } },
  }),
  'a path': ({ n, s }) => ({
    env: { [`A${n}_SECRET`]: s },
    config: { paths: [{ path: `/nowhere/\${A${n}_SECRET}//x` }, { path: `\${A${n}_SECRET}` }] },
  }),
  'a root': ({ n, s }) => ({
    env: { [`A${n}_SECRET`]: s },
    config: { stray: { roots: [`\${A${n}_SECRET}`] } },
  }),
  'a .env file': ({ n, s }) => ({
    env: { [`A${n}_PASSWORD`]: 'other' },
    files: { '.env': `A${n}_PASSWORD=${s}\nKEY${n}=abc\n${s}=\n` },
    config: { env: { [`A${n}_PASSWORD`]: { type: 'hex' } } },
  }),
  "the application's settings": ({ n, s }) => ({
    files: { [`settings${n}.json`]: JSON.stringify({ a: s }) },
    config: {
      settings: [{ file: `settings${n}.json`, map: { [`A${n}_PASSWORD`]: 'a' } }],
      env: { [`A${n}_PASSWORD`]: { type: 'url' } },
    },
  }),
};

/** Uses of dbcheck that end with status 2, or should: arguments and configuration files. */
const MISUSES: Readonly<Record<string, (s: string, string: string) => [string[], Record<string, string>?]>> =
  {
    'an option': (s) => [[`--password=${s}`]],
    'a short option': (s) => [[`-p${s}`]],
    'an operand': (s) => [[s]],
    'a URL as an operand': (_, string) => [[string]],
    'an operand of inspect': (s) => [['inspect', s]],
    'a configuration file': (_, string) => [['--config', string]],
    'a duration': (s) => [['--wait', s]],
    'a check': (s) => [['--only', s]],
    'an environment': (_, string) => [['--environment', string]],
    'a report': (_, string) => [['--report', `json=${string}`]],
    'a path': (_, string) => [['--writable', string]],
    'a root': (_, string) => [['--root', string]],
    'a variable': (_, string) => [['--database', string]],
    'a code': (s) => [['explain', s]],
    'a command': (_, string) => [['--only', 'env', '--require', 'PATH', '--quiet', '--', string]],
    'YAML that does not end': (s) => [[], { 'dbcheck.yaml': `databases:\n  main:\n    url: "${s}\n` }],
    'YAML with an anchor': (s) => [[], { 'dbcheck.yaml': `env:\n  A: *${s}\n` }],
    'YAML of a wrong type': (s) => [[], { 'dbcheck.yaml': `env:\n  A_PASSWORD: ${JSON.stringify(s)}\n` }],
    'JSON with a comma': (s) => [[], { 'dbcheck.json': `{"databases": ${JSON.stringify(s)},}` }],
    'TOML without quotes': (s) => [[], { 'dbcheck.toml': `[databases.main]\nurl = ${s}\n` }],
  };

const REPORTS = { json: 'r.json', junit: 'r.xml', github: 'r.log', sarif: 'r.sarif', pretty: 'r.txt' };
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.keys(REPORTS).map((name) => [name, ['--verbose', '--format', name]])),
  files: ['--quiet', ...Object.entries(REPORTS).flatMap(([name, file]) => ['--report', `${name}=${file}`])],
  inspect: ['inspect'],
  'inspect as JSON': ['inspect', '--format', 'json'],
};
/** One in so many configurations is run by the built program too. */
const BUILT_SHARE = 20;

/** How a server says a secret: a piece of it can be all that another program left. */
const ECHOES: Readonly<Record<string, Make>> = {
  'as it is': (s) => s,
  'percent-encoded': encodeURIComponent,
  'in base64': (s) => Buffer.from(s).toString('base64'),
  'in hexadecimal': (s) => Buffer.from(s).toString('hex'),
  'as JSON': (s) => JSON.stringify(s),
};

/** Writes every name that is looked up to a file, and knows none, so that nothing is asked of the network. */
const RECORDER = `const dns = require('node:dns');
dns.lookup = (name, options, done) => {
  require('node:fs').appendFileSync('look-ups', name + '\\n');
  process.nextTick(done, Object.assign(new Error(name), { code: 'ENOTFOUND', errno: -3008 }));
};\n`;

/** Every form in which four characters of the core may be met, with its name. */
function traces(text: string): [string, string][] {
  const pieces = Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4));
  // The characters of base64 depend on what stands before the secret, by three, and on what follows.
  const runs = [0, 2, 3].flatMap((start, before) => {
    const inner = Buffer.from('x'.repeat(before) + text).toString('base64');
    const whole = inner.replace(/=+$/, '').slice(start, -2);
    return Array.from({ length: Math.max(0, whole.length - 5) }, (_, at) => whole.slice(at, at + 6));
  });
  return [
    ...pieces.flatMap((piece): [string, string][] => {
      const bytes = [...Buffer.from(piece)].map((byte) => byte.toString(16));
      return [
        [piece, 'as it is'],
        [bytes.join(''), 'in hexadecimal'],
        [bytes.join(' '), 'as bytes'],
        [`%${bytes.join('%')}`, 'percent-encoded'],
      ];
    }),
    ...runs.map((run): [string, string] => [run, 'in base64']),
  ];
}

/** The first trace in each text, with what stands around it. */
function leaks(text: string, said: Readonly<Record<string, string>>): string[] {
  return Object.entries(said).flatMap(([where, words]) => {
    const found = traces(text).find(([trace]) => words.includes(trace));
    if (!found) return [];
    const at = words.indexOf(found[0]);
    return [`${where}, ${found[1]}: …${words.slice(Math.max(0, at - 80), at + 40)}…`];
  });
}

function laidOver(puts: readonly Put[]): Put & { config: Record<string, object> } {
  const config: Record<string, object> = {};
  for (const [key, value] of puts.flatMap((put) => Object.entries(put.config ?? {}))) {
    const before = config[key];
    config[key] = Array.isArray(value)
      ? [...((before as object[]) ?? []), ...value]
      : { ...before, ...value };
  }
  const env = Object.assign({}, ...puts.map((put) => put.env));
  const files = Object.assign({}, ...puts.map((put) => put.files));
  return { env, files, config };
}

/** Everything that a run says: its streams, its reports, and the names that it has looked up. */
async function everythingSaid(args: readonly string[], { env = {}, files = {} }: Put) {
  const cwd = folder({ ...files, 'recorder.cjs': RECORDER });
  const recorded = { ...env, NODE_OPTIONS: '--require=./recorder.cjs' };
  const { stdout, stderr } = await dbcheck(args, { cwd, env: recorded });
  const read = (file: string) => {
    const path = join(cwd, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const reports = Object.values(REPORTS).map(read).join('');
  return { stdout, stderr, reports, 'look-ups': read('look-ups') };
}

/** All that the library says of a run, by the way on which it is said. */
async function everythingTold(
  cwd: string,
  env: Readonly<Record<string, string>>,
  environment: string,
  waitMs: number,
): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  const progress: string[] = [];
  const options = { cwd, env, environment };
  const onProgress = ({ database, reasons }: Waiting) => progress.push(database, ...reasons);
  const result = await orMisuse(() => run({ ...options, timeoutMs: 300, waitMs, onProgress }));
  if (typeof result === 'string') told['usage error'] = result;
  else Object.assign(told, await inEveryFormat(result));
  const inspection = await orMisuse(() => inspect(options));
  for (const format of ['pretty', 'json'] as const)
    told[`inspect, ${format}`] =
      typeof inspection === 'string'
        ? inspection
        : (await loadInspector(format, { color: false }))(inspection);
  told['progress'] = progress.join('\n');
  return told;
}

async function inEveryFormat({ report }: RunResult): Promise<Record<string, string>> {
  const told: Record<string, string> = { termination: terminationMessage(report) };
  for (const name of REPORTERS)
    told[name] = (await loadReporter(name, { color: false }))(report, { verbosity: 'verbose', width: 100 });
  return told;
}

async function orMisuse<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof UsageError) return JSON.stringify([error.message, { ...error }]);
    throw error;
  }
}

/** Records every name that is looked up in this process, and knows none. */
const lookedUp: string[] = [];
const lookup = dns.lookup;
beforeAll(() => {
  const record = (name: string, how: dns.LookupOptions, done: (error: Error | null) => void) => {
    lookedUp.push(name);
    // A server of this test listens by an address.
    if (isIP(name)) return lookup(name, how, done);
    process.nextTick(done, Object.assign(new Error(name), { code: 'ENOTFOUND', errno: -3008 }));
  };
  dns.lookup = record as unknown as typeof dns.lookup;
  syncBuiltinESMExports();
});
afterAll(() => {
  dns.lookup = lookup;
  syncBuiltinESMExports();
});

let said = '';
const fakes = {
  closed: 1,
  postgres: 0,
  mysql: 0,
  text: 0,
  bytes: 0,
};
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const talks = {
    postgres: (socket: Socket) => postgres(postgresError('XX000', said))(socket),
    mysql: (socket: Socket) => void socket.end(mysqlError(0, 1234, said)),
    text: (socket: Socket) => void socket.end(`It was ${said}`),
    bytes: (socket: Socket) => void socket.end(Buffer.concat([Buffer.from([1, 2]), Buffer.from(said)])),
  };
  for (const [name, talk] of Object.entries(talks)) {
    const fake = await startFake(talk);
    fakes[name as keyof typeof talks] = fake.port;
    closing.push(fake.close);
  }
});

afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

const nameOf = (table: object) => fc.constantFrom(...Object.keys(table));
const pick = <T>(table: Readonly<Record<string, T>>, name: string): T => table[name] as T;
const options = { numRuns: RUNS, seed: SEED, endOnFailure: true } as const;
const TIMEOUT = 60_000 + 2000 * RUNS;

describe('no piece of a secret is said, written or looked up', () => {
  it(
    'wherever it stands and whatever is wrong with it',
    async () => {
      const broken = fc.record({
        core,
        secret: nameOf(SECRETS),
        string: nameOf(STRINGS),
        places: fc.uniqueArray(nameOf(PLACES), { minLength: 1, maxLength: 5 }),
        server: nameOf(fakes),
        echo: nameOf(ECHOES),
        format: nameOf(FORMATS),
        environment: fc.constantFrom('production', 'development'),
        wait: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 150),
      });
      let count = 0;
      await fc.assert(
        fc.asyncProperty(broken, async (each) => {
          const s = pick(SECRETS, each.secret)(each.core);
          const port = pick(fakes, each.server);
          const string = pick(STRINGS, each.string)(s, `127.0.0.1:${port}`);
          said = pick(ECHOES, each.echo)(s);
          const put = laidOver(each.places.map((place, n) => pick(PLACES, place)({ n, s, string, port })));
          const files = { ...put.files, 'dbcheck.json': JSON.stringify(put.config) };
          const whole = each.core.slice(0, Math.min(each.core.length, s.length));
          const clean = (words: Readonly<Record<string, string>>) => {
            expect(Object.values(words).join('')).not.toBe('');
            expect(leaks(whole, words), JSON.stringify(put.config)).toEqual([]);
          };
          lookedUp.length = 0;
          const { PATH = '' } = process.env;
          const told = await everythingTold(folder(files), { PATH, ...put.env }, each.environment, each.wait);
          clean({ ...told, 'look-ups': lookedUp.join('\n') });
          if (count++ % BUILT_SHARE > 0) return;
          const limits = ['--timeout', '300ms', '--wait', `${each.wait}ms`, '-e', each.environment];
          const ofKubernetes = { KUBERNETES_SERVICE_HOST: '10.96.0.1', ...put.env };
          clean(
            await everythingSaid([...pick(FORMATS, each.format), ...limits], { env: ofKubernetes, files }),
          );
        }),
        options,
      );
    },
    TIMEOUT,
  );

  it('not even of a login with a line end, where a path belongs', async () => {
    const args = ['--writable', 'app:ab\nKq7wz@db:1/app'];
    const { stdout, stderr, status } = await dbcheck(args, { cwd: folder({}) });
    expect([status, `${stdout}${stderr}`.includes('Kq7wz')]).toEqual([2, false]);
  });

  it(
    'however dbcheck itself is used wrongly',
    async () => {
      const run = fc.record({
        core,
        secret: nameOf(SECRETS),
        string: nameOf(STRINGS),
        misuse: nameOf(MISUSES),
        json: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(run, async (each) => {
          const s = pick(SECRETS, each.secret)(each.core);
          const string = pick(STRINGS, each.string)(s, '127.0.0.1:1');
          // A plain word may be the name of a file or of a variable, and is told as that.
          fc.pre(!/^[\w.-]*$/.test(string));
          const [args, files = {}] = pick(MISUSES, each.misuse)(s, string);
          const words = await everythingSaid([...(each.json ? ['--format', 'json'] : []), ...args], {
            files,
          });
          expect(words.stdout + words.stderr).not.toBe('');
          const whole = each.core.slice(0, Math.min(each.core.length, s.length));
          expect(leaks(whole, words)).toEqual([]);
        }),
        { ...options, numRuns: Math.ceil(RUNS / 30) },
      );
    },
    TIMEOUT,
  );
});
