import { libpq, POSTGRES, relative, urllib, whatwg } from './bases.js';
import type { Reader } from './reader.js';

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
/** The schemes of dj-database-url and of django-environ. */
const DJANGO = [
  ...POSTGRES,
  'pgsql',
  'postgis',
  'mysql',
  'mysql2',
  'mysqlgis',
  'mysql-connector',
  'sqlite',
  'spatialite',
  'redshift',
] as const;
/** What Django and its packages take for themselves, and the driver of Python. */
const DJANGO_ARGUMENTS = {
  drivers: [null, 'postgis'],
  besides: [
    'currentSchema',
    'pool',
    'isolation_level',
    'conn_max_age',
    'conn_health_checks',
    'engine',
    'autocommit',
  ],
} as const;
const PROMETHEUS = [
  'prometheus-postgresql',
  'prometheus-postgis',
  'prometheus-mysql',
  'prometheus-sqlite',
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

/** What SQLAlchemy makes numbers and switches of, before the driver sees it. */
const MYSQL_VALUES = {
  integers: ['connect_timeout', 'read_timeout', 'write_timeout', 'client_flag'],
  switches: [
    'compress',
    'local_infile',
    'use_unicode',
    'ssl_check_hostname',
    'raise_on_warnings',
    'use_pure',
  ],
};
const SQLITE_VALUES = {
  integers: ['detect_types', 'cached_statements'],
  switches: ['uri', 'check_same_thread'],
};

/** Clients of Python. */
export const python: readonly Reader[] = [
  {
    ...libpq,
    name: 'asyncpg',
    schemeCase: 'any',
    split: 'url-first',
    tolerates: '@',
    strayPercent: 'literal',
    rawBlanks: 'literal',
    query: 'fills',
    plusIsSpace: true,
    strictQuery: false,
    oneEquals: false,
    fragment: 'cut',
    trimsBlanks: false,
    decodesHostList: false,
    brackets: 'zone',
    fullHostList: true,
    hostListInQuery: true,
    strictPairs: true,
    dropsEmptyValues: true,
    partNames: {
      host: 'host',
      port: 'port',
      user: 'user',
      password: 'password',
      dbname: 'database',
      database: 'database',
    },
    words: {
      target_session_attrs: ['any', 'primary', 'standby', 'prefer-standby', 'read-write', 'read-only'],
      sslnegotiation: ['postgres', 'direct'],
      gsslib: ['gssapi', 'sspi'],
      ssl_min_protocol_version: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      ssl_max_protocol_version: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    },
    forms: ['url'],
    tls: { postgres: 'asyncpg' },
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
    plainPort: 'needed',
    dropsEmptyValues: true,
    brackets: 'anything',
    pgSocketFile: true,
    byDialect: { mysql: MYSQL_VALUES, mariadb: MYSQL_VALUES, sqlite: SQLITE_VALUES },
    hosts: 'parameters',
    query: 'wins',
    emptyHost: true,
    fragment: 'data',
    mysqlSocket: ['unix_socket'],
    sqlite: { ...relative, parameters: PYSQLITE },
    pgVariables: true,
    localSocket: true,
    drivers: SQLALCHEMY_DRIVERS,
    argumentsOfLibpq: {
      drivers: [null, 'psycopg2', 'psycopg', 'psycopg_async', 'psycopg2cffi'],
      besides: ['autocommit', 'prepare_threshold', 'factory'],
    },
    tls: {
      postgres: 'libpq-options',
      pg8000: 'libpq',
      mysql: 'mysqlclient',
      mariadb: 'mysqlclient',
      pyodbc: 'libmysqlclient',
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
    decodesHost: false,
    pgSocketFile: true,
    decodesDatabase: 'none',
    tls: { ...urllib.tls, postgres: 'databases-postgres', mysql: 'databases-mysql' },
  },
  {
    ...urllib,
    name: 'dj-database-url',
    argumentsOfLibpq: DJANGO_ARGUMENTS,
    schemes: [...DJANGO, 'cockroach', 'timescale', 'timescalegis'],
  },
  {
    ...urllib,
    name: 'django-environ',
    argumentsOfLibpq: DJANGO_ARGUMENTS,
    schemes: [...DJANGO, ...PROMETHEUS, 'psql', 'cockroachdb'],
    split: 'last',
    tolerates: '@#[]',
    decodesHost: false,
    hosts: 'list',
    byDialect: { mysql: { hosts: 'one' } },
    socketForm: 'path',
  },
];
