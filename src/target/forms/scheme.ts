import { nearestName } from '../../nearest-name.js';

export interface Scheme {
  /** `postgres`, `mysql`, `mariadb`, `sqlite`, or the name of one that dbcheck does not check. */
  readonly dialect: string;
  /** What the scheme says of the driver; null where it names the dialect alone. */
  readonly driver: string | null;
  readonly supported: boolean;
}

const SUPPORTED = ['postgres', 'mysql', 'mariadb', 'sqlite'];

/** The plain schemes of a dialect, and those that name a driver as well. */
const SCHEMES: Readonly<Record<string, { plain: readonly string[]; drivers: readonly string[] }>> = {
  postgres: {
    plain: ['postgres', 'postgresql', 'pg', 'pgsql', 'psql', 'socket'],
    drivers: [
      'postgis',
      'prometheus-postgresql',
      'prometheus-postgis',
      'pdo-pgsql',
      'pdo_pgsql',
      'cockroach',
      'cockroachdb',
      'redshift',
      'timescale',
      'timescalegis',
      'ecto',
      'postgresql_psycopg2',
      'psycopg2',
      'crdb',
      'yugabyte',
    ],
  },
  mysql: {
    plain: ['mysql'],
    drivers: [
      'mysql2',
      'trilogy',
      'mysqlgis',
      'prometheus-mysql',
      'mysql-connector',
      'mysqli',
      'pdo-mysql',
      'pdo_mysql',
      'mysqldb',
      'pymysql',
      'aurora',
      'aurora-mysql',
      'tidb',
    ],
  },
  mariadb: { plain: ['mariadb'], drivers: [] },
  sqlite: {
    plain: ['sqlite', 'sqlite3', 'file'],
    drivers: ['spatialite', 'prometheus-sqlite', 'pdo-sqlite', 'pdo_sqlite'],
  },
  mssql: { plain: ['mssql', 'sqlserver', 'mssqlms', 'sqlsrv', 'pdo-sqlsrv', 'tds', 'azuresql'], drivers: [] },
  oracle: { plain: ['oracle', 'oracledb', 'oraclegis', 'oci', 'oci8', 'pdo-oci'], drivers: [] },
  mongodb: { plain: ['mongodb', 'mongo'], drivers: [] },
  redis: { plain: ['redis', 'rediss', 'valkey', 'valkeys'], drivers: [] },
  clickhouse: { plain: ['clickhouse', 'clickhousedb', 'clickhouses', 'ch'], drivers: [] },
  db2: { plain: ['db2', 'ibm_db_sa', 'ibm-db2', 'ibmdb2'], drivers: [] },
  libsql: { plain: ['libsql', 'turso'], drivers: [] },
  neo4j: { plain: ['neo4j', 'neo4js', 'bolt'], drivers: [] },
  ...Object.fromEntries(
    [
      'snowflake',
      'bigquery',
      'cassandra',
      'd1',
      'duckdb',
      'h2',
      'hsqldb',
      'derby',
      'firebird',
      'hana',
      'vertica',
      'teradata',
      'trino',
      'presto',
      'hive',
      'impala',
      'athena',
      'databricks',
      'elasticsearch',
      'couchdb',
      'couchbase',
      'dynamodb',
      'cosmosdb',
      'spanner',
      'scylla',
      'crate',
      'sybase',
      'informix',
      'access',
      'exasol',
      'drill',
      'druid',
      'memcached',
      'amqp',
      'amqps',
      'kafka',
      'nats',
      'influxdb',
      'surrealdb',
      'rqlite',
      'singlestoredb',
      'mysqlx',
      'monetdb',
      'netezza',
      'firestore',
      'arangodb',
      'pinecone',
      'qdrant',
      'milvus',
      'weaviate',
      'chroma',
    ].map((name) => [name, { plain: [name], drivers: [] }]),
  ),
};

const TABLE = new Map<string, Scheme>();
for (const [dialect, { plain, drivers }] of Object.entries(SCHEMES)) {
  const supported = SUPPORTED.includes(dialect);
  for (const name of plain) TABLE.set(name, { dialect, driver: null, supported });
  for (const name of drivers) TABLE.set(name, { dialect, driver: name, supported });
}

/** Every known scheme and dialect. */
export const schemeWords: readonly string[] = [...TABLE.keys(), ...Object.keys(SCHEMES)];

/** The schemes of the databases that dbcheck checks. */
const CHECKED = [...TABLE].filter(([, { supported }]) => supported).map(([name]) => name);

/** Words of one framework, which nobody else takes for a scheme. */
export const rareSchemes: readonly string[] = [...TABLE.keys()].filter((name) =>
  /^(psql|prometheus-.*)$/.test(name),
);

/** What is known of a scheme, `+driver` included; null for an unknown one. Case does not count here. */
export function schemeOf(written: string): Scheme | null {
  const [name = '', ...driver] = written.toLowerCase().split('+');
  const known = TABLE.get(name);
  if (!known) return null;
  return driver.length > 0 && known.supported ? { ...known, driver: driver.join('+') } : known;
}

/** The scheme to write for a dialect, which most clients take. */
export function usualScheme(dialect: string): string {
  return dialect === 'postgres' ? 'postgresql' : dialect;
}

/** The known scheme that an unknown one was meant to be. */
export function nearestScheme(written: string): string | null {
  const [name = '', ...driver] = written.toLowerCase().split('+');
  const near = name.length > 2 ? nearestName(name, CHECKED) : null;
  return near && [near, ...driver].join('+');
}

/**
 * The dialect that a word means outside of a URL: `pgsql` of DB_CONNECTION, `django.db.backends.mysql` of
 * DB_ENGINE, `postgresql+asyncpg`. Null for an unknown one.
 */
export function dialectOfWord(word: string): Scheme | null {
  const last = word
    .trim()
    .toLowerCase()
    .replace(/^(django\.(db|contrib\.gis\.db)\.backends|dj_db_conn_pool\.backends)\./, '');
  return schemeOf(last);
}
