/** The packages that have a driver of SQLAlchemy's URLs, the one to install first; names as PEP 503 has them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  psycopg2: ['psycopg2-binary', 'psycopg2'],
  psycopg: ['psycopg', 'psycopg-binary', 'psycopg-c'],
  psycopg_async: ['psycopg', 'psycopg-binary', 'psycopg-c'],
  psycopg2cffi: ['psycopg2cffi'],
  asyncpg: ['asyncpg'],
  pg8000: ['pg8000'],
  pygresql: ['pygresql'],
  mysqldb: ['mysqlclient', 'mysql-python'],
  pymysql: ['pymysql'],
  mysqlconnector: ['mysql-connector-python', 'mysql-connector'],
  mariadbconnector: ['mariadb'],
  aiomysql: ['aiomysql'],
  asyncmy: ['asyncmy'],
  cymysql: ['cymysql'],
  aiosqlite: ['aiosqlite'],
};

/** What needs a driver, and so brings it. */
const BROUGHT_BY: Readonly<Record<string, readonly string[]>> = {
  psycopg2: [
    'aiopg',
    'dbt-postgres',
    'odoo',
    'apache-airflow-providers-postgres',
    'llama-index-vector-stores-postgres',
  ],
  psycopg: ['procrastinate', 'pgcli', 'langchain-postgres', 'langgraph-checkpoint-postgres'],
  asyncpg: [
    'gino',
    'prefect',
    'langchain-postgres',
    'llama-index-vector-stores-postgres',
    'pgvector-asyncpg',
  ],
  pymysql: ['aiomysql', 'apache-airflow-providers-mysql'],
  aiosqlite: ['prefect', 'tortoise-orm', 'langgraph-checkpoint-sqlite', 'chainlit'],
  mysqldb: ['apache-airflow-providers-mysql'],
};

/** The drivers that a scheme without one leads to, one after the other version of the client. */
const IMPLICIT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  sqlalchemy: { postgres: ['psycopg2', 'psycopg'], mysql: ['mysqldb'], mariadb: ['mysqldb'] },
  'dj-database-url': { postgres: ['psycopg2', 'psycopg'], mysql: ['mysqldb'] },
  'django-environ': { postgres: ['psycopg2', 'psycopg'], mysql: ['mysqldb'] },
};

const DIALECTS: Readonly<Record<string, readonly string[]>> = {
  postgres: ['psycopg2', 'psycopg', 'psycopg2cffi', 'asyncpg', 'pg8000', 'pygresql'],
  mysql: ['mysqldb', 'pymysql', 'mysqlconnector', 'mariadbconnector', 'aiomysql', 'asyncmy', 'cymysql'],
};

export function isPythonDriver(driver: string): boolean {
  return PACKAGES[driver] !== undefined;
}

/**
 * The drivers of which a client needs one, where the URL names none; empty where that is not known.
 * `release` is that of SQLAlchemy, as `Package` has it: since 2.1 `postgresql://` means psycopg, before psycopg2.
 */
export function implicitDrivers(client: string, dialect: string, release?: string | null): readonly string[] {
  const either = IMPLICIT[client]?.[dialect] ?? [];
  if (client !== 'sqlalchemy' || dialect !== 'postgres' || !release) return either;
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10));
  if (major > 2 || (major === 2 && minor >= 1)) return ['psycopg'];
  return release.endsWith('+') ? either : ['psycopg2'];
}

/** What to install for a driver. */
export function packageOf(driver: string): string {
  return PACKAGES[driver]?.[0] ?? driver;
}

/** Every package with which a driver is there. */
export function packagesWith(driver: string): readonly string[] {
  return [...(PACKAGES[driver] ?? []), ...(BROUGHT_BY[driver] ?? [])];
}

/** The drivers for a dialect. */
export function driversFor(dialect: string): readonly string[] {
  return DIALECTS[dialect === 'mariadb' ? 'mysql' : dialect] ?? [];
}
