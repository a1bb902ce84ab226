import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Report } from '../../src/report.js';

const root = join(import.meta.dirname, '../..');

/** Whether these tests run the executable, and not the npm package under Node. */
export const IS_EXECUTABLE = process.env['DBCHECK_ARTEFACT'] === 'executable';

/** The words that start the built program: the npm package under Node, or the executable. */
export const PROGRAM: readonly string[] = IS_EXECUTABLE
  ? [join(root, `dist/dbcheck-linux-${process.arch}`)]
  : [process.execPath, join(root, 'bin/dbcheck.js')];

/** The same for a shell. */
export const PROGRAM_IN_SHELL = PROGRAM.map((word) => `'${word}'`).join(' ');

/** Root without its capabilities is a user like others; the folder of the repository stays its own. */
const DROP = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'];

/** Where Node keeps what it compiled, so that hundreds of runs do not compile the same again. */
const COMPILE_CACHE = join(tmpdir(), 'dbcheck-e2e-compiled');

/** A PATH in which `dbcheck` is the program under test. */
export function programInPath(): string {
  const bin = folder({ dbcheck: `#!/bin/sh\nexec ${PROGRAM_IN_SHELL} "$@"\n` });
  chmodSync(join(bin, 'dbcheck'), 0o755);
  return `${bin}:${process.env['PATH']}`;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly pid: number;
  readonly milliseconds: number;
}

export interface Start {
  readonly cwd: string;
  /** The whole environment but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Without the rights of root to pass over the modes of files. */
  readonly unprivileged?: boolean;
  /** Words before the command: what runs it in a world of its own. */
  readonly before?: readonly string[];
  /** What is done when the process has first written this. */
  readonly after?: readonly [written: RegExp, act: (pid: number) => void];
}

/** Runs the built program as a user's shell would, with nothing in its environment but what is given. */
export function dbcheck(
  args: readonly string[],
  { cwd, env = {}, unprivileged = false, before = [], after }: Start,
): Promise<Ended> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const words = [...before, ...(unprivileged && process.getuid?.() === 0 ? DROP : []), ...PROGRAM, ...args];
    const child = spawn(words[0] ?? '', words.slice(1), {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let left = after;
    const look = () => {
      if (!left?.[0].test(stdout + stderr)) return;
      left[1](child.pid ?? 0);
      left = undefined;
    };
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      look();
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      look();
    });
    child.stdin.end();
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const milliseconds = performance.now() - startedAt;
      resolve({ status, signal, stdout, stderr, pid: child.pid ?? 0, milliseconds });
    });
  });
}

/** The report of a run in JSON; fails the test when standard output holds anything else. */
export async function report(
  args: readonly string[],
  start: Start,
): Promise<Report & { status: number | null }> {
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...start.env };
  const ended = await dbcheck([...args, '--format', 'json'], { ...start, env });
  expect(ended.stdout, ended.stderr).not.toBe('');
  return { ...(JSON.parse(ended.stdout) as Report), status: ended.status };
}

/** The codes of a report's errors and, where asked for, of its warnings. */
export function codes({ checks }: Report, severity: 'error' | 'warning' = 'error'): string[] {
  return checks.flatMap(({ findings }) =>
    findings.filter((each) => each.severity === severity).map(({ code }) => code),
  );
}

/** Starts a command behind dbcheck, and tells whether it ran. */
export async function guarded(args: readonly string[], start: Start): Promise<Ended & { started: boolean }> {
  const marker = join(folder(), 'started');
  const ended = await dbcheck([...args, '--', 'touch', marker], start);
  return { ...ended, started: existsSync(marker) };
}

const made: string[] = [];

/** A new folder with these files, removed after the tests of the file. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}, from?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'dbcheck-e2e-'));
  made.push(path);
  if (from) cpSync(from, path, { recursive: true, filter: (source) => !source.endsWith('.test.ts') });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

afterAll(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A folder that the tests' user may look into and not write to. */
export function foreignFolder(): string {
  const path = folder();
  if (process.getuid?.() === 0) chownSync(path, 65534, 65534);
  chmodSync(path, process.getuid?.() === 0 ? 0o755 : 0o555);
  return path;
}
