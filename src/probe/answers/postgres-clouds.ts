import { type Row, saidBy } from './row.js';

/** What the gateways and proxies of cloud providers say before PostgreSQL does. */
export const POSTGRES_CLOUDS: readonly Row[] = [
  ...saidBy('RDS Proxy', [
    {
      text: /RDS Proxy requires TLS|IAM (authentication )?is allowed only with SSL/,
      plain: true,
      code: 'tls/required',
    },
    { text: /no credentials for the role/i, code: 'connect/pooler-identity', reason: 'rds-proxy' },
    { text: /IAM authentication failed for/, code: 'connect/auth-failed', reason: 'token' },
    { text: /password that was provided for the role/, code: 'connect/auth-failed', reason: 'pooler' },
    { text: /user name is missing from the connection/, code: 'connect/auth-failed', reason: 'no-user' },
    { text: /RDS supports only IAM/, code: 'connect/auth-unsupported', reason: 'IAM, MD5 or SCRAM' },
    { text: /RDS Proxy .*support the option/, code: 'connect/startup-parameter', reason: 'pooler' },
    {
      text: /too many competing requests|rate of connection to proxy/i,
      code: 'connect/too-many-connections',
      reason: 'rate',
    },
    {
      text: /maximum number of client connections to the proxy/,
      code: 'connect/too-many-connections',
      reason: 'pooler',
    },
    {
      text: /timed-out waiting to acquire database connection/i,
      code: 'connect/pooler-backend-down',
      reason: 'queue',
    },
    {
      text: /returned an error: database .* does not exist/,
      code: 'connect/database-missing',
      reason: 'missing',
    },
  ]),

  ...saidBy('Aurora DSQL', [
    { text: /unable to accept connection, access denied/, code: 'connect/auth-failed', reason: 'token' },
  ]),

  ...saidBy('Azure', [
    { text: /SSL connection is required/i, plain: true, code: 'tls/required' },
    {
      text: /username should be in <username@hostname>|invalid username specified|server name you tried cannot be found/i,
      code: 'connect/pooler-identity',
      reason: 'azure',
    },
    {
      text: /client with IP address .* is not allowed|Virtual Network Service Endpoints/i,
      code: 'connect/host-not-allowed',
      reason: 'allow-list',
    },
    {
      sqlstate: ['28000', '28P01'],
      text: /access token|Azure AD|Entra/i,
      code: 'connect/auth-failed',
      reason: 'token',
    },
  ]),

  ...saidBy('Google Cloud', [
    {
      text: /(Cloud SQL|AlloyDB) IAM .*authentication failed/,
      code: 'connect/auth-failed',
      reason: 'token',
    },
  ]),

  ...saidBy('CockroachDB', [
    {
      text: /SSL connection required|cleartext connections are not permitted|server requires encryption/,
      plain: true,
      code: 'tls/required',
    },
    { text: /codeParamsRoutingFailed/i, code: 'connect/pooler-identity', reason: 'cockroach' },
    {
      text: /codeProxyRefusedConnection: (too many failed|connection attempt throttled)/i,
      code: 'connect/auth-failed',
      reason: 'blocked',
    },
    {
      text: /codeProxyRefusedConnection/i,
      code: 'connect/host-not-allowed',
      reason: 'allow-list',
    },
    {
      text: /codeBackend(Dial|Down|Refused|Disconnect|Read|Write)|codeUnavailable/i,
      code: 'connect/pooler-backend-down',
    },
    { text: /server is not accepting clients/, code: 'connect/shutting-down', reason: 'draining' },
  ]),

  // Any pooler's, in words that none owns.
  { text: /SSL required|insecure connection/i, plain: true, code: 'tls/required' },
  {
    text: /(IP|address) .*not (allowed|in (the |your )?.*allow)/i,
    code: 'connect/host-not-allowed',
    reason: 'allow-list',
  },
  {
    text: /is (currently )?(paused|suspended|asleep|sleeping)/i,
    code: 'state/not-accepting',
    reason: 'paused',
  },
  { sqlstate: 'XX000', text: /^Internal error/, code: 'connect/pooler-backend-down' },
];
