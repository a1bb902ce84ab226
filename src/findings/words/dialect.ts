import { urlForm, type ValueFacts, type Words } from './value-facts.js';

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
  'guessed-ecto': {
    says: ({ name }) => `has ecto:// as its scheme, which is for any adapter of Ecto; ${name} is taken`,
    because: () =>
      'Ecto reads the URL whatever its scheme is; the adapter of the repository says which database it is',
    fix: (_, subject) => [
      'Nothing to do with Ecto.Adapters.Postgres',
      `With Ecto.Adapters.MyXQL: begin ${subject} with mysql://, which Ecto takes as well`,
    ],
  },
  'guessed-ado': {
    says: ({ name }) => `does not say which client of .NET it is for; ${name} is taken`,
    because: () => 'Host and Username are what Npgsql calls them; MySqlConnector takes them as well',
    fix: ({ name }) => [
      `In the configuration: client: ${name === 'postgres' ? 'npgsql' : 'mysql-ado'}, or the one that the application has`,
    ],
  },
  'ambiguous-ado': {
    says: () => 'has keys that fit PostgreSQL, MySQL and SQL Server alike',
    because: () => 'Npgsql, MySqlConnector and SqlClient take Server, Database, User Id and Password as well',
    fix: () => ['Name the client in the configuration: client: npgsql or mysql-ado'],
  },
  'no-dialect': {
    says: () => 'has parts that do not say which kind of database it is',
    because: () =>
      'None of DB_CONNECTION, DB_DIALECT, DB_TYPE and DB_ENGINE is set, and the port is no known one',
    fix: () => ['Set DB_CONNECTION to pgsql, mysql, mariadb or sqlite; in the configuration: dialect'],
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
    fix: ({ instead }, subject) => [
      instead === 'file:'
        ? `Write ${subject} as file:./FILE, relative to schema.prisma, or as file:/PATH/FILE`
        : `Begin ${subject} with ${instead}`,
    ],
  },
  'rare-scheme': {
    says: () => 'has a scheme that only some clients take',
    because: ({ instead }) => `libpq, SQLAlchemy and Prisma refuse it; ${instead} is taken by more of them`,
    fix: ({ instead }, subject) => [
      `Begin ${subject} with ${instead}, or name the client in the configuration (client: …)`,
    ],
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
  'driver-missing': {
    says: ({ name }) => `names the driver ${name}, which no file of the project lists`,
    because: () => 'Python fails with ModuleNotFoundError as soon as the application makes its engine',
    fix: (facts) => install(facts),
  },
  'implicit-driver-missing': {
    says: ({ client, name }) =>
      `names no driver, so that ${client} looks for ${name}, which no file of the project lists`,
    because: ({ name }) =>
      name === 'mysqldb'
        ? 'mysql:// means mysqlclient (module MySQLdb) to SQLAlchemy and Django; Python fails with ModuleNotFoundError without it'
        : 'postgresql:// means psycopg2 to SQLAlchemy before 2.1, psycopg (version 3) since 2.1, and either to Django; Python fails with ModuleNotFoundError without it',
    fix: (facts, subject) => [
      ...install(facts),
      ...(facts.client === 'sqlalchemy'
        ? [
            `Or name a driver that is installed in ${subject}: ${facts.name === 'mysqldb' ? 'mysql' : 'postgresql'}+${facts.seen[0]?.name ?? (facts.name === 'mysqldb' ? 'pymysql' : 'asyncpg')}://`,
          ]
        : []),
    ],
  },
  'gem-missing': {
    says: ({ name, client }) =>
      `is a URL of ${name}, and no gem of the project lets ${client} connect to that`,
    because: () => 'Active Record ends with "Error loading the … adapter. Missing a gem it depends on?"',
    fix: ({ instead }, subject) => [
      `bundle add ${instead}`,
      `Or set ${subject} to the database that the gems are for`,
    ],
  },
  'python-driver': {
    says: ({ name }) => `names ${name}, a driver of Python, and this is no Python project`,
    because: () => 'A driver behind "+" is read by SQLAlchemy alone; other clients refuse the scheme',
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
  'jdbc-elsewhere': {
    says: () => 'is a URL of JDBC or R2DBC, and this is no Java project',
    because: () => 'Only clients of the JVM read jdbc: and r2dbc:',
    fix: (facts, subject) => [`Set ${subject} to a URL of the client: ${urlForm(facts)}`],
  },
  'url-in-java': {
    says: ({ client }) => `is no JDBC URL, and ${client} takes no other`,
    because: () => 'The driver refuses it: "No suitable driver found", or "URL must start with \'jdbc\'"',
    fix: ({ instead }, subject) => [
      `Set ${subject} to ${instead}HOST/DATABASE, with user and password in variables of their own`,
    ],
  },
  'ado-elsewhere': {
    says: () => 'is a connection string of ADO.NET, and this is no .NET project',
    because: () => 'Only clients of .NET read NAME=VALUE;…',
    fix: (facts, subject) => [`Set ${subject} to a URL of the client: ${urlForm(facts)}`],
  },
  'scheme-case': {
    says: ({ client }) =>
      client === 'any'
        ? 'has capitals in its scheme, which some clients refuse'
        : `has capitals in its scheme, which ${client} does not take as it should`,
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
} satisfies Record<string, Words>;

function install({ instead, seen }: ValueFacts): readonly string[] {
  return [`pip install ${instead}`, `Add a line to ${seen[0]?.file ?? 'requirements.txt'}: ${instead}`];
}
