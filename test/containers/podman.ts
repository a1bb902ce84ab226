import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, inject } from 'vitest';

const root = join(import.meta.dirname, '../..');
const containers = inject('containers');

export const DEBIAN = 'localhost/debian:12-slim';
/** Python and its libraries, without a shell. */
export const DISTROLESS = 'localhost/distroless';

/** `describe` for what needs containers: where there are none, its title tells why. */
export function describeInContainers(title: string, tests: () => void): void {
  if ('reason' in containers) describe.skip(`${title} (skipped: ${containers.reason})`, tests);
  else describe(title, tests);
}

export interface Artefact {
  readonly artefact: string;
  /** Options that put it into a container. */
  readonly mounts: readonly string[];
  /** The words that start it there. */
  readonly program: readonly string[];
}

const readOnly = (from: string, to: string) => ['--volume', `${join(root, from)}:${to}:ro`];

export const EXECUTABLE: Artefact = {
  artefact: 'the executable',
  mounts: readOnly(`dist/dbcheck-linux-${process.arch}`, '/usr/local/bin/dbcheck'),
  program: ['dbcheck'],
};

const PACKAGE_FILES = [
  'package.json',
  'bin',
  'dist/cli.js',
  'dist/chunks',
  'dist/compiled',
  'dist/prebuilds',
];

const PACKAGE: Artefact = {
  artefact: 'the npm package under Node',
  mounts: [
    ...readOnly('node_modules/node/bin/node', '/usr/local/bin/node'),
    ...PACKAGE_FILES.flatMap((file) => readOnly(file, `/opt/dbcheck/${file}`)),
  ],
  program: ['node', '/opt/dbcheck/bin/dbcheck.js'],
};

export const ARTEFACTS = [EXECUTABLE, PACKAGE];

/** Passes in no time. */
export const PASS = ['--quiet', '--only', 'env', '--require', 'PATH'];

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves when this was written on either stream; rejects when the process ended without it. */
  written(pattern: RegExp): Promise<void>;
}

/** Starts podman; `input` is its standard input, which is empty otherwise. */
export function start(args: readonly string[], input = ''): Running {
  if ('reason' in containers) throw new Error(containers.reason);
  const child = spawn('podman', args, { env: containers.env, stdio: ['pipe', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk;
      for (const look of waiting) look();
    });
  }
  child.stdin.on('error', () => {}).end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, ...text }));
  });
  const written = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (pattern.test(text.stdout + text.stderr)) resolve();
      };
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`ended without ${pattern}: ${text.stdout}${text.stderr}`)), reject);
    });
  return { ended, written };
}

export function podman(...args: string[]): Promise<Ended> {
  return start(args).ended;
}

/** Runs a container to its end, and removes it. */
export function run(args: readonly string[], input?: string): Promise<Ended> {
  return start(['run', '--rm', '--network', 'host', '--pull=never', ...args], input).ended;
}
