import { foreignFolder } from '../dbcheck.js';
import type { Situation } from './situation.js';
import { at } from './worlds.js';

/**
 * Rows of the twenty most frequent failures at start that are no matter of the connection alone. The others
 * are among the situations: `TOP_20` names them.
 */
export const beforeConnecting: readonly Situation[] = [
  {
    id: 'top-3',
    variant: 'quotes kept by docker run --env-file',
    world: () => at('"postgres://app:x@db.example.com/app"'),
    code: 'env/quoted',
    says: /DATABASE_URL starts and ends with ".*docker run --env-file/s,
  },
  {
    id: 'top-4',
    variant: 'an unencoded character in the password',
    world: () => at('postgres://app:p@ss#1@db.example.com/app'),
    code: 'url/ambiguous',
    says: /%40.*%23|%23.*%40/s,
  },
  {
    id: 'top-5',
    variant: 'a line end behind the password',
    world: () => ({
      env: { DB_CONNECTION: 'pgsql', DB_HOST: '127.0.0.1', DB_PASSWORD: 'Lantern.7-otter\n' },
      args: ['--only', 'env'],
    }),
    code: 'env/whitespace',
    says: /DB_PASSWORD ends with a newline \(0x0A\).*printf %s/s,
  },
  {
    id: 'top-8',
    variant: 'a mistyped name in production',
    world: () => ({ env: { SPACE_ID: 'me/app', DATABSE_URL: 'postgres://app:x@db.example.com/app' } }),
    code: 'dialect/missing',
    says: /DATABSE_URL.*DATABASE_URL/s,
  },
  {
    id: 'top-9',
    variant: 'a volume of another user',
    world: () => ({
      env: { DATA: foreignFolder() },
      files: { 'dbcheck.yaml': 'paths: [{ path: "${DATA}" }]' },
      args: ['--only', 'paths'],
      unprivileged: true,
    }),
    code: 'path/not-writable',
    says: /EACCES.*belongs to 65534/s,
  },
  {
    id: 'top-12',
    variant: 'a host of IPv6 alone',
    world: () =>
      at('postgres://postgres:x@db.abcdefgh.supabase.co:5432/postgres', {
        within: { network: [], hosts: { 'db.abcdefgh.supabase.co': ['2001:db8::7'] } },
      }),
    code: 'connect/unreachable',
    says: /IPv6 addresses only.*ENETUNREACH.*Session pooler.*postgres\.[A-Zabcdefgh]+/s,
  },
  {
    id: 'top-15',
    variant: 'postgres:// under SQLAlchemy',
    world: () =>
      at('postgres://app:x@db.example.com/app', {
        files: { 'requirements.txt': 'SQLAlchemy==2.0.44\npsycopg2-binary\n' },
      }),
    code: 'dialect/client-mismatch',
    says: /postgresql:\/\//,
  },
];

/** What stands for each row of the twenty, or why nothing does. */
export const TOP_20: Readonly<Record<number, readonly string[] | string>> = {
  1: ['net-localhost-in-container', 'net-localhost-aggregate'],
  2: ['auth-volume-old-password'],
  3: ['top-3'],
  4: ['top-4'],
  5: ['top-5'],
  6: ['tls-pgsslmode-env', 'tls-mariadb-1045'],
  7: ['tls-require-means-verify'],
  8: ['top-8'],
  9: ['top-9'],
  10: ['k8s-tcp-probe-not-enough', 'state-cold-standby'],
  11: ['net-wrong-service-name', 'net-dns-transient'],
  12: ['top-12'],
  13: ['auth-supabase-tenant', 'auth-neon-endpoint', 'auth-pgbouncer'],
  14: ['state-53300-all', 'state-role-limit'],
  15: ['top-15'],
  16: ['tls-mysql-param-ignored'],
  17: '`dotenv/truncated` belongs to issue 5',
  18: ['net-security-group', 'net-hf-outbound-ports'],
  19: 'what lies in a database is for the check `schema`, which comes later',
  20: 'no connection: the tests of paths make it, with mounts',
};
