import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { codes, folder, guarded, report } from '../../test/e2e/dbcheck.js';
import { type StartedServer, startPostgres } from '../../test/servers/postgres-server.js';

const home = () => folder({}, import.meta.dirname);
let plain: StartedServer;
beforeAll(async () => {
  plain = await startPostgres({ certificate: 'none' });
});
afterAll(() => plain.stop());

function production(query = ''): Record<string, string> {
  return { ARAGORA_ENV: 'production', DATABASE_URL: inject('postgres').url + query };
}

function parts(): Record<string, string> {
  const { host, port, user, password, database } = inject('postgres');
  return {
    ARAGORA_ENV: 'production',
    ARAGORA_DB_BACKEND: 'postgres',
    ARAGORA_PG_HOST: host,
    ARAGORA_PG_PORT: String(port),
    ARAGORA_PG_USER: user,
    ARAGORA_PG_PASSWORD: password,
    ARAGORA_PG_DATABASE: database,
  };
}

describe('Aragora', () => {
  it('starts on SQLite in .nomic/ for development', async () => {
    expect(await guarded([], { cwd: home() })).toMatchObject({ status: 0, started: true });
  });

  it('starts on PostgreSQL from DATABASE_URL', async () => {
    expect(await guarded([], { cwd: home(), env: production() })).toMatchObject({ status: 0, started: true });
  });

  it('starts on PostgreSQL from the parts', async () => {
    const found = await report([], { cwd: home(), env: parts() });
    expect(found).toMatchObject({ exitCode: 0, databases: [{ status: 'connected', dialect: 'postgres' }] });
  });

  const failures: [string, () => Record<string, string>, string[]][] = [
    ['on SQLite with 3 replicas', () => ({ ARAGORA_REPLICAS: '3' }), ['dialect/single-writer']],
    ['on SQLite in production', () => ({ ARAGORA_ENV: 'production' }), ['dialect/not-allowed']],
    ['when a part is missing', () => ({ ...parts(), ARAGORA_PG_PASSWORD: '' }), ['env/empty']],
    [
      'when the pool size is no number',
      () => ({ ...production(), ARAGORA_POOL_SIZE: 'many' }),
      ['env/invalid'],
    ],
    [
      'when the pool time-out has no unit',
      () => ({ ...production(), ARAGORA_POOL_TIMEOUT: '30' }),
      ['env/invalid'],
    ],
    [
      'when the database does not exist',
      () => ({ ...parts(), ARAGORA_PG_DATABASE: 'aragora_typo' }),
      ['connect/database-missing'],
    ],
    ['when the user is wrong', () => ({ ...parts(), ARAGORA_PG_USER: 'ghost' }), ['connect/auth-failed']],
    ['on a read-only database', () => ({ ...parts(), ARAGORA_PG_DATABASE: 'readonly' }), ['state/read-only']],
  ];
  it.each(failures)('does not start %s', async (_, env, expected) => {
    const start = { cwd: home(), env: env() };
    expect(codes(await report(['--wait', '0s'], start))).toEqual(expected);
    expect(await guarded(['--wait', '0s'], start)).toMatchObject({ status: 1, started: false, stdout: '' });
  });

  /** Mode, and the session on a server with TLS and on one without: what was verified, plain, or the code. */
  const modes: [string, string | null, string | null][] = [
    ['disable', 'plain', 'plain'],
    ['allow', 'plain', 'plain'],
    ['prefer', 'none', 'plain'],
    ['require', 'none', 'tls/unsupported'],
    ['verify-ca', 'ca', 'tls/unsupported'],
    ['verify-full', 'full', 'tls/unsupported'],
  ];
  it.each(modes)(
    'with sslmode=%s gets %s on a server with TLS, and %s on one without',
    async (mode, withTls, without) => {
      const { ca } = inject('postgres');
      const root = mode.startsWith('verify') ? `&sslrootcert=${encodeURIComponent(ca)}` : '';
      const seen = await Promise.all(
        [inject('postgres').url, plain.url].map(async (url) => {
          const env = { ARAGORA_ENV: 'production', DATABASE_URL: `${url}?sslmode=${mode}${root}` };
          const found = await report(['--wait', '0s'], { cwd: home(), env });
          const [database] = found.databases;
          return database?.status === 'connected' ? (database.tls?.verified ?? 'plain') : codes(found).join();
        }),
      );
      expect(seen).toEqual([withTls, without]);
    },
  );
});
