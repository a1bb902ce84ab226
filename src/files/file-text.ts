import { errnoOf } from './errno.js';
import { readFile } from './fs-calls.js';

/** Null where there is no such file. */
export async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return null;
    throw error;
  });
}
