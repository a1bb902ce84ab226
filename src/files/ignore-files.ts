import { dirname, join, relative } from 'node:path';
import type { Ignore } from 'ignore';
import { textOf } from './file-text.js';

/** Whether git ignores a path below the top of a working tree, which is absolute and need not exist. */
export type GitIgnores = (path: string) => Promise<boolean>;

/** By the `.gitignore` files, then by the rules of this clone and of this user, weakest last. */
export async function gitIgnores(top: string, excludes: readonly string[] = []): Promise<GitIgnores> {
  const { default: ignore } = await import('ignore');
  const rules = new Map<string, Promise<Ignore>>();
  const own = await Promise.all(
    excludes.map(async (file) => ignore({ ignorecase: false }).add((await textOf(file)) ?? '')),
  );
  const rulesOf = (folder: string) => {
    let found = rules.get(folder);
    if (!found) {
      found = textOf(join(folder, '.gitignore')).then((text) =>
        ignore({ ignorecase: false }).add(text ?? ''),
      );
      rules.set(folder, found);
    }
    return found;
  };
  /** By the nearest file that says something; null when none does. */
  const saidOf = async (path: string, isFolder: boolean) => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const { ignored, unignored } = (await rulesOf(folder)).test(
        relative(folder, path) + (isFolder ? '/' : ''),
      );
      if (ignored || unignored) return ignored;
      if (folder === top) break;
    }
    const place = relative(top, path) + (isFolder ? '/' : '');
    const decisive = own.map((rules) => rules.test(place)).find((said) => said.ignored || said.unignored);
    return decisive?.ignored ?? false;
  };
  return async (path) => {
    const names = relative(top, path).split('/');
    for (let depth = 1; depth <= names.length; depth += 1) {
      const step = join(top, ...names.slice(0, depth));
      // What lies in an ignored folder can't be taken back in.
      if (await saidOf(step, depth < names.length)) return true;
    }
    return false;
  };
}

/** Whether the text of a `.dockerignore` covers a path, relative to the folder of the build. */
export async function dockerIgnores(text: string): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import('picomatch');
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const negated = line.startsWith('!');
      const pattern = line
        .slice(negated ? 1 : 0)
        .trim()
        .replace(/^\.?\/+/, '')
        .replace(/\/+$/, '');
      return { negated, matches: picomatch(pattern || '.', { dot: true, nobrace: true, noextglob: true }) };
    });
  return (path) => {
    const names = path.split('/');
    const steps = names.map((_, index) => names.slice(0, index + 1).join('/'));
    // The last rule that matches the path or a folder that it lies in decides.
    return rules.findLast(({ matches }) => steps.some((step) => matches(step)))?.negated === false;
  };
}
