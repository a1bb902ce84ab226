import { lstat, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errnoOf } from './errno.js';
import { textOf } from './file-text.js';
import { trackedAmong, UnreadableIndex } from './git-index.js';

export interface Repository {
  /** The top of the working tree. */
  readonly top: string;
  /** Where the index is: of a worktree or a submodule, a folder of another repository. */
  readonly gitDir: string;
}

/** Something of git's that could not be read. */
export interface GitTrouble {
  readonly path: string;
  /** In words. */
  readonly problem: string;
}

export type RepositoryOf = (folder: string) => Promise<Repository | GitTrouble | null>;

export function isTrouble(found: Repository | GitTrouble): found is GitTrouble {
  return 'problem' in found;
}

/** Finds the repository that a folder belongs to: the nearest `.git` at or above it. Remembers. */
export function repositoryFinder(): RepositoryOf {
  const known = new Map<string, ReturnType<RepositoryOf>>();
  const find: RepositoryOf = (folder) => {
    let found = known.get(folder);
    if (!found) {
      found = repositoryAt(folder).then(
        (own) => own ?? (folder === dirname(folder) ? null : find(dirname(folder))),
      );
      known.set(folder, found);
    }
    return found;
  };
  return find;
}

/** Those of the paths, which are relative to the top, that are in the index. */
export async function trackedIn(
  { gitDir }: Repository,
  paths: Iterable<string>,
): Promise<ReadonlySet<string> | GitTrouble> {
  const path = join(gitDir, 'index');
  try {
    return trackedAmong(await readFile(path), await hashBytesOf(gitDir), paths);
  } catch (error) {
    // A repository to which nothing was ever added has no index.
    if (errnoOf(error) === 'ENOENT') return new Set();
    if (error instanceof UnreadableIndex) return { path, problem: error.message };
    return { path, problem: errnoOf(error) ?? 'it is cut off' };
  }
}

async function repositoryAt(folder: string): Promise<Repository | GitTrouble | null> {
  const path = join(folder, '.git');
  try {
    const own = await stat(path);
    if (own.isDirectory()) return (await isGitFolder(path)) ? { top: folder, gitDir: path } : null;
    const [, link] = /^gitdir: (.+?)\s*$/.exec(await readFile(path, 'utf8')) ?? [];
    if (!link) return null;
    const gitDir = resolve(folder, link);
    if (await isGitFolder(gitDir)) return { top: folder, gitDir };
    return { path, problem: `it leads to ${gitDir}, which is no git folder` };
  } catch (error) {
    const errno = errnoOf(error) ?? String(error);
    return errno === 'ENOENT' || errno === 'ENOTDIR' ? null : { path, problem: errno };
  }
}

async function isGitFolder(path: string): Promise<boolean> {
  return lstat(join(path, 'HEAD')).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return false;
      throw error;
    },
  );
}

/** As the configuration of the repository says, which a worktree shares with the others. */
async function hashBytesOf(gitDir: string): Promise<20 | 32> {
  const common = (await textOf(join(gitDir, 'commondir'))) ?? '.';
  const config = (await textOf(join(resolve(gitDir, common.trim()), 'config'))) ?? '';
  return /^\s*objectformat\s*=\s*sha256/im.test(config) ? 32 : 20;
}
