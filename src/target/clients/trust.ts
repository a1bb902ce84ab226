import type { Reader } from './reader.js';
import { tlsFamilyOf } from './readers.js';
import type { TlsFamily } from './tls-words.js';

/** Whom a client trusts where no certificate authority is named, and what it looks for by itself. */
export interface Trust {
  /** `none`: nobody; `java`: the JDK's own list; `any`: everybody that some client trusts. */
  readonly roots: 'none' | 'node' | 'system' | 'java' | 'any';
  /** Reads `~/.postgresql/root.crt`, and the client's certificate beside it; without the first it may not verify. */
  readonly rootCrt?: 'needed' | 'optional';
  /** With a certificate authority at hand, `require` and less verify the chain too. */
  readonly lifts?: true;
  /** libpq's rules for files: passes over some that are missing, and takes no key that others may read. */
  readonly libpq?: true;
  /** Does not look at the common name where a certificate has no other. */
  readonly altNamesOnly?: true;
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0` switches its verification off. */
  readonly switchable?: true;
}

const LIBPQ: Trust = { roots: 'none', rootCrt: 'needed', lifts: true, libpq: true };
const DOT_POSTGRESQL: Trust = { roots: 'none', rootCrt: 'needed', lifts: true };
const NODE: Trust = { roots: 'node', switchable: true };
const SYSTEM: Trust = { roots: 'system' };
/** Go and Rust. */
const STRICT: Trust = { roots: 'system', altNamesOnly: true };
const JAVA: Trust = { roots: 'java' };

const BY_FAMILY: Readonly<Record<TlsFamily, Trust>> = {
  libpq: LIBPQ,
  'libpq-options': LIBPQ,
  asyncpg: DOT_POSTGRESQL,
  'sqlalchemy-asyncpg': DOT_POSTGRESQL,
  'databases-postgres': SYSTEM,
  'sqlx-postgres': STRICT,
  'prisma-postgres': SYSTEM,
  ecto: SYSTEM,
  'node-pg': NODE,
  'knex-pg': NODE,
  'postgres.js': NODE,
  // It sets the option itself, which then counts.
  mysql2: { roots: 'node' },
  'sequelize-mysql2': { roots: 'node' },
  'mariadb-node': NODE,
  none: NODE,
  libmysqlclient: SYSTEM,
  mysqlclient: SYSTEM,
  'any-mysql': { roots: 'any' },
  pymysql: SYSTEM,
  'databases-mysql': SYSTEM,
  'mysql-connector-python': SYSTEM,
  mysqlnd: SYSTEM,
  'prisma-mysql': SYSTEM,
  npgsql: { roots: 'system', rootCrt: 'optional' },
  'mysql-ado': SYSTEM,
  'go-sql-driver': STRICT,
  pgjdbc: { roots: 'none', rootCrt: 'needed' },
  connectorj: JAVA,
  'mariadb-jdbc': JAVA,
  'r2dbc-postgres': JAVA,
  'r2dbc-mysql': JAVA,
};

/** Clients that have libpq's words, and trust others. */
const BY_READER: Readonly<Record<string, Trust>> = {
  any: { roots: 'any', rootCrt: 'optional', lifts: true },
  pgx: { ...STRICT, rootCrt: 'optional', lifts: true },
};
const BY_DRIVER: Readonly<Record<string, Trust>> = { pg8000: SYSTEM };

export function trustOf(reader: Reader, dialect: string, driver: string | null): Trust {
  const family = tlsFamilyOf(reader, dialect, driver);
  return (
    BY_DRIVER[driver ?? ''] ??
    (dialect === 'postgres' ? BY_READER[reader.name] : undefined) ??
    BY_FAMILY[family]
  );
}
