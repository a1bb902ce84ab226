import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

/** A hundred databases need 20 KB. */
const LIMIT = 1024 * 1024;

/**
 * The text of a configuration file, without its byte order mark; null where it does not exist. `shown` is the
 * name for messages. Throws `UsageError` for what is no readable text of at most 1 MiB.
 */
export function readText(path: string, shown: string): string | null {
  let descriptor: number | null = null;
  try {
    refuseOther(statSync(path), shown);
    // Not blocking: a pipe that took the file's place in the meantime has nobody at its other end.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    refuseOther(fstatSync(descriptor), shown);
    return decode(readBytes(descriptor, shown), shown);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof UsageError || code === undefined) throw error;
    if (isAbsence(error)) return null;
    throw new UsageError(`the file cannot be read (${code}${code === 'EACCES' ? `, as ${whoAmI()}` : ''})`, {
      file: shown,
    });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Whether an error of the file system says that there is nothing of that name. */
export function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function refuseOther(stats: Stats, file: string): void {
  if (stats.isDirectory()) {
    throw new UsageError(
      'a directory stands where a file is expected (Docker makes one when the file of a mount is missing)',
      { file },
    );
  }
  if (!stats.isFile())
    throw new UsageError('a device, pipe or socket stands where a file is expected', { file });
  if (stats.size > LIMIT) throw tooLarge(`${stats.size} bytes`, file);
}

function readBytes(descriptor: number, shown: string): Buffer {
  const buffer = Buffer.alloc(LIMIT + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    read = readSync(descriptor, buffer, length, buffer.length - length, null);
  }
  if (length > LIMIT) throw tooLarge('more', shown);
  return buffer.subarray(0, length);
}

function tooLarge(size: string, file: string): UsageError {
  return new UsageError(
    `the file holds ${size}; the limit for a configuration file is 1 MiB (${LIMIT} bytes)`,
    {
      file,
    },
  );
}

function decode(bytes: Buffer, file: string): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff')
    throw new UsageError('the file is UTF-16; save it as UTF-8', { file });
  if (!isUtf8(bytes)) throw new UsageError('the file is not UTF-8 text', { file });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\0')) throw new UsageError('the file is not text: it holds zero bytes', { file });
  return text;
}

function whoAmI(): string {
  return process.getuid ? `user id ${process.getuid()}` : 'this user';
}
