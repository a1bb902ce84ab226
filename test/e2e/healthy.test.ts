import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, inject, it, onTestFinished } from 'vitest';
import { asUser, canSwitchUser } from '../checks/check-process.js';
import { DIALECTS } from '../servers/dialects.js';
import { freePort } from '../servers/guarded-process.js';
import { type PgbouncerOptions, startPgbouncer } from '../servers/pgbouncer-server.js';
import { startPostgresIn } from '../servers/postgres-server.js';
import { dbcheck, folder, PROGRAM, PROGRAM_IN_SHELL } from './dbcheck.js';

const cwd = folder({
  'dbcheck.yaml': 'databases: { main: { url: "${DATABASE_URL}", writable: true, version: ">=9" } }\n',
  hosts: '::1 localhost\n127.0.0.1 localhost\n127.0.0.1 db1.example.com\n',
});

async function start(options: PgbouncerOptions) {
  const pooler = await startPgbouncer(options);
  onTestFinished(() => pooler.stop());
  return pooler;
}

it.each(['session', 'transaction', 'statement'] as const)(
  'a PgBouncer in %s mode, over TLS, leaves nothing to tell',
  async (poolMode) => {
    const pooler = await start({ poolMode, tls: 'require' });
    const url = `${pooler.url}?sslmode=verify-full&sslrootcert=${pooler.ca}`;
    const { status, stdout } = await dbcheck(['--format', 'json'], { cwd, env: { DATABASE_URL: url } });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, databases: [{ tls: { verified: 'full' } }] });
    expect(status).toBe(0);
  },
);

it.each(DIALECTS)('$server has no broken connection in its log afterwards', async (dialect) => {
  const server = await dialect.start();
  onTestFinished(() => server.stop());
  const word = dialect.dialect === 'postgres' ? 'sslmode' : 'ssl-mode';
  const modes = dialect.dialect === 'postgres' ? ['disable', 'require'] : ['DISABLED', 'REQUIRED'];
  for (const mode of modes) {
    const env = { DATABASE_URL: `${server.url}?${word}=${mode}` };
    for (let run = 0; run < 3; run++) expect((await dbcheck(['--quiet'], { cwd, env })).status).toBe(0);
  }
  // The server has seen the last one end.
  await setTimeout(500);
  expect(readFileSync(server.log, 'utf8')).not.toMatch(dialect.aborted);
});

it('thirty databases on a server with twelve connections leave nothing to tell', async () => {
  const server = await startPostgresIn(inject('serverRoom'), inject('certificates'), {
    settings: ['max_connections=12'],
  });
  onTestFinished(() => server.stop());
  const databases = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`shard-${index}`, { url: '${DATABASE_URL}' }]),
  );
  const many = folder({ 'dbcheck.json': JSON.stringify({ databases, timeout: '60s' }) });
  const { status, stdout } = await dbcheck(['--format', 'json'], {
    cwd: many,
    env: { DATABASE_URL: server.url },
  });
  const { databases: reached } = JSON.parse(stdout) as { databases: { status: string }[] };
  expect(reached.filter((each) => each.status === 'connected')).toHaveLength(30);
  expect(status).toBe(0);
});

it.skipIf(!canSwitchUser)(
  'the home of another user, and a user without a home, leave nothing to tell (needs root, to be another user)',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'dbcheck-home-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const [command = '', ...args] = [...asUser(1234), ...PROGRAM, '--only', 'dialect,connect'];
    for (const scheme of ['postgres:', 'postgresql+psycopg2:']) {
      for (const env of [{ HOME: home }, {}]) {
        const url = inject('postgres').url.replace(/^\w+:/, scheme);
        // A status other than 0 rejects.
        await promisify(execFile)(command, args, { cwd: '/', env: { ...env, DATABASE_URL: url } });
      }
    }
  },
);

it('an address of IPv6, and a host that is down before it, leave nothing to tell', async () => {
  const pooler = await start({ settings: ['listen_addr = ::1'] });
  const down = `127.0.0.1:${await freePort()}`;
  for (const place of [`[::1]:${pooler.port}`, `${down},[::1]:${pooler.port}`]) {
    const url = pooler.url.replace(`127.0.0.1:${pooler.port}`, place);
    expect(await dbcheck([], { cwd, env: { DATABASE_URL: url } })).toHaveProperty('status', 0);
  }
});

it.skipIf(process.getuid?.() !== 0)(
  'a name is good with one address of two, and for a certificate with a wildcard (needs root, for a hosts file of its own)',
  async () => {
    const pooler = await start({ tls: 'require', certificate: 'wildcard' });
    const script = `mount --bind hosts /etc/hosts && exec ${PROGRAM_IN_SHELL}`;
    const urls = [
      inject('postgres').url.replace('127.0.0.1', 'localhost'),
      inject('mariadb').url.replace('127.0.0.1', 'localhost'),
      `${pooler.url.replace('127.0.0.1', 'db1.example.com')}?sslmode=verify-full&sslrootcert=${pooler.ca}`,
    ];
    for (const url of urls) {
      const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: url };
      // A status other than 0 rejects.
      await promisify(execFile)('unshare', ['--mount', 'sh', '-c', script], { cwd, env });
    }
  },
);
