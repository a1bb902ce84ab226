import type { Words } from './value-facts.js';

export const dialectUnknownWords = {
  unsupported: {
    says: ({ name }) => `is a URL of ${name}, which dbcheck does not check`,
    because: () => 'dbcheck checks PostgreSQL, MySQL, MariaDB and SQLite',
    fix: (_, subject) => [`Set ${subject} to a database of one of these, or leave it out of the databases`],
  },
  'unknown-scheme': {
    says: ({ name }) =>
      name ? `has the scheme "${name}", which no client knows` : 'has a scheme that no client knows',
    fix: ({ instead }, subject) => [
      instead
        ? `Begin ${subject} with ${instead}`
        : `Begin ${subject} with postgresql://, mysql://, mariadb:// or sqlite:///`,
    ],
  },
  'connection-type': {
    says: ({ client, column }) =>
      `has a word behind the sub-protocol that ${client} does not know (column ${column})`,
    fix: ({ instead }, subject) => [`Leave it out of ${subject}, or write one of: ${instead}`],
  },
  guessed: {
    says: ({ name }) => `does not say which kind of database it is; ${name} is taken`,
    fix: (_, subject) => [`Begin ${subject} with postgresql:// or mysql://`],
  },
  'no-dialect': {
    says: () => 'has parts that do not say which kind of database it is',
    because: () =>
      'None of DB_CONNECTION, DB_DIALECT, DB_TYPE and DB_ENGINE is set, and the port is no known one',
    fix: () => ['Set DB_CONNECTION to postgres, mysql, mariadb or sqlite; in the configuration: dialect'],
  },
  'unknown-word': {
    says: () => 'names a dialect that is not known',
    fix: ({ instead }) => [`Write ${instead ?? 'postgres, mysql, mariadb or sqlite'}`],
  },
} satisfies Record<string, Words>;

export const dialectClientMismatchWords = {
  'driver-suffix': {
    says: ({ client }) => `names a driver behind "+" in its scheme, which ${client} does not read`,
    because: () => 'The form belongs to SQLAlchemy; one variable cannot serve both',
    fix: ({ instead }, subject) => [
      `Begin ${subject} with ${instead}, or set a second variable for the other client`,
    ],
  },
  'unknown-driver': {
    says: ({ client, name }) =>
      name
        ? `names the driver ${name}, which is for another kind of database`
        : `names a driver behind "+" that ${client} does not have`,
    because: () =>
      'SQLAlchemy fails with "Can\'t load plugin: sqlalchemy.dialects", unless a package of your own adds such a driver',
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}, or the driver that is installed`],
  },
  scheme: {
    says: ({ client }) => `has a scheme that ${client} does not take`,
    because: ({ client }) =>
      client === 'sqlalchemy'
        ? 'SQLAlchemy 1.4 and later fail with "Can\'t load plugin: sqlalchemy.dialects"; many platforms hand out postgres://'
        : `${client} refuses the URL before it connects`,
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
  dialect: {
    says: ({ client, name }) => `is a URL of ${name}, and ${client} is no client for it`,
    fix: (_, subject) => [
      `Set ${subject} to a database that it is a client for, or correct "client" in the configuration`,
    ],
  },
  'unknown-client': {
    says: () => 'names a client that dbcheck does not know',
    because: () => 'Connection strings are read as any client would read them, until it is named',
    fix: ({ instead }) => [
      instead
        ? `Write client: ${instead}`
        : 'Write one of: sqlalchemy, libpq, asyncpg, django, rails, laravel, node-pg, mysql2, prisma, sqlx',
    ],
  },
  'scheme-case': {
    says: ({ client }) =>
      client === 'any'
        ? 'has capitals in its scheme, which some clients refuse'
        : `has capitals in its scheme, which ${client} does not take as it should`,
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
} satisfies Record<string, Words>;
