import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Linux takes no longer a variable than this either. In bytes. */
const LARGEST = 128 * 1024;

export type SecretFile =
  | {
      readonly value: string;
      readonly problem: null;
      /** Whether a line end was cut off. */
      readonly cut: boolean;
    }
  /** An errno's name, `directory`, `not-a-file`, `too-large`, `empty` or `not-a-path`. */
  | { readonly value: null; readonly problem: string };

/**
 * Reads what a `NAME_FILE` points to, as the entry points of the official images do: the whole file without
 * its last line ends. A value that is no path (a secret that was put there by mistake) is `not-a-path`.
 */
export function readSecretFile(cwd: string, path: string): SecretFile {
  if (/[\n\0]/.test(path) || path.includes('://')) return { value: null, problem: 'not-a-path' };
  try {
    const descriptor = openSync(resolve(cwd, path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return { value: null, problem: 'directory' };
      // Process substitution hands a pipe over, which can be read only once; the application needs it.
      if (!stats.isFile()) return { value: null, problem: 'not-a-file' };
      if (stats.size > LARGEST) return { value: null, problem: 'too-large' };
      const content = readFileSync(descriptor, 'utf8');
      const value = content.replace(/[\r\n]+$/, '');
      return value ? { value, problem: null, cut: value !== content } : { value: null, problem: 'empty' };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !beginsLikeAPath(cwd, path)) return { value: null, problem: 'not-a-path' };
    return { value: null, problem: code === 'ENAMETOOLONG' ? 'not-a-path' : code };
  }
}

/** Half of all random secrets in base64 have a slash; a path has one behind a folder that is there. */
function beginsLikeAPath(cwd: string, path: string): boolean {
  const [folder = ''] = path.replace(/^\/+/, '').split('/', 1);
  if (!path.includes('/') || folder === '') return false;
  return existsSync(resolve(path.startsWith('/') ? '/' : cwd, folder));
}

/** Whose file it is and who may read it, in words; null where even that may not be looked at. */
export function accessTo(cwd: string, path: string): string | null {
  try {
    const { uid, gid, mode } = statSync(resolve(cwd, path));
    const own = `this user is ${process.getuid?.() ?? '?'}:${process.getgid?.() ?? '?'}`;
    return `It belongs to ${uid}:${gid}, with mode ${(mode & 0o7777).toString(8).padStart(4, '0')}; ${own}`;
  } catch {
    return null;
  }
}
