import { connect, createServer, type Server } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { codes, dbcheck, folder, guarded, report } from '../../test/e2e/dbcheck.js';

const home = (files: Record<string, string> = {}) => folder(files, import.meta.dirname);

/** The settings of Coloraria for the MariaDB of the tests, as environment variables. */
function mariadb(): Record<string, string> {
  const { host, port, user, password, database } = inject('mariadb');
  return {
    DATABASE_TYPE: 'mariadb',
    MARIADB_HOST: host,
    MARIADB_PORT: String(port),
    MARIADB_DATABASE: database,
    MARIADB_USER: user,
    MARIADB_PASSWORD: password,
  };
}

const settings = (host: string, port: number) =>
  `database:\n  type: mariadb\n  mariadb:\n    host: ${host}\n    port: ${port}\n    database: app\n    user: app\n`;

describe('Coloraria', () => {
  it('starts on MariaDB from the parts', async () => {
    expect(await guarded([], { cwd: home(), env: mariadb() })).toMatchObject({ status: 0, started: true });
  });

  it('starts on SQLite when nothing is set', async () => {
    expect(await guarded([], { cwd: home({ 'data/.keep': '' }) })).toMatchObject({
      status: 0,
      started: true,
    });
  });

  it('takes MARIADB_URI before the parts', async () => {
    const { password, port } = inject('mariadb');
    const env = {
      ...mariadb(),
      MARIADB_HOST: 'elsewhere.invalid',
      MARIADB_URI: `mariadb://app:${encodeURIComponent(password)}@127.0.0.1:${port}/app`,
    };
    const found = await report(['--wait', '0s'], { cwd: home(), env });
    expect(found.databases).toMatchObject([
      { name: 'main', status: 'connected', target: `mariadb://app@127.0.0.1:${port}/app` },
    ]);
  });

  it('takes values from config/config.yaml below the environment', async () => {
    const { password, port } = inject('mariadb');
    const cwd = home({ 'config/config.yaml': settings('127.0.0.1', port) });
    expect(await guarded([], { cwd, env: { MARIADB_PASSWORD: password } })).toMatchObject({
      status: 0,
      started: true,
    });
    const wrong = home({ 'config/config.yaml': settings('elsewhere.invalid', 1) });
    expect(await guarded([], { cwd: wrong, env: mariadb() })).toMatchObject({ status: 0, started: true });
  });

  it('shows where each value came from', async () => {
    const cwd = home({ 'config/config.yaml': settings('127.0.0.1', 3307) });
    const { stdout } = await dbcheck(['inspect', '--format', 'json'], {
      cwd,
      env: { MARIADB_PASSWORD: 'hunter2hunter2' },
    });
    const { variables } = JSON.parse(stdout);
    expect(variables).toContainEqual(
      expect.objectContaining({
        name: 'MARIADB_PORT',
        source: 'config/config.yaml:database.mariadb.port',
        shadowed: ['default'],
        value: '3307',
      }),
    );
    expect(variables).toContainEqual(
      expect.objectContaining({ name: 'MARIADB_PASSWORD', source: 'environment', secret: true, value: null }),
    );
    expect(stdout).not.toContain('hunter2');
  });

  const failures: [string, Record<string, string>, string[], number][] = [
    ['when MARIADB_PASSWORD is missing for mariadb', { MARIADB_PASSWORD: '' }, ['env/empty'], 1],
    ['when DATABASE_TYPE is neither sqlite nor mariadb', { DATABASE_TYPE: 'postgres' }, ['env/invalid'], 1],
    [
      "when it is started outside Docker, where there is no host 'mariadb'",
      { MARIADB_HOST: 'mariadb' },
      ['connect/service-not-found'],
      3,
    ],
    ['when the password is wrong', { MARIADB_PASSWORD: 'not-the-password' }, ['connect/auth-failed'], 1],
    ['when the pool size is no number', { DB_POOL_SIZE: 'ten' }, ['env/invalid'], 1],
  ];
  it.each(failures)('does not start %s', async (_, change, expected, status) => {
    const cwd = home();
    const env = { ...mariadb(), ...change };
    expect(codes(await report(['--wait', '0s'], { cwd, env }))).toEqual(expected);
    expect(await guarded(['--wait', '0s'], { cwd, env })).toMatchObject({
      status,
      started: false,
      stdout: '',
    });
  });

  it('waits for a server that is still starting, and then starts', async () => {
    const { port } = inject('mariadb');
    const late = await freePort();
    let server: Server | undefined;
    const start = () => {
      server = createServer((socket) => {
        const to = connect(port, '127.0.0.1');
        socket
          .on('error', () => {})
          .pipe(to.on('error', () => {}))
          .pipe(socket);
      }).listen(late, '127.0.0.1');
    };
    const { started, stderr } = await guarded(['--wait', '60s'], {
      cwd: home(),
      env: { ...mariadb(), MARIADB_PORT: String(late) },
      after: [/waiting/, start],
    });
    server?.close();
    expect(started, stderr).toBe(true);
    expect(stderr).toMatch(/waiting, \d+ s left: databases\.main: nothing listens on/);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
