import { LIBPQ, MYSQL, MYSQL_CA } from './tls-modes.js';
import type { TlsWords } from './tls-words.js';

/** The words for TLS of clients whose strings are no URLs: .NET, go-sql-driver, the JVM. */
export const OWN_FORMS = {
  npgsql: {
    parameters: {
      'SSL Mode': {
        Disable: 'disable',
        Allow: 'allow',
        Prefer: 'prefer',
        Require: 'require',
        VerifyCA: 'verify-ca',
        VerifyFull: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['Root Certificate'],
    unset: 'prefer',
  },
  'mysql-ado': {
    parameters: {
      'SSL Mode': {
        None: 'disable',
        Disabled: 'disable',
        Preferred: 'prefer',
        Required: 'require',
        VerifyCA: 'verify-ca',
        VerifyFull: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['SSL CA'],
    unset: 'prefer',
  },
  'go-sql-driver': {
    parameters: {
      tls: {
        true: 'verify-full',
        '1': 'verify-full',
        TRUE: 'verify-full',
        True: 'verify-full',
        false: 'disable',
        '0': 'disable',
        FALSE: 'disable',
        False: 'disable',
      },
    },
    ca: [],
    unset: 'disable',
    special: 'registered',
  },
  // `sslmode` wins over `ssl`, which asks for everything.
  pgjdbc: {
    parameters: { sslmode: LIBPQ },
    anyCase: 'letters',
    ca: ['sslrootcert'],
    unset: 'prefer',
    ignores: ['useSSL', 'requireSSL', 'verifyServerCertificate', 'sslMode', 'ssl-mode'],
    special: 'pgjdbc',
    others: ['ssl', 'sslfactory'],
  },
  // The three old words count where `sslMode` is not written.
  connectorj: {
    parameters: { sslMode: MYSQL },
    anyCase: 'letters',
    ca: [],
    unset: 'prefer',
    ignores: ['ssl', 'ssl-mode', 'ssl_mode', 'sslrootcert', ...MYSQL_CA],
    special: 'connectorj',
    others: ['useSSL', 'requireSSL', 'verifyServerCertificate'],
  },
  'mariadb-jdbc': {
    parameters: {
      sslMode: {
        disable: 'disable',
        DISABLED: 'disable',
        '0': 'disable',
        false: 'disable',
        trust: 'require',
        REQUIRED: 'require',
        'verify-ca': 'verify-ca',
        'verify-full': 'verify-full',
        VERIFY_IDENTITY: 'verify-full',
        '1': 'verify-full',
        true: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['serverSslCert'],
    unset: 'disable',
    ignores: [
      'ssl',
      'requireSSL',
      'verifyServerCertificate',
      'ssl-mode',
      'ssl_mode',
      'sslrootcert',
      ...MYSQL_CA,
    ],
    special: 'mariadb-jdbc',
    others: ['useSsl', 'trustServerCertificate', 'disableSslHostnameVerification'],
  },
  'r2dbc-postgres': {
    parameters: { sslMode: { ...LIBPQ, tunnel: 'require' }, ssl: { true: 'verify-full', false: 'disable' } },
    anyCase: true,
    ca: ['sslRootCert'],
    unset: 'disable',
    ignores: ['sslmode'],
  },
  'r2dbc-mysql': {
    parameters: {
      sslMode: {
        ...MYSQL,
        tunnel: 'require',
        disable: 'disable',
        trust: 'require',
        'verify-full': 'verify-full',
      },
    },
    anyCase: true,
    ca: ['sslCa', 'serverSslCert'],
    unset: 'prefer',
    ignores: ['sslmode', 'useSSL'],
  },
} as const satisfies Record<string, TlsWords>;
