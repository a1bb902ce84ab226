import { dirname, isAbsolute, join, resolve } from 'node:path';
import { errnoOf } from './errno.js';
import { textOf } from './file-text.js';
import { lstat, readFile, stat } from './fs-calls.js';
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

/**
 * The ignore rules beside those of the working tree, strongest first: of this clone, and of this user
 * (gitignore(5)). `home` is the user's own folder.
 */
export async function excludeFiles({ gitDir }: Repository, home: string | undefined): Promise<string[]> {
  const common = await commonOf(gitDir);
  const configs = [join(common, 'config')];
  if (home) configs.push(join(home, '.gitconfig'), join(home, '.config/git/config'));
  let own = home ? join(home, '.config/git/ignore') : null;
  for (const config of configs) {
    const [, written] = /^\s*excludesfile\s*=\s*"?(.+?)"?\s*$/im.exec((await textOf(config)) ?? '') ?? [];
    if (!written) continue;
    own = written.startsWith('~/') && home ? join(home, written.slice(2)) : written;
    break;
  }
  return [join(common, 'info/exclude'), ...(own && isAbsolute(own) ? [own] : [])];
}

/** What a worktree shares with the others. */
async function commonOf(gitDir: string): Promise<string> {
  const common = (await textOf(join(gitDir, 'commondir'))) ?? '.';
  return resolve(gitDir, common.trim());
}

/** As the configuration of the repository says. */
async function hashBytesOf(gitDir: string): Promise<20 | 32> {
  const config = (await textOf(join(await commonOf(gitDir), 'config'))) ?? '';
  return /^\s*objectformat\s*=\s*sha256/im.test(config) ? 32 : 20;
}
