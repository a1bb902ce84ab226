import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Entry } from '../../src/findings/entry.js';
import { type Row, rowFor } from '../../src/probe/answers/row.js';
import { MYSQL_ANSWERS } from '../../src/probe/mysql-errors.js';
import { POSTGRES_ANSWERS } from '../../src/probe/postgres-errors.js';

/** What they mean: the code, its reason, and whether waiting can cure it where that is told. */
type Meaning = [code: string, reason?: string | null, transient?: boolean];

/** SQLSTATE and the server's words, on a plain session. */
const POSTGRES: [sqlstate: string | null, text: string, ...Meaning][] = [
  // PostgreSQL: not ready
  ['57P03', 'the database system is starting up', 'connect/starting'],
  ['57P03', 'the database system is in recovery mode', 'connect/starting', 'recovery'],
  [
    '57P03',
    'the database system is not yet accepting connections. Consistent recovery state has not been yet reached.',
    'connect/starting',
    'recovery',
  ],
  [
    '57P03',
    'the database system is not yet accepting connections. Recovery snapshot is not yet ready for hot standby. To enable hot standby, close write transactions with more than 64 subtransactions on the primary server.',
    'connect/starting',
    'recovery',
  ],
  ['57P03', 'the database system is shutting down', 'connect/shutting-down'],
  [
    '57P03',
    'the database system is not accepting connections. Hot standby mode is disabled.',
    'state/not-accepting',
    'hot-standby-off',
    false,
  ],
  [
    '55000',
    'database "x" is not currently accepting connections',
    'state/not-accepting',
    'connections-disallowed',
    true,
  ],
  [
    '55000',
    'cannot connect to invalid database "x". Use DROP DATABASE to drop invalid databases.',
    'state/not-accepting',
    'half-dropped',
    false,
  ],
  // PostgreSQL: full
  ['53300', 'sorry, too many clients already', 'connect/too-many-connections', 'server', true],
  [
    '53300',
    'remaining connection slots are reserved for non-replication superuser connections',
    'connect/too-many-connections',
    'reserved',
  ],
  [
    '53300',
    'remaining connection slots are reserved for roles with the SUPERUSER attribute',
    'connect/too-many-connections',
    'reserved',
  ],
  [
    '53300',
    'remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
    'connect/too-many-connections',
    'reserved',
  ],
  [
    '53300',
    'remaining connection slots are reserved for azure replication users',
    'connect/too-many-connections',
    'reserved',
  ],
  ['53300', 'too many connections for role "app"', 'connect/too-many-connections', 'role'],
  ['53300', 'too many connections for database "app"', 'connect/too-many-connections', 'database'],
  [
    '53300',
    'number of requested standby connections exceeds "max_wal_senders" (currently 10)',
    'connect/too-many-connections',
    'replication',
  ],
  // PostgreSQL: encryption and addresses
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", no encryption',
    'tls/required',
    null,
    false,
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
    false,
  ],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", SSL on',
    'connect/host-not-allowed',
    'no-entry',
  ],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app"',
    'connect/host-not-allowed',
    'no-entry',
  ],
  [
    '28000',
    'no pg_hba.conf entry for replication connection from host "10.0.0.7", user "app", SSL encryption',
    'connect/host-not-allowed',
    'no-entry',
  ],
  [
    '28000',
    'pg_hba.conf rejects connection for host "10.0.0.7", user "app", database "app", SSL encryption',
    'connect/host-not-allowed',
    'rejected',
  ],
  ['28000', 'authentication failed for user "app": host rejected', 'connect/host-not-allowed', 'rejected'],
  ['28000', 'connection requires a valid client certificate', 'tls/client-cert-required'],
  ['28000', 'certificate authentication failed for user "cert"', 'tls/client-cert-required'],
  ['28000', '"trust" authentication failed for user "app"', 'tls/client-cert-required'],
  // PostgreSQL: the login
  ['28P01', 'password authentication failed for user "app"', 'connect/auth-failed', 'password', false],
  ['28P01', 'empty password returned by client', 'connect/auth-failed', 'password-missing'],
  ['28000', 'role "test" does not exist', 'connect/auth-failed', 'role-missing'],
  ['28000', 'role "x" is not permitted to log in', 'connect/auth-failed', 'no-login'],
  ['28000', 'no PostgreSQL user name specified in startup packet', 'connect/auth-failed', 'no-user'],
  ['28000', 'Peer authentication failed for user "app"', 'connect/auth-failed', 'peer'],
  ['28000', 'Ident authentication failed for user "app"', 'connect/auth-failed', 'peer'],
  ['28000', 'LDAP authentication failed for user "app"', 'connect/auth-failed', 'directory', true],
  ['28000', 'RADIUS authentication failed for user "app"', 'connect/auth-failed', 'directory', true],
  ['28P01', 'PAM authentication failed for user "app"', 'connect/auth-failed', 'directory', false],
  ['28000', 'PAM authentication failed for user "app"', 'connect/auth-failed', 'directory'],
  ['28000', 'GSSAPI authentication failed for user "app"', 'connect/auth-failed', 'kerberos'],
  ['28000', 'SSPI authentication failed for user "app"', 'connect/auth-failed', 'kerberos'],
  ['28000', 'OAuth bearer authentication failed for user "app"', 'connect/auth-failed', 'token'],
  [
    '28000',
    'authentication failed for user "app": invalid authentication method',
    'connect/auth-failed',
    'other',
  ],
  // PostgreSQL: the database, and what came with the login
  ['3D000', 'database "x" does not exist', 'connect/database-missing', 'missing', false],
  [
    '3D000',
    'database "x" does not exist. It seems to have just been dropped or renamed.',
    'connect/database-missing',
    'missing',
  ],
  [
    '3D000',
    'database "x" does not exist. The database subdirectory "base/16384" is missing.',
    'connect/database-missing',
    'files-missing',
  ],
  [
    '57P04',
    'terminating connection due to conflict with recovery. User was connected to a database that must be dropped.',
    'connect/database-missing',
    'dropped',
    false,
  ],
  ['42501', 'permission denied for database "x"', 'connect/database-denied', 'connect-privilege'],
  [
    '42501',
    'permission denied for database "postgres". User does not have CONNECT privilege.',
    'connect/database-denied',
    'connect-privilege',
  ],
  ['42501', 'permission denied to set parameter "log_statement"', 'connect/startup-parameter', 'denied'],
  ['42704', 'unrecognized configuration parameter "no.such"', 'connect/startup-parameter', 'unknown'],
  ['22023', 'invalid value for parameter "client_encoding": "utf9"', 'connect/startup-parameter', 'encoding'],
  [
    '0A000',
    'conversion between MULE_INTERNAL and LATIN5 is not supported',
    'connect/startup-parameter',
    'encoding',
  ],
  [
    '22023',
    'invalid value for parameter "statement_timeout": "5 minutes please"',
    'connect/startup-parameter',
    'value',
  ],
  [
    '55P02',
    'parameter "shared_buffers" cannot be changed without restarting the server',
    'connect/startup-parameter',
    'fixed',
  ],
  // PostgreSQL: in the middle of it
  ['57P01', 'terminating connection due to administrator command', 'connect/terminated', null, true],
  ['57P02', 'terminating connection because of crash of another server process', 'connect/terminated'],
  ['57P05', 'terminating connection due to idle-session timeout', 'connect/terminated'],
  ['40001', 'terminating connection due to conflict with recovery', 'connect/terminated', 'recovery'],
  ['57014', 'canceling statement due to statement timeout', 'state/statement-timeout', null, true],
  // PostgreSQL: without a code of its own
  [
    '53100',
    'could not extend file "base/5/1249": No space left on device. Check free disk space.',
    'connect/unclassified',
    'disk-full',
    false,
  ],
  ['53200', 'out of memory', 'connect/unclassified', 'memory', true],
  ['53000', 'insufficient resources', 'connect/unclassified', 'resources', true],
  [
    '58P01',
    'could not access file "auto_explain": No such file or directory',
    'connect/unclassified',
    'server-files',
    false,
  ],
  ['XX001', 'could not read block 0 in file "base/5/1259"', 'connect/unclassified', 'server-files', false],
  ['08006', 'connection failure during authentication', 'connect/unclassified', null, true],
  ['55P03', 'canceling statement due to lock timeout', 'connect/unclassified', null, true],
  ['40001', 'could not serialize access', 'connect/unclassified', null, true],
  ['58000', 'server login queue is gone', 'connect/unclassified', null, true],
  // PgBouncer
  ['08P01', 'SASL authentication failed', 'connect/auth-failed', 'pooler', false],
  ['28P01', 'SASL authentication failed', 'connect/auth-failed', 'pooler'],
  ['08P01', '"trust" authentication failed', 'connect/auth-failed', 'pooler'],
  ['08P01', 'database "elsewhere" does not exist', 'connect/database-missing', 'behind-pooler'],
  ['08P01', 'password authentication failed', 'connect/auth-failed', 'pooler'],
  ['08P01', 'no such user', 'connect/auth-failed', 'pooler'],
  ['08P01', 'no such user: app', 'connect/auth-failed', 'pooler'],
  ['08P01', 'PAM authentication failed', 'connect/auth-failed', 'directory'],
  ['08P01', 'LDAP authentication failed', 'connect/auth-failed', 'directory'],
  ['08P01', 'no username supplied', 'connect/auth-failed', 'no-user'],
  ['08P01', 'password authentication failed for user "app"', 'connect/auth-failed', 'behind-pooler'],
  [
    '08P01',
    'server login failed: FATAL password authentication failed for user "app"',
    'connect/auth-failed',
    'behind-pooler',
  ],
  ['08P01', 'server login failed: wrong password type', 'connect/auth-failed', 'behind-pooler'],
  [
    '08P01',
    "server login failed: none of the server's SASL authentication mechanisms are supported",
    'connect/auth-failed',
    'behind-pooler',
  ],
  [
    '08P01',
    'server login has been failing, cached error: password authentication failed for user "app" (server_login_retry)',
    'connect/auth-failed',
    'behind-pooler',
  ],
  ['08P01', 'cannot do SCRAM authentication: wrong password type', 'connect/auth-failed', 'behind-pooler'],
  ['08P01', 'bouncer config error', 'connect/auth-failed', 'auth-query'],
  ['08P01', 'error response from auth_query', 'connect/auth-failed', 'auth-query'],
  ['08P01', 'certificate authentication failed', 'tls/client-cert-required'],
  ['08P01', 'SSL required', 'tls/required'],
  ['08P01', 'login rejected', 'connect/host-not-allowed', 'pooler-hba'],
  ['08P01', 'unix socket login rejected', 'connect/host-not-allowed', 'pooler-hba'],
  ['08P01', 'not allowed', 'connect/database-denied', 'admin-console'],
  ['08P01', 'no such database: zzz', 'connect/database-missing', 'pooler'],
  ['3D000', 'no such database: zzz', 'connect/database-missing', 'pooler'],
  [
    '08P01',
    'server login failed: FATAL database "x" does not exist',
    'connect/database-missing',
    'behind-pooler',
  ],
  ['08P01', 'database "app" is disabled', 'state/not-accepting', 'pooler-disabled'],
  ['08P01', 'unsupported startup parameter: options', 'connect/startup-parameter', 'pooler', false],
  ['08P01', 'unsupported startup parameter: extra_float_digits', 'connect/startup-parameter', 'pooler'],
  [
    '08P01',
    'unsupported startup parameter in options: search_path. Please use unpooled connection or remove this parameter from the startup package.',
    'connect/startup-parameter',
    'pooler',
  ],
  ['08P01', 'no more connections allowed (max_client_conn)', 'connect/too-many-connections', 'pooler', true],
  [
    '08P01',
    'client connections exceeded (max_db_client_connections)',
    'connect/too-many-connections',
    'pooler',
  ],
  [
    '08P01',
    'client connections exceeded (max_user_client_connections)',
    'connect/too-many-connections',
    'pooler',
  ],
  ['08P01', 'bouncer resources exhaustion', 'connect/too-many-connections', 'pooler'],
  [
    '08P01',
    'server login failed: FATAL sorry, too many clients already',
    'connect/too-many-connections',
    'behind-pooler',
  ],
  [
    '08P01',
    'server login has been failing, cached error: remaining connection slots are reserved for roles with the SUPERUSER attribute (server_login_retry)',
    'connect/too-many-connections',
    'behind-pooler',
  ],
  ['08P01', 'query_wait_timeout', 'connect/pooler-backend-down', 'queue', true],
  [
    '08P01',
    'server login has been failing, try again later (server_login_retry)',
    'connect/pooler-backend-down',
    null,
    true,
  ],
  ['08P01', 'server_connect_timeout', 'connect/pooler-backend-down'],
  ['08P01', 'server conn crashed?', 'connect/pooler-backend-down'],
  ['08P01', 'cannot connect to server', 'connect/pooler-backend-down'],
  ['08P01', 'server DNS lookup failed', 'connect/pooler-backend-down'],
  ['08P01', 'connect failed', 'connect/pooler-backend-down'],
  ['08P01', 'connect timeout', 'connect/pooler-backend-down'],
  ['08P01', 'client_login_timeout (server down)', 'connect/pooler-backend-down'],
  ['08P01', 'server refused SSL', 'connect/pooler-backend-down', 'tls', false],
  ['08P01', 'server login failed: FATAL the database system is starting up', 'connect/starting'],
  ['08P01', 'client_login_timeout', 'connect/terminated', 'login-timeout'],
  ['08P01', 'database removed', 'connect/terminated'],
  ['08P01', 'database system is shutting down', 'connect/shutting-down'],
  ['08P01', 'pooler is shutting down', 'connect/shutting-down'],
  // Pgpool-II, Odyssey, PgCat, PgDog
  ['53300', 'Sorry, too many clients already', 'connect/too-many-connections', 'pooler'],
  [
    '28000',
    'no pool_hba.conf entry for host "10.0.0.7", user "app", database "app", SSL off',
    'connect/host-not-allowed',
    'pooler-hba',
  ],
  ['28000', 'SSL certificate authentication required', 'tls/client-cert-required'],
  [
    '28000',
    'SCRAM authentication failed. pool_passwd file does not contain an entry for "app"',
    'connect/auth-failed',
    'pooler',
  ],
  ['XX000', 'kind does not match between main(53) slot[1] (45)', 'connect/auth-failed', 'pooler'],
  [
    'XX000',
    'pgpool is not accepting any new connections. all backend nodes are down, pgpool requires at least one valid node',
    'connect/pooler-backend-down',
  ],
  [
    'XX000',
    'failed to create a backend connection. executing failover on backend',
    'connect/pooler-backend-down',
  ],
  ['XX000', 'unable to read data from DB node 0', 'connect/pooler-backend-down'],
  [
    '53300',
    'too many active clients for user (pool_size for user app.app reached 10)',
    'connect/too-many-connections',
    'pooler',
  ],
  ['53300', 'too many tcp connections (global client_max 100)', 'connect/too-many-connections', 'pooler'],
  ['28P01', 'host based authentication rejected', 'connect/host-not-allowed', 'pooler-hba'],
  ['28000', 'SSL is required', 'tls/required'],
  ['3D000', "route for 'app.app' is not found", 'connect/database-missing', 'pooler'],
  ['08006', 'Database might have been dropped by another user', 'connect/database-missing', 'dropped'],
  ['28P01', 'incorrect password', 'connect/auth-failed', 'pooler'],
  ['08006', 'failed to get remote server connection', 'connect/pooler-backend-down'],
  ['08006', 'failed to connect to remote server s1a2b3', 'connect/pooler-backend-down'],
  ['3D000', 'No pool configured for database: app, user: app', 'connect/database-missing', 'pooler'],
  [
    '58000',
    'could not get connection from the pool - AllServersDown',
    'connect/pooler-backend-down',
    'queue',
  ],
  [
    '28000',
    'password for user "app" and database "app" is wrong, or the database does not exist',
    'connect/auth-failed',
    'pooler',
  ],
  ['58000', 'connection pool for user "app" and database "app" is down', 'connect/pooler-backend-down'],
  // Supabase
  ['XX000', 'Tenant or user not found', 'connect/pooler-identity', 'supabase', false],
  [
    'XX000',
    '(ENOIDENTIFIER) no tenant identifier provided (external_id or sni_hostname required)',
    'connect/pooler-identity',
    'supabase',
  ],
  ['XX000', '(ENOTFOUND) tenant/user postgres.abc not found', 'connect/pooler-identity', 'supabase'],
  [
    'XX000',
    '(EINVALIDUSERINFO) Authentication error, reason: "Invalid format for user or db_name"',
    'connect/pooler-identity',
    'supabase',
  ],
  [
    'XX000',
    'MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size',
    'connect/too-many-connections',
    'pooler',
    true,
  ],
  [
    'XX000',
    '(EMAXCONNSESSION) max clients reached in session mode - max clients are limited to pool_size: 15',
    'connect/too-many-connections',
    'pooler',
  ],
  [
    'XX000',
    '(EMAXCONN) max client connections reached, limit: 200',
    'connect/too-many-connections',
    'pooler',
  ],
  ['XX000', 'Max client connections reached', 'connect/too-many-connections', 'pooler'],
  ['XX000', 'Max pools count reached', 'connect/too-many-connections', 'pooler'],
  [
    'XX000',
    '(ECHECKOUTTIMEOUT) Pool checkout timeout. Request was dropped after 15000ms in Session mode.',
    'connect/too-many-connections',
    'pooler',
  ],
  [
    'XX000',
    'Unable to check out process from the pool due to timeout',
    'connect/too-many-connections',
    'pooler',
  ],
  ['XX000', '(ECIRCUITBREAKER) Too many authentication errors', 'connect/auth-failed', 'blocked', false],
  [
    'XX000',
    '(ECIRCUITBREAKER) Failed to retrieve database credentials',
    'connect/pooler-backend-down',
    null,
    true,
  ],
  [
    'XX000',
    '(ECIRCUITBREAKER) Unable to establish connection to upstream database',
    'connect/pooler-backend-down',
  ],
  ['XX000', '(EAUTHQUERY) user not found in the database', 'connect/auth-failed', 'role-missing'],
  [
    'XX000',
    '(EAUTHQUERY) auth_query connection failed: connection to database not available',
    'connect/pooler-backend-down',
  ],
  ['XX000', '(EAUTHQUERY) no auth_query configured for this tenant', 'connect/auth-failed', 'auth-query'],
  ['XX000', '(ESSLREQUIRED) SSL connection is required for user: postgres', 'tls/required'],
  ['XX000', 'SSL connection is required', 'tls/required'],
  ['XX000', 'Address not in tenant allow_list: {10, 0, 0, 7}', 'connect/host-not-allowed', 'allow-list'],
  [
    'XX000',
    '(EADDRNOTALLOWED) address not in tenant allow_list: {10, 0, 0, 7}',
    'connect/host-not-allowed',
    'allow-list',
  ],
  ['XX000', '(EBANNED) tenant is banned: abuse', 'state/not-accepting', 'banned', false],
  ['XX000', 'Authentication error, reason: "wrong"', 'connect/auth-failed', 'pooler'],
  [
    'XX000',
    '(EDBHANDLEREXITED) DbHandler exited. Check logs for more information',
    'connect/pooler-backend-down',
  ],
  [
    'XX000',
    '(EDBHANDLEREXITED) connection to database closed. Check logs for more information',
    'connect/pooler-backend-down',
  ],
  [
    'XX000',
    'Failed to subscribe to tenant after multiple retries. Terminating.',
    'connect/pooler-backend-down',
  ],
  ['XX000', 'Internal error (handshake): :timeout', 'connect/pooler-backend-down'],
  // Neon
  [
    '08P01',
    'Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support',
    'connect/pooler-identity',
    'neon',
    false,
  ],
  [
    'XX000',
    "Inconsistent project name inferred from SNI ('ep-a') and project option ('ep-b').",
    'connect/pooler-identity',
    'neon',
  ],
  [
    'XX000',
    "The requested endpoint could not be found, or you don't have access to it.",
    'connect/pooler-identity',
    'neon',
  ],
  ['XX000', 'Control plane request failed: endpoint cannot be found', 'connect/pooler-identity', 'neon'],
  ['XX000', "Common name inferred from SNI ('example.com') is not known", 'connect/pooler-identity', 'neon'],
  ['28000', 'connection is insecure (try using `sslmode=require`)', 'tls/required'],
  ['28P01', "password authentication failed for user 'app'", 'connect/auth-failed', 'password'],
  ['XX000', "Parameter 'user' is missing in startup packet.", 'connect/auth-failed', 'no-user'],
  [
    'XX000',
    'This IP address 10.0.0.7 is not allowed to connect to this endpoint. Please add it to the allowed list in the Neon console.',
    'connect/host-not-allowed',
    'allow-list',
  ],
  [
    'XX000',
    'This connection is trying to access this endpoint from a blocked network.',
    'connect/host-not-allowed',
    'allow-list',
  ],
  [
    'XX000',
    'Control plane request failed: endpoint is disabled',
    'state/not-accepting',
    'endpoint-disabled',
    false,
  ],
  [
    'XX000',
    'The endpoint has been disabled. Enable it using Neon API and retry.',
    'state/not-accepting',
    'endpoint-disabled',
    false,
  ],
  [
    '53000',
    'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.',
    'connect/quota',
    null,
    false,
  ],
  [
    '53000',
    'Your account or project has exceeded the quota. Upgrade your plan to increase limits.',
    'connect/quota',
  ],
  [
    'XX000',
    'Control plane request failed: endpoint is temporarily unavailable. Check your quotas and/or contact our support.',
    'connect/quota',
  ],
  [
    'XX000',
    'You have exceeded the limit of concurrently active endpoints. Please suspend some endpoints and try again.',
    'connect/quota',
    'endpoints',
  ],
  ['XX000', 'Too many connections attempts', 'connect/too-many-connections', 'rate', true],
  [
    'XX000',
    'Too many connections to this endpoint. Please try again later.',
    'connect/too-many-connections',
    'rate',
  ],
  [
    'XX000',
    'Failed to acquire permit to connect to the database. Too many database connection attempts are currently ongoing.',
    'connect/too-many-connections',
    'rate',
  ],
  ['XX000', "Couldn't connect to compute node", 'connect/pooler-backend-down', 'asleep', true],
  ['XX000', 'Console request failed', 'connect/pooler-backend-down', 'asleep'],
  ['XX000', 'Control plane request failed', 'connect/pooler-backend-down', 'asleep'],
  // Azure, Amazon, Google, CockroachDB
  [
    null,
    'Invalid Username specified. Please check the Username and retry connection. The Username should be in <username@hostname> format.',
    'connect/pooler-identity',
    'azure',
  ],
  ['28000', 'SSL connection is required. Please specify SSL options and retry.', 'tls/required'],
  [
    '28000',
    'Client connections to Basic tier servers through Virtual Network Service Endpoints are not supported.',
    'connect/host-not-allowed',
    'allow-list',
  ],
  ['28P01', 'The access token has expired. Acquire a new one and retry.', 'connect/auth-failed', 'token'],
  [
    '28000',
    'The access token has invalid format. Ensure the token is passed exactly as returned by the authentication endpoint.',
    'connect/auth-failed',
    'token',
  ],
  [
    '28000',
    'This RDS proxy has no credentials for the role app. Check the credentials for this role and try again.',
    'connect/pooler-identity',
    'rds-proxy',
  ],
  ['28000', 'This RDS Proxy requires TLS connections.', 'tls/required'],
  ['28000', 'IAM is allowed only with SSL connections.', 'tls/required'],
  [
    '28000',
    'The IAM authentication failed for the role app. Check the IAM token for this role and try again.',
    'connect/auth-failed',
    'token',
  ],
  ['28P01', 'The password that was provided for the role app is wrong.', 'connect/auth-failed', 'pooler'],
  [
    '28000',
    'A user name is missing from the connection startup packet. Provide a user name for this connection.',
    'connect/auth-failed',
    'no-user',
  ],
  [
    '28000',
    'RDS supports only IAM, MD5, or SCRAM authentication.',
    'connect/auth-unsupported',
    'IAM, MD5 or SCRAM',
  ],
  [
    '0A000',
    "Feature not supported: RDS Proxy currently doesn't support the option search_path.",
    'connect/startup-parameter',
    'pooler',
  ],
  [
    '53300',
    'The IAM authentication failed because of too many competing requests.',
    'connect/too-many-connections',
    'rate',
  ],
  ['53300', 'Rate of connection to proxy exceeded 100.', 'connect/too-many-connections', 'rate'],
  [
    '53300',
    'The maximum number of client connections to the proxy exceeded 100.',
    'connect/too-many-connections',
    'pooler',
  ],
  [
    '08000',
    'Timed-out waiting to acquire database connection.',
    'connect/pooler-backend-down',
    'queue',
    true,
  ],
  ['3D000', 'Request returned an error: database "x" does not exist.', 'connect/database-missing', 'missing'],
  [
    '08006',
    'unable to accept connection, access denied. Signature expired: 20261121T010203Z is now earlier',
    'connect/auth-failed',
    'token',
  ],
  [
    '28000',
    'Cloud SQL IAM user authentication failed for user "app@project.iam"',
    'connect/auth-failed',
    'token',
  ],
  ['08P01', 'node is running secure mode, SSL connection required', 'tls/required'],
  ['08004', 'server requires encryption', 'tls/required'],
  ['08004', 'codeParamsRoutingFailed: missing cluster identifier', 'connect/pooler-identity', 'cockroach'],
  ['08004', 'codeParamsRoutingFailed: cluster my-foo-10 not found', 'connect/pooler-identity', 'cockroach'],
  [
    '08C00',
    'codeProxyRefusedConnection: too many failed authentication attempts',
    'connect/auth-failed',
    'blocked',
  ],
  ['08C00', 'codeProxyRefusedConnection: connection refused', 'connect/host-not-allowed', 'allow-list'],
  ['08001', 'codeBackendDialFailed: unable to reach backend SQL server', 'connect/pooler-backend-down'],
  ['57P01', 'server is not accepting clients, try another node', 'connect/shutting-down', 'draining'],
  // Of no known one
  ['08P01', 'insecure connection', 'tls/required'],
  ['28000', 'your IP is not in the allow list', 'connect/host-not-allowed', 'allow-list'],
  ['57P03', 'the project is currently paused', 'state/not-accepting', 'paused'],
];

/** Number and the server's words, on a plain session. */
const MYSQL: [errno: number, text: string, ...Meaning][] = [
  // Not ready, full
  [1047, 'WSREP has not yet prepared node for application use', 'connect/starting', 'galera', true],
  [3168, "Server isn't available", 'connect/starting'],
  [3032, 'The server is currently in offline mode', 'state/not-accepting', 'offline-mode', false],
  [1040, 'Too many connections', 'connect/too-many-connections', 'server', true],
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
    'user',
    false,
  ],
  [
    1226,
    "User 'app' has exceeded the 'max_queries_per_hour' resource (current value: 1)",
    'connect/quota',
    'user',
  ],
  // Encryption and addresses
  [
    3159,
    'Connections using insecure transport are prohibited while --require_secure_transport=ON.',
    'tls/required',
  ],
  [3159, 'This RDS Proxy requires TLS connections', 'tls/required'],
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
  [1042, "Can't get hostname for your address", 'connect/host-not-allowed', 'no-host-name'],
  // The login
  [
    1045,
    "Access denied for user 'app'@'10.0.0.7' (using password: YES)",
    'connect/auth-failed',
    'password',
    false,
  ],
  [
    1045,
    "Access denied for user 'app'@'10.0.0.7' (using password: NO)",
    'connect/auth-failed',
    'password-missing',
  ],
  [1045, "Access denied for user ''@'10.0.0.7' (using password: NO)", 'connect/auth-failed', 'no-user'],
  [1698, "Access denied for user 'root'@'10.0.0.7'", 'connect/auth-failed', 'other-method'],
  [3118, "Access denied for user 'app'@'10.0.0.7'. Account is locked.", 'connect/auth-failed', 'locked'],
  [4151, 'Access denied, this account is locked', 'connect/auth-failed', 'locked'],
  [
    3955,
    "Access denied for user 'app'@'10.0.0.7'. Account is blocked for 2 day(s) (2 day(s) remaining) due to 3 consecutive failed logins.",
    'connect/auth-failed',
    'blocked',
    false,
  ],
  [
    4150,
    "User is blocked because of too many credential errors; unblock with 'ALTER USER / FLUSH PRIVILEGES'",
    'connect/auth-failed',
    'blocked',
  ],
  [1820, 'You must SET PASSWORD before executing this statement', 'connect/auth-failed', 'password-expired'],
  [
    1820,
    'You must reset your password using ALTER USER statement before executing this statement.',
    'connect/auth-failed',
    'password-expired',
  ],
  [
    1862,
    'Your password has expired. To log in you must change it using a client that supports expired passwords.',
    'connect/auth-failed',
    'password-expired',
  ],
  [
    1251,
    'Client does not support authentication protocol requested by server; consider upgrading MySQL client',
    'connect/auth-unsupported',
  ],
  [
    1275,
    "Server is running in --secure-auth mode, but 'app'@'%' has a password in the old format",
    'connect/auth-unsupported',
  ],
  [1524, "Plugin 'mysql_native_password' is not loaded", 'connect/auth-unsupported'],
  [2059, "Authentication plugin 'client_ed25519' cannot be loaded", 'connect/auth-unsupported'],
  [
    2061,
    'RSA Encryption not supported - caching_sha2_password plugin was built with GnuTLS support',
    'connect/auth-unsupported',
  ],
  // The database, and what is set at the login
  [1049, "Unknown database 'x'", 'connect/database-missing', 'missing', false],
  [1044, "Access denied for user 'app'@'%' to database 'x'", 'connect/database-denied', 'denied-or-missing'],
  [
    1184,
    "Aborted connection 5 to db: 'app' user: 'app' host: '10.0.0.7' (init_connect command failed)",
    'connect/startup-parameter',
    'init-connect',
    false,
  ],
  [1115, "Unknown character set: 'utf9'", 'connect/startup-parameter', 'value'],
  [
    1231,
    "Variable 'character_set_client' can't be set to the value of 'ucs2'",
    'connect/startup-parameter',
    'value',
  ],
  // Coming and going
  [1053, 'Server shutdown in progress', 'connect/shutting-down'],
  [1927, 'Connection was killed', 'connect/terminated', null, true],
  [3169, 'Session was killed', 'connect/terminated'],
  [
    4031,
    'The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.',
    'connect/terminated',
  ],
  [1159, 'Got timeout reading communication packets', 'connect/terminated'],
  [1317, 'Query execution was interrupted', 'connect/terminated'],
  [1969, 'Query execution was interrupted (max_statement_time exceeded)', 'state/statement-timeout'],
  [
    3024,
    'Query execution was interrupted, maximum statement execution time exceeded',
    'state/statement-timeout',
  ],
  // Without a code of its own
  [
    1021,
    'Disk full (/tmp); waiting for someone to free some space...',
    'connect/unclassified',
    'disk-full',
    false,
  ],
  [1041, 'Out of memory.', 'connect/unclassified', 'memory', true],
  [
    1135,
    "Can't create a new thread (errno 11); if you are not out of available memory, you can consult the manual",
    'connect/unclassified',
    'resources',
    true,
  ],
  [1205, 'Lock wait timeout exceeded; try restarting transaction', 'connect/unclassified', null, true],
  [1043, 'Bad handshake', 'connect/unclassified', 'handshake', false],
  // ProxySQL, MaxScale, MySQL Router, Vitess
  [
    9001,
    'Max connect timeout reached while reaching hostgroup 0 after 10000ms',
    'connect/pooler-backend-down',
    'queue',
    true,
  ],
  [
    1045,
    'Max connect timeout reached while reaching hostgroup 1 after 503ms',
    'connect/pooler-backend-down',
    'queue',
  ],
  [
    1045,
    "ProxySQL Error: Access denied for user 'app'@'10.0.0.7' (using password: YES)",
    'connect/auth-failed',
    'pooler',
  ],
  [
    1045,
    "ProxySQL Error: Access denied for user 'app'@'10.0.0.7' (using password: NO)",
    'connect/auth-failed',
    'password-missing',
  ],
  [
    1045,
    "ProxySQL Error: Access denied for user 'app'@'10.0.0.7' (using password: YES). SSL is required",
    'tls/required',
  ],
  [
    2003,
    'Authentication with backend failed. Session will be closed.',
    'connect/auth-failed',
    'behind-pooler',
  ],
  [2003, 'Lost connection to backend server.', 'connect/pooler-backend-down'],
  [
    2003,
    "Can't connect to remote MySQL server for client connected to '0.0.0.0:6446'",
    'connect/pooler-backend-down',
  ],
  [1105, 'Server does not allow insecure connections, client must use SSL/TLS', 'tls/required'],
  [
    1105,
    'unknown error: Code: UNAVAILABLE\nserver does not allow insecure connections, client must use SSL/TLS\n',
    'tls/required',
  ],
  [
    1105,
    'target: ks.-.primary: no healthy tablet available for \'keyspace:"ks" shard:"-" tablet_type:PRIMARY\'',
    'connect/pooler-backend-down',
  ],
  [
    1105,
    'target: ks.-.primary: primary is not serving, there may be a reparent operation in progress',
    'connect/pooler-backend-down',
  ],
  [
    1105,
    'target: ks.-.primary: vttablet: rpc error: code = ResourceExhausted desc = transaction pool connection limit exceeded',
    'connect/too-many-connections',
    'pooler',
  ],
  [1105, "VT05003: unknown database 'x' in vschema", 'connect/database-missing', 'missing'],
  // TiDB, RDS Proxy, Azure
  [
    1105,
    'Missing user name prefix. See https://docs.pingcap.com/tidbcloud/select-cluster-tier#user-name-prefix',
    'connect/pooler-identity',
    'tidb',
  ],
  [
    1105,
    'Connections using insecure transport are prohibited. See https://docs.pingcap.com/tidbcloud/secure-connections-to-serverless-clusters',
    'tls/required',
  ],
  [
    1105,
    "Due to the usage quota being exhausted, access to the cluster '1' has been restricted.",
    'connect/quota',
  ],
  [1105, 'check your user name and password', 'connect/auth-failed', 'password'],
  [9001, 'PD server timeout', 'connect/pooler-backend-down'],
  [9003, 'TiKV server is busy', 'connect/pooler-backend-down'],
  [9005, 'Region is unavailable', 'connect/pooler-backend-down'],
  [1040, 'Connections rate limit exceeded (100)', 'connect/too-many-connections', 'rate'],
  [1040, 'IAM authentication rate limit exceeded', 'connect/too-many-connections', 'rate'],
  [1040, 'Number simultaneous connections exceeded (100)', 'connect/too-many-connections', 'pooler'],
  [9501, 'Timed-out waiting to acquire database connection', 'connect/pooler-backend-down', 'queue'],
  [9002, 'SSL connection is required. Please specify SSL options and retry.', 'tls/required'],
  [
    9000,
    "Client with IP address '10.0.0.7' is not allowed to connect to this MySQL server.",
    'connect/host-not-allowed',
    'allow-list',
  ],
  [
    9009,
    'Client connections to Basic tier servers through Virtual Network Service Endpoints are not supported.',
    'connect/host-not-allowed',
    'allow-list',
  ],
  [
    9002,
    'Invalid Username specified. Please check the Username and retry connection. The Username should be in <username@hostname> format.',
    'connect/pooler-identity',
    'azure',
  ],
  [
    9006,
    'The server name you tried cannot be found. Use the correct name and retry.',
    'connect/pooler-identity',
    'azure',
  ],
  [9108, 'The access token has expired', 'connect/auth-failed', 'token'],
];

const postgres = (sqlstate: string | null, text: string, encrypted = false) =>
  rowFor(POSTGRES_ANSWERS, { sqlstate, errno: null, text }, encrypted);
const mysql = (errno: number, text: string, encrypted = false) =>
  rowFor(MYSQL_ANSWERS, { sqlstate: null, errno, text }, encrypted);

describe('what PostgreSQL and the poolers before it answer', () => {
  test.each(POSTGRES)('%s %s is %s', (sqlstate, text, ...meaning) => {
    expectMeaning(postgres(sqlstate, text), meaning);
  });
});

describe('what MySQL and MariaDB answer', () => {
  test.each(MYSQL)('%i %s is %s', (errno, text, ...meaning) => {
    expectMeaning(mysql(errno, text), meaning);
  });
});

function expectMeaning(row: Row | null, [code, reason, transient]: Meaning): void {
  expect([row?.code, ...(reason === undefined ? [] : [row?.reason ?? null])]).toEqual([
    code,
    ...(reason === undefined ? [] : [reason]),
  ]);
  if (transient !== undefined && row) expect(row.transient ?? catalogue[row.code].transient).toBe(transient);
}

test('every row is reached by one of these answers', () => {
  const reached = new Set<Row | null>([
    ...POSTGRES.map(([sqlstate, text]) => postgres(sqlstate, text)),
    ...MYSQL.map(([errno, text]) => mysql(errno, text)),
  ]);
  expect([...POSTGRES_ANSWERS, ...MYSQL_ANSWERS].filter((row) => !reached.has(row))).toEqual([]);
});

test('every row has one line that says it, and something to do', () => {
  for (const row of [...POSTGRES_ANSWERS, ...MYSQL_ANSWERS]) {
    if (row.code.startsWith('tls/')) continue;
    const words = catalogue[row.code] as unknown as Entry;
    const facts = {
      place: 'db:5432',
      family: MYSQL_ANSWERS.includes(row) ? 'MySQL or MariaDB' : 'PostgreSQL',
      user: 'app',
      database: 'shop',
      reason: row.reason ?? null,
      by: row.by ?? null,
      sqlstate: null,
      errno: null,
      answer: 'its words',
      hidden: false,
      encrypted: false,
      overTls: null,
      databases: null,
      kubernetes: false,
      written: { url: true, passwordIn: 'DATABASE_URL', userIn: 'DATABASE_URL', settings: 'databases.NAME' },
    };
    const fix = words.fix('DATABASE_URL', facts);
    const lines = [words.message('DATABASE_URL', facts), ...words.why('DATABASE_URL', facts), ...fix];
    expect(fix.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line === '' || /undefined|null|\n/.test(line))).toEqual([]);
  }
});

test.each([
  ['08P01', 'no such user', 'PgBouncer'],
  ['53300', 'Sorry, too many clients already', 'Pgpool-II'],
  ['XX000', 'Tenant or user not found', 'Supabase'],
  ['XX000', "Couldn't connect to compute node", 'Neon'],
  ['28000', 'SSL connection is required. Please specify SSL options and retry.', 'Azure'],
  ['53300', 'sorry, too many clients already', undefined],
  ['28P01', 'password authentication failed for user "app"', undefined],
])('%s %s is told to come from %s', (sqlstate, text, by) => {
  expect(postgres(sqlstate, text)?.by).toBe(by);
});

test.each([
  ['28000', 'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", no encryption'],
  ['28000', 'connection is insecure (try using `sslmode=require`)'],
  ['08P01', 'SSL required'],
])('%s %s is not blamed on an encrypted session', (sqlstate, text) => {
  expect(postgres(sqlstate, text)?.code).toBe('tls/required');
  expect(postgres(sqlstate, text, true)?.code).not.toBe('tls/required');
});

test.each([
  [4031, "Referenced trigger 't' for the given action time and event type does not exist"],
  [4150, 'Malformed row'],
  [4151, 'Incomplete escape sequence'],
])('%i is not taken for what the other server means by it: %s', (errno, text) => {
  expect(mysql(errno, text)).toBeNull();
});

test('an answer that no row knows stays unexplained', () => {
  expect(postgres('XX000', 'cosmic ray')).toBeNull();
  expect(postgres('08P01', 'cosmic ray')).toBeNull();
  expect(postgres('08004', 'cosmic ray')).toBeNull();
  expect(mysql(12345, 'cosmic ray')).toBeNull();
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
