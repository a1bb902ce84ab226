import { inject } from 'vitest';
import { mysql, mysqlGreeting, mysqlSwitchTo, postgresError, postgresMessage } from '../../servers/fakes.js';
import { startPgbouncer } from '../../servers/pgbouncer-server.js';
import type { LeftOut, Situation } from './situation.js';
import {
  at,
  fake,
  mysqlAnswering,
  once,
  postgresAnswering,
  postgresWith,
  postgresWithRoles,
  urlOf,
  usesMysql2,
  WRONG,
} from './worlds.js';

const SUPABASE = { host: 'aws-0-eu-west-1.pooler.supabase.com', user: 'postgres.abcdefgh' };
const NEON = { host: 'ep-cool-darkness-123456.eu-central-1.aws.neon.tech', user: 'app' };
const pgbouncer = () => once('pgbouncer', () => startPgbouncer());
/** AuthenticationSASL with this mechanism alone. */
const sasl = (mechanism: string) => postgresMessage('R', Buffer.from([0, 0, 0, 10]), `${mechanism}\0\0`);

export const auth: readonly Situation[] = [
  {
    id: 'auth-wrong-password',
    world: () => at(urlOf(inject('postgres'), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /user "app" or the password.*28P01/s,
  },
  {
    id: 'auth-volume-old-password',
    world: () => at(urlOf(inject('postgres'), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /volume.*ALTER (USER|ROLE) "?app"? PASSWORD/s,
  },
  {
    id: 'auth-volume-old-password',
    variant: 'MySQL',
    world: () => at(urlOf(inject('mariadb'), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /volume.*ALTER USER/s,
  },
  {
    id: 'auth-mysql-1045-yes',
    world: () => at(urlOf(inject('mariadb'), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /1045.*'app'@'127\.0\.0\.1'.*mysql\.user/s,
  },
  {
    id: 'auth-mysql-1045-no',
    world: () => at(urlOf(inject('mariadb'), { password: '' })),
    code: 'connect/auth-failed',
    says: /needs a password, and none is configured/,
  },
  {
    id: 'auth-mysql-anonymous',
    world: () => {
      const { host, port } = inject('mariadb');
      return {
        env: {
          DB_CONNECTION: 'mysql',
          DB_HOST: host,
          DB_PORT: String(port),
          DB_PASSWORD: 'x',
          DB_NAME: 'app',
        },
      };
    },
    code: 'connect/auth-failed',
    says: /DB_USER/,
  },
  {
    id: 'auth-role-missing',
    world: async () => at(urlOf(await postgresWithRoles(), { user: 'never_created' })),
    code: 'connect/auth-failed',
    says: /never_created.*does not exist.*CREATE (ROLE|USER).*/s,
  },
  {
    id: 'auth-nologin',
    world: () => at(urlOf(inject('postgres'), { user: 'nologin' })),
    code: 'connect/auth-failed',
    says: /ALTER ROLE "?nologin"? LOGIN/,
  },
  {
    id: 'auth-valid-until',
    world: async () => at(urlOf(await postgresWithRoles(), { user: 'past' })),
    code: 'connect/auth-failed',
    says: /VALID UNTIL|expired/,
  },
  {
    id: 'auth-no-password-set',
    world: async () => at(urlOf(await postgresWithRoles(), { user: 'bare' })),
    code: 'connect/auth-failed',
    says: /has no password|no password assigned|without a password/,
  },
  {
    id: 'auth-case',
    world: async () => at(urlOf(await postgresWithRoles(), { user: 'mixedcase' })),
    code: 'connect/auth-failed',
    says: /case/,
  },
  {
    id: 'auth-1251',
    world: () =>
      mysqlAnswering(
        1251,
        '08004',
        'Client does not support authentication protocol requested by server; consider upgrading MySQL client',
      ),
    code: 'connect/auth-unsupported',
    says: /1251.*(mysql2|upgrade|newer)/is,
  },
  {
    id: 'auth-native-removed',
    world: () => mysqlAnswering(1524, 'HY000', "Plugin 'mysql_native_password' is not loaded"),
    code: 'connect/auth-unsupported',
    says: /ALTER USER.*caching_sha2_password/s,
  },
  {
    id: 'auth-cleartext',
    world: async () =>
      at(
        `mysql://app:x@127.0.0.1:${await fake(mysql(mysqlGreeting('8.4.3'), mysqlSwitchTo('mysql_clear_password')))}/app`,
        { files: usesMysql2 },
      ),
    code: 'connect/cleartext-refused',
    says: /TLS.*/s,
  },
  {
    id: 'auth-unix-socket-root',
    world: () => at(urlOf(inject('mariadb'), { user: 'socket_only' })),
    code: 'connect/auth-failed',
    says: /socket.*CREATE USER|CREATE USER.*socket|ALTER USER.*IDENTIFIED/s,
  },
  {
    id: 'auth-unix-socket-root',
    variant: '1698',
    world: () => mysqlAnswering(1698, '28000', "Access denied for user 'root'@'localhost'"),
    code: 'connect/auth-failed',
    says: /socket/,
  },
  {
    id: 'auth-azure-user-host',
    world: () =>
      postgresAnswering(
        [
          postgresError(
            '28000',
            'Invalid Username specified. Please check the Username and retry connection. The Username should be in <username@hostname> format.',
          ),
        ],
        { host: 'shop.postgres.database.azure.com' },
      ),
    code: 'connect/pooler-identity',
    says: /USER@SERVER-NAME|app@shop/,
  },
  {
    id: 'auth-azure-user-host',
    variant: 'MySQL',
    world: () =>
      mysqlAnswering(
        9002,
        '28000',
        'The connection string may not be right. Please visit portal for references. The Username should be in <username@hostname> format.',
        { host: 'shop.mysql.database.azure.com' },
      ),
    code: 'connect/pooler-identity',
    says: /USER@SERVER-NAME|app@shop/,
  },
  {
    id: 'auth-neon-endpoint',
    world: () =>
      postgresAnswering(
        [
          postgresError(
            '08P01',
            "Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support or pass the endpoint ID (first part of the domain name) as a parameter: '?options=endpoint%3D<endpoint-id>'. See more at https://neon.tech/sni",
          ),
        ],
        NEON,
      ),
    code: 'connect/pooler-identity',
    says: /options=endpoint%3D/,
  },
  {
    id: 'auth-neon-endpoint',
    variant: 'insecure',
    world: () =>
      postgresAnswering([postgresError('08P01', 'connection is insecure (try using `sslmode=require`)')], {
        query: '?sslmode=disable',
      }),
    code: 'tls/required',
    says: /sslmode=(require|verify-full)/,
  },
  {
    id: 'auth-neon-quota',
    world: () =>
      postgresAnswering(
        [
          postgresError(
            'XX000',
            'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.',
          ),
        ],
        NEON,
      ),
    code: 'connect/quota',
    says: /exceeded the compute time quota.*(plan|period)/s,
  },
  {
    id: 'auth-supabase-tenant',
    variant: 'a user without its project, which the URL shows',
    world: () => at(`postgres://postgres:x@${SUPABASE.host}:5432/postgres`),
    code: 'url/provider',
    says: /USER\.PROJECT_REF/,
  },
  {
    id: 'auth-supabase-tenant',
    variant: 'at the host of another region',
    world: () => postgresAnswering([postgresError('XX000', 'Tenant or user not found')], SUPABASE),
    code: 'connect/pooler-identity',
    says: /Tenant or user not found.*(aws-0|host)/s,
  },
  ...['(ENOIDENTIFIER) no tenant identifier provided', '(ENOTFOUND) tenant/user postgres.abc not found'].map(
    (text) => ({
      id: 'auth-supabase-enoidentifier',
      variant: text.slice(1, text.indexOf(')')),
      world: () => postgresAnswering([postgresError('XX000', text)], SUPABASE),
      code: 'connect/pooler-identity' as const,
      says: /postgres\.[<A-Zabcdefgh]/,
    }),
  ),
  {
    id: 'auth-supabase-allow-list',
    world: () =>
      postgresAnswering(
        [postgresError('XX000', 'Address not in tenant allow_list: {18, 185, 12, 7}')],
        SUPABASE,
      ),
    code: 'connect/host-not-allowed',
    says: /18[., ]+185[., ]+12[., ]+7.*Network Restrictions/s,
  },
  {
    id: 'auth-pgbouncer',
    world: async () => at(urlOf(await pgbouncer(), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /PgBouncer.*(userlist\.txt|auth_file|auth_query)/s,
  },
  {
    id: 'auth-pgbouncer',
    variant: 'an unknown user',
    world: async () => at(urlOf(await pgbouncer(), { user: 'ghost' })),
    code: 'connect/auth-failed',
    says: /PgBouncer.*(userlist\.txt|auth_file|auth_query)/s,
  },
  {
    id: 'auth-pgbouncer-backend-password',
    world: async () => {
      const server = await once('pgbouncer backend', () =>
        startPgbouncer({ database: `user=app password=${WRONG}` }),
      );
      return at(server.url);
    },
    code: 'connect/auth-failed',
    says: /PgBouncer.*(pgbouncer\.ini|\[databases\])/s,
  },
  {
    id: 'auth-gss-crash',
    world: () => at(urlOf(inject('postgres'), { user: 'gss' })),
    code: 'connect/auth-unsupported',
    says: /Kerberos.*pg_hba\.conf/s,
  },
  {
    id: 'auth-sasl-mechanism',
    world: () => postgresAnswering([sasl('SCRAM-SHA-256-PLUS')]),
    code: 'connect/auth-unsupported',
    says: /SCRAM-SHA-256-PLUS.*TLS/s,
  },
  {
    id: 'auth-sasl-mechanism',
    variant: 'SHA-512',
    world: () => postgresAnswering([sasl('SCRAM-SHA-512')]),
    code: 'connect/auth-unsupported',
    says: /SCRAM-SHA-512/,
  },
  {
    id: 'auth-ldap-down',
    world: async () => at(urlOf(await postgresWithRoles(), { user: 'directory', query: 'sslmode=require' })),
    code: 'connect/auth-failed',
    transient: true,
    says: /LDAP.*directory/is,
  },
  {
    id: 'auth-ldap-down',
    variant: 'PAM',
    world: () => postgresAnswering([postgresError('28P01', 'PAM authentication failed for user "app"')]),
    code: 'connect/auth-failed',
    says: /PAM.*token/s,
  },
  {
    id: 'auth-hba-address',
    world: () => at(urlOf(inject('postgres'), { user: 'unlisted', query: 'sslmode=require' })),
    code: 'connect/host-not-allowed',
    says: /127\.0\.0\.1.*pg_hba\.conf/s,
  },
  {
    id: 'auth-hba-address',
    variant: 'on a server without TLS',
    world: async () => at(urlOf(await postgresWith({ certificate: 'none' }), { user: 'unlisted' })),
    code: 'connect/host-not-allowed',
    says: /no encryption.*pg_hba\.conf/s,
  },
  {
    id: 'auth-expired-1820',
    world: () => at(urlOf(inject('mariadb'), { user: 'expired' })),
    code: 'connect/auth-failed',
    says: /expired.*ALTER USER/s,
  },
];

export const authLeftOut: LeftOut = {};
