import { relative, SQLITE_URI, whatwg } from './bases.js';
import { dotnet } from './dotnet.js';
import { frameworkNames } from './frameworks.js';
import { go } from './go.js';
import { jvm } from './jvm.js';
import { node } from './node.js';
import { others } from './others.js';
import { php } from './php.js';
import { python } from './python.js';
import type { Reader } from './reader.js';
import type { TlsFamily } from './tls-words.js';

const READERS: readonly Reader[] = [
  {
    // Takes what the mainstream readers agree about, and says where they do not.
    ...whatwg,
    name: 'any',
    anyClient: true,
    driverSuffix: true,
    tolerates: '',
    rawBlanks: 'error',
    hosts: 'list',
    query: 'wins',
    plusIsSpace: false,
    needsValues: true,
    fragment: 'error',
    pgSocketFile: true,
    mysqlSocket: ['unix_socket', 'socket', 'socketPath', 'localSocket'],
    sqlite: relative,
    // Of MySQL's clients only those of the JVM take a list.
    byDialect: { sqlite: { words: SQLITE_URI }, mysql: { hosts: 'one' }, mariadb: { hosts: 'one' } },
    forms: ['url', 'keyword-value', 'jdbc', 'r2dbc', 'go-dsn', 'ado', 'pdo'],
    pgVariables: true,
    tls: { postgres: 'libpq', mysql: 'any-mysql', mariadb: 'any-mysql' },
  },
  ...python,
  ...node,
  ...php,
  ...jvm,
  ...go,
  ...dotnet,
  ...others,
];

/** Drivers and frameworks, by the reader that they go by or are mostly used through. */
const ALIASES: Readonly<Record<string, string>> = {
  psql: 'libpq',
  psycopg: 'libpq',
  psycopg2: 'libpq',
  pg: 'node-pg',
  'node-postgres': 'node-pg',
  postgresjs: 'postgres.js',
  django: 'dj-database-url',
  flask: 'sqlalchemy',
  'flask-sqlalchemy': 'sqlalchemy',
  fastapi: 'sqlalchemy',
  sqlmodel: 'sqlalchemy',
  alembic: 'sqlalchemy',
  pymysql: 'sqlalchemy',
  mysqlclient: 'sqlalchemy',
  mysqldb: 'sqlalchemy',
  aiomysql: 'sqlalchemy',
  asyncmy: 'sqlalchemy',
  aiosqlite: 'sqlalchemy',
  activerecord: 'rails',
  mariadb: 'mariadb-node',
  mysqlconnector: 'mysql-ado',
  'microsoft.data.sqlite': 'sqlite-ado',
  symfony: 'doctrine',
  'mysql-connector-j': 'connectorj',
  'mysql-connector-java': 'connectorj',
  'mariadb-java-client': 'mariadb-jdbc',
};

const TABLE: ReadonlyMap<string, Reader> = new Map(READERS.map((reader) => [reader.name, reader]));

/** Whose words for TLS a client has for a database: those of the driver, else of the dialect. */
export function tlsFamilyOf(reader: Reader, dialect: string, driver: string | null): TlsFamily {
  return reader.tls[driver ?? ''] ?? reader.tls[dialect] ?? (dialect === 'postgres' ? 'libpq' : 'any-mysql');
}

/** Every name that `client` may have; capitals do not count. */
export const clientNames: readonly string[] = [...TABLE.keys(), ...Object.keys(ALIASES), ...frameworkNames];

/** How a client reads; one that is not known reads as `any`. */
export function readerNamed(client: string): Reader {
  const name = client.toLowerCase();
  const reader = TABLE.get(ALIASES[name] ?? name) ?? TABLE.get('any');
  if (!reader) throw new Error('the table of readers has lost its row "any"');
  return reader;
}
