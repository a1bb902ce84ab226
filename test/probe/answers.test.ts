import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import { rowFor } from '../../src/probe/answers/row.js';
import { MYSQL_ANSWERS } from '../../src/probe/mysql-errors.js';
import { POSTGRES_ANSWERS } from '../../src/probe/postgres-errors.js';

/** SQLSTATE, the server's words, and what they mean, on a plain session. */
const POSTGRES: [sqlstate: string | null, text: string, code: string, reason?: string][] = [
  ['57P03', 'the database system is starting up', 'connect/starting'],
  ['57P03', 'the database system is in recovery mode', 'connect/starting'],
  [
    '57P03',
    'the database system is not yet accepting connections. Consistent recovery state has not been yet reached.',
    'connect/starting',
  ],
  ['57P03', 'the database system is shutting down', 'connect/shutting-down'],
  [
    '57P03',
    'the database system is not accepting connections. Hot standby mode is disabled.',
    'state/not-accepting',
    'hot-standby-off',
  ],
  [
    '55000',
    'database "x" is not currently accepting connections',
    'state/not-accepting',
    'connections-disallowed',
  ],
  ['53300', 'sorry, too many clients already', 'connect/too-many-connections', 'server'],
  [
    '53300',
    'remaining connection slots are reserved for non-replication superuser connections',
    'connect/too-many-connections',
    'reserved',
  ],
  [
    '53300',
    'remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
    'connect/too-many-connections',
    'reserved',
  ],
  ['53300', 'too many connections for role "app"', 'connect/too-many-connections', 'role'],
  ['53300', 'too many connections for database "app"', 'connect/too-many-connections', 'database'],
  [
    'XX000',
    'MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size',
    'connect/too-many-connections',
    'pooler',
  ],
  ['08P01', 'no more connections allowed (max_client_conn)', 'connect/too-many-connections', 'pooler'],
  ['28P01', 'password authentication failed for user "app"', 'connect/auth-failed', 'password'],
  ['28000', 'role "test" does not exist', 'connect/auth-failed', 'role-missing'],
  ['28000', 'role "x" is not permitted to log in', 'connect/auth-failed', 'no-login'],
  ['28000', 'no PostgreSQL user name specified in startup packet', 'connect/auth-failed', 'no-user'],
  ['28000', 'Peer authentication failed for user "app"', 'connect/auth-failed', 'peer'],
  ['28000', 'LDAP authentication failed for user "app"', 'connect/auth-failed', 'directory'],
  ['28P01', 'PAM authentication failed for user "app"', 'connect/auth-failed', 'directory'],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", no encryption',
    'tls/required',
  ],
  ['28000', 'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", SSL off', 'tls/required'],
  [
    '28000',
    'pg_hba.conf rejects connection for host "10.0.0.7", user "app", database "app", no encryption',
    'tls/required',
  ],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", SSL encryption',
    'connect/host-not-allowed',
    'no-entry',
  ],
  ['28000', 'connection requires a valid client certificate', 'tls/client-cert-required'],
  ['28000', 'certificate authentication failed for user "cert"', 'tls/client-cert-required'],
  ['3D000', 'database "x" does not exist', 'connect/database-missing', 'missing'],
  ['42501', 'permission denied for database "x"', 'connect/database-denied', 'connect-privilege'],
  ['57P01', 'terminating connection due to administrator command', 'connect/terminated'],
  ['57014', 'canceling statement due to statement timeout', 'state/statement-timeout'],
  // PgBouncer
  ['08P01', 'SASL authentication failed', 'connect/auth-failed', 'pooler'],
  ['08P01', 'password authentication failed for user "app"', 'connect/auth-failed', 'pooler'],
  ['08P01', 'no such database: zzz', 'connect/database-missing', 'pooler'],
  ['08P01', 'unsupported startup parameter: options', 'connect/startup-parameter'],
  ['08P01', 'query_wait_timeout', 'connect/pooler-backend-down'],
  [
    '08P01',
    'server login has been failing, try again later (server_login_retry)',
    'connect/pooler-backend-down',
  ],
  ['08P01', 'SSL required', 'tls/required'],
  ['08P01', 'database system is shutting down', 'connect/shutting-down'],
  // Supabase, Neon, Azure, RDS
  ['XX000', 'Tenant or user not found', 'connect/pooler-identity', 'supabase'],
  ['XX000', '(ENOIDENTIFIER) no tenant identifier provided', 'connect/pooler-identity', 'supabase'],
  ['XX000', '(ENOTFOUND) tenant/user postgres.abc not found', 'connect/pooler-identity', 'supabase'],
  ['XX000', 'Address not in tenant allow_list: {10, 0, 0, 7}', 'connect/host-not-allowed', 'allow-list'],
  [
    '08P01',
    'Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support',
    'connect/pooler-identity',
    'neon',
  ],
  [
    'XX000',
    'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.',
    'connect/quota',
  ],
  ['28000', 'connection is insecure (try using `sslmode=require`)', 'tls/required'],
  [
    null,
    'Invalid Username specified. Please check the Username and retry connection. The Username should be in <username@hostname> format.',
    'connect/pooler-identity',
    'azure',
  ],
  [
    '28000',
    'This RDS proxy has no credentials for the role app. Check the credentials for this role and try again.',
    'connect/pooler-identity',
    'rds-proxy',
  ],
];

const MYSQL: [errno: number, text: string, code: string, reason?: string][] = [
  [1040, 'Too many connections', 'connect/too-many-connections', 'server'],
  [
    1203,
    "User app already has more than 'max_user_connections' active connections",
    'connect/too-many-connections',
    'user',
  ],
  [
    1226,
    "User 'app' has exceeded the 'max_user_connections' resource (current value: 1)",
    'connect/too-many-connections',
    'user',
  ],
  [
    1226,
    "User 'app' has exceeded the 'max_connections_per_hour' resource (current value: 1)",
    'connect/quota',
  ],
  [1044, "Access denied for user 'app'@'%' to database 'x'", 'connect/database-denied', 'denied-or-missing'],
  [1045, "Access denied for user 'app'@'10.0.0.7' (using password: YES)", 'connect/auth-failed', 'password'],
  [
    1045,
    "Access denied for user 'app'@'10.0.0.7' (using password: NO)",
    'connect/auth-failed',
    'password-missing',
  ],
  [1049, "Unknown database 'x'", 'connect/database-missing', 'missing'],
  [1053, 'Server shutdown in progress', 'connect/shutting-down'],
  [
    1129,
    "Host '10.0.0.7' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'",
    'connect/host-not-allowed',
    'blocked',
  ],
  [
    1130,
    "Host '10.0.0.7' is not allowed to connect to this MariaDB server",
    'connect/host-not-allowed',
    'no-entry',
  ],
  [
    1251,
    'Client does not support authentication protocol requested by server; consider upgrading MySQL client',
    'connect/auth-unsupported',
  ],
  [1524, "Plugin 'mysql_native_password' is not loaded", 'connect/auth-unsupported'],
  [
    2061,
    'RSA Encryption not supported - caching_sha2_password plugin was built with GnuTLS support',
    'connect/auth-unsupported',
  ],
  [1698, "Access denied for user 'root'@'10.0.0.7'", 'connect/auth-failed', 'other-method'],
  [1820, 'You must SET PASSWORD before executing this statement', 'connect/auth-failed', 'password-expired'],
  [
    1862,
    'Your password has expired. To log in you must change it using a client that supports expired passwords.',
    'connect/auth-failed',
    'password-expired',
  ],
  [3118, "Access denied for user 'app'@'10.0.0.7'. Account is locked.", 'connect/auth-failed', 'locked'],
  [4151, 'Access denied, this account is locked', 'connect/auth-failed', 'locked'],
  [
    3159,
    'Connections using insecure transport are prohibited while --require_secure_transport=ON.',
    'tls/required',
  ],
  [1105, 'Server does not allow insecure connections, client must use SSL/TLS', 'tls/required'],
  [
    9000,
    "Client with IP address '10.0.0.7' is not allowed to connect to this MySQL server.",
    'connect/host-not-allowed',
    'allow-list',
  ],
  [
    9002,
    'Invalid Username specified. Please check the Username and retry connection. The Username should be in <username@hostname> format.',
    'connect/pooler-identity',
    'azure',
  ],
  [1927, 'Connection was killed', 'connect/terminated'],
  [1969, 'Query execution was interrupted (max_statement_time exceeded)', 'state/statement-timeout'],
];

describe('what PostgreSQL and the poolers before it answer', () => {
  test.each(POSTGRES)('%s %s is %s', (sqlstate, text, code, reason) => {
    const row = rowFor(POSTGRES_ANSWERS, { sqlstate, errno: null, text }, false);
    expect([row?.code, row?.reason]).toEqual([code, reason]);
  });
});

describe('what MySQL and MariaDB answer', () => {
  test.each(MYSQL)('%i %s is %s', (errno, text, code, reason) => {
    const row = rowFor(MYSQL_ANSWERS, { sqlstate: null, errno, text }, false);
    expect(row?.code).toBe(code);
    if (reason) expect(row?.reason).toBe(reason);
  });
});

test('what demands encryption is not blamed on an encrypted session', () => {
  const text = 'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", no encryption';
  const answer = { sqlstate: '28000', errno: null, text };
  expect(rowFor(POSTGRES_ANSWERS, answer, true)?.code).toBe('connect/host-not-allowed');
});

test('an answer that no row knows stays unexplained', () => {
  expect(rowFor(POSTGRES_ANSWERS, { sqlstate: 'XX000', errno: null, text: 'cosmic ray' }, false)).toBeNull();
  expect(rowFor(MYSQL_ANSWERS, { sqlstate: null, errno: 12345, text: 'cosmic ray' }, false)).toBeNull();
});

test('only what passes by itself is worth waiting for', () => {
  const transient = Object.entries(catalogue)
    .filter(([code, { transient }]) => /^(connect|tls|state)\//.test(code) && transient)
    .map(([code]) => code.split('/')[1]);
  expect(transient).toEqual([
    'service-not-found',
    'dns-unavailable',
    'refused',
    'timeout',
    'no-answer',
    'closed',
    'starting',
    'shutting-down',
    'too-many-connections',
    'pooler-backend-down',
    'terminated',
    'file-locked',
    'statement-timeout',
  ]);
});
