import { nearestName } from '../nearest-name.js';
import { type Answered, isPostgres, nameOf, said, theUser, USER } from './connect-login.js';
import { entry } from './entry.js';

const SHOWN = 8;

/** What the server was asked after it knew no database of that name. */
function existing({ databases, user }: Answered): string[] {
  if (databases === null) return [];
  if (databases.length === 0) return [`Asked on a second connection, it showed ${theUser(user)} no database`];
  const more = databases.length - SHOWN;
  const names = databases.slice(0, SHOWN).map((name) => `"${name}"`);
  return [
    `Asked on a second connection, it showed ${theUser(user)} these databases: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

/** The name that was probably meant: the only one, or one that is nearly the same. */
function meant(subject: string, { databases, database }: Answered): string[] {
  if (databases === null || database === null) return [];
  const near = nearestName(database, databases) ?? (databases.length === 1 ? databases[0] : undefined);
  return near === undefined ? [] : [`If "${near}" is meant: ${database} → ${near} in ${subject}`];
}

export const connectDatabaseFindings = {
  'connect/pooler-identity': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'A shared server cannot tell whose database is meant',
    message: (subject, { place, user }) =>
      `${subject}: ${place} serves many projects and cannot tell from ${theUser(user)} which is meant`,
    why: (_, facts) => [
      ...said(facts),
      ...(facts.reason === 'supabase' && facts.user !== null && !facts.user.includes('.')
        ? ['The pooler routes by the part of the user after a dot, and there is none']
        : []),
    ],
    fix: (subject, { reason }) => {
      switch (reason) {
        case 'supabase':
          return [
            `In ${subject}: the user is postgres.PROJECT-REF`,
            "Copy the host from the dashboard's Connect page as it is: aws-0 and aws-1, and the regions, differ",
          ];
        case 'neon':
          return [
            `In ${subject}: sslmode=require, with a client that sends the host name (SNI)`,
            `Or add options=endpoint%3DENDPOINT-ID to ${subject}`,
          ];
        case 'azure':
          return [`In ${subject}: the user is USER@SERVER-NAME (in a URL: USER%40SERVER-NAME)`];
        default:
          return ['Add the user to the secrets that the proxy knows'];
      }
    },
    page: `Providers put one address before the databases of many customers, and find yours by a part of the user's
name, by the host name in the TLS handshake, or by a parameter. Copied from another place, one of them is
missing. Copy user and host from the provider's page for exactly this kind of connection.`,
  }),

  'connect/startup-parameter': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server does not take a parameter of the connection',
    message: (subject, { place }) => `${subject}: ${place} does not take a parameter of the connection`,
    why: (_, facts) => said(facts),
    fix: (subject) => [
      `Take the parameter (often options=…) out of ${subject}, and SET it after the login`,
      'With PgBouncer: ignore_startup_parameters = options  (it is then not applied)',
    ],
    page: `A parameter that the URL carries is sent with the login, and the server, or the pooler before it, refuses
the whole connection because of it. PgBouncer in transaction mode knows only a few.`,
  }),

  'connect/quota': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'A quota is used up',
    message: (subject, { place }) => `${subject}: ${place} refuses connections, because a quota is used up`,
    why: (_, facts) => said(facts),
    fix: (_, facts) =>
      isPostgres(facts)
        ? ["Raise the plan or wait for the next period (the provider's dashboard); restarting does not help"]
        : [`ALTER USER '${facts.user ?? USER}'@'%' WITH MAX_CONNECTIONS_PER_HOUR 0`],
    page: `The provider, or a limit on the user, counts what is used in a period, and the count is full. Trying again
soon does not help and may make it worse.`,
  }),

  'connect/database-missing': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The database does not exist on the server',
    message: (subject, { place, database, user }) =>
      `${subject}: there is no database ${nameOf(database ?? user)} on ${place}`,
    why: (_, facts) => [
      ...said(facts),
      ...(facts.database === null && isPostgres(facts)
        ? ['No database is configured, so PostgreSQL took the name of the user']
        : ['The login was right']),
      ...existing(facts),
    ],
    fix: (subject, facts) => {
      const database = facts.database ?? facts.user ?? 'DATABASE';
      return [
        ...(facts.database === null ? [`Name the database in ${subject}: …/DATABASE`] : []),
        ...meant(subject, facts),
        isPostgres(facts)
          ? `CREATE DATABASE "${database}" OWNER "${facts.user ?? USER}"`
          : `CREATE DATABASE \`${database}\`; GRANT ALL ON \`${database}\`.* TO '${facts.user ?? USER}'@'%'`,
        ...(facts.databases === null
          ? [isPostgres(facts) ? 'List those that exist: psql -l' : 'List those that exist: SHOW DATABASES']
          : []),
      ];
    },
    page: `The server took the login and does not have a database of this name. Names are compared exactly, case
included. Images create the database of POSTGRES_DB or MARIADB_DATABASE only when their volume is empty, so a
changed name does not appear by itself.`,
  }),

  'connect/database-denied': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The user may not use this database',
    message: (subject, { user, database, reason }) =>
      reason === 'denied-or-missing'
        ? `${subject}: ${theUser(user)} may not use the database ${nameOf(database)}, or it does not exist`
        : `${subject}: ${theUser(user)} may not connect to the database ${nameOf(database)}`,
    why: (_, facts) => [
      ...said(facts),
      ...(facts.reason === 'denied-or-missing'
        ? ['MySQL and MariaDB give the same answer for a missing database to a user without global rights']
        : []),
      ...existing(facts),
    ],
    fix: (subject, facts) =>
      isPostgres(facts)
        ? [`GRANT CONNECT ON DATABASE "${facts.database ?? 'DATABASE'}" TO "${facts.user ?? USER}"`]
        : [
            ...meant(subject, facts),
            `As an administrator: SHOW DATABASES LIKE '${facts.database ?? 'DATABASE'}'`,
            `GRANT ALL ON \`${facts.database ?? 'DATABASE'}\`.* TO '${facts.user ?? USER}'@'%'`,
          ],
    page: `User and password are right, but the user has no right to this database. An administrator must grant it.
MySQL and MariaDB hide from an ordinary user whether a database without grants exists at all.`,
  }),
};
