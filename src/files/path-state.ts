import type { Stats } from 'node:fs';
import { lstat, mkdir, readlink, stat } from 'node:fs/promises';
import { errnoOf } from './errno.js';

/** What lies at a path, or what stands in the way to it. */
export type PathState =
  | { readonly is: 'there'; readonly stats: Stats }
  /** `missing` is the first folder on the way that is not there; `parent`, the one above, is. */
  | { readonly is: 'missing'; readonly missing: string; readonly parent: string }
  /** A symbolic link on the way leads to nothing (ENOENT) or in circles (ELOOP). */
  | { readonly is: 'dangling'; readonly link: string; readonly target: string; readonly errno: string }
  /** Something on the way is no folder. */
  | { readonly is: 'blocked'; readonly by: string }
  /** This user may not look into a folder on the way. */
  | { readonly is: 'forbidden'; readonly by: string; readonly errno: string }
  | { readonly is: 'failed'; readonly errno: string };

/** `path` is absolute. Follows symbolic links; opens nothing. */
export async function pathState(path: string): Promise<PathState> {
  try {
    return { is: 'there', stats: await stat(path) };
  } catch (error) {
    return (await obstacle(path)) ?? { is: 'failed', errno: errnoOf(error) ?? String(error) };
  }
}

/** Goes down to the path from the top; null when nothing is in the way after all. */
async function obstacle(path: string): Promise<PathState | null> {
  let parent = '/';
  for (const step of stepsTo(path)) {
    try {
      const own = await lstat(step);
      const led = own.isSymbolicLink() ? await throughLink(step) : own;
      if ('is' in led) return led;
      if (step !== path && !led.isDirectory()) return { is: 'blocked', by: step };
    } catch (error) {
      const errno = errnoOf(error) ?? String(error);
      if (errno === 'ENOENT') return { is: 'missing', missing: step, parent };
      if (errno === 'EACCES' || errno === 'EPERM') return { is: 'forbidden', by: parent, errno };
      return { is: 'failed', errno };
    }
    parent = step;
  }
  return null;
}

async function throughLink(link: string): Promise<Stats | PathState> {
  try {
    return await stat(link);
  } catch (error) {
    const errno = errnoOf(error) ?? String(error);
    const target = await readlink(link);
    if (errno === 'ENOENT' || errno === 'ELOOP') return { is: 'dangling', link, target, errno };
    if (errno === 'ENOTDIR') return { is: 'blocked', by: link };
    if (errno === 'EACCES' || errno === 'EPERM') return { is: 'forbidden', by: link, errno };
    return { is: 'failed', errno };
  }
}

/**
 * Makes a folder and what is missing above it, with mode 0755 less the umask. Answers the first that it made,
 * null where all was there. (mkdir's own `recursive` calls a read-only file system ENOENT.)
 */
export async function makeFolder(path: string): Promise<string | null> {
  let first: string | null = null;
  for (const step of stepsTo(path)) {
    try {
      await mkdir(step, 0o755);
      first ??= step;
    } catch (error) {
      const there = await stat(step).catch(() => null);
      if (!there?.isDirectory()) throw error;
    }
  }
  return first;
}

/** `/data/app` is reached by `/data`, `/data/app`. */
function stepsTo(path: string): string[] {
  const names = path.split('/').filter(Boolean);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}
