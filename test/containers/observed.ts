import { join } from 'node:path';
import { expect } from 'vitest';
import { run } from './podman.js';

/** What a process in a container found out about itself: `observe.py`. */
export interface Observed {
  readonly pid: number;
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly mapped: readonly string[];
  readonly descriptors: Readonly<Record<string, string>>;
  readonly children: readonly string[];
  readonly processes: readonly number[];
  readonly terminals: readonly boolean[];
  readonly limits: Readonly<Record<string, readonly number[]>>;
  readonly status: Readonly<Record<string, readonly string[]>>;
}

const SCRIPT = join(import.meta.dirname, 'observe.py');
/** What containers usually have; podman would raise the second, which not every machine allows. */
const LIMITS = ['--ulimit', 'nofile=1024:4096', '--ulimit', 'nproc=20000:20000'];
/** The same for each container, so that only dbcheck can make a difference. */
const SAME = ['--hostname', 'same', ...LIMITS, '--volume', `${SCRIPT}:/observe.py:ro`];
const OBSERVE = ['python3', '/observe.py'];

/** Runs the observer with podman's options and an image, behind these words or on its own. */
export async function observed(
  options: readonly string[],
  image: string,
  before: readonly string[] = [],
): Promise<Observed> {
  const { status, stdout, stderr } = await run([...SAME, ...options, image, ...before, ...OBSERVE]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Observed;
}

/**
 * What the command must find behind dbcheck: what it finds without it. Node and Bun raise one limit when they
 * start, before a line of dbcheck runs, and what it was is lost.
 */
export function asWithout(bare: Observed): Observed {
  const [, hard = 0] = bare.limits['RLIMIT_NOFILE'] ?? [];
  return { ...bare, limits: { ...bare.limits, RLIMIT_NOFILE: [hard, hard] } };
}
