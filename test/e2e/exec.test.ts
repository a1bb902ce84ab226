import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dbcheck, folder, PROGRAM_IN_SHELL } from './dbcheck.js';

const cwd = folder();
/** Passes with nothing configured, in no time. */
const PASS = ['--only', 'env', '--require', 'HOME', '--quiet'];
const env = { HOME: '/root', COLOUR: 'blue $HOME *' };

async function started(...command: string[]) {
  return dbcheck([...PASS, '--', ...command], { cwd, env });
}

describe('the started command', () => {
  it('has the process id of dbcheck', async () => {
    const { stdout, pid, status } = await started('sh', '-c', 'echo $$; exit 7');
    expect(stdout.trim()).toBe(String(pid));
    expect(status).toBe(7);
  });

  it('has nothing of dbcheck left: the program is its own, with one thread', async () => {
    const { stdout } = await started('cat', '/proc/self/status');
    expect(stdout).toMatch(/^Name:\tcat$/m);
    expect(stdout).toMatch(/^Threads:\t1$/m);
  });

  it('has no signal ignored and none blocked', async () => {
    const { stdout } = await started('cat', '/proc/self/status');
    expect(stdout).toMatch(/^SigIgn:\t0+$/m);
    expect(stdout).toMatch(/^SigBlk:\t0+$/m);
  });

  it('has no descriptor open that it would not have without dbcheck', async () => {
    const numbers = (listing: string) => listing.trim().split('\n').length;
    const bare = execFileSync('ls', ['/proc/self/fd'], { cwd, encoding: 'utf8' });
    const { stdout } = await started('ls', '/proc/self/fd');
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['0', '1', '2']));
    expect(numbers(stdout)).toBeLessThanOrEqual(numbers(bare));
  });

  it.each([0, 1, 2])('finds stream %i blocking, as it was', async (stream) => {
    const { stdout } = await started('cat', `/proc/self/fdinfo/${stream}`);
    const flags = Number.parseInt(/^flags:\s*(\d+)$/m.exec(stdout)?.[1] ?? '', 8);
    expect(flags & 0o4000).toBe(0);
  });

  it('gets the environment that dbcheck was started with, and nothing else', async () => {
    const { stdout } = await started('env');
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['COLOUR', 'HOME', 'PATH']);
  });

  it('gets what a .env file adds where the policy allows it, and the environment wins', async () => {
    const here = folder({ '.env': 'COLOUR=red\nSHAPE=round\n' });
    const { stdout } = await dbcheck([...PASS, '-e', 'development', '--', 'env'], { cwd: here, env });
    expect(stdout).toContain('SHAPE=round\n');
    expect(stdout).toContain('COLOUR=blue $HOME *\n');
  });

  it('gets its arguments as they are, without a shell', async () => {
    const { stdout } = await started('printf', '%s|', '$HOME', '*', 'a b', '--only', '--');
    expect(stdout).toBe('$HOME|*|a b|--only|--|');
  });

  it('is started with the name that was given as its argument zero', async () => {
    const { stdout } = await started('sh', '-c', 'cat /proc/$$/cmdline');
    expect(stdout.split('\0')[0]).toBe('sh');
  });

  it('gets its signals itself', async () => {
    const { status, stdout } = await dbcheck(
      [
        ...PASS,
        '--',
        'sh',
        '-c',
        'trap "echo caught; exit 42" TERM; echo ready; while :; do sleep 0.05; done',
      ],
      { cwd, env, after: [/ready/, (pid) => process.kill(pid, 'SIGTERM')] },
    );
    expect(stdout).toBe('ready\ncaught\n');
    expect(status).toBe(42);
  });

  it('dies of SIGPIPE quietly, as under a shell', async () => {
    const { stderr, stdout } = await started('sh', '-c', 'yes | head -1');
    expect(stdout).toBe('y\n');
    expect(stderr).toBe('');
  });

  it('may be called like a command of dbcheck', async () => {
    const { status, stderr } = await started('inspect');
    expect(status).toBe(127);
    expect(stderr).toContain('inspect: command not found');
  });
});

describe('a command that cannot be started', () => {
  const bin = folder({
    'no-bits': '#!/bin/sh\n',
    'plain-text': 'echo hello\n',
    'no-interpreter': '#!/does/not/exist\n',
    windows: '#!/bin/sh\r\necho hello\r\n',
    'broken-elf': Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(200)]),
  });
  for (const name of ['plain-text', 'no-interpreter', 'windows', 'broken-elf'])
    chmodSync(join(bin, name), 0o755);
  mkdirSync(join(bin, 'folder'));

  it.each([
    ['is not in PATH', 'no-such-program', 127],
    ['is a path to nothing', './no-such-program', 127],
    ['is empty', '', 127],
    ['may not be executed', './no-bits', 126],
    ['is a folder', './folder', 126],
    ['has no #! line', './plain-text', 126],
    ['has an interpreter that is not there', './no-interpreter', 127],
    ['has Windows line ends', './windows', 127],
    ['is no program for this machine', './broken-elf', 126],
    ['lies below a file', './plain-text/x', 127],
  ])('that %s ends with one line and status %#', async (_, command, expected) => {
    const { status, signal, stderr, stdout } = await dbcheck([...PASS, '--', command], { cwd: bin, env });
    expect({ status, signal, stdout }).toEqual({ status: expected, signal: null, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^dbcheck: /);
  });

  it('that may be a secret is not echoed', async () => {
    const { status, stderr } = await started('postgres://app:hunter2hunter2@db/app');
    expect(status).toBe(127);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('what Node cannot hand on unchanged', () => {
  it('keeps the command from starting', () => {
    const script = `X=$'\\xff' ${PROGRAM_IN_SHELL} ${PASS.join(' ')} -- echo started`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 126, stdout: '' });
    expect(stderr).toContain('the variable X has bytes that are not UTF-8');
  });
});

describe('a failing check', () => {
  it('leaves standard output to nobody and does not start the command', async () => {
    const { status, stdout, stderr } = await dbcheck(
      ['--only', 'env', '--require', 'NOT_SET', '--', 'echo', 'started'],
      { cwd, env },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('env/missing');
  });
});
