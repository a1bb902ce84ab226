import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation, Outcome } from '../../src/report.js';
import { bundle } from '../bundle.js';
import type { FileContextOptions } from './file-context.js';

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

export const asUser = (uid: number, groups: readonly number[] = []) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${uid}`,
  groups.length ? `--groups=${groups.join(',')}` : '--clear-groups',
];

const isRoot = process.getuid?.() === 0;

/** Whether the tests may become another user, and that user may run this Node. */
export const canSwitchUser =
  isRoot && works('setpriv', ...asUser(1234).slice(1), process.execPath, '--version');

/** Whether this machine lets the tests mount; a container without privileges does not. */
export const canMount = isRoot && works('unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt');

/** Whether a file system can be mounted that answers nobody. */
export const canHang = canMount && existsSync('/dev/fuse') && works('python3', '--version');

/**
 * Bundles the checks for a process of their own: another user, another root. Returns the file to run, which
 * lies in the folder that the test removes: one found by the name of the bundle would, when there is none,
 * be the working directory.
 */
export function bundleChecks(folder: string): Promise<string> {
  return bundle(join(import.meta.dirname, 'run-check.ts'), folder);
}

/** Runs a check in a process. `through` is put in front: `setpriv --reuid 1234 …`. */
export function runCheck(
  program: string,
  check: 'paths' | 'stray',
  options: FileContextOptions,
  through: readonly string[] = [],
): Outcome {
  const [command = '', ...args] = [...through, process.execPath, program, check, JSON.stringify(options)];
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));
}

export const codesOf = ({ observations }: Outcome): string[] => observations.map(({ code }) => code);

export function only(outcome: Outcome, code: string): Observation {
  const found = outcome.observations.filter((each) => each.code === code);
  if (found.length !== 1 || !found[0])
    throw new Error(`${found.length} ${code} in ${codesOf(outcome).join(', ')}`);
  return found[0];
}

/** Mounts a file system at the folder that answers nobody, while the work runs. Needs `canHang`. */
export async function whileHanging(at: string, work: () => Promise<void>): Promise<void> {
  const program = join(import.meta.dirname, 'hanging-mount.py');
  const server = spawn('python3', [program, at], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(server.stdout, 'data');
    await work();
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    spawnSync('umount', ['-l', at]);
  }
}
