import { type Answered, nameOf, said } from './connect-login.js';
import { entry } from './entry.js';

export const stateFindings = {
  'state/read-only': entry<{ place: string; server: string; setting: string; value: string }>({
    severity: 'error',
    transient: false,
    title: 'The database takes no writes',
    message: (subject, { place }) => `${subject}: ${place} can be read but not written`,
    why: (_, { server, setting, value }) => [`${server}: ${setting} is ${value}`],
    fix: (subject, { server, setting }) => {
      if (setting === 'pg_is_in_recovery()') {
        return [
          `In ${subject}, use the address of the primary (writer endpoint, -rw service), not of a replica`,
          'In a URL with several hosts: target_session_attrs=read-write',
        ];
      }
      if (server === 'PostgreSQL') {
        return [
          'ALTER DATABASE "DATABASE" RESET default_transaction_read_only  (or ALTER ROLE, or the URL: options=-c …)',
        ];
      }
      if (server === 'SQLite') return ['chown the file and its folder to the user of this process'];
      return [
        `In ${subject}, use the address of the writer, not of a replica`,
        `If this is the writer: SET GLOBAL ${setting} = OFF`,
      ];
    },
    page: `The configuration says that the application writes (writable: true), and this server would refuse it: it is a
replica, the old primary after a failover, or was set read-only on purpose. Login and reads work, so the
application would start and fail at its first write.`,
  }),

  'state/not-accepting': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server is up and takes no connections on purpose',
    message: (subject, { place, database, reason }) =>
      reason === 'hot-standby-off'
        ? `${subject}: ${place} is a standby that takes no connections`
        : `${subject}: the database ${nameOf(database)} takes no connections`,
    why: (_, facts) => said(facts),
    fix: (subject, { database, reason }) =>
      reason === 'hot-standby-off'
        ? [`In ${subject}, use the address of the primary`, 'Or, on the standby: hot_standby = on']
        : [`ALTER DATABASE "${database ?? 'DATABASE'}" ALLOW_CONNECTIONS true`],
    page: `This has the same code (57P03) as a server that starts, but does not end by itself: a standby with hot_standby
off never takes connections, and a database with ALLOW_CONNECTIONS false waits for somebody to allow them.`,
  }),

  'state/version-too-old': entry<{ place: string; server: string; version: string; required: string }>({
    severity: 'error',
    transient: false,
    title: 'The server has another version than required',
    message: (subject, { server, version, required }) =>
      `${subject}: the server is ${server} ${version}, and ${required} is required`,
    why: (_, { place }) => [`${place} told its version after the login`],
    fix: (subject, { required }) => [
      'Upgrade the server, or point the application to another',
      `If the application works with it: change version: "${required}" of ${subject}`,
    ],
    page: `The configuration names the versions that the application was made for, and the server's is not among them.
An older server lacks functions that migrations and queries use, and fails in the middle of them.`,
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
