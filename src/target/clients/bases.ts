import type { Reader } from './reader.js';

export const relative = { threeSlashes: 'relative', twoSlashes: 'error', colonOnly: false } as const;
export const absolute = { threeSlashes: 'absolute', twoSlashes: 'error', colonOnly: true } as const;

/** SQLite's own parameters of a `file:` URI that take one of a few words; it refuses others. */
export const SQLITE_URI = { mode: ['ro', 'rw', 'rwc', 'memory'], cache: ['shared', 'private'] } as const;

export const POSTGRES = ['postgres', 'postgresql'] as const;

/** Node's `URL` and its like: Prisma, sqlx. */
export const whatwg = {
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
  forms: ['url'],
  pgVariables: false,
  localSocket: false,
  tls: { postgres: 'node-pg', mysql: 'mysql2', mariadb: 'mysql2' },
} as const satisfies Omit<Reader, 'name'>;

export const libpq = {
  ...whatwg,
  schemes: ['postgres', 'postgresql'],
  schemeCase: 'lower',
  split: 'libpq',
  tolerates: '@?#[]',
  rawBlanks: 'error',
  trimsBlanks: true,
  hosts: 'list',
  brackets: 'anything',
  decodesHostList: true,
  query: 'wins',
  plusIsSpace: false,
  strictQuery: true,
  oneEquals: true,
  needsValues: true,
  emptyHost: true,
  fragment: 'data',
  forms: ['url', 'keyword-value'],
  pgVariables: true,
  localSocket: true,
  tls: { postgres: 'libpq' },
} as const satisfies Omit<Reader, 'name'>;

/** Python's `urllib.parse`, which Django's packages go by. */
export const urllib = {
  ...whatwg,
  tolerates: '@',
  strayPercent: 'literal',
  brackets: 'zone',
  plainPort: 'empty',
  lowersHost: true,
  dropsEmptyValues: true,
  emptyHost: true,
  mysqlSocket: ['unix_socket'],
  sqlite: { ...relative, twoSlashes: 'memory' },
  pgVariables: true,
  localSocket: true,
  tls: { postgres: 'libpq', mysql: 'mysqlclient', mariadb: 'mysqlclient' },
} as const satisfies Omit<Reader, 'name'>;

/** PHP's `parse_url`. */
export const php = {
  ...whatwg,
  strayPercent: 'literal',
  plusIsSpace: true,
  needsHost: true,
  mysqlSocket: ['unix_socket'],
  sqlite: { ...relative, twoSlashes: 'host-ignored' },
  byDialect: { mysql: { noSocketInHost: true }, mariadb: { noSocketInHost: true } },
  tls: { postgres: 'libpq', mysql: 'mysqlnd', mariadb: 'mysqlnd' },
} as const satisfies Omit<Reader, 'name'>;
