import { entry } from './entry.js';
import { shellWord } from './shell.js';
import { askFor, type TlsClient } from './tls-client.js';

/** What the server answered, and to whom. */
export type Answered = {
  place: string;
  /** `PostgreSQL`, or `MySQL or MariaDB`. */
  family: string;
  user: string | null;
  database: string | null;
  /** What tells the cures of one code apart. */
  reason: string | null;
  sqlstate: string | null;
  errno: number | null;
  /** The server's words; null where it had none, or where they are not shown. */
  answer: string | null;
  /** They are not shown, because masks in them would tell a short password. */
  hidden: boolean;
  encrypted: boolean;
  /** What became of the same login over TLS: `works`, or a code; null where that was not tried. */
  overTls: string | null;
  /** Which databases this login sees, where the one that is configured is not there; null where that was not asked. */
  databases: readonly string[] | null;
  /** Where the login stands. */
  written: { url: boolean; passwordIn: string; userIn: string; settings: string };
};

/** The evidence: number, SQLSTATE and words. */
export function said({ place, sqlstate, errno, answer, hidden }: Answered): string[] {
  if (answer === null && !hidden) return [];
  const number = [errno, sqlstate].filter((each) => each !== null).join(', ');
  const text = hidden ? "the server's text is not shown, for it repeats the password" : answer;
  return [`${place} answered${number ? ` ${number}` : ''}: ${text}`];
}

export const isPostgres = ({ family }: Answered) => family === 'PostgreSQL';
/** Of a user or a database that is there. */
export const nameOf = (name: string | null) =>
  name === null || name === '' ? 'without a name' : `"${name}"`;
/** `the user "app"`; where none is configured, says so. */
export const theUser = (user: string | null) =>
  user === null || user === '' ? 'a login without a user name' : `the user "${user}"`;
/** Where no user is configured. */
export const USER = 'USER';

const AUTH_REASONS: Readonly<Record<string, string>> = {
  'password-missing': 'needs a password, and none is configured',
  'role-missing': 'does not exist on the server',
  'no-login': 'may not log in (NOLOGIN)',
  'no-user': 'is refused: no user is configured',
  peer: 'is not the user of the operating system that the server expects',
  locked: 'is locked',
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
      ...(facts.reason === 'password-missing'
        ? [`The server asks for a password, and ${facts.written.passwordIn} has none`]
        : []),
      ...overTlsLine(facts),
      ...(facts.reason === 'directory'
        ? ['A directory (LDAP, PAM, RADIUS) checks this login; it may be away itself']
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
        ? ['In pg_hba.conf, give this user the method scram-sha-256, then: SELECT pg_reload_conf()']
        : [
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
    fix: (_, facts) => {
      if (isPostgres(facts)) {
        return facts.reason === 'allow-list'
          ? [
              "Add this machine's public address to the network restrictions of the database (the provider's dashboard)",
            ]
          : [
              `In pg_hba.conf: host ${facts.database ?? 'all'} ${facts.user ?? 'all'} ADDRESS/32 scram-sha-256, then: SELECT pg_reload_conf()`,
              "With a cloud database: add this machine's address to its firewall rules",
            ];
      }
      return facts.reason === 'blocked'
        ? [
            'On the server: FLUSH HOSTS',
            'Find what connects and leaves: raise log_warnings, look for aborted connections',
          ]
        : [
            `CREATE USER '${facts.user ?? USER}'@'%' IDENTIFIED BY '…'`,
            "With a cloud database: add this machine's address to its firewall rules",
          ];
    },
    page: `The server decides by the address of the client, the user and the database who may try to log in
(pg_hba.conf; the host part of a MySQL user; a provider's allow-list), and has no rule that lets this
combination in. The password was not looked at.`,
  }),
};

function authFix(subject: string, facts: Answered): string[] {
  const user = facts.user ?? USER;
  const postgres = isPostgres(facts);
  switch (facts.reason) {
    case 'password-missing':
      return [`Set the password in ${facts.written.passwordIn}`];
    case 'no-user':
      return [`Set the user in ${facts.written.userIn}`];
    case 'role-missing':
      return [
        `CREATE ROLE "${user}" LOGIN PASSWORD '…'`,
        `Or correct the user in ${facts.written.userIn}: names are compared exactly`,
      ];
    case 'no-login':
      return [`ALTER ROLE "${user}" LOGIN`];
    case 'peer':
      return [
        `Run as the system user "${user}", or connect over TCP with a password: set a host in ${subject}`,
      ];
    case 'locked':
      return [`ALTER USER '${user}'@'%' ACCOUNT UNLOCK`];
    case 'password-expired':
      return [
        `ALTER USER '${user}'@'%' IDENTIFIED BY '…'`,
        `Or: ALTER USER '${user}'@'%' PASSWORD EXPIRE NEVER`,
      ];
    case 'other-method':
      return [`Give the application a user of its own: CREATE USER app@'%' IDENTIFIED BY '…'`];
    case 'pooler':
      return [
        "Bring the pooler's list of users up to date (PgBouncer: userlist.txt or auth_query, then RELOAD)",
        'Try the same login on the server behind the pooler',
      ];
    case 'directory':
      return [
        'Try the login on the directory itself; with RDS IAM, make a fresh token (they last 15 minutes)',
      ];
    default:
      return [
        `Correct the password in ${facts.written.passwordIn}`,
        `Try it by hand: ${byHand(facts)}`,
        ...(facts.written.url && facts.written.passwordIn === subject
          ? [
              `Look for characters in the password in ${subject} that a URL needs encoded: @ is %40, # is %23, / is %2F, % is %25`,
            ]
          : []),
        `In a container whose ${postgres ? 'POSTGRES_PASSWORD' : 'MARIADB_PASSWORD (MYSQL_PASSWORD)'} was changed: the image reads it only while its volume is empty`,
        ...(postgres
          ? []
          : [
              `On the server, see from where this user may come, and whether it must use TLS: SELECT user, host, ssl_type FROM mysql.user WHERE user = '${user}'`,
            ]),
        postgres
          ? `Only if the one on the server is wrong, for everybody who uses it: ALTER ROLE "${user}" PASSWORD '…'`
          : `Only if the one on the server is wrong, for everybody who uses it: ALTER USER '${user}'@'%' IDENTIFIED BY '…'`,
      ];
  }
}

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

/** A login with the password typed in, by the server's own client. */
function byHand(facts: Answered): string {
  const { place, database } = facts;
  const user = shellWord(facts.user ?? USER);
  const at = place.lastIndexOf(':');
  const [host, port] = [place.slice(0, at).replace(/^\[|\]$/g, ''), place.slice(at + 1)];
  if (isPostgres(facts)) {
    const socket = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(place);
    const [where, number] = socket ? [socket[1] || '/', socket[2]] : [host, port];
    return `psql -h ${shellWord(where)} -p ${number} -U ${user} -d ${shellWord(database ?? facts.user ?? USER)} -W`;
  }
  const where = place.startsWith('/') ? `-S ${shellWord(place)}` : `-h ${shellWord(host)} -P ${port}`;
  return `mysql ${where} -u ${user} -p${database === null ? '' : ` ${shellWord(database)}`}`;
}
