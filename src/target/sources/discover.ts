import { namesDatabaseUrl } from '../../variables/secret-names.js';
import type { Variables } from '../../variables/variables.js';
import { FRAMEWORK_URLS } from './framework-urls.js';
import { type Given, givenByVariable } from './given.js';
import { dialectOfParts, type GivenParts, type PartName, withoutBrackets } from './parts.js';

/** A family of separate variables for one database; its host says whether it is used. */
export interface Family {
  readonly name: string;
  /** Who reads them, where the project does not tell; null for any. */
  readonly client: string | null;
  /** Null where other variables, or the port, say it. */
  readonly dialect: string | null;
  readonly variables: Readonly<Partial<Record<PartName, readonly string[]>>>;
  /** The variables with a URL that describe the same database. */
  readonly urls: readonly string[];
  /** The host may be written `HOST:PORT` or `HOST:/SOCKET`. */
  readonly hostHoldsPort?: boolean;
  /** The client that takes the URL, whatever the parts beside it say. */
  readonly urlWinsFor?: string;
}

function family(
  prefix: string,
  dialect: string | null,
  urls: readonly string[],
  more: Family['variables'] = {},
): Family {
  const names = (...words: string[]) => words.map((word) => `${prefix}_${word}`);
  const variables = {
    host: names('HOST'),
    port: names('PORT'),
    user: names('USER', 'USERNAME'),
    password: names('PASSWORD', 'PASS'),
    database: names('DATABASE', 'DB', 'NAME', 'DBNAME'),
    socket: names('SOCKET', 'UNIX_SOCKET'),
    tlsMode: dialect === 'postgres' || dialect === null ? names('SSLMODE', 'SSL_MODE') : [],
    ...more,
  };
  return { name: `${prefix}_HOST`, client: null, dialect, variables, urls };
}

export const FAMILIES: readonly Family[] = [
  {
    name: 'PGHOST',
    client: 'libpq',
    dialect: 'postgres',
    variables: {
      host: ['PGHOST', 'PGHOSTADDR'],
      port: ['PGPORT'],
      user: ['PGUSER'],
      password: ['PGPASSWORD'],
      database: ['PGDATABASE'],
      tlsMode: ['PGSSLMODE'],
      ca: ['PGSSLROOTCERT'],
      cert: ['PGSSLCERT'],
      key: ['PGSSLKEY'],
    },
    urls: ['PG_URL'],
  },
  family('POSTGRES', 'postgres', ['POSTGRES_URL', 'POSTGRESQL_URL']),
  family('MYSQL', 'mysql', ['MYSQL_URL'], { password: ['MYSQL_PASSWORD', 'MYSQL_PWD'] }),
  family('MARIADB', 'mariadb', ['MARIADB_URL', 'MARIADB_URI']),
  {
    ...family('DB', null, ['DB_URL', 'DB_URI'], {
      dialect: ['DB_CONNECTION', 'DB_DIALECT', 'DB_TYPE', 'DB_ENGINE'],
    }),
    urlWinsFor: 'laravel',
  },
  { ...family('WORDPRESS_DB', 'mysql', []), client: 'wordpress', hostHoldsPort: true },
];

/** The names with a URL, in the order in which they are looked for; others follow by their endings. */
const FIRST = ['DATABASE_URL', 'SQLALCHEMY_DATABASE_URI', 'SQLALCHEMY_DATABASE_URL', 'DB_URL', 'DB_URI'];

/** Contract, section 2, in the words of a message. */
export const LOOKED_FOR: readonly string[] = [
  'DATABASE_URL',
  '*_DATABASE_URL',
  '*_DB_URL',
  '*_DB_URI',
  '*_DATABASE_URI',
  ...FAMILIES.flatMap(({ urls }) => urls),
  'SQLALCHEMY_DATABASE_URI',
  'SQLALCHEMY_DATABASE_URL',
  ...FRAMEWORK_URLS,
  ...FAMILIES.map(({ name }) => name),
];

/** The names for which a set variable may have been meant. */
export const COMMON_NAMES: readonly string[] = LOOKED_FOR.filter((name) => !name.includes('*'));

/** Every set variable that holds a database's URL. One that is empty counts as unset. */
export function urlVariables(variables: Variables): Given[] {
  const names = variables.names.filter(namesDatabaseUrl);
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...names]
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => givenByVariable(name, variables))
    .filter((given) => given !== null);
}

/** The parts of a family, when its host is set, or a socket or an SQLite file stands for it. */
export function partsOf(
  { variables: names, hostHoldsPort }: Family,
  variables: Variables,
): GivenParts | null {
  const parts: Partial<Record<PartName, Given>> = {};
  for (const [part, candidates] of Object.entries(names) as [PartName, readonly string[]][]) {
    const given = candidates.map((name) => givenByVariable(name, variables)).find((each) => each !== null);
    if (given) parts[part] = given;
  }
  const { dialect, host, socket, database } = parts;
  if (dialect && dialectOfParts(parts)?.dialect === 'sqlite') return database ? parts : null;
  if (host) return hostHoldsPort ? { ...parts, ...splitHost(host) } : parts;
  return dialect && socket ? parts : null;
}

const bare = (host: Given, name: string): Given => ({ ...host, value: withoutBrackets(name) });

/** WordPress: `HOST:PORT`, `HOST:/SOCKET` and `:/SOCKET`; an IPv6 address may stand in brackets. */
function splitHost(host: Given): GivenParts {
  // A whole URL, which is told as one.
  if (/^[a-z][a-z0-9+.-]{0,40}:\/\//i.test(host.value)) return { host };
  const [, name = '', rest = ''] =
    /^(\[[^\]]{0,60}\]|[^:]{0,300}):(\d{1,10}|\/.{0,300})$/.exec(host.value) ?? [];
  // `mysql://…` is a URL, and what is behind an "@" or before it may be a password.
  if (rest === '' || /^\/\/|@/.test(rest)) return { host: bare(host, host.value) };
  const second = { ...host, value: rest };
  return rest.startsWith('/')
    ? { host: { ...host, value: '' }, socket: second }
    : { host: bare(host, name), port: second };
}
