import { absolute, libpq, POSTGRES, relative, whatwg } from './bases.js';
import type { Reader } from './reader.js';

/** Clients of other languages, and those of C. */
export const others: readonly Reader[] = [
  { ...libpq, name: 'libpq' },
  { ...libpq, name: 'pgx', strictQuery: false, needsValues: false, keywordAliases: { database: 'dbname' } },
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
