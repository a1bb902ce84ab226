import { closeSync, constants, fstatSync, opendirSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What dbcheck looks at of a project; everything else of `src/target` is handed the text. */
export interface ProjectFiles {
  /** The names in a folder below the working directory (the directory itself by default), the first 2,000. */
  list(folder?: string): readonly string[];
  /** The text of a file: null where there is none, `unreadable` where there is one that cannot be taken. */
  read(name: string): string | null | typeof unreadable;
}

/** Too large, not allowed, no regular file, outside of the working directory, or one file too many. */
export const unreadable = Symbol('unreadable');

/** Bytes: a lock file of a large project has a megabyte. */
const LARGEST = 2 * 1024 * 1024;
const MOST_FILES = 60;
const MOST_NAMES = 2000;

/** The files of the project in `cwd`: at most sixty of them, none outside of it, each read once. */
export function projectFiles(cwd: string): ProjectFiles {
  const texts = new Map<string, ReturnType<ProjectFiles['read']>>();
  const lists = new Map<string, readonly string[]>();
  let opened = 0;
  return {
    list(folder = '.') {
      const known = lists.get(folder) ?? namesIn(cwd, folder);
      lists.set(folder, known);
      return known;
    },
    read(name) {
      const known = texts.get(name);
      if (known !== undefined) return known;
      const path = below(cwd, name);
      if (typeof path === 'string') opened += 1;
      const text = typeof path !== 'string' ? path : opened > MOST_FILES ? unreadable : textOf(path);
      texts.set(name, text);
      return text;
    },
  };
}

/** Where a name leads to, links followed. */
function below(cwd: string, name: string): string | null | typeof unreadable {
  try {
    const path = realpathSync(join(cwd, name));
    const way = relative(realpathSync(cwd), path);
    return way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep) ? unreadable : path;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? null : unreadable;
  }
}

function namesIn(cwd: string, folder: string): string[] {
  const path = below(cwd, folder);
  if (typeof path !== 'string') return [];
  const names: string[] = [];
  try {
    const entries = opendirSync(path);
    try {
      for (let entry = entries.readSync(); entry && names.length < MOST_NAMES; entry = entries.readSync())
        names.push(entry.name);
    } finally {
      entries.closeSync();
    }
  } catch {
    return [];
  }
  return names.sort();
}

function textOf(path: string): string | typeof unreadable {
  try {
    // Not blocking: what bears the name of a manifest may be a pipe.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || stats.size > LARGEST) return unreadable;
      const bytes = Buffer.alloc(stats.size);
      return decoded(bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return unreadable;
  }
}

/** PowerShell's `pip freeze > requirements.txt` writes UTF-16. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}
