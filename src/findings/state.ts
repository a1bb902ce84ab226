import { type Answered, nameOf, said } from './answered.js';
import { entry } from './entry.js';

/** Undoes `default_transaction_read_only` where it was made. */
function writableAgain(
  subject: string,
  facts: { from: string | null; user: string | null; database: string | null },
): string[] {
  const name = (text: string | null) => `"${(text ?? 'NAME').replaceAll('"', '""')}"`;
  const [user, database] = [name(facts.user), name(facts.database)];
  const reset = 'RESET default_transaction_read_only';
  switch (facts.from) {
    case 'database':
      return [`ALTER DATABASE ${database} ${reset}`];
    case 'user':
      return [`ALTER ROLE ${user} ${reset}`];
    case 'database user':
      return [`ALTER ROLE ${user} IN DATABASE ${database} ${reset}`];
    case 'client':
      return [`Take default_transaction_read_only out of options in ${subject}`];
    case 'configuration file':
    case 'command line':
    case 'global':
      return [
        'With a cloud database, see first whether its disk is full: providers set it then',
        'On the server: ALTER SYSTEM RESET default_transaction_read_only; or off in postgresql.conf; then SELECT pg_reload_conf()',
      ];
    default:
      return [
        `If it was set for the database: ALTER DATABASE ${database} ${reset}`,
        `If it was set for the user: ALTER ROLE ${user} ${reset}`,
      ];
  }
}

const TOO_OLD = (subject: string) => `Upgrade the server, or point ${subject} to one of a newer version`;
const TOO_NEW = (subject: string) =>
  `Point ${subject} to a server of an older version; this one is newer than the application is made for`;

export const stateFindings = {
  'state/read-only': entry<{
    place: string;
    server: string;
    setting: string;
    value: string;
    /** What set it, in the words of pg_settings. */
    from: string | null;
    user: string | null;
    database: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'The database takes no writes',
    message: (subject, { place }) => `${subject}: ${place} can be read but not written`,
    why: (_, { server, setting, value, from }) => [
      `${server}: ${setting} is ${value}${from === null ? '' : `, set by: ${from}`}`,
    ],
    fix: (subject, facts) => {
      const { server, setting } = facts;
      if (setting === 'pg_is_in_recovery()') {
        return [
          `In ${subject}, use the address of the primary (writer endpoint, -rw service), not of a replica`,
          'In a URL with several hosts: target_session_attrs=read-write',
        ];
      }
      if (server === 'PostgreSQL') {
        return writableAgain(subject, facts);
      }
      if (server === 'SQLite') return ['chown the file and its folder to the user of this process'];
      return [
        `In ${subject}, use the address of the writer, not of a replica`,
        `If this is the writer: SET GLOBAL ${setting} = OFF`,
      ];
    },
    page: `The configuration says that the application writes (writable: true), and this server would refuse it: it is a
replica, the old primary after a failover, or was set read-only on purpose, or by its provider because the
disk is full. Login and reads work, so the application would start and fail at its first write.

To fix it, use the address of the primary, or undo the setting where it was made: for the server, the
database or the user. Where the application only reads, take writable: true out of the configuration.`,
  }),

  'state/not-accepting': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server is up and takes no connections on purpose',
    message: (subject, { place, database, reason }) => {
      switch (reason) {
        case 'hot-standby-off':
          return `${subject}: ${place} is a standby that takes no connections`;
        case 'half-dropped':
          return `${subject}: the database ${nameOf(database)} was dropped by half and can't be used`;
        case 'offline-mode':
          return `${subject}: ${place} is in offline mode and takes administrators only`;
        case 'endpoint-disabled':
        case 'paused':
        case 'banned':
          return `${subject}: the provider keeps ${place} from taking connections`;
        default:
          return `${subject}: the database ${nameOf(database)} takes no connections`;
      }
    },
    why: (_, facts) => said(facts),
    fix: (subject, { database, reason }) => {
      const name = `"${database ?? 'DATABASE'}"`;
      switch (reason) {
        case 'hot-standby-off':
          return [`In ${subject}, use the address of the primary`, 'Or, on the standby: hot_standby = on'];
        case 'half-dropped':
          return [`DROP DATABASE ${name}; then create it again, and restore it from a backup`];
        case 'offline-mode':
          return [
            'SET GLOBAL offline_mode = OFF',
            'In a replication group: see why the member left it, performance_schema.replication_group_members',
          ];
        case 'pooler-disabled':
          return [`In the admin console of the pooler: ENABLE ${name}`];
        case 'endpoint-disabled':
          return ['Neon Console > Branches > Computes: enable the endpoint, or use the host of another one'];
        case 'paused':
          return ["Resume it on the provider's dashboard"];
        case 'banned':
          return [
            "See the provider's mails and dashboard for the reason, which the answer names, and ask its support",
          ];
        default:
          if (database === 'template0')
            return [
              `Name the application's own database in ${subject}: template0 is what new databases are copied from`,
            ];
          return [`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`, 'If it is maintenance: dbcheck --wait 5m'];
      }
    },
    page: `The server answers, and was told to take no connections. A standby with hot_standby off has the same code
(57P03) as a server that starts, but never takes any. A database with ALLOW_CONNECTIONS false waits for
somebody to allow them, which the end of a maintenance does. A server in offline mode, a disabled endpoint or a
paused project wait for their administrator.`,
  }),

  'state/version-too-old': entry<{
    place: string;
    server: string;
    version: string;
    required: string;
    /** Null where the requirement can't be read. */
    order: 'older' | 'newer' | null;
    settings: string;
  }>({
    severity: 'error',
    transient: false,
    title: 'The server has another version than required',
    message: (subject, { server, version, required, order }) =>
      `${subject}: the server is ${server} ${version}, ${order === null ? 'which is not what' : `${order} than what`} is required: ${required}`,
    why: (_, { place, server, required, settings }) => [
      server === 'SQLite'
        ? 'It is the SQLite inside dbcheck; the application brings its own'
        : `${place} told its version after the login`,
      `${settings}.version is "${required}"`,
    ],
    fix: (subject, { server, version, required, order, settings }) => [
      ...(server === 'SQLite' ? [] : [order === 'newer' ? TOO_NEW(subject) : TOO_OLD(subject)]),
      ...(order === null ? [`Write the requirement like ">=14" or ">=10.6 <12": ${settings}.version`] : []),
      `If the application works with ${version}: change ${settings}.version in the configuration, now "${required}"`,
    ],
    page: `The configuration names the versions that the application was made for, and the server's is not among them.
An older server lacks functions that migrations and queries use, and fails in the middle of them; a newer one
may have dropped some, or be one that nobody has tested yet.

To fix it, upgrade an older server, point the application to the right one, or change version of the database
in the configuration.`,
  }),

  'state/statement-timeout': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server ended a query that took too long',
    message: (subject, { place }) => `${subject}: ${place} ended dbcheck's query, because it took too long`,
    why: (_, facts) => said(facts),
    fix: () => [
      'See what keeps the server busy: pg_stat_activity, or SHOW PROCESSLIST',
      'If the limit is a few milliseconds by mistake: look at statement_timeout (its unit is ms) or max_statement_time (s)',
    ],
    page: `The login worked, and a query that takes no time at all was ended by a time limit. The server is overloaded,
or the limit of the user or database is far too small.`,
  }),
};
