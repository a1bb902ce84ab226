import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Cut, type LineFault, readLines } from './dotenv/line-faults.js';
import { grammarOf, type LoaderInUse } from './dotenv/loaders.js';
import { readAs } from './dotenv/read-as.js';

/** A `.env` file holds a screenful; more than this is something else. In bytes. */
const LARGEST = 1024 * 1024;

export interface DotenvFile {
  /** Relative to the working directory, or absolute. */
  readonly file: string;
  /** Permission bits; null where the file could not be opened. */
  readonly mode: number | null;
  /** Why it could not be read: an errno's name, `too-large`, `utf-16`, `nul-byte`; null where it was. */
  readonly problem: string | null;
  readonly values: Readonly<Record<string, string>>;
  /** 1-based line of each name's last assignment, which is the one that counts. */
  readonly lines: ReadonlyMap<string, number>;
  readonly faults: readonly LineFault[];
  readonly cuts: readonly Cut[];
}

/**
 * Reads one file as the first loader does that dbcheck knows, else as npm's dotenv does; null where there is none,
 * or a virtual environment's folder.
 */
export async function readDotenvFile(
  folder: string,
  file: string,
  {
    loaders = [],
    env = {},
  }: {
    readonly loaders?: readonly LoaderInUse[];
    readonly env?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<DotenvFile | null> {
  const nothing = { file, mode: null, values: {}, lines: new Map<string, number>(), faults: [], cuts: [] };
  const path = resolve(folder, file);
  let bytes: Buffer;
  let mode: number;
  try {
    // Not to wait for the writer of a named pipe.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return directory(path, nothing);
      mode = stats.mode & 0o777;
      if (!stats.isFile()) return { ...nothing, mode, problem: 'not-a-file' };
      if (stats.size > LARGEST) return { ...nothing, mode, problem: 'too-large' };
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && isLink(path)) return { ...nothing, problem: 'dangling-link' };
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { ...nothing, problem: code };
  }
  const problem = notText(bytes);
  if (problem) return { ...nothing, mode, problem };
  const text = bytes.toString('utf8');
  const values = await readAs(grammarOf(loaders), text, env);
  return { file, mode, problem: null, values, ...readLines(text) };
}

/** An empty directory is Docker's work, for a mount whose source is missing; another one is a virtual environment. */
function directory(path: string, nothing: Omit<DotenvFile, 'problem'>): DotenvFile | null {
  return readdirSync(path).length > 0 ? null : { ...nothing, problem: 'directory' };
}

/** What no loader reads, and no variable can hold. */
function notText(bytes: Buffer): string | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  return bytes.includes(0) ? 'nul-byte' : null;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
