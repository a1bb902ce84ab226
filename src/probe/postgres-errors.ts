import type { Row } from './answers/row.js';

/**
 * What PostgreSQL, and the poolers and clouds in front of it, mean by their errors. The first row that fits
 * counts; SQLSTATE alone is not enough, since one code stands for cures that have nothing in common.
 */
export const POSTGRES_ANSWERS: readonly Row[] = [
  // Not ready
  { sqlstate: '57P03', text: /shutting down/, code: 'connect/shutting-down' },
  {
    sqlstate: '57P03',
    text: /not accepting connections|hot standby/i,
    code: 'state/not-accepting',
    reason: 'hot-standby-off',
  },
  { sqlstate: '57P03', code: 'connect/starting' },
  {
    sqlstate: '55000',
    text: /not currently accepting connections/,
    code: 'state/not-accepting',
    reason: 'connections-disallowed',
  },

  // Full
  { sqlstate: '53300', text: /connections for role/, code: 'connect/too-many-connections', reason: 'role' },
  {
    sqlstate: '53300',
    text: /connections for database/,
    code: 'connect/too-many-connections',
    reason: 'database',
  },
  { sqlstate: '53300', text: /reserved/, code: 'connect/too-many-connections', reason: 'reserved' },
  { sqlstate: '53300', code: 'connect/too-many-connections', reason: 'server' },
  {
    text: /max clients reached|MaxClients|no more connections allowed|too many (clients|connections)/i,
    code: 'connect/too-many-connections',
    reason: 'pooler',
  },

  // Encryption
  { sqlstate: '28000', text: /pg_hba\.conf.*(no encryption|SSL off)/, plain: true, code: 'tls/required' },
  {
    text: /SSL required|SSL connection is required|connection is insecure|insecure connection/i,
    plain: true,
    code: 'tls/required',
  },
  {
    sqlstate: '28000',
    text: /valid client certificate|certificate authentication failed/,
    code: 'tls/client-cert-required',
  },

  // Who may come in from where
  { sqlstate: '28000', text: /no pg_hba\.conf entry/, code: 'connect/host-not-allowed', reason: 'no-entry' },
  { sqlstate: '28000', text: /pg_hba\.conf rejects/, code: 'connect/host-not-allowed', reason: 'rejected' },
  {
    text: /not in tenant allow_list|IP address .* not allowed/i,
    code: 'connect/host-not-allowed',
    reason: 'allow-list',
  },

  // Poolers and clouds that route by the name of the user or of the host
  {
    text: /tenant or user not found|ENOIDENTIFIER|tenant identifier|tenant\/user .* not found/i,
    code: 'connect/pooler-identity',
    reason: 'supabase',
  },
  {
    text: /endpoint id is not specified|inconsistent project name|endpoint could not be found/i,
    code: 'connect/pooler-identity',
    reason: 'neon',
  },
  { text: /username should be in <username@hostname>/i, code: 'connect/pooler-identity', reason: 'azure' },
  { text: /no credentials for the role/i, code: 'connect/pooler-identity', reason: 'rds-proxy' },
  { text: /exceeded the .*quota|quota exceeded/i, code: 'connect/quota' },
  { sqlstate: '08P01', text: /unsupported startup parameter/, code: 'connect/startup-parameter' },
  {
    text: /query_wait_timeout|server_login_retry|server login (has been )?fail|cannot connect to server|server conn crashed|couldn't connect to compute|control plane request failed|DbHandler exited/i,
    code: 'connect/pooler-backend-down',
  },
  {
    sqlstate: '08P01',
    text: /no such database|database .* does not exist/,
    code: 'connect/database-missing',
    reason: 'pooler',
  },
  {
    sqlstate: '08P01',
    text: /SASL authentication failed|authentication failed|auth.* failed|no such user/i,
    code: 'connect/auth-failed',
    reason: 'pooler',
  },
  { sqlstate: '08P01', text: /shut(ting)? ?down/i, code: 'connect/shutting-down' },

  // The login
  { sqlstate: '28000', text: /role .* does not exist/, code: 'connect/auth-failed', reason: 'role-missing' },
  { sqlstate: '28000', text: /not permitted to log in/, code: 'connect/auth-failed', reason: 'no-login' },
  { sqlstate: '28000', text: /no PostgreSQL user name/, code: 'connect/auth-failed', reason: 'no-user' },
  {
    sqlstate: '28000',
    text: /(peer|ident) authentication failed/i,
    code: 'connect/auth-failed',
    reason: 'peer',
  },
  {
    text: /(LDAP|PAM|RADIUS|GSSAPI|SSPI) authentication failed/,
    code: 'connect/auth-failed',
    reason: 'directory',
  },
  { sqlstate: '28P01', code: 'connect/auth-failed', reason: 'password' },
  { sqlstate: '28000', code: 'connect/auth-failed', reason: 'other' },

  // The database
  { sqlstate: '3D000', code: 'connect/database-missing', reason: 'missing' },
  { sqlstate: '42501', text: /for database/, code: 'connect/database-denied', reason: 'connect-privilege' },
  { sqlstate: '42704', code: 'connect/startup-parameter' },
  { sqlstate: '22023', code: 'connect/startup-parameter' },

  // In the middle of it
  { sqlstate: '57014', code: 'state/statement-timeout' },
  { sqlstate: '57P01', code: 'connect/terminated' },
  { sqlstate: '57P02', code: 'connect/terminated' },
  { sqlstate: '57P05', code: 'connect/terminated' },
];
