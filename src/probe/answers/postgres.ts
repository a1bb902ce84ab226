import type { Row } from './row.js';

/**
 * What PostgreSQL itself says. SQLSTATE alone is not enough, since one code stands for cures that have
 * nothing in common.
 */
export const POSTGRES: readonly Row[] = [
  // Not ready
  { sqlstate: '57P03', text: /shutting down/, code: 'connect/shutting-down' },
  { sqlstate: '57P03', text: /not yet accepting/, code: 'connect/starting', reason: 'recovery' },
  { sqlstate: '57P03', text: /recovery mode/, code: 'connect/starting', reason: 'recovery' },
  {
    sqlstate: '57P03',
    text: /not accepting connections/,
    code: 'state/not-accepting',
    reason: 'hot-standby-off',
  },
  { sqlstate: '57P03', code: 'connect/starting' },
  {
    sqlstate: '55000',
    text: /not currently accepting connections/,
    code: 'state/not-accepting',
    reason: 'connections-disallowed',
    transient: true,
  },
  { sqlstate: '55000', text: /invalid database/, code: 'state/not-accepting', reason: 'half-dropped' },

  // Full
  { sqlstate: '53300', text: /connections for role/, code: 'connect/too-many-connections', reason: 'role' },
  {
    sqlstate: '53300',
    text: /connections for database/,
    code: 'connect/too-many-connections',
    reason: 'database',
  },
  { sqlstate: '53300', text: /reserved/, code: 'connect/too-many-connections', reason: 'reserved' },
  {
    sqlstate: '53300',
    text: /max_wal_senders/,
    code: 'connect/too-many-connections',
    reason: 'replication',
  },
  { sqlstate: '53300', code: 'connect/too-many-connections', reason: 'server' },

  // Encryption
  { sqlstate: '28000', text: /pg_hba\.conf.*(no encryption|SSL off)/, plain: true, code: 'tls/required' },
  {
    sqlstate: '28000',
    text: /valid client certificate|certificate authentication failed|"trust" authentication failed/,
    code: 'tls/client-cert-required',
  },

  // Who may come in from where
  { sqlstate: '28000', text: /no pg_hba\.conf entry/, code: 'connect/host-not-allowed', reason: 'no-entry' },
  {
    sqlstate: '28000',
    text: /pg_hba\.conf rejects|host rejected/,
    code: 'connect/host-not-allowed',
    reason: 'rejected',
  },

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
    text: /(GSSAPI|SSPI) authentication failed/,
    code: 'connect/auth-failed',
    reason: 'kerberos',
  },
  { text: /OAuth bearer authentication failed/, code: 'connect/auth-failed', reason: 'token' },
  { text: /PAM authentication failed/, code: 'connect/auth-failed', reason: 'directory' },
  // The same words where the directory can't be reached.
  {
    text: /(LDAP|RADIUS) authentication failed/,
    code: 'connect/auth-failed',
    reason: 'directory',
    transient: true,
  },
  { text: /empty password returned by client/, code: 'connect/auth-failed', reason: 'password-missing' },
  { sqlstate: '28P01', code: 'connect/auth-failed', reason: 'password' },
  { sqlstate: '28000', code: 'connect/auth-failed', reason: 'other' },

  // The database
  {
    sqlstate: '3D000',
    text: /database subdirectory .* is missing/,
    code: 'connect/database-missing',
    reason: 'files-missing',
  },
  { sqlstate: '3D000', code: 'connect/database-missing', reason: 'missing' },
  { sqlstate: '57P04', code: 'connect/database-missing', reason: 'dropped' },
  { sqlstate: '42501', text: /for database/, code: 'connect/database-denied', reason: 'connect-privilege' },

  // What the client asked for with the login
  {
    sqlstate: '42501',
    text: /(set|change) (session )?(parameter|role)/,
    code: 'connect/startup-parameter',
    reason: 'denied',
  },
  { sqlstate: '42704', code: 'connect/startup-parameter', reason: 'unknown' },
  {
    sqlstate: ['22023', '0A000'],
    text: /client_encoding|conversion between/,
    code: 'connect/startup-parameter',
    reason: 'encoding',
  },
  { sqlstate: '22023', code: 'connect/startup-parameter', reason: 'value' },
  { sqlstate: '55P02', code: 'connect/startup-parameter', reason: 'fixed' },

  // In the middle of it
  { sqlstate: '57014', code: 'state/statement-timeout' },
  { sqlstate: ['57P01', '57P02', '57P05'], code: 'connect/terminated' },
  { sqlstate: '40001', text: /terminating connection/, code: 'connect/terminated', reason: 'recovery' },
  { sqlstate: '40001', code: 'connect/unclassified', transient: true },
];

/** What has no code of its own, and the classes whose errors pass by themselves by the manual's word. */
export const POSTGRES_REST: readonly Row[] = [
  { sqlstate: '53100', code: 'connect/unclassified', reason: 'disk-full' },
  { sqlstate: '53200', code: 'connect/unclassified', reason: 'memory', transient: true },
  { sqlstate: '53000', code: 'connect/unclassified', reason: 'resources', transient: true },
  { sqlstate: ['58P01', 'XX001', 'XX002'], code: 'connect/unclassified', reason: 'server-files' },
  // Connection exceptions, but for 08P01 and 08004, by which the server refuses what it was sent.
  { sqlstate: ['08000', '08001', '08003', '08006'], code: 'connect/unclassified', transient: true },
  // A lock, or an object in use, that another session gives back.
  { sqlstate: ['55P03', '55006'], code: 'connect/unclassified', transient: true },
  // Poolers say so of a pool that has no server.
  { sqlstate: '58000', code: 'connect/unclassified', transient: true },
];
