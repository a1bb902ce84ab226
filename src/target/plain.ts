import { readdirSync } from 'node:fs';
import { TLS_MODES, type TlsMode } from '../config/config.js';
import type { Settings } from '../config/settings.js';
import { Secret } from '../variables/secret.js';
import { namesDatabaseUrl } from '../variables/secret-names.js';
import { sourceOf, type Variables } from '../variables/variables.js';
import { isWellKnown } from '../variables/well-known-secrets.js';
import { DEFAULT_PORTS } from './default-ports.js';
import { describeTarget } from './describe.js';
import { otherServiceAt } from './policy/known-ports.js';
import { providerOf } from './providers.js';
import type { Database, Target } from './target.js';

/**
 * The databases of a run where all of them are written in the plainest way: what every client reads alike, and has
 * nothing wrong with it, needs none of the grammars. Null for all else, which `resolve.ts` reads; of these it would
 * say exactly the same (test/target/plain.test.ts holds them side by side).
 */
export function plainDatabases(settings: Settings, variables: Variables, cwd: string): Database[] | null {
  const urls = variables.names.filter((name) => namesDatabaseUrl(name));
  if (variables.names.some((name) => SPEAKS_OF_DATABASES.test(name) && !urls.includes(name))) return null;
  const declared = settings.databases === null ? null : Object.entries(settings.databases);
  if ((declared ?? urls).length === 0 || (!declared && urls.length > 1) || !isBare(cwd)) return null;
  const all = declared
    ? declared.map(([name, { url, ...others }]) => {
        const variable = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(url ?? '')?.[1];
        const isPlain = Object.keys(others).every((key) => PLAIN_KEYS.includes(key));
        if (variable === undefined || !isPlain) return null;
        return plainDatabase(variable, variables, {
          name,
          settings: { ...(url === undefined ? {} : { url }), ...others },
          source: settings.positionOf(['databases', name]),
        });
      })
    : urls.map((name) => plainDatabase(name, variables, { name, settings: {}, source: null }));
  return all.every((each) => each !== null) ? all : null;
}

/** A variable that may be a part of a database, or say something of one. */
const SPEAKS_OF_DATABASES =
  /(^|_)(PG|SQL|DB(?!CHECK_)|DATABASE|DATASOURCE|POSTGRES|MYSQL|MARIA)|CONNECTION|_USER(NAME)?$|^spring\./i;

/** Keys of a database that say nothing of where it is. */
const PLAIN_KEYS = ['dialects', 'optional', 'writable'];

/** No file of a project, which could name the client. */
function isBare(cwd: string): boolean {
  try {
    return readdirSync(cwd).every((name) => NO_MANIFESTS.has(name) || name.startsWith('.env.'));
  } catch {
    return false;
  }
}

const NO_MANIFESTS = new Set([
  ...['dbcheck.yaml', 'dbcheck.yml', 'dbcheck.json', 'dbcheck.toml', '.env', '.git', '.gitignore'],
  ...['.dockerignore', 'Dockerfile', 'README', 'README.md', 'LICENSE', 'data'],
]);

const URL =
  /^(postgres|postgresql|mysql):\/\/([a-z][a-z0-9_]{0,30}):([A-Za-z0-9._~-]{12,64})@([a-z0-9.-]{1,60})(?::([1-9]\d{3,4}))?\/([a-z][a-z0-9_]{0,30})(?:\?(?:sslmode=([a-z-]{5,11})|ssl-mode=([A-Z]{8,9})))?$/;

/** The words that MySQL's clients share. */
const MYSQL_MODES: Readonly<Record<string, string>> = {
  DISABLED: 'disable',
  PREFERRED: 'prefer',
  REQUIRED: 'require',
};

function plainDatabase(
  variable: string,
  variables: Variables,
  { name, settings, source }: Pick<Database, 'name' | 'settings' | 'source'>,
): Database | null {
  const given = variables.get(variable);
  const { origin, value = '' } = given;
  const [, scheme = '', user = '', password = '', host = '', written, database = '', pgWord, myWord] =
    URL.exec(value) ?? [];
  const dialect = scheme.startsWith('postgres') ? 'postgres' : scheme;
  const word = pgWord ?? MYSQL_MODES[myWord ?? ''];
  const mode = TLS_MODES.find((each) => each === word) ?? null;
  const port = Number(written ?? DEFAULT_PORTS[dialect]);
  const isAsMeant =
    origin?.kind === 'environment' &&
    isPlainPassword(password) &&
    isPlainHost(host, mode) &&
    ![user, database].some(isExample) &&
    port <= 65_535 &&
    otherServiceAt(port, dialect) === undefined &&
    (pgWord === undefined || (dialect === 'postgres' && mode !== null)) &&
    (myWord === undefined || (dialect === 'mysql' && mode !== null));
  if (!isAsMeant || providerOf({ dialect, host, port, socket: null })) return null;
  const from = `variable ${variable}`;
  const target: Target = {
    name,
    dialect,
    driver: null,
    grammar: 'any',
    hosts: [{ host, port }],
    socket: null,
    file: null,
    user,
    password: new Secret(password),
    database,
    tls: { mode, effective: mode ?? 'prefer', ca: null, cert: null, key: null },
    socketPort: null,
    provider: null,
    parameters: {},
    sources: {
      ...Object.fromEntries(
        [
          'dialect',
          'host',
          'user',
          'password',
          'database',
          ...(written ? ['port'] : []),
          ...(mode ? ['tlsMode'] : []),
        ].map((field) => [field, from]),
      ),
      ...(written ? {} : { port: `default of ${dialect}` }),
    },
  };
  const { secrets } = variables;
  for (const secret of [password, value]) secrets.add(secret);
  for (const word of [user, database, describeTarget(target), host]) secrets.addPublic(word);
  return {
    name,
    settings,
    target,
    known: {
      dialect,
      driver: null,
      grammar: 'any',
      user: null,
      passwordSet: true,
      database: null,
      tlsMode: null,
      tlsEffective: null,
      parameters: {},
      sources: {},
    },
    observations: [],
    missing: [],
    variables: [variable],
    source: source ?? (settings.url === undefined ? sourceOf(given) : null),
  };
}

/** Letters and digits, and no word of a template. */
function isPlainPassword(password: string): boolean {
  const isRandom = /[a-z]/i.test(password) && /\d/.test(password);
  return isRandom && !isWellKnown(password) && !/your|here|xxx|change|secret|admin/i.test(password);
}

/** An address, or a name that no client and no name server refuses. */
function isPlainHost(host: string, mode: TlsMode | null): boolean {
  const isPrivate = /^(127|10|192\.168)(\.\d{1,3})+$/.test(host);
  if (isPrivate)
    return (
      /^\d{1,3}(\.\d{1,3}){3}$/.test(host) &&
      host.split('.').every((part) => String(Number(part)) === part && Number(part) < 256)
    );
  const isName =
    /^[a-z][a-z0-9-]{0,30}(\.[a-z][a-z0-9-]{1,30}){0,4}$/.test(host) &&
    !/-($|\.)|localhost|your|xxx|^(host|hostname|server)$/.test(host);
  return isName && (mode !== 'disable' || !host.includes('.'));
}

/** Whether a name is a word of a template. */
function isExample(name: string): boolean {
  return (
    EXAMPLES.has(name) || EXAMPLE_STARTS.some((start) => name.startsWith(start)) || name.endsWith('_here')
  );
}

const EXAMPLES = new Set([
  ...['user', 'username', 'db_user', 'database', 'database_name', 'db', 'dbname', 'db_name'],
  ...['null', 'none', 'undefined', 'nil', 'nan', 'todo', 'fixme', 'tbd'],
]);
const EXAMPLE_STARTS = ['your', 'xxx', 'insert', 'enter', 'fill', 'replace'];
