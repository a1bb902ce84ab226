import { inject } from 'vitest';
import type { LeftOut, Situation } from './situation.js';
import {
  at,
  directTls,
  keyOf,
  mariadbWith,
  mysqlAnswering,
  postgresBehindIntermediate,
  postgresWith,
  urlOf,
  usesMysql2,
  usesPg,
} from './worlds.js';

const withCa = (more = '') => `sslmode=verify-full&sslrootcert=${inject('certificates').ca}${more}`;
const withoutTls = () => postgresWith({ certificate: 'none' });
const mysqlDemands = () => mariadbWith({ requireTls: true });

/** A configuration that demands what the application is to verify. */
const verifying = (query: string, env: Readonly<Record<string, string>> = {}) =>
  at(urlOf(inject('postgres'), { host: 'localhost', query }), {
    env: { ...env, CA: inject('certificates').ca },
    files: {
      ...usesPg,
      'dbcheck.yaml':
        'databases: { main: { url: "${DATABASE_URL}", tls: { mode: verify-ca, ca: "${CA}" } } }',
    },
  });

export const tls: readonly Situation[] = [
  {
    id: 'tls-server-has-none',
    world: async () => at(urlOf(await withoutTls(), { query: 'sslmode=require' })),
    code: 'tls/unsupported',
    says: /sslmode=disable|ssl = on/,
  },
  {
    id: 'tls-sslmode-prefer-nodepg',
    world: async () => at(urlOf(await withoutTls(), { query: 'sslmode=prefer' }), { files: usesPg }),
    code: 'tls/unsupported',
    says: /node-postgres takes.*prefer.*for verify-full.*sslmode=disable/s,
  },
  {
    id: 'tls-self-signed-chain',
    world: () => at(urlOf(inject('postgres'), { host: 'localhost', query: 'sslmode=verify-full' })),
    code: 'tls/untrusted',
    says: /dbcheck test CA.*sslrootcert=/s,
  },
  {
    id: 'tls-self-signed-chain',
    variant: 'MySQL',
    world: () =>
      at(urlOf(inject('mariadb'), { host: 'localhost', query: 'ssl={"rejectUnauthorized":true}' }), {
        files: usesMysql2,
      }),
    code: 'tls/untrusted',
    says: /dbcheck test CA/,
  },
  {
    id: 'tls-require-means-verify',
    world: () =>
      at(urlOf(inject('postgres'), { host: 'localhost', query: 'sslmode=require' }), { files: usesPg }),
    code: 'tls/untrusted',
    says: /psql with sslmode=require verifies nothing; node-postgres takes require.*verify-full.*sslrootcert=/s,
  },
  {
    id: 'tls-pgsslmode-env',
    world: async () =>
      at(urlOf(await postgresWith({ requireTls: true })), { env: { PGSSLMODE: 'allow' }, files: usesPg }),
    code: 'tls/required',
    says: /sslmode=/,
  },
  {
    id: 'tls-missing-intermediate',
    world: async () =>
      at(urlOf(await postgresBehindIntermediate('leaf'), { host: 'localhost', query: withCa() })),
    code: 'tls/untrusted',
    says: /issuing CA.*intermediate/s,
  },
  {
    id: 'tls-issuer-unknown',
    world: async () =>
      at(
        urlOf(await postgresBehindIntermediate('chain'), { host: 'localhost', query: 'sslmode=verify-full' }),
      ),
    code: 'tls/untrusted',
    says: /dbcheck test CA.*sslrootcert=/s,
  },
  {
    id: 'tls-hostname',
    world: async () =>
      at(urlOf(await postgresWith({ certificate: 'wrongHost' }), { host: 'localhost', query: withCa() })),
    code: 'tls/hostname',
    says: /localhost.*db\.example\.com.*verify-ca/s,
  },
  {
    id: 'tls-ip-host',
    world: async () => at(urlOf(await postgresWith({ certificate: 'wrongHost' }), { query: withCa() })),
    code: 'tls/hostname',
    says: /127\.0\.0\.1.*db\.example\.com/s,
  },
  {
    id: 'tls-not-yet-valid',
    world: async () =>
      at(urlOf(await postgresWith({ certificate: 'notYetValid' }), { host: 'localhost', query: withCa() })),
    code: 'tls/not-yet-valid',
    says: /2090-01-01.*(date -u|clock)/s,
  },
  {
    id: 'tls-ca-file-missing',
    world: () =>
      at(urlOf(inject('postgres'), { query: 'sslmode=verify-ca&sslrootcert=/etc/ssl/no-such-ca.pem' })),
    code: 'tls/ca-unreadable',
    says: /\/etc\/ssl\/no-such-ca\.pem.*(COPY|mount)/is,
  },
  {
    id: 'tls-extra-ca-missing',
    world: () =>
      at(urlOf(inject('postgres'), { host: 'localhost', query: 'sslmode=verify-full' }), {
        files: usesPg,
        env: { NODE_EXTRA_CA_CERTS: '/no/such.pem' },
      }),
    code: 'tls/untrusted',
    says: /NODE_EXTRA_CA_CERTS.*\/no\/such\.pem/s,
  },
  {
    id: 'tls-sslrootcert-system',
    world: () =>
      at(urlOf(inject('postgres'), { host: 'localhost', query: 'sslmode=verify-full&sslrootcert=system' }), {
        files: usesPg,
      }),
    code: 'url/bad-parameter',
    says: /sslrootcert=system.*Remove sslrootcert/s,
  },
  {
    id: 'tls-client-cert',
    world: () => at(urlOf(inject('postgres'), { user: 'cert', query: 'sslmode=require' })),
    code: 'tls/client-cert-required',
    says: /sslcert=.*sslkey=/s,
  },
  {
    id: 'tls-key-mismatch',
    world: () => {
      const { client, server } = inject('certificates');
      const pair = `&sslcert=${client}&sslkey=${keyOf(server)}`;
      return at(urlOf(inject('postgres'), { user: 'cert', host: 'localhost', query: withCa(pair) }));
    },
    code: 'tls/ca-invalid',
    says: /key.*does not belong to.*openssl/s,
  },
  {
    id: 'tls-protocol-version',
    world: async () => {
      const settings = [
        'ssl_min_protocol_version=TLSv1',
        'ssl_max_protocol_version=TLSv1.1',
        'ssl_ciphers=ALL:@SECLEVEL=0',
      ];
      return at(urlOf(await postgresWith({ settings }), { query: 'sslmode=require' }));
    },
    code: 'tls/protocol-version',
    says: /TLS ?v?1\.2/,
  },
  {
    id: 'tls-mysql-3159',
    world: () =>
      mysqlAnswering(
        3159,
        'HY000',
        'Connections using insecure transport are prohibited while --require_secure_transport=ON.',
      ),
    code: 'tls/required',
    says: /3159/,
  },
  {
    id: 'tls-mariadb-1045',
    world: async () => at(urlOf(await mysqlDemands()), { files: usesMysql2 }),
    code: 'tls/required',
    says: /1045.*ssl=\{/s,
  },
  {
    id: 'tls-mysql-user-require-ssl',
    world: () => at(urlOf(inject('mariadb'), { user: 'tls_only' }), { files: usesMysql2 }),
    code: 'tls/required',
    says: /1045.*ssl=\{/s,
  },
  {
    id: 'tls-mysql-user-require-ssl',
    variant: 'REQUIRE X509',
    world: () => at(urlOf(inject('mariadb'), { user: 'cert', password: '' }), { files: usesMysql2 }),
    // MariaDB answers 1045 here as for a wrong password; nothing but the words can tell.
    code: 'connect/auth-failed',
    says: /REQUIRE X509/,
  },
  ...['ssl-mode=REQUIRED', 'sslmode=require', 'sslaccept=strict'].map((query) => ({
    id: 'tls-mysql-param-ignored',
    variant: query,
    world: () => at(urlOf(inject('mariadb'), { query }), { files: usesMysql2 }),
    code: 'tls/not-encrypted' as const,
    says: /client makes disable of it.*ssl=\{/s,
  })),
  {
    id: 'tls-mysql-no-ssl-support',
    world: async () =>
      at(urlOf(await mariadbWith({ certificate: 'none' }), { query: 'ssl={"rejectUnauthorized":true}' }), {
        files: usesMysql2,
      }),
    code: 'tls/unsupported',
    says: /ssl-cert|ssl_cert/,
  },
  {
    id: 'tls-mysql-ssl-true',
    world: () => at(urlOf(inject('mariadb'), { query: 'ssl=true' }), { files: usesMysql2 }),
    code: 'url/bad-parameter',
    says: /ssl=\{/,
  },
  {
    id: 'tls-planetscale',
    world: () =>
      mysqlAnswering(1105, 'HY000', 'Server does not allow insecure connections, client must use SSL/TLS', {
        host: 'aws.connect.psdb.cloud',
      }),
    code: 'tls/required',
    says: /Server does not allow insecure connections/,
  },
  {
    id: 'tls-direct',
    world: async () => at(`postgres://app:x@127.0.0.1:${await directTls()}/app`),
    code: 'connect/wrong-protocol',
    says: /TLS.*sslnegotiation=direct/s,
  },
  {
    id: 'tls-direct',
    variant: 'MySQL',
    world: async () => at(`mysql://app:x@127.0.0.1:${await directTls()}/app`),
    code: 'connect/wrong-protocol',
    says: /TLS/,
  },
  {
    id: 'tls-verification-off',
    variant: 'no-verify in the URL',
    world: () => verifying('sslmode=no-verify'),
    code: 'tls/mode-too-weak',
    says: /verify-ca is the least/,
  },
  {
    id: 'tls-verification-off',
    variant: 'NODE_TLS_REJECT_UNAUTHORIZED=0',
    world: () => verifying('sslmode=verify-full', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    code: 'tls/mode-too-weak',
    says: /NODE_TLS_REJECT_UNAUTHORIZED/,
  },
];

export const tlsLeftOut: LeftOut = {};
