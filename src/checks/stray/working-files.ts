import { basename, dirname, join, relative, resolve } from 'node:path';
import { realpath } from '../../files/fs-calls.js';
import { inTime, NoAnswer } from '../../files/in-time.js';
import { now } from '../../now.js';
import type { Context } from '../context.js';

/** The working directory without symbolic links, and how paths below it are shown. */
export interface WorkingFolder {
  readonly real: string;
  /** Relative where it lies below. */
  shown(path: string): string;
}

export async function workingFolder({ cwd }: Context, deadline: number): Promise<WorkingFolder> {
  const real = await realOf(cwd, deadline);
  return {
    real,
    shown(path) {
      const below = relative(real, path);
      return below === '' ? '.' : below === '..' || below.startsWith('../') ? path : below;
    },
  };
}

/** The files of the databases that are configured, without symbolic links. They need not exist. */
export async function configuredFiles(context: Context, deadline: number): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for (const { target } of context.databases) {
    if (target?.file && target.file !== ':memory:')
      files.add(await realOf(resolve(context.cwd, target.file), deadline));
  }
  return files;
}

/** `main (postgres)`: the databases that are servers. */
export function serversOf({ databases }: Context): string[] {
  return databases
    .filter(({ target }) => /^(postgres|mysql|mariadb)$/.test(target?.dialect ?? ''))
    .map(({ name, target }) => `${name} (${target?.dialect})`);
}

/** Whether `stray.allow` takes a file, by its path from the working directory or from the top. */
export async function allowList(
  { settings }: Context,
  folder: WorkingFolder,
): Promise<(path: string) => boolean> {
  const globs = settings.stray.allow.map((glob) => glob.replace(/^\.\//, '').replace(/\/+$/, ''));
  if (globs.length === 0) return () => false;
  const { default: picomatch } = await import('picomatch');
  // A folder stands for what is in it.
  const matches = picomatch([...globs, ...globs.map((glob) => `${glob}/**`)], { dot: true });
  return (path) => matches(relative(folder.real, path)) || matches(path);
}

/**
 * Where the file is not there, its folder without links; where that does not answer, the path as it is. Takes
 * a quarter of the time that is left at most, so that one hanging path leaves some for all others.
 */
export async function realOf(path: string, deadline: number): Promise<string> {
  const began = now();
  const soon = began + (deadline - began) / 4;
  const real = (each: string) =>
    inTime(() => realpath(each), soon).catch((error: unknown) => (error instanceof NoAnswer ? each : null));
  const own = await real(path);
  if (own !== null) return own;
  return join((await real(dirname(path))) ?? dirname(path), basename(path));
}
