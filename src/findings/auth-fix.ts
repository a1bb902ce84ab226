import { type Answered, isPostgres, USER } from './answered.js';
import { shellWord } from './shell.js';

/** What to do about a login that was rejected, by what told the answers apart. */
export function authFix(subject: string, facts: Answered): string[] {
  const user = facts.user ?? USER;
  const postgres = isPostgres(facts);
  switch (facts.reason) {
    case 'password-missing':
      return [
        `Set the password in ${facts.written.passwordIn}`,
        ...(postgres
          ? []
          : [
              'For an account that was made with REQUIRE X509, which answers the same: give a client certificate',
            ]),
        ...(facts.errno === 1045 ? [accountsOf(user)] : []),
      ];
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
        facts.place.startsWith('/')
          ? `Run as the system user "${user}", or connect over TCP with a password: set a host in ${subject}`
          : `Run as the system user "${user}", where an ident server tells it`,
        'Or, in pg_hba.conf, give this user the method scram-sha-256, then: SELECT pg_reload_conf()',
      ];
    case 'locked':
      return [`ALTER USER '${user}'@'%' ACCOUNT UNLOCK`];
    case 'blocked':
      return [
        `Find what logs in with an old password, and stop it; correct the password in ${facts.written.passwordIn}`,
        postgres
          ? `The block ends by itself, some minutes after the last wrong password${facts.by === 'Supabase' ? ' (10)' : ''}`
          : `MySQL: ALTER USER '${user}'@'%' ACCOUNT UNLOCK; MariaDB: FLUSH PRIVILEGES`,
      ];
    case 'password-expired':
      return [
        `ALTER USER '${user}'@'%' IDENTIFIED BY '…'`,
        `Or: ALTER USER '${user}'@'%' PASSWORD EXPIRE NEVER`,
      ];
    case 'other-method':
      return [
        `Give the application a user of its own: CREATE USER app@'%' IDENTIFIED BY '…'`,
        `Or a password beside the socket: ALTER USER '${user}'@'%' IDENTIFIED BY '…'`,
      ];
    case 'pooler':
      return [
        POOLER_USERS[facts.by ?? ''] ?? POOLER_USERS['PgBouncer'] ?? '',
        'Try the same login on the server behind the pooler',
      ];
    case 'behind-pooler':
      return [
        "Correct the password that the pooler has for the database (PgBouncer: password= in [databases], or a SCRAM secret in userlist.txt that is the server's own)",
        'An MD5 secret in userlist.txt does not work where the database asks for SCRAM: write the plain password, or change password_encryption',
      ];
    case 'auth-query':
      return [
        'Check auth_user, its password and the function of auth_query, on the database itself',
        facts.by === 'Supabase'
          ? "The user's password must be a SCRAM one: SET password_encryption = 'scram-sha-256', then ALTER ROLE … PASSWORD"
          : 'Then in the admin console: RELOAD',
      ];
    case 'token':
      return [TOKENS[facts.by ?? ''] ?? 'Make a fresh token: they last minutes, not days'];
    case 'kerberos':
      return [
        'kinit with the right keytab, and see with klist that the ticket is there',
        'Or, in pg_hba.conf, give this user the method scram-sha-256, then: SELECT pg_reload_conf()',
      ];
    case 'directory':
      return [
        'Try the login on the directory itself, and see the log of the server for what it said',
        'With RDS IAM, make a fresh token (they last 15 minutes): aws rds generate-db-auth-token; the user needs GRANT rds_iam',
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
        ...providerHint(facts.place),
        `In a container whose ${postgres ? 'POSTGRES_PASSWORD' : 'MARIADB_PASSWORD (MYSQL_PASSWORD)'} was changed: the image reads it only while its volume is empty`,
        ...(facts.kubernetes
          ? [
              'In the Secret, write it under stringData: a value under data: is decoded once, so one that was encoded twice arrives encoded',
            ]
          : ['Where Compose sets it: write $$ for each $ in it, for Compose takes $word for a variable']),
        ...(postgres
          ? [
              `See how the user is spelt, until when its password holds, and by which method: SELECT rolname, rolcanlogin, rolvaliduntil, rolpassword LIKE 'SCRAM%' AS scram FROM pg_authid WHERE lower(rolname) = lower('${user}')`,
            ]
          : [accountsOf(user)]),
        postgres
          ? `Only if the one on the server is wrong, for everybody who uses it: ALTER ROLE "${user}" PASSWORD '…'`
          : `Only if the one on the server is wrong, for everybody who uses it: ALTER USER '${user}'@'%' IDENTIFIED BY '…'`,
      ];
  }
}

function accountsOf(user: string): string {
  return `On the server, see from where this user may come, and whether it must use TLS: SELECT user, host, ssl_type FROM mysql.user WHERE user = '${user}'`;
}

/** Where a pooler keeps the users that it lets in. */
const POOLER_USERS: Readonly<Record<string, string>> = {
  PgBouncer:
    "Bring the pooler's list of users up to date (PgBouncer: userlist.txt or auth_query, then RELOAD)",
  'Pgpool-II': 'Bring pool_passwd up to date: pg_enc -m -u USER, then pgpool reload',
  ProxySQL:
    "In ProxySQL's admin: UPDATE mysql_users SET password = '…' WHERE username = 'USER'; LOAD MYSQL USERS TO RUNTIME; SAVE MYSQL USERS TO DISK",
  'RDS Proxy': 'Bring the secret of this user in Secrets Manager up to date: the proxy compares with it',
  Supabase: "The password is the database's: Dashboard > Database > Settings > Reset database password",
};

const TOKENS: Readonly<Record<string, string>> = {
  'RDS Proxy':
    'Make a fresh token (they last 15 minutes): aws rds generate-db-auth-token, for the host name of the proxy, and allow rds-db:connect',
  'Aurora DSQL':
    'Make a fresh token: aws dsql generate-db-connect-auth-token (for admin: …-admin-auth-token)',
  Azure: 'Make a fresh token: az account get-access-token --resource-type oss-rdbms, and pass it as it is',
  'Google Cloud':
    'Make a fresh token: gcloud sql generate-login-token; the user is the address of the account, without .gserviceaccount.com',
};

/** What a provider is known for; the host's name tells it. */
function providerHint(place: string): string[] {
  if (place.includes('.rds.amazonaws.com'))
    return ['With IAM authentication the password is a token of 15 minutes: aws rds generate-db-auth-token'];
  if (place.includes('.database.azure.com'))
    return [
      'With Microsoft Entra the password is a token of about an hour: az account get-access-token --resource-type oss-rdbms',
    ];
  return place.includes('.supabase.') ? [POOLER_USERS['Supabase'] ?? ''] : [];
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
