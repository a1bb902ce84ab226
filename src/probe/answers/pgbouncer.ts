import { type Row, saidBy } from './row.js';

/** What PgBouncer says, 1.12 to 1.25: nearly always 08P01, so that only the text tells. */
export const PGBOUNCER: readonly Row[] = saidBy('PgBouncer', [
  // It repeats what the database said to its own login.
  {
    text: /(login fail|login has been failing|cached error).*(starting up|recovery mode|not yet accepting)/,
    code: 'connect/starting',
  },
  {
    text: /(login fail|login has been failing|cached error).*(too many (clients|connections)|slots are reserved)/,
    code: 'connect/too-many-connections',
    reason: 'behind-pooler',
  },
  {
    text: /(login fail|login has been failing|cached error).*database .* does not exist/,
    code: 'connect/database-missing',
    reason: 'behind-pooler',
  },
  {
    sqlstate: '08P01',
    text: /^database .* does not exist/,
    code: 'connect/database-missing',
    reason: 'behind-pooler',
  },
  {
    text: /server login failed.*(wrong password type|SASL|signature|authentication failed)|cached error.*authentication failed|cannot do (SCRAM|MD5) authentication/,
    code: 'connect/auth-failed',
    reason: 'behind-pooler',
  },
  {
    sqlstate: '08P01',
    text: /^password authentication failed for user/,
    code: 'connect/auth-failed',
    reason: 'behind-pooler',
  },
  {
    text: /auth_query|bouncer config error|broken auth file/,
    code: 'connect/auth-failed',
    reason: 'auth-query',
  },

  // Full
  {
    text: /\(max_client_conn\)|\(max_(db|user)_client_connections\)|bouncer resources exhaustion|too many servers in the pool/,
    code: 'connect/too-many-connections',
    reason: 'pooler',
  },
  { text: /query_wait_timeout/, code: 'connect/pooler-backend-down', reason: 'queue' },

  // Encryption
  { sqlstate: '08P01', text: /SSL required|TLS required/, plain: true, code: 'tls/required' },
  { sqlstate: '08P01', text: /certificate authentication failed/, code: 'tls/client-cert-required' },

  // Who may come in, and where to
  { text: /^(unix socket )?login rejected/, code: 'connect/host-not-allowed', reason: 'pooler-hba' },
  { text: /^not allowed$/, code: 'connect/database-denied', reason: 'admin-console' },
  { text: /no such database/, code: 'connect/database-missing', reason: 'pooler' },
  { text: /^database .* is disabled/, code: 'state/not-accepting', reason: 'pooler-disabled' },
  { text: /unsupported startup parameter/, code: 'connect/startup-parameter', reason: 'pooler' },

  // The login
  { text: /no username supplied/, code: 'connect/auth-failed', reason: 'no-user' },
  {
    sqlstate: ['08P01', '28P01'],
    text: /SASL authentication failed|^(password|"trust") authentication failed$|no such user/,
    code: 'connect/auth-failed',
    reason: 'pooler',
  },

  // The database behind it
  {
    text: /server refused SSL/,
    code: 'connect/pooler-backend-down',
    reason: 'tls',
    transient: false,
  },
  {
    text: /server_login_retry|server login (has been )?fail|server_connect_timeout|cannot connect to server|server conn crashed|server DNS lookup failed|client_login_timeout \(server down\)|^(connect failed|connect timeout|cannot connect)$/,
    code: 'connect/pooler-backend-down',
  },
  { text: /client_login_timeout/, code: 'connect/terminated', reason: 'login-timeout' },

  { sqlstate: '08P01', text: /shut(ting)? ?down|dropped, exiting/, code: 'connect/shutting-down' },
  {
    sqlstate: '08P01',
    text: /database (removed|configuration changed)|^evicted|^client_idle_timeout|transaction timeout/,
    code: 'connect/terminated',
  },
]);
