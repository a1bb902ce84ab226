import { jdbcFormWords } from './jdbc.js';
import { formsOfOneClient } from './one-client.js';
import { setUrl, type Words, writeUrl } from './value-facts.js';

export const wrongFormWords = {
  'misplaced-secret': {
    says: ({ part }) => `holds a URL or a secret where the ${part} alone belongs`,
    because: () => 'What is a name is shown, sent and looked up as it is; this one is not',
    fix: (_, subject) => [
      `Leave the name alone in ${subject}; a URL goes into "url", a password into "password"`,
    ],
  },
  backslashes: {
    says: ({ column }) => `has backslashes behind the scheme, at column ${column}`,
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
  'no-slashes': {
    says: () => 'has no // behind the scheme',
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
  'no-colon': {
    says: ({ column }) => `has no ":" right behind the scheme (column ${column})`,
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
  'four-slashes': {
    says: () => 'has more than three slashes behind the scheme, and no host',
    because: () => 'django-environ reads a socket there, libpq the name of a database, others nothing',
    fix: (_, subject) => [
      `Write ${subject} with two slashes and the host, or with ?host=/DIRECTORY for a socket`,
    ],
  },
  'two-slashes': {
    says: ({ column }) => `has two slashes before the name of the database (column ${column})`,
    fix: (_, subject) => [`Leave one slash there in ${subject}`],
  },
  'trailing-slash': {
    says: ({ column }) => `has a slash behind the name of the database (column ${column})`,
    because: () => 'libpq and most others take it as the last character of the name',
    fix: (_, subject) => [`Remove the slash at the end of the name in ${subject}`],
  },
  'several-hosts': {
    says: ({ client }) => `names several hosts, and ${client} reads one`,
    because: () =>
      'A list of hosts is read by libpq, pgx, asyncpg and postgres.js; SQLAlchemy wants ?host=h1:1&host=h2:2',
    fix: (_, subject) => [`Leave one host in ${subject}`],
  },
  'no-ipv6': {
    says: ({ client }) => `has an IPv6 address, which ${client} cannot read in a URL`,
    fix: (_, subject) => [`Write a name instead of the address in ${subject}`],
  },
  'encoded-host': {
    says: ({ client }) => `has an encoded host, and ${client} does not decode hosts`,
    because: () => 'It would look up the encoded word',
    fix: (_, subject) => [`Write the socket as a parameter in ${subject}: ?host=/DIRECTORY`],
  },
  tilde: {
    says: () => 'has a path that begins with "~", which no client replaces by a home directory',
    fix: ({ instead }, subject) => [
      `Write the whole path in ${subject}: ${instead ?? 'sqlite:////home/USER/app.db'}`,
    ],
  },
  directory: {
    says: () => 'has a directory as its file',
    fix: (_, subject) => [`Write the name of the file behind it in ${subject}: sqlite:////data/app.db`],
  },
  'plain-path': {
    says: () => 'is the path of an SQLite file and no URL',
    because: () =>
      'SQLAlchemy, Django and most others want sqlite:///; only the SQLite libraries take a path',
    fix: (_, subject) => [
      `Set ${subject} to sqlite:///RELATIVE or sqlite:////ABSOLUTE, if a client that reads URLs gets it`,
    ],
  },
  'sqlite-host': {
    says: () => 'has a host, a port or a user, and SQLite has none of them',
    fix: (_, subject) => [`Set ${subject} to sqlite:///RELATIVE or sqlite:////ABSOLUTE`],
  },
  'two-slashes-file': {
    says: () => 'has two slashes before the file, so that the first word of the path is read as a host',
    because: () => 'SQLAlchemy refuses it; Django opens a database in memory, whose data is lost at the end',
    fix: (_, subject) => [`Write three slashes for a relative path in ${subject}, four for an absolute one`],
  },
  'url-in-dbname': {
    says: () => 'has a URL as the name of the database',
    because: () => 'psql and psycopg read it as a URL, other clients of libpq as a name',
    fix: (_, subject) => [`Set ${subject} to the URL alone`],
  },
  'web-address': {
    says: () => 'is the address of a web page or an API, and not of a database',
    fix: (facts, subject) => [
      `Copy the connection string of the database, and set ${subject} to it. ${writeUrl(facts)}`,
    ],
  },
  proxy: {
    says: () =>
      'is an address of Prisma Accelerate or Prisma Postgres: no database can be reached there directly',
    fix: (_, subject) => [`Give dbcheck the direct URL of the database (DIRECT_URL) instead of ${subject}`],
  },
  jdbc: {
    says: ({ client }) => `is a JDBC URL, which ${client} does not read`,
    because: () => 'The form belongs to Java; one variable cannot serve both',
    fix: (facts, subject) => [
      `Leave "jdbc:" out of ${subject}, and write user and password before the host`,
      writeUrl(facts),
    ],
  },
  r2dbc: {
    says: ({ client }) => `is an R2DBC URL, which ${client} does not read`,
    because: () => 'The form belongs to Java; one variable cannot serve both',
    fix: setUrl,
  },
  ...jdbcFormWords,
  'go-dsn': {
    says: ({ client }) => `is a DSN of go-sql-driver, which ${client} does not read`,
    fix: setUrl,
  },
  pdo: {
    says: ({ client }) => `is a DSN of PDO, which ${client} does not read`,
    fix: setUrl,
  },
  ado: {
    says: ({ client }) => `is a connection string of ADO.NET, which ${client} does not read`,
    fix: setUrl,
  },
  odbc: {
    says: () => 'has an ODBC string inside, which dbcheck does not read',
    fix: () => ['Declare the parts under databases, so that they are checked'],
  },
  'slash-in-name': {
    says: ({ column }) => `has a slash in the name of the database (column ${column})`,
    because: () =>
      'libpq, Node and SQLAlchemy take it as a part of the name; Ecto and JDBC drivers refuse it',
    fix: (_, subject) => [`Write the name alone in ${subject}`],
  },
  'slash-in-database': {
    says: ({ column }) => `has a slash in the name of the database (column ${column})`,
    fix: (_, subject) => [`Write the name alone in ${subject}; a slash that belongs to it is %2F`],
  },
  'keyword-value': {
    says: ({ client }) => `is written as keyword=value, which ${client} does not read`,
    fix: setUrl,
  },
  ...formsOfOneClient,
} satisfies Record<string, Words>;
