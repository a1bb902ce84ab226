import { spawn, spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TIMED } from '../timed.js';
import { codes, dbcheck, folder, IS_EXECUTABLE, PROGRAM_IN_SHELL, report } from './dbcheck.js';

const LINE = /^dbcheck: .+\n$/;

describe('a configuration file that', () => {
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['is no YAML', { 'dbcheck.yaml': 'env: [\n  A: }\n' }, /dbcheck\.yaml:\d+:\d+: /],
    ['is no JSON', { 'dbcheck.json': '{"env": {,}}' }, /dbcheck\.json:1:\d+: /],
    ['is no TOML', { 'dbcheck.toml': '[env\nA = 1' }, /dbcheck\.toml:\d+:\d+: /],
    ['has an unknown key', { 'dbcheck.yaml': 'datbases: {}\n' }, /dbcheck\.yaml:1:1: .*datbases.*databases/],
    [
      'has an unknown key in TOML',
      { 'dbcheck.toml': '[databases.main]\nurl = "x"\nulr = "y"\n' },
      /dbcheck\.toml:3:1: .*ulr.*url/,
    ],
    [
      'has an unknown key in package.json',
      { 'package.json': '{\n  "dbcheck": {\n    "evn": {}\n  }\n}\n' },
      /package\.json:3:5: .*evn.*env/,
    ],
    [
      'has an unknown key in pyproject.toml',
      { 'pyproject.toml': '[tool.dbcheck]\nevn = 1\n' },
      /pyproject\.toml:2:1: .*evn.*env/,
    ],
    [
      'has a value of a wrong type',
      { 'dbcheck.yaml': 'databases:\n  main:\n    writable: 3\n' },
      /dbcheck\.yaml:3:15: .*databases\.main\.writable/,
    ],
    [
      'names an unknown code',
      { 'dbcheck.yaml': 'severity: { "env/mising": info }\n' },
      /dbcheck\.yaml:1:\d+: .*env\/mising.*env\/missing/,
    ],
    ['is empty in a strange way', { 'dbcheck.yaml': '- 1\n- 2\n' }, /dbcheck\.yaml/],
    ['is binary', { 'dbcheck.yaml': new Uint8Array([0xff, 0xfe, 0, 1, 2]) }, /dbcheck\.yaml/],
  ])('%s ends with status 2 and its place', async (_, files, expected) => {
    const { status, stdout, stderr } = await dbcheck(['--', 'echo', 'started'], { cwd: folder(files) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(stderr).toMatch(LINE);
  });

  it('is a directory', async () => {
    const { status, stderr } = await dbcheck([], { cwd: folder({ 'dbcheck.yaml/x': '' }) });
    expect(status).toBe(2);
    expect(stderr).toMatch(/dbcheck\.yaml.*directory/);
  });

  it('has 100 MB is refused without being read', TIMED, async () => {
    const cwd = folder({ 'dbcheck.yaml': '' });
    truncateSync(join(cwd, 'dbcheck.yaml'), 100 * 1024 * 1024);
    const { status, stderr, milliseconds } = await dbcheck([], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(LINE);
    expect(milliseconds).toBeLessThan(3000);
  });
});

describe('variables and files', () => {
  it('of a .env with a BOM and CRLF: told, and read all the same', async () => {
    const cwd = folder({ '.env': '\uFEFFNEEDED=yes\r\nOTHER=x\r\n' });
    const found = await report(['--only', 'env,dotenv', '--require', 'NEEDED'], { cwd });
    expect(codes(found, 'warning')).toEqual(['dotenv/syntax', 'dotenv/syntax']);
    expect(found.exitCode).toBe(0);
  });

  it('of 120 KB do no harm', async () => {
    const env = { DATABASE_URL: `postgres://u:${'x'.repeat(120_000)}@[bad/d`, PORT: 'y'.repeat(1000) };
    const { status, stdout, stderr } = await dbcheck(['--only', 'env,dialect'], { cwd: folder(), env });
    expect(status).toBe(1);
    expect(stdout.length + stderr.length).toBeLessThan(5000);
  });

  it('of a NAME_FILE of 1 MB: a finding', async () => {
    const cwd = folder({ secret: 'x'.repeat(1024 * 1024) });
    const found = await report(['--only', 'env', '--require', 'TOKEN'], {
      cwd,
      env: { TOKEN_FILE: 'secret' },
    });
    expect(codes(found)).toEqual(['env/file-unreadable']);
  });

  it('of a .env that makes a variable longer than Linux takes: status 126, no core dump', async () => {
    const cwd = folder({ '.env': `BIG=${'x'.repeat(200_000)}\n` });
    const { status, signal, stderr } = await dbcheck(['--quiet', '-e', 'development', '--', 'true'], { cwd });
    expect({ status, signal }).toEqual({ status: 126, signal: null });
    expect(stderr).toMatch(/BIG is longer than/);
  });
});

describe('500 databases in one file', () => {
  it('are all told, within the deadline', TIMED, async () => {
    const databases = Array.from(
      { length: 500 },
      (_, i) => `  d${i}: { url: "postgres://u@127.0.0.1:1/d${i}" }`,
    ).join('\n');
    const cwd = folder({ 'dbcheck.yaml': `databases:\n${databases}\n` });
    const found = await report(['--timeout', '20s'], { cwd });
    expect(codes(found)).toEqual(Array(500).fill('connect/refused'));
    expect(found.exitCode).toBe(3);
    expect(found.durationMs).toBeLessThan(21_000);
  });

  it('that all are silent end within the deadline too', TIMED, async () => {
    const sockets = new Set<import('node:net').Socket>();
    const server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as import('node:net').AddressInfo;
    const databases = Array.from(
      { length: 500 },
      (_, i) => `  d${i}: { url: "postgres://u@127.0.0.1:${port}/d${i}" }`,
    ).join('\n');
    const cwd = folder({ 'dbcheck.yaml': `databases:\n${databases}\n` });
    const found = await report(['--timeout', '8s'], { cwd });
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(found.exitCode).toBe(3);
    expect(codes(found)).toHaveLength(500);
    // Five hundred findings are put into words after the deadline, which a slow machine does not do in a second.
    expect(found.durationMs).toBeLessThan(12_000);
  });
});

describe('streams and signals', () => {
  it('a reader that goes away ends nothing but the writing', async () => {
    const cwd = folder();
    const shell = spawn(
      'bash',
      ['-c', `${PROGRAM_IN_SHELL} --require A | head -1; echo "\${PIPESTATUS[0]}"`],
      { cwd },
    );
    let output = '';
    shell.stdout.on('data', (chunk) => {
      output += chunk;
    });
    shell.stderr.on('data', (chunk) => {
      output += chunk;
    });
    await new Promise((resolve) => shell.on('close', resolve));
    expect(output).toMatch(/^dbcheck .*\n1\n$/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while waiting ends it by that signal, at once, and nothing is left',
    TIMED,
    async (signal) => {
      const cwd = folder();
      let sentAt = 0;
      const ended = await dbcheck(['--wait', '60s', '--', 'touch', 'started'], {
        cwd,
        env: { DATABASE_URL: 'postgres://u:hunter2hunter2@127.0.0.1:1/d' },
        after: [
          /waiting/,
          (pid) => {
            sentAt = performance.now();
            process.kill(pid, signal);
          },
        ],
      });
      expect(ended).toMatchObject({ status: null, signal, stdout: '' });
      expect(performance.now() - sentAt).toBeLessThan(500);
      expect(ended.stderr).toMatch(
        /^dbcheck: waiting, \d+ s left: DATABASE_URL: nothing listens on 127\.0\.0\.1:1; .*\n/,
      );
      expect(ended.stderr).not.toContain('hunter2');
    },
  );

  it('SIGUSR1 while waiting opens no debugger', async () => {
    const { status, stderr } = await dbcheck(['--wait', '60s'], {
      cwd: folder(),
      env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d' },
      after: [/waiting/, (pid) => process.kill(pid, 'SIGUSR1')],
    });
    expect(status).toBe(138);
    expect(stderr).not.toContain('Debugger');
  });

  it('a working directory that was removed is told', () => {
    const script = `mkdir gone && cd gone && rmdir ../gone && ${PROGRAM_IN_SHELL}`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: folder(), encoding: 'utf8' });
    // Bun says so itself, before the executable's first line.
    expect(status).toBe(IS_EXECUTABLE ? 1 : 2);
    expect(stderr).toMatch(/working directory (does not exist any more|was deleted)/);
  });

  it.skipIf(IS_EXECUTABLE)(
    'a Node that is too old gets one line and status 2 (the executable has none)',
    async () => {
      const source = join(import.meta.dirname, '../../bin/dbcheck.js');
      const cwd = folder();
      writeFileSync(
        join(cwd, 'old.js'),
        "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });\n",
      );
      const child = spawn(process.execPath, ['--require', './old.js', source], { cwd });
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      const status = await new Promise((resolve) => child.on('close', resolve));
      expect(status).toBe(2);
      expect(stderr).toBe('dbcheck: needs Node 20.18 or newer; this is Node 18.20.0\n');
    },
  );
});
