import { type Answered, isPostgres, said, theUser, USER } from './answered.js';
import { authFix } from './auth-fix.js';
import { entry } from './entry.js';
import { hostFix } from './host-fix.js';
import { askFor, type TlsClient } from './tls-client.js';

export { type Answered, said } from './answered.js';

const AUTH_REASONS: Readonly<Record<string, string>> = {
  'password-missing': 'needs a password, and none is configured',
  'role-missing': 'does not exist on the server',
  'no-login': 'may not log in (NOLOGIN)',
  'no-user': 'is refused: no user is configured',
  peer: 'is not the user of the operating system that the server expects',
  locked: 'is locked',
  blocked: 'is blocked for a while, after too many wrong passwords',
  token: 'gave a token that is not taken',
  kerberos: 'did not log in by Kerberos',
  'password-expired': 'has a password that has expired',
  'other-method': 'does not log in by password',
};

export const connectLoginFindings = {
  'connect/auth-failed': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server rejected the login',
    message: (subject, { user, reason }) => {
      const why = reason === null ? undefined : AUTH_REASONS[reason];
      if (reason === 'behind-pooler') return `${subject}: the pooler can't log in at the database behind it`;
      if (reason === 'auth-query') return `${subject}: the pooler can't look up ${theUser(user)}`;
      return why
        ? `${subject}: ${theUser(user)} ${why}`
        : user
          ? `${subject}: the server rejected the user "${user}" or the password`
          : `${subject}: the server rejected ${theUser(user)}`;
    },
    why: (_, facts) => [
      ...said(facts),
      ...(facts.reason === 'password' || facts.reason === 'pooler'
        ? ['Servers do not say which of the two is wrong']
        : []),
      ...(facts.reason === 'password' && isPostgres(facts)
        ? [
            'PostgreSQL says the same of a user that is spelt otherwise, has no password, or one past its VALID UNTIL or of another method (MD5, SCRAM)',
          ]
        : []),
      ...(facts.reason === 'behind-pooler'
        ? ['The pooler took this login; its own login at the database behind it was rejected']
        : []),
      ...(facts.reason === 'password-missing'
        ? [`The server asks for a password, and ${facts.written.passwordIn} has none`]
        : []),
      ...(isAccessDenied(facts)
        ? [
            'MySQL and MariaDB say the same of a user that exists for another host only, or that must show a certificate (REQUIRE X509)',
          ]
        : []),
      ...overTlsLine(facts),
      ...(facts.reason === 'directory'
        ? ['A directory (LDAP, PAM, RADIUS) checks this login; when it is away, the answer is the same']
        : []),
    ],
    fix: (subject, facts) => [
      ...(facts.user || facts.reason === 'no-user' ? [] : [`Set the user in ${facts.written.userIn}`]),
      ...authFix(subject, facts),
    ],
    page: `The server was reached and refused the login. For security it does not say whether the user or the
password is wrong. The usual causes: a password that was changed in the settings while the data volume of the
container keeps the old one (images read POSTGRES_PASSWORD and MARIADB_PASSWORD only when the volume is
empty); a password with characters that are not encoded in the URL; blanks, quotes or a line break that came
along with the value.

dbcheck looks at the value itself too (check env), and tries MySQL and MariaDB over TLS before it blames a
password, because MariaDB answers a login that must be encrypted with "Access denied" as well.

To fix it, compare the password that is configured with the one that the server has: log in by hand with the
same user, from the same machine. Correct it where it is configured. Change it on the server only when you
know who else uses it.`,
  }),

  'connect/auth-unsupported': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server wants a way of logging in that is not supported',
    message: (subject, { user, reason }) =>
      `${subject}: the server wants ${theUser(user)} to log in by ${reason ?? 'a method'}, which dbcheck does not speak`,
    why: (_, facts) => [
      ...said(facts),
      ...(facts.reason?.startsWith('client_ed25519') || facts.reason === 'dialog'
        ? ['MariaDB may answer an unknown user with the method of another: the user may be misspelt']
        : []),
    ],
    fix: (_, facts) =>
      isPostgres(facts)
        ? [
            'In pg_hba.conf, give this user the method scram-sha-256, then: SELECT pg_reload_conf()',
            ...(facts.reason?.includes('-PLUS')
              ? [
                  'Or ask for TLS, with a client that binds its login to it (libpq; node-postgres: enableChannelBinding)',
                ]
              : []),
          ]
        : [
            ...(facts.errno === 1251
              ? [
                  "Bring the application's client up to date: the npm package mysql is too old for MySQL 8, mysql2 is not",
                ]
              : []),
            ...(facts.errno === 1524
              ? [
                  'MySQL 8.4 loads mysql_native_password again with mysql_native_password=ON in [mysqld]; MySQL 9 has none',
                ]
              : []),
            'SELECT user, host, plugin FROM mysql.user; shows the method of each user',
            `ALTER USER '${facts.user ?? USER}'@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('…')  (MySQL 8: IDENTIFIED WITH caching_sha2_password BY '…')`,
          ],
    page: `The server asks for a method of authentication (Kerberos, a plugin, a very old hash) that dbcheck cannot
answer, and that many drivers cannot either. Whether your application can depends on its driver.

To fix it, give the application a user with a password: scram-sha-256 on PostgreSQL, caching_sha2_password on
MySQL, mysql_native_password on MariaDB. If the application's driver does speak the method, switch this check
off for the database: severity: { connect/auth-unsupported: warning }.`,
  }),

  'connect/cleartext-refused': entry<{
    place: string;
    server: string;
    user: string | null;
    client: TlsClient;
  }>({
    severity: 'error',
    transient: false,
    title: 'The server asked for the password in clear text',
    message: (subject, { place }) =>
      `${subject}: ${place} asked for the password in clear text on an unencrypted connection; it was not sent`,
    why: (_, { server }) => [
      server === 'PostgreSQL'
        ? 'Authentication request 3 (clear-text password), without TLS'
        : 'Authentication plugin mysql_clear_password, without TLS',
    ],
    fix: (subject, { server, client }) => [
      ...askFor(subject, client, 'verify-full'),
      server === 'PostgreSQL'
        ? 'Or, in pg_hba.conf, use scram-sha-256 instead of password, ldap or pam'
        : 'Or give the user a method that keeps the password to itself',
    ],
    page: `Some methods (password, LDAP, PAM, IAM tokens) need the password as it is. Without TLS everybody on the way
could read it, so dbcheck does not send it. Your application's driver may be less careful.

To fix it, connect over TLS, or let the server use a method that does not send the password.`,
  }),

  'connect/host-not-allowed': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server does not let this machine in',
    message: (subject, { place, user, reason }) =>
      reason === 'blocked'
        ? `${subject}: ${place} has blocked this machine after too many broken connections`
        : `${subject}: ${place} does not let ${theUser(user)} in from this machine`,
    why: (_, facts) => said(facts),
    fix: hostFix,
    page: `The server decides by the address of the client, the user and the database who may try to log in
(pg_hba.conf; the host part of a MySQL user; a provider's allow-list), and has no rule that lets this
combination in. The password was not looked at.`,
  }),
};

const isAccessDenied = ({ errno, reason }: Answered) =>
  errno === 1045 && (reason === 'password' || reason === 'password-missing');

/** Says what was tried, and no more. MariaDB answers a missing encryption like a wrong password. */
function overTlsLine({ overTls }: Answered): string[] {
  if (overTls === null) return [];
  if (overTls === 'connect/auth-failed')
    return ['The same login was rejected over TLS too: encryption is not the cause'];
  return [
    overTls === 'tls/unsupported'
      ? 'The server offers no TLS, so the login was tried without; where the user must use TLS (REQUIRE SSL), MariaDB answers the same'
      : `Over TLS the same login could not be tried (${overTls}); where the user must use TLS (REQUIRE SSL), MariaDB answers the same`,
  ];
}
