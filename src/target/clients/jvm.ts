import { whatwg } from './bases.js';
import type { Reader } from './reader.js';

const jdbc = {
  ...whatwg,
  schemes: null,
  tolerates: '',
  decodesHost: false,
  hosts: 'list',
  emptyHost: true,
  forms: ['jdbc'],
  tls: { postgres: 'pgjdbc', mysql: 'connectorj', mariadb: 'mariadb-jdbc' },
} as const satisfies Omit<Reader, 'name'>;

const GRAMMARS = {
  postgresql: 'pgjdbc',
  mysql: 'connectorj',
  'mysql+srv': 'connectorj',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
} as const;

/** Clients of the JVM. */
export const jvm: readonly Reader[] = [
  { ...jdbc, name: 'pgjdbc', jdbc: { postgresql: 'pgjdbc' } },
  { ...jdbc, name: 'connectorj', jdbc: { mysql: 'connectorj', 'mysql+srv': 'connectorj' } },
  {
    ...jdbc,
    name: 'mariadb-jdbc',
    // Only with permitMysqlScheme.
    jdbc: { mariadb: 'mariadb', mysql: 'mariadb' },
    tls: { mysql: 'mariadb-jdbc', mariadb: 'mariadb-jdbc' },
  },
  { ...jdbc, name: 'sqlite-jdbc', jdbc: { sqlite: 'sqlite' }, tls: {} },
  // The driver that the URL names: Spring, Hibernate, Flyway and pools leave that to the DriverManager.
  { ...jdbc, name: 'jdbc', jdbc: GRAMMARS },
  {
    ...jdbc,
    name: 'r2dbc',
    forms: ['r2dbc'],
    // Java's URI: the first "@" of an authority that it cannot take apart, and no raw blank.
    tolerates: '',
    rawBlanks: 'error',
    decodesHost: true,
    query: 'ignored',
    tls: { postgres: 'r2dbc-postgres', mysql: 'r2dbc-mysql', mariadb: 'r2dbc-mysql' },
  },
];

/** The driver that a sub-protocol belongs to, where the client is not known. */
export const JDBC_DRIVERS: Readonly<Record<string, string>> = {
  postgresql: 'pgjdbc',
  mysql: 'connectorj',
  'mysql+srv': 'connectorj',
  mariadb: 'mariadb-jdbc',
  sqlite: 'sqlite-jdbc',
};

/** Words in a URL that hand a sub-protocol over to another driver. */
export const JDBC_PERMITS: readonly { protocol: string; word: string; driver: string }[] = [
  { protocol: 'mysql', word: 'permitMysqlScheme', driver: 'mariadb-jdbc' },
];
