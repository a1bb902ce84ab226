import { entry } from './entry.js';
import { ofReasons } from './url.js';
import { dialectClientMismatchWords, dialectUnknownWords } from './words/dialect.js';

export const dialectFindings = {
  'dialect/not-allowed': entry<{
    dialect: string;
    allowed: readonly string[];
    environment: string;
    production: boolean;
    /** The variable that says so, what it holds, and which source gave it. */
    variable: string | null;
    holds: 'url' | 'dialect' | 'path';
    origin: string | null;
    file: string | null;
    /** Variables that name a database's URL and are not set, or empty. */
    unset: readonly string[];
  }>({
    severity: 'error',
    transient: false,
    title: 'A database is of a dialect that is not on the allow-list',
    message: (subject, { dialect, environment, production }) =>
      dialect === 'sqlite' && production
        ? `${subject} leads to an SQLite file, and ${environment} must not run on one`
        : `${subject} leads to a ${dialect} database, which is not allowed here`,
    why: (_, { dialect, allowed, environment, variable, origin, file, unset }) => [
      `Allowed in ${environment}: ${allowed.join(', ')}`,
      ...(variable && origin ? [`${variable} comes from: ${origin}`] : []),
      ...(file ? [`The file is ${file}`] : []),
      ...(dialect === 'sqlite' && unset.length ? [`Not set: ${unset.join(', ')}`] : []),
      ...(dialect === 'sqlite'
        ? [
            'An application that does not find its database often falls back to a new, empty SQLite file, which is lost with the container',
          ]
        : []),
    ],
    fix: (subject, facts) => [
      toAllowed(subject, facts),
      `If ${facts.dialect} is meant, allow it: dialects: [${[...facts.allowed, facts.dialect].join(', ')}] for the database, or --dialect ${[...facts.allowed, facts.dialect].join(',')}`,
    ],
    page: `The allow-list says which kinds of database an environment may use: "dialects" of a database in the
configuration, --dialect, or without either: everything but SQLite in production, everything elsewhere.

SQLite in production is the classic accident: a variable is missing or empty, the application's fall-back
is a file in the container, everything starts and looks healthy, and the data is gone with the next
deployment. mysql and mariadb are one and the same here, because a MariaDB server is usually addressed as
mysql://.

To fix it, set the variable to the real database. If the dialect is meant to be used, allow it.`,
  }),

  'dialect/unknown': ofReasons(dialectUnknownWords, {
    severity: 'error',
    title: 'It cannot be told which kind of database this is',
    page: `The scheme of the URL, or the word in DB_CONNECTION, DB_DIALECT, DB_TYPE or DB_ENGINE, says which kind of
database it is; without one, the port does (5432: PostgreSQL, 3306: MySQL). dbcheck checks PostgreSQL,
MySQL, MariaDB and SQLite.

To fix it, correct the scheme (postgresql://, mysql://, mariadb://, sqlite:///), or name the dialect.`,
  }),

  'dialect/missing': entry<{
    environment: string;
    /** The names that were looked for, in words. */
    looked: readonly string[];
    /** Set variables whose names are near to one of them. */
    near: readonly { name: string; like: string }[];
    empty: readonly string[];
    /** Where DATABASE_URL is set on this platform; null where none is known. */
    howToSet: string | null;
    /** Variables that name a dialect alone. */
    says: readonly { variable: string; dialect: string }[];
  }>({
    severity: 'error',
    transient: false,
    title: 'No database is configured',
    message: (subject, { environment, empty }) =>
      empty.length > 0
        ? `${subject} is empty, so that no database is configured in ${environment}`
        : `No database is configured in ${environment}`,
    why: (_, { looked, near, empty, says }) => [
      ...says.map(({ variable, dialect }) => `${variable} says ${dialect}, and nothing says where it is`),
      ...near.map(({ name, like }) => `${name} is set, which is near to ${like}`),
      ...(empty.length ? [`Set, but empty: ${empty.join(', ')}`] : []),
      `Looked for: ${looked.join(', ')}`,
      'An application without one often falls back to a new, empty SQLite file',
    ],
    fix: (_, { near, empty, howToSet, says: [said] }) => [
      ...near.map(({ name, like }) => `Rename ${name} to ${like}, if that is what was meant`),
      empty.length
        ? `Give ${empty[0]} its value`
        : said?.dialect === 'sqlite'
          ? 'Set DB_DATABASE to the file: export DB_DATABASE=/data/app.sqlite'
          : (howToSet ??
            `Set DATABASE_URL: export DATABASE_URL='${exampleOf([said?.dialect ?? 'postgres'])}'`),
      'If the variable has another name: dbcheck --database NAME, or url: ${NAME} under databases in dbcheck.yaml',
    ],
    page: `No configuration file declares a database, and no variable describes one. In production that is an error,
because applications tend to fall back to SQLite in silence; elsewhere it is a warning.

dbcheck looks for DATABASE_URL, for names that end in _DATABASE_URL, _DB_URL, _DB_URI or _DATABASE_URI, for
POSTGRES_URL, POSTGRESQL_URL, PG_URL, MYSQL_URL, MARIADB_URL, MARIADB_URI, DB_URL, DB_URI,
SQLALCHEMY_DATABASE_URI and SQLALCHEMY_DATABASE_URL, for SPRING_DATASOURCE_URL and QUARKUS_DATASOURCE_JDBC_URL
with the user and the password beside them, for ConnectionStrings__NAME and DIRECT_URL where they hold the
string of a database, and for the split variables PGHOST…, POSTGRES_HOST…, MYSQL_HOST…, MARIADB_HOST…,
DB_HOST… and WORDPRESS_DB_HOST… when a host is set (DB_CONNECTION=sqlite with DB_DATABASE needs none). A
variable that is set and empty counts as not set.`,
  }),

  'dialect/conflict': entry<{
    first: string;
    second: string;
    differs: readonly string[];
    /** What a variable that names the dialect alone says, and the URL. */
    says: readonly { variable: string; dialect: string }[];
  }>({
    severity: 'error',
    transient: false,
    title: 'Two descriptions of one database disagree',
    message: (_, { first, second, differs }) =>
      `${first} and ${second} disagree about the ${inWords(differs)}`,
    why: (_, { first, second, says }) => [
      ...(says.length > 0
        ? [says.map(({ variable, dialect }) => `${variable} says ${dialect}`).join(', ')]
        : [`Compared: what ${first} says, and ${second} with the variables beside it`]),
      `Both describe one database; which one counts is up to the application, and it may not be the one that was meant`,
    ],
    fix: (_, { first, second, differs, says }) => [
      ...(says.length > 0
        ? [
            `Set ${second} to ${wordFor(second, says.find(({ variable }) => variable === first)?.dialect ?? 'the dialect of the URL')} or unset it, if ${first} is right; else correct ${first}`,
          ]
        : [
            `Remove ${second} and the variables beside it, or ${first}; or make them agree about the ${inWords(differs)}`,
          ]),
      `To say which one counts: url: \${${first}} under databases in dbcheck.yaml`,
    ],
    page: `A database is described twice: by a URL, and by separate variables for host, port, user, password and
database. That goes well until one of them is changed alone; a migration then runs on one database and the
application on another.

Compared are DATABASE_URL with the separate variables of the same dialect, MYSQL_URL with MYSQL_HOST…,
MARIADB_URL and MARIADB_URI with MARIADB_HOST…, POSTGRES_URL with POSTGRES_HOST…, PG_URL with PGHOST…,
DB_URL and DB_URI with DB_HOST…; only the parts that both name. Passwords are compared and never shown.
Laravel takes DB_URL over the parts, so that this is a warning there.

A variable that names a kind of database alone (DATABASE_TYPE, DB_ENGINE, DB_BACKEND and the like, or the
same behind a prefix) is compared with the URL of that prefix, or with the only one. *_BACKEND without DB or
DATABASE before it may be about something else, and is a warning.

To fix it, leave one description. A database that the configuration declares is not compared: there the URL
wins over the parts.`,
  }),

  'dialect/client-mismatch': ofReasons(dialectClientMismatchWords, {
    severity: 'error',
    title: 'The client does not take this kind of URL',
    page: `Clients are particular about the scheme. SQLAlchemy has not taken postgres:// since 1.4, although many
platforms hand it out; only SQLAlchemy reads a driver behind "+"; Prisma and MariaDB's connector for Node
take one scheme each.

The client is the one that "client" in the configuration names, else the one that the files of the project
tell: requirements*.txt, pyproject.toml, Pipfile, setup.cfg, package.json, composer.json, Gemfile, go.mod,
Cargo.toml, pom.xml, build.gradle, mix.exs, *.csproj. Where they tell several, the string is read as any
client would read it. The same code tells of a driver that the dependencies of a Python project do not list,
of a driver of Python or a JDBC URL in a project of another language, and the like; only where the
dependencies can be seen. client: any switches all of that off.

To fix it, write the scheme that the client takes. Where one variable has to serve two clients, give each
its own.`,
  }),

  'dialect/single-writer': entry<{ replicas: number; file: string }>({
    severity: 'error',
    transient: false,
    title: 'An SQLite file for an application with several replicas',
    message: (subject, { replicas }) =>
      `${subject} leads to an SQLite file, and the application has ${replicas} replicas`,
    why: (_, { file }) => [
      `The file is ${file}; SQLite takes one writer at a time, on one machine`,
      'Replicas in different containers each get a file of their own, or corrupt a shared one on network storage',
    ],
    fix: () => [
      'Use a PostgreSQL, MySQL or MariaDB database',
      'Or run one replica: replicas: 1 in the deployment, and under databases',
    ],
    page: `"replicas" in the configuration says how many copies of the application run. SQLite is a library that
writes to a file: it locks the file for each write, and its locks do not work over most network storage.
Several copies on several machines either have a file each, and see different data, or damage a shared one.

To fix it, use a database server, or run a single copy.`,
  }),
};

function toAllowed(
  subject: string,
  { variable, holds, allowed }: { variable: string | null; holds: string; allowed: readonly string[] },
): string {
  if (holds === 'url') return `Set ${variable ?? subject} to the real database: ${exampleOf(allowed)}`;
  if (holds === 'dialect')
    return `Set ${variable ?? 'dialect'} to ${allowed.map((each) => wordFor(variable, each)).join(' or ')}, and host, user and password beside it`;
  return `Declare the server instead of the file: url: ${exampleOf(allowed)}`;
}

/** Laravel, whose variable it is, has the connections pgsql, mysql, mariadb and sqlite. */
function wordFor(variable: string | null, dialect: string): string {
  return variable === 'DB_CONNECTION' && dialect === 'postgres' ? 'pgsql' : dialect;
}

function exampleOf(allowed: readonly string[]): string {
  const dialect = allowed.find((each) => each !== 'sqlite') ?? 'sqlite';
  const port = dialect === 'postgres' ? 5432 : 3306;
  const scheme = dialect === 'postgres' ? 'postgresql' : dialect;
  return dialect === 'sqlite' ? 'sqlite:////data/app.db' : `${scheme}://USER:PASSWORD@HOST:${port}/DATABASE`;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
