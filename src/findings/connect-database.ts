import { nearestName } from '../nearest-name.js';
import { type Answered, isPostgres, nameOf, said, theUser, USER } from './answered.js';
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
            'A project that was paused gives the same answer: restore it in the dashboard',
          ];
        case 'neon':
          return [
            `In ${subject}: sslmode=require, with a client that sends the host name (SNI)`,
            `Or add options=endpoint%3DENDPOINT-ID to ${subject}`,
            'ENDPOINT-ID is the first part of the host that the Console shows under Connect; one that was deleted is not found',
          ];
        case 'azure':
          return [
            `In ${subject}: the user is USER@SERVER-NAME (in a URL: USER%40SERVER-NAME)`,
            'On a Flexible Server the user is USER alone: look which of the two the host belongs to',
          ];
        case 'cockroach':
          return [
            `In ${subject}: the host is the one that the Console shows under Connect, with a client that sends it (SNI)`,
            `Or add options=--cluster%3DCLUSTER-NAME to ${subject}`,
          ];
        case 'tidb':
          return [`In ${subject}: the user is PREFIX.USER, as the TiDB Cloud console shows it under Connect`];
        default:
          return [
            'Add a secret with this user and its password to Secrets Manager, and to the proxy: aws rds modify-db-proxy --db-proxy-name NAME --auth …',
          ];
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
    message: (subject, { place, answer }) => {
      const parameter = parameterIn(answer);
      return parameter === null
        ? `${subject}: ${place} does not take a parameter of the connection`
        : `${subject}: ${place} does not take the parameter ${parameter} of the connection`;
    },
    why: (_, facts) => said(facts),
    fix: (subject, { answer, reason }) => {
      const parameter = parameterIn(answer);
      switch (reason) {
        case 'encoding':
          return [`In ${subject}: client_encoding=UTF8, or leave it out`];
        case 'value':
          return [`Correct the value of ${parameter ?? 'the parameter'} in ${subject}, or take it out`];
        case 'unknown':
          return [
            `Take ${parameter ?? 'the parameter'} (often in options=-c …) out of ${subject}: the server does not know it, or is too old for it`,
          ];
        case 'denied':
        case 'fixed':
          return [
            `Take ${parameter ?? 'the parameter'} out of ${subject}: this user may not set it; an administrator can: ALTER ROLE … SET …`,
          ];
        case 'init-connect':
          return ['On the server, mend the statement that it runs at each login: SELECT @@init_connect'];
        default:
          return [
            `Take ${parameter ?? 'the parameter (often options=…)'} out of ${subject}, and SET it after the login`,
            `With PgBouncer: ignore_startup_parameters = ${parameter ?? 'options'}  (it is then not applied)`,
            'Or connect to the database without the pooler',
          ];
      }
    },
    page: `A parameter that the URL carries is sent with the login, and the server, or the pooler before it, refuses
the whole connection because of it. PgBouncer in transaction mode knows only a few.`,
  }),

  'connect/quota': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'A quota is used up',
    message: (subject, { place }) => `${subject}: ${place} refuses connections, because a quota is used up`,
    why: (_, facts) => said(facts),
    fix: (_, { reason, user }) => {
      if (reason === 'user') return [`ALTER USER '${user ?? USER}'@'%' WITH MAX_CONNECTIONS_PER_HOUR 0`];
      if (reason === 'endpoints')
        return ['Suspend computes that are not needed (Console > Branches), or ask Neon for a higher limit'];
      return [
        "Raise the plan or wait for the next period (the provider's dashboard); restarting does not help",
      ];
    },
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
        : facts.by === null
          ? ['The login was right']
          : []),
      ...existing(facts),
    ],
    fix: (subject, facts) => {
      const database = facts.database ?? facts.user ?? 'DATABASE';
      switch (facts.reason) {
        case 'pooler':
          return [
            `Add ${database} to what the pooler serves (PgBouncer: [databases], then RELOAD; a pool at DigitalOcean is asked for by the pool's own name)`,
            'See what it serves: SHOW DATABASES in its admin console',
          ];
        case 'files-missing':
          return [
            'Its files are gone from the data directory: restore it from a backup, and see the log of the server',
          ];
      }
      return [
        ...(facts.reason === 'dropped' ? ['Somebody dropped it just now: see the log of the server'] : []),
        ...(facts.reason === 'behind-pooler'
          ? ['The pooler asks for it by dbname= in [databases]: correct it there']
          : []),
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
      facts.reason === 'admin-console'
        ? [
            `This is the pooler's own console: name the application's database in ${subject}`,
            `If the console is meant: admin_users = ${facts.user ?? USER}`,
          ]
        : isPostgres(facts)
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

/** The parameter that the server names. */
function parameterIn(answer: string | null): string | null {
  return (
    /parameter(?: in options)?:? "?([A-Za-z_][\w.]*)/.exec(answer ?? '')?.[1] ??
    /(?:option|Variable) '?([A-Za-z_][\w.]*)/.exec(answer ?? '')?.[1] ??
    null
  );
}
