import type { Reader } from './reader.js';
import type { TlsFamily } from './tls-words.js';

const relative = { threeSlashes: 'relative', twoSlashes: 'error', colonOnly: false } as const;
const absolute = { threeSlashes: 'absolute', twoSlashes: 'error', colonOnly: true } as const;

/** Node's `URL` and its like: Prisma, sqlx. */
const whatwg = {
  anyClient: false,
  schemes: null,
  schemeCase: 'any',
  driverSuffix: false,
  split: 'url',
  tolerates: '@[]',
  strayPercent: 'error',
  rawBlanks: 'literal',
  decodesHost: true,
  decodesDatabase: 'all',
  hosts: 'one',
  ipv6: true,
  underscoreInHost: true,
  query: 'fills',
  plusIsSpace: true,
  strictQuery: false,
  needsValues: false,
  emptyHost: false,
  fragment: 'cut',
  mysqlSocket: [],
  sqlite: null,
  keywordValue: false,
  pgVariables: false,
  localSocket: false,
  tls: { postgres: 'node-pg', mysql: 'mysql2', mariadb: 'mysql2' },
} as const satisfies Omit<Reader, 'name'>;

const libpq = {
  ...whatwg,
  schemes: ['postgres', 'postgresql'],
  schemeCase: 'lower',
  split: 'libpq',
  tolerates: '@?#[]',
  rawBlanks: 'error',
  hosts: 'list',
  query: 'wins',
  plusIsSpace: false,
  strictQuery: true,
  needsValues: true,
  emptyHost: true,
  fragment: 'data',
  keywordValue: true,
  pgVariables: true,
  localSocket: true,
  tls: { postgres: 'libpq' },
} as const satisfies Omit<Reader, 'name'>;

/** Python's `urllib.parse`, which Django's packages go by. */
const urllib = {
  ...whatwg,
  tolerates: '@',
  strayPercent: 'literal',
  emptyHost: true,
  mysqlSocket: ['unix_socket'],
  sqlite: { ...relative, twoSlashes: 'memory' },
  pgVariables: true,
  localSocket: true,
  tls: { postgres: 'libpq', mysql: 'libmysqlclient', mariadb: 'libmysqlclient' },
} as const satisfies Omit<Reader, 'name'>;

/** PHP's `parse_url`. */
const php = {
  ...whatwg,
  strayPercent: 'literal',
  plusIsSpace: true,
  mysqlSocket: ['unix_socket'],
  sqlite: { ...relative, twoSlashes: 'host-ignored' },
  tls: { postgres: 'libpq', mysql: 'mysqlnd', mariadb: 'mysqlnd' },
} as const satisfies Omit<Reader, 'name'>;

/** What sqlite3 of Python takes beside the file. */
const PYSQLITE = [
  'timeout',
  'detect_types',
  'isolation_level',
  'check_same_thread',
  'cached_statements',
  'uri',
  'factory',
  'autocommit',
  'mode',
  'cache',
  'vfs',
  'nolock',
  'immutable',
] as const;
const POSTGRES = ['postgres', 'postgresql'] as const;
const DJANGO = [
  ...POSTGRES,
  'pgsql',
  'postgis',
  'psql',
  'mysql',
  'mysql2',
  'mysqlgis',
  'mysql-connector',
  'sqlite',
  'spatialite',
  'cockroach',
  'cockroachdb',
  'redshift',
  'timescale',
  'timescalegis',
] as const;

const MYSQL_DRIVERS = [
  'mysqldb',
  'pymysql',
  'mysqlconnector',
  'mariadbconnector',
  'aiomysql',
  'asyncmy',
  'cymysql',
  'pyodbc',
  'oursql',
  'gaerdbms',
  'auroradataapi',
  'pydataapi',
] as const;
/** SQLAlchemy's own drivers of 1.4 and 2, and those that other packages add. */
const SQLALCHEMY_DRIVERS = {
  postgres: [
    'psycopg2',
    'psycopg',
    'psycopg_async',
    'psycopg2cffi',
    'asyncpg',
    'pg8000',
    'pygresql',
    'pypostgresql',
    'redshift_connector',
    'auroradataapi',
    'pydataapi',
  ],
  mysql: MYSQL_DRIVERS,
  mariadb: MYSQL_DRIVERS,
  sqlite: ['pysqlite', 'pysqlite_numeric', 'aiosqlite', 'pysqlcipher', 'libsql', 'apsw'],
} as const;

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
    mysqlSocket: ['unix_socket', 'socket', 'socketPath', 'localSocket'],
    sqlite: relative,
    keywordValue: true,
    pgVariables: true,
    tls: { postgres: 'libpq', mysql: 'any-mysql', mariadb: 'any-mysql' },
  },
  { ...libpq, name: 'libpq' },
  { ...libpq, name: 'pgx', strictQuery: false, needsValues: false, keywordAliases: { database: 'dbname' } },
  {
    ...libpq,
    name: 'asyncpg',
    split: 'url-first',
    tolerates: '@',
    strayPercent: 'literal',
    rawBlanks: 'literal',
    query: 'fills',
    plusIsSpace: true,
    strictQuery: false,
    fragment: 'cut',
    keywordValue: false,
    tls: { postgres: 'asyncpg' },
  },
  {
    ...whatwg,
    name: 'node-pg',
    schemes: [...POSTGRES, 'pg', 'socket'],
    socketForm: 'words',
    strayPercent: 'literal',
    // A raw blank or a stray % makes it encode the whole string again, and undo that for digits alone.
    escapes: (text) =>
      / |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(text) ? (hex) => /^\d\d$/.test(hex) : undefined,
    decodesDatabase: 'uri',
    query: 'wins',
    emptyHost: true,
    pgVariables: true,
  },
  {
    ...whatwg,
    name: 'postgres.js',
    schemes: POSTGRES,
    decodesHost: false,
    decodesDatabase: 'none',
    hosts: 'list',
    emptyHost: true,
    pgVariables: true,
    tls: { postgres: 'postgres.js' },
  },
  {
    ...whatwg,
    name: 'sqlalchemy',
    schemes: ['postgresql', 'mysql', 'mariadb', 'sqlite', 'cockroachdb', 'redshift'],
    schemeCase: 'lower',
    driverSuffix: true,
    split: 'sqlalchemy',
    tolerates: '@/?#[]',
    strayPercent: 'literal',
    decodesHost: false,
    hosts: 'parameters',
    query: 'wins',
    emptyHost: true,
    fragment: 'data',
    mysqlSocket: ['unix_socket'],
    sqlite: { ...relative, parameters: PYSQLITE },
    pgVariables: true,
    localSocket: true,
    drivers: SQLALCHEMY_DRIVERS,
    tls: {
      postgres: 'sqlalchemy-libpq',
      pg8000: 'libpq',
      mysql: 'libmysqlclient',
      mariadb: 'libmysqlclient',
      asyncpg: 'sqlalchemy-asyncpg',
      pymysql: 'pymysql',
      aiomysql: 'pymysql',
      asyncmy: 'pymysql',
      mysqlconnector: 'mysql-connector-python',
      mariadbconnector: 'mysql-connector-python',
    },
  },
  {
    ...urllib,
    name: 'databases',
    schemes: [...POSTGRES, 'mysql', 'sqlite'],
    driverSuffix: true,
    tls: { ...urllib.tls, postgres: 'asyncpg', mysql: 'pymysql' },
  },
  { ...urllib, name: 'dj-database-url', schemes: DJANGO },
  {
    ...urllib,
    name: 'django-environ',
    schemes: DJANGO,
    split: 'last',
    tolerates: '@/?#[]',
    hosts: 'list',
    socketForm: 'path',
  },
  {
    ...whatwg,
    name: 'rails',
    schemes: [...POSTGRES, 'postgis', 'mysql', 'mysql2', 'trilogy', 'sqlite', 'sqlite3'],
    tolerates: '',
    rawBlanks: 'error',
    underscoreInHost: false,
    emptyHost: true,
    mysqlSocket: ['socket'],
    sqlite: absolute,
    pgVariables: true,
    localSocket: true,
    tls: { postgres: 'libpq', mysql: 'libmysqlclient' },
  },
  {
    ...php,
    name: 'laravel',
    schemes: ['mysql', 'mysql2', 'pgsql', 'postgres', 'postgresql', 'sqlite', 'sqlite3', 'mariadb'],
    plusIsSpace: false,
    noHost: 'null',
  },
  { ...php, name: 'doctrine' },
  {
    ...whatwg,
    name: 'mysql2',
    schemes: ['mysql', 'mysql2', 'mariadb'],
    query: 'ignored',
    mysqlSocket: ['socketPath'],
  },
  {
    ...whatwg,
    name: 'mariadb-node',
    schemes: ['mariadb'],
    mysqlSocket: ['socketPath'],
    tls: { mariadb: 'mariadb-node' },
  },
  {
    ...whatwg,
    name: 'knex',
    strayPercent: 'literal',
    mysqlSocket: ['socketPath'],
    sqlite: { threeSlashes: 'absolute', twoSlashes: 'relative', colonOnly: true },
    emptyHost: true,
    pgVariables: true,
  },
  {
    ...whatwg,
    name: 'sequelize',
    schemes: [...POSTGRES, 'mysql', 'mariadb', 'sqlite'],
    decodesDatabase: 'none',
    mysqlSocket: ['socketPath'],
    sqlite: { threeSlashes: 'absolute', twoSlashes: 'relative', colonOnly: true },
    emptyHost: true,
    pgVariables: true,
    tls: { ...whatwg.tls, mariadb: 'mariadb-node' },
  },
  {
    ...whatwg,
    name: 'typeorm',
    split: 'typeorm',
    tolerates: '@?#[]',
    decodesHost: false,
    decodesDatabase: 'none',
    ipv6: false,
    query: 'ignored',
    emptyHost: true,
    sqlite: { threeSlashes: 'absolute', twoSlashes: 'relative', colonOnly: false },
    tls: { postgres: 'none', mysql: 'none', mariadb: 'none' },
  },
  {
    ...whatwg,
    name: 'prisma',
    schemes: [...POSTGRES, 'mysql', 'file'],
    strayPercent: 'literal',
    query: 'wins',
    emptyHost: true,
    mysqlSocket: ['socket'],
    sqlite: { ...relative, relativeTo: 'schema.prisma' },
    tls: { postgres: 'prisma-postgres', mysql: 'prisma-mysql' },
  },
  {
    ...whatwg,
    name: 'sqlx',
    schemes: [...POSTGRES, 'mysql', 'mariadb', 'sqlite'],
    strayPercent: 'literal',
    query: 'wins',
    emptyHost: true,
    mysqlSocket: ['socket'],
    sqlite: {
      threeSlashes: 'absolute',
      twoSlashes: 'relative',
      colonOnly: true,
      modes: ['ro', 'rw', 'rwc', 'memory'],
    },
    pgVariables: true,
    tls: { postgres: 'sqlx-postgres', mysql: 'libmysqlclient', mariadb: 'libmysqlclient' },
  },
  {
    ...whatwg,
    name: 'ecto',
    needsDatabase: true,
    tolerates: '@',
    strayPercent: 'error',
    tls: { postgres: 'ecto', mysql: 'ecto', mariadb: 'ecto' },
  },
  { ...whatwg, name: 'sqlite-uri', schemes: ['file'], sqlite: relative, tls: {} },
];

/** Clients whose forms are not read yet: a URL under their name is read as `any` reads it. */
const LATER: readonly string[] = [
  'go-sql-driver',
  'pgjdbc',
  'connectorj',
  'mariadb-jdbc',
  'sqlite-jdbc',
  'npgsql',
  'mysql-ado',
  'sqlite-ado',
  'pdo',
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
  symfony: 'doctrine',
};

const TABLE: ReadonlyMap<string, Reader> = new Map(READERS.map((reader) => [reader.name, reader]));

/** Whose words for TLS a client has for a database: those of the driver, else of the dialect. */
export function tlsFamilyOf(reader: Reader, dialect: string, driver: string | null): TlsFamily {
  return reader.tls[driver ?? ''] ?? reader.tls[dialect] ?? (dialect === 'postgres' ? 'libpq' : 'any-mysql');
}

/** Every name that `client` may have; capitals do not count. */
export const clientNames: readonly string[] = [...TABLE.keys(), ...LATER, ...Object.keys(ALIASES)];

/** How a client reads; one that is known, but whose own forms are not read yet, reads URLs as `any`. */
export function readerNamed(client: string): Reader {
  const name = client.toLowerCase();
  const reader = TABLE.get(ALIASES[name] ?? name);
  if (reader) return reader;
  const any = TABLE.get('any');
  if (!any) throw new Error('the table of readers has lost its row "any"');
  return LATER.includes(name) ? { ...any, name } : any;
}
