import type { Row } from './answers/row.js';

/**
 * What MySQL, MariaDB, and the services that speak their protocol, mean by their errors: by number and
 * text. Never by mysql2's name for a number, which is MySQL's also where MariaDB means another thing.
 */
export const MYSQL_ANSWERS: readonly Row[] = [
  // Full
  { errno: 1040, code: 'connect/too-many-connections', reason: 'server' },
  { errno: 1203, code: 'connect/too-many-connections', reason: 'user' },
  { errno: 1226, text: /max_user_connections/, code: 'connect/too-many-connections', reason: 'user' },
  { errno: 1226, code: 'connect/quota' },

  // Encryption
  { errno: 3159, plain: true, code: 'tls/required' },
  {
    text: /insecure (transport|connections)|must use SSL|SSL connection is required/i,
    plain: true,
    code: 'tls/required',
  },

  // Who may come in from where
  { errno: 1129, code: 'connect/host-not-allowed', reason: 'blocked' },
  { errno: 1130, code: 'connect/host-not-allowed', reason: 'no-entry' },
  { errno: 1042, code: 'connect/host-not-allowed', reason: 'no-host-name' },
  {
    text: /client with IP address .* is not allowed/i,
    code: 'connect/host-not-allowed',
    reason: 'allow-list',
  },
  {
    text: /username should be in <username@hostname>|invalid username specified/i,
    code: 'connect/pooler-identity',
    reason: 'azure',
  },

  // The login
  { errno: 1698, code: 'connect/auth-failed', reason: 'other-method' },
  { errno: 1045, text: /using password: NO/, code: 'connect/auth-failed', reason: 'password-missing' },
  { errno: 1045, code: 'connect/auth-failed', reason: 'password' },
  { errno: 4151, code: 'connect/auth-failed', reason: 'locked' },
  { errno: 3118, code: 'connect/auth-failed', reason: 'locked' },
  { errno: 3955, code: 'connect/auth-failed', reason: 'locked' },
  { errno: 1820, code: 'connect/auth-failed', reason: 'password-expired' },
  { errno: 1862, code: 'connect/auth-failed', reason: 'password-expired' },
  { errno: 1251, code: 'connect/auth-unsupported', reason: 'a method older than this client' },
  { errno: 1275, code: 'connect/auth-unsupported', reason: 'a method older than this client' },
  { errno: 1524, code: 'connect/auth-unsupported', reason: 'a plugin that the server has not loaded' },
  { errno: 2059, code: 'connect/auth-unsupported', reason: 'a plugin' },
  { errno: 2061, code: 'connect/auth-unsupported', reason: 'a plugin' },

  // The database
  { errno: 1049, code: 'connect/database-missing', reason: 'missing' },
  { errno: 1044, code: 'connect/database-denied', reason: 'denied-or-missing' },

  // Coming and going
  { errno: 1053, code: 'connect/shutting-down' },
  { errno: 1927, code: 'connect/terminated' },
  { errno: 4031, code: 'connect/terminated' },
  {
    errno: 1105,
    text: /no healthy|unavailable|not serving|max_retries|Max connect timeout/i,
    code: 'connect/pooler-backend-down',
  },
  { errno: 9001, text: /Max connect timeout/i, code: 'connect/pooler-backend-down' },
  { errno: 1969, code: 'state/statement-timeout' },
  { errno: 3024, code: 'state/statement-timeout' },
];
