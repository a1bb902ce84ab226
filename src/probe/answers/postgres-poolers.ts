import { type Row, saidBy } from './row.js';

/** What the other poolers of PostgreSQL say. */
export const POSTGRES_POOLERS: readonly Row[] = [
  ...saidBy('Pgpool-II', [
    { text: /^Sorry, too many clients already/, code: 'connect/too-many-connections', reason: 'pooler' },
    { text: /no pool_hba\.conf entry/, code: 'connect/host-not-allowed', reason: 'pooler-hba' },
    { text: /SSL certificate authentication/, code: 'tls/client-cert-required' },
    {
      text: /pool_passwd|kind does not match|^(SCRAM|md5|clear text( password)?) authentication failed/,
      code: 'connect/auth-failed',
      reason: 'pooler',
    },
    {
      text: /pgpool is not accepting|all backend nodes are down|failed to create a backend connection|failover on backend|unable to (read|get|flush|write) (data|message)/,
      code: 'connect/pooler-backend-down',
    },
  ]),

  // YugabyteDB's connection manager is one.
  ...saidBy('Odyssey', [
    {
      text: /too many active clients for user|too many tcp connections/,
      code: 'connect/too-many-connections',
      reason: 'pooler',
    },
    {
      text: /host based authentication rejected/,
      code: 'connect/host-not-allowed',
      reason: 'pooler-hba',
    },
    { text: /SSL is required/, plain: true, code: 'tls/required' },
    { text: /route .* is not found/, code: 'connect/database-missing', reason: 'pooler' },
    { text: /might have been dropped by another user/, code: 'connect/database-missing', reason: 'dropped' },
    { text: /^incorrect (password|user)/, code: 'connect/auth-failed', reason: 'pooler' },
    {
      text: /failed to get remote server connection|failed to connect to remote server|remote server read\/write error/,
      code: 'connect/pooler-backend-down',
    },
  ]),

  ...saidBy('PgCat', [
    { text: /No pool configured for database/, code: 'connect/database-missing', reason: 'pooler' },
    {
      text: /could not get connection from the pool|all servers (are )?down|AllServersDown/i,
      code: 'connect/pooler-backend-down',
      reason: 'queue',
    },
  ]),

  ...saidBy('PgDog', [
    {
      text: /is wrong, or the database does not exist/,
      code: 'connect/auth-failed',
      reason: 'pooler',
    },
    { text: /connection pool .* is down/, code: 'connect/pooler-backend-down' },
  ]),
];
