import { type Row, saidBy } from './row.js';

/** What proxies, and providers' gateways, say in the protocol of MySQL. */
export const MYSQL_PROXIES: readonly Row[] = [
  ...saidBy('ProxySQL', [
    // Before 1.4 with the number of a rejected login.
    { text: /max connect timeout reached/i, code: 'connect/pooler-backend-down', reason: 'queue' },
    { text: /ProxySQL Error: .*SSL is required/, plain: true, code: 'tls/required' },
    {
      text: /ProxySQL Error: Access denied .*using password: YES/,
      code: 'connect/auth-failed',
      reason: 'pooler',
    },
  ]),

  ...saidBy('MaxScale', [
    { text: /authentication with backend failed/i, code: 'connect/auth-failed', reason: 'behind-pooler' },
    {
      text: /session creation failed|lost connection to backend server/i,
      code: 'connect/pooler-backend-down',
    },
  ]),

  ...saidBy('MySQL Router', [
    { text: /can't connect to remote MySQL server/i, code: 'connect/pooler-backend-down' },
  ]),

  // PlanetScale is one.
  ...saidBy('Vitess', [
    { text: /does not allow insecure connections|must use SSL/i, plain: true, code: 'tls/required' },
    {
      text: /connection limit exceeded|reached connection limit|connection pool timed out/i,
      code: 'connect/too-many-connections',
      reason: 'pooler',
    },
    {
      errno: 1105,
      text: /no healthy|unavailable|not serving|max_retries/i,
      code: 'connect/pooler-backend-down',
    },
    { errno: 1105, text: /VT05003|unknown database/i, code: 'connect/database-missing', reason: 'missing' },
  ]),

  ...saidBy('TiDB', [
    { text: /missing user name prefix/i, code: 'connect/pooler-identity', reason: 'tidb' },
    { text: /usage quota being exhausted/i, code: 'connect/quota' },
    { text: /check your user name and password/i, code: 'connect/auth-failed', reason: 'password' },
    {
      text: /(PD|TiKV) server (timeout|is busy)|region is unavailable/i,
      code: 'connect/pooler-backend-down',
    },
  ]),

  ...saidBy('RDS Proxy', [
    { errno: 1040, text: /rate limit/i, code: 'connect/too-many-connections', reason: 'rate' },
    {
      errno: 1040,
      text: /simultaneous connections/,
      code: 'connect/too-many-connections',
      reason: 'pooler',
    },
    {
      text: /timed-out waiting to acquire database connection/i,
      code: 'connect/pooler-backend-down',
      reason: 'queue',
    },
  ]),

  ...saidBy('Azure', [
    { text: /SSL connection is required/i, plain: true, code: 'tls/required' },
    {
      text: /client with IP address .* is not allowed|Virtual Network Service Endpoints/i,
      code: 'connect/host-not-allowed',
      reason: 'allow-list',
    },
    {
      text: /username should be in <username@hostname>|invalid username specified|server name you tried cannot be found/i,
      code: 'connect/pooler-identity',
      reason: 'azure',
    },
    { text: /access token/i, code: 'connect/auth-failed', reason: 'token' },
  ]),
];
