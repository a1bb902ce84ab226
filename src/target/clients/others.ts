import { absolute, libpq, POSTGRES, relative, SQLITE_URI, whatwg } from './bases.js';
import type { Reader } from './reader.js';

const RAILS = {
  host: 'host',
  port: 'port',
  username: 'user',
  password: 'password',
  database: 'database',
} as const;

/** Clients of other languages, and those of C. */
export const others: readonly Reader[] = [
  { ...libpq, name: 'libpq' },
  { ...libpq, name: 'pgx', strictQuery: false, keywordAliases: { database: 'dbname' } },
  {
    ...whatwg,
    name: 'rails',
    schemes: [...POSTGRES, 'postgis', 'mysql', 'mysql2', 'trilogy', 'sqlite', 'sqlite3'],
    tolerates: '',
    rawBlanks: 'error',
    underscoreInHost: false,
    strictCharacters: true,
    needsHost: 'or-path',
    noEmptyItems: true,
    query: 'wins',
    partNames: RAILS,
    plusIsSpace: false,
    mysqlSocket: ['socket'],
    sqlite: { ...absolute, keepsSlashes: true },
    pgVariables: true,
    localSocket: true,
    tls: { postgres: 'libpq', mysql: 'libmysqlclient' },
    // Its adapter hands the other words on to libpq.
    byDialect: {
      postgres: { partNames: { ...RAILS, user: 'user', dbname: 'database' } },
      mysql: { noSocketInHost: true },
    },
  },
  {
    ...whatwg,
    name: 'sqlx',
    schemes: [...POSTGRES, 'mysql', 'mariadb', 'sqlite'],
    strayPercent: 'literal',
    query: 'wins',
    badUtf8: 'error',
    trimsPath: true,
    mysqlSocket: ['socket'],
    sqlite: {
      threeSlashes: 'absolute',
      twoSlashes: 'relative',
      colonOnly: true,
      only: ['mode', 'cache', 'immutable', 'vfs'],
    },
    integers: ['statement-cache-capacity'],
    words: {
      mode: ['ro', 'rw', 'rwc', 'memory'],
      cache: ['private', 'shared'],
      immutable: ['true', 'false', '1', '0'],
    },
    pgVariables: true,
    tls: { postgres: 'sqlx-postgres', mysql: 'libmysqlclient', mariadb: 'libmysqlclient' },
    byDialect: {
      postgres: { words: {} },
      mysql: { partNames: {}, words: {}, noSocketInHost: true },
      mariadb: { partNames: {}, words: {}, noSocketInHost: true },
    },
  },
  {
    ...whatwg,
    name: 'ecto',
    needsDatabase: 'name',
    integers: ['timeout', 'pool_size', 'pool_timeout', 'idle_interval'],
    tolerates: '@',
    strayPercent: 'error',
    tls: { postgres: 'ecto', mysql: 'ecto', mariadb: 'ecto' },
  },
  { ...whatwg, name: 'sqlite-uri', schemes: ['file'], sqlite: relative, words: SQLITE_URI, tls: {} },
];
