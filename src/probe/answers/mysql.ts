import type { Row } from './row.js';

/**
 * What MySQL and MariaDB themselves say: by number, and by text where the two give a number different
 * meanings. The text tells them apart better than the greeting's version, which an error in its place does
 * not have and a proxy makes up. mysql2's name for a number is MySQL's also where MariaDB sent it.
 */
export const MYSQL: readonly Row[] = [
  // Not ready
  { errno: 1047, text: /WSREP/, code: 'connect/starting', reason: 'galera' },
  { errno: 3168, text: /isn't available/, code: 'connect/starting' },
  { errno: 3032, text: /offline mode/, code: 'state/not-accepting', reason: 'offline-mode' },

  // Full
  { errno: 1040, code: 'connect/too-many-connections', reason: 'server' },
  { errno: 1203, code: 'connect/too-many-connections', reason: 'user' },
  { errno: 1226, text: /max_user_connections/, code: 'connect/too-many-connections', reason: 'user' },
  { errno: 1226, code: 'connect/quota', reason: 'user' },

  // Encryption
  { errno: 3159, plain: true, code: 'tls/required' },
  { text: /insecure transport/i, plain: true, code: 'tls/required' },

  // Who may come in from where
  { errno: 1129, code: 'connect/host-not-allowed', reason: 'blocked' },
  { errno: 1130, code: 'connect/host-not-allowed', reason: 'no-entry' },
  { errno: 1042, code: 'connect/host-not-allowed', reason: 'no-host-name' },

  // The login
  { errno: 1698, code: 'connect/auth-failed', reason: 'other-method' },
  { errno: 1045, text: /for user ''/, code: 'connect/auth-failed', reason: 'no-user' },
  { errno: 1045, text: /using password: NO/, code: 'connect/auth-failed', reason: 'password-missing' },
  { errno: 1045, code: 'connect/auth-failed', reason: 'password' },
  { errno: [3118, 4151], text: /locked/, code: 'connect/auth-failed', reason: 'locked' },
  { errno: [3955, 4150], text: /blocked/, code: 'connect/auth-failed', reason: 'blocked' },
  { errno: [1820, 1862], code: 'connect/auth-failed', reason: 'password-expired' },
  { errno: 1251, code: 'connect/auth-unsupported', reason: 'a method that it did not name' },
  { errno: 1275, code: 'connect/auth-unsupported', reason: 'a password of the old format' },
  { errno: 1524, code: 'connect/auth-unsupported', reason: 'a plugin that the server has not loaded' },
  { errno: [2059, 2061], code: 'connect/auth-unsupported', reason: 'a plugin' },

  // The database, and what is set at the login
  { errno: 1049, code: 'connect/database-missing', reason: 'missing' },
  { errno: 1044, code: 'connect/database-denied', reason: 'denied-or-missing' },
  { errno: 1184, text: /init_connect/, code: 'connect/startup-parameter', reason: 'init-connect' },
  { errno: [1115, 1231, 1273, 1298], code: 'connect/startup-parameter', reason: 'value' },

  // Coming and going
  { errno: 1053, code: 'connect/shutting-down' },
  { errno: [1927, 3169], text: /killed/, code: 'connect/terminated' },
  { errno: 4031, text: /inactivity/, code: 'connect/terminated' },
  { errno: [1152, 1158, 1159, 1160, 1161, 1184], code: 'connect/terminated' },
  { errno: 1317, code: 'connect/terminated' },
  { errno: [1969, 3024], code: 'state/statement-timeout' },

  // What has no code of its own
  { errno: 1021, code: 'connect/unclassified', reason: 'disk-full' },
  { errno: [1037, 1041], code: 'connect/unclassified', reason: 'memory', transient: true },
  { errno: 1135, code: 'connect/unclassified', reason: 'resources', transient: true },
  { errno: [1205, 1213], code: 'connect/unclassified', transient: true },
  { errno: 1043, code: 'connect/unclassified', reason: 'handshake' },
];
