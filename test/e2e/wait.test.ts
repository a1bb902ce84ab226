import { execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { TIMED } from '../timed.js';
import { codes, dbcheck, folder, PROGRAM_IN_SHELL, report } from './dbcheck.js';

const REFUSED = 'postgres://u:p@127.0.0.1:1/d';
const cwd = folder();

describe('--wait', () => {
  it('ends when the time is up, with status 3', TIMED, async () => {
    const { status, milliseconds, stderr } = await dbcheck(['--wait', '2s'], {
      cwd,
      env: { DATABASE_URL: REFUSED },
    });
    expect(status).toBe(3);
    expect(milliseconds).toBeGreaterThan(2000);
    expect(milliseconds).toBeLessThan(5000);
    expect(stderr).toMatch(
      /^dbcheck: waiting, [12] s left: DATABASE_URL: nothing listens on 127\.0\.0\.1:1; [^\n]*\n$/,
    );
  });

  it('counts down in one line on a terminal, and takes the line away', async () => {
    const command = `${PROGRAM_IN_SHELL} --only dialect,connect --wait 6s`;
    const { stdout } = await promisify(execFile)('script', ['-qec', `${command} || true`, '/dev/null'], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', DATABASE_URL: REFUSED },
    });
    const [progress = '', report = ''] = stdout.split('dbcheck 0');
    expect(progress).toMatch(/waiting, \d s left: DATABASE_URL: nothing listens/);
    expect(new Set(progress.match(/\d s left/g)).size).toBeGreaterThan(1);
    expect(progress).not.toContain('\n');
    expect(progress).toMatch(/\r\x1b\[K(\x1b\[1m)?$/);
    expect(report).toContain('connect/refused');
  });

  const permanent: [string, Record<string, string>, string[]][] = [
    [
      'a wrong password of another database',
      { DATABASE_URL: REFUSED, OTHER_DB_URL: 'WRONG' },
      ['connect/refused', 'connect/auth-failed'],
    ],
    ['a variable that is missing', { DATABASE_URL: REFUSED, NEEDED: '' }, ['env/empty', 'connect/refused']],
  ];
  it.each(permanent)('is given up at once for %s', TIMED, async (_, env, expected) => {
    const { host, port, user } = inject('postgres');
    const given = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value === 'WRONG' ? `postgres://${user}:wrong@${host}:${port}/app` : value,
      ]),
    );
    const found = await report(['--wait', '60s', ...('NEEDED' in env ? ['--require', 'NEEDED'] : [])], {
      cwd,
      env: given,
    });
    expect(found.exitCode).toBe(1);
    expect(codes(found)).toEqual(expected);
    expect(found.durationMs).toBeLessThan(3000);
  });
});

describe('a name look-up that nobody answers', () => {
  it.skipIf(process.getuid?.() !== 0)(
    'ends with the deadline and not with the resolver (needs root, for a resolv.conf of its own)',
    TIMED,
    async () => {
      const silent = createSocket('udp4');
      await new Promise<void>((resolve) => silent.bind(53, '127.0.0.53', resolve));
      const here = folder({ 'resolv.conf': 'nameserver 127.0.0.53\n' });
      const script = `mount --bind ${here}/resolv.conf /etc/resolv.conf && exec ${PROGRAM_IN_SHELL} --timeout 1s`;
      const startedAt = performance.now();
      const child = spawn('unshare', ['--mount', 'sh', '-c', script], {
        cwd: here,
        env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: 'postgres://u:p@db.example.com/d' },
      });
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      const status = await new Promise((resolve) => child.on('close', resolve));
      silent.close();
      expect(output).toMatch(/connect\/(timeout|dns-unavailable), transient/);
      expect(status).toBe(3);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    },
  );
});
