import { type Answered, isPostgres, nameOf, said, theUser } from './connect-login.js';
import { entry } from './entry.js';

export const connectServerFindings = {
  'connect/starting': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server is starting',
    message: (subject, { place }) => `${subject}: the server at ${place} is starting and takes no logins yet`,
    why: (_, facts) => said(facts),
    fix: () => [
      'Wait until it is up: dbcheck --wait 60s',
      'In Compose: depends_on: { db: { condition: service_healthy } }',
    ],
    page: `The server runs and is not ready: it starts, or replays its log after a crash. That ends by itself, in
seconds or, after a crash of a large database, in minutes. If it never does, look whether a liveness probe
kills the server before it is done.`,
  }),

  'connect/shutting-down': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server is shutting down',
    message: (subject, { place }) => `${subject}: the server at ${place} is shutting down`,
    why: (_, facts) => said(facts),
    fix: () => [
      'Wait until it is back: dbcheck --wait 60s',
      'If it stays down, see who stopped it in its log',
    ],
    page: `Somebody, an update, or the platform stops or restarts the server, and it takes no new logins meanwhile. Where
it is restarted, waiting helps. If it stays down, its log says who stopped it.`,
  }),

  'connect/too-many-connections': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'No connection is free',
    message: (subject, { place, user, database, reason }) => {
      switch (reason) {
        case 'role':
        case 'user':
          return `${subject}: ${theUser(user)} already has as many connections as it may have`;
        case 'database':
          return `${subject}: the database ${nameOf(database)} already has as many connections as it may have`;
        case 'reserved':
          return `${subject}: ${place} has only the connections left that it keeps for administrators`;
        case 'pooler':
          return `${subject}: the pooler at ${place} has no connection left`;
        default:
          return `${subject}: ${place} has no connection left`;
      }
    },
    why: (_, facts) => said(facts),
    fix: (_, facts) => {
      const postgres = isPostgres(facts);
      const lower = 'Make the pool smaller: its size times the number of replicas must stay below the limit';
      switch (facts.reason) {
        case 'role':
          return [`ALTER ROLE "${facts.user ?? 'USER'}" CONNECTION LIMIT 50`, lower];
        case 'user':
          return [`ALTER USER '${facts.user ?? 'USER'}'@'%' WITH MAX_USER_CONNECTIONS 50`, lower];
        case 'database':
          return [`ALTER DATABASE "${facts.database ?? 'DATABASE'}" CONNECTION LIMIT -1`, lower];
        case 'pooler':
          return ["Raise the pooler's limit (PgBouncer: max_client_conn, pool_size)", lower];
        default:
          return [
            lower,
            postgres
              ? 'See who holds them: SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2'
              : 'See who holds them: SHOW PROCESSLIST',
            postgres ? 'Raise max_connections, or put a pooler before the server' : 'Raise max_connections',
          ];
      }
    },
    page: `A server has a fixed number of connections, and users and databases may have limits of their own. All are
taken: mostly because every replica of an application opens a whole pool, or because connections are not given
back. One may become free at any time, so waiting can help; the cure is a smaller pool or a pooler.`,
  }),

  'connect/pooler-backend-down': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The pooler does not reach its database',
    message: (subject, { place }) =>
      `${subject}: the pooler at ${place} does not reach the database behind it`,
    why: (_, facts) => said(facts),
    fix: () => [
      'Look at the database behind the pooler, and at what the pooler logs about it',
      'While it starts: dbcheck --wait 60s',
    ],
    page: `The connection ends at a pooler or proxy, which works; the database behind it is down, asleep, or refuses the
pooler's own login.`,
  }),

  'connect/terminated': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server ended the session',
    message: (subject, { place }) => `${subject}: ${place} ended the session`,
    why: (_, facts) => said(facts),
    fix: () => [
      'Try again: dbcheck --wait 30s',
      'If it stays: see who ends sessions in the log of the server',
    ],
    page: `An administrator, a failover or a time limit ended the session while dbcheck was talking to the server. A new
session mostly works.`,
  }),

  'connect/unclassified': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server refused, for a reason that dbcheck does not know',
    message: (subject, { place }) => `${subject}: ${place} refused the connection`,
    why: (_, facts) => said(facts),
    fix: (_, { sqlstate, errno }) => [
      `Look up ${errno ?? sqlstate ?? 'the words of the answer'} in the manual of the server, and read its log`,
    ],
    page: `The server answered with an error that dbcheck has no explanation for. Its own words are shown. They are
treated as something that waiting does not cure.`,
  }),
};
