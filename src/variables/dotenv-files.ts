import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A `.env` file holds a screenful; more than this is something else. In bytes. */
const LARGEST = 1024 * 1024;

/** How loaders read a line differently: the reasons of `dotenv/syntax`. */
export type SyntaxFault = 'byte-order-mark' | 'carriage-return' | 'unquoted-blanks' | 'no-assignment';

export interface DotenvFile {
  /** Relative to the working directory. */
  readonly file: string;
  /** Permission bits; null where the file could not be opened. */
  readonly mode: number | null;
  /** Why it could not be read: an errno's name, or `too-large`; null where it was. */
  readonly problem: string | null;
  readonly values: Readonly<Record<string, string>>;
  /** 1-based line of each name's last assignment, which is the one that counts. */
  readonly lines: ReadonlyMap<string, number>;
  readonly faults: readonly { readonly line: number; readonly reason: SyntaxFault }[];
}

const NOT_FOR_LOADING = /\.(example|sample|template|dist)$/;
const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*|:\s+)(.*)$/;

/** The names in a folder that loaders take for a `.env` file: `.env`, `.env.NAME`, `.env.NAME.local`. */
export function listDotenvFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => entry.name)
      .filter((name) => /^\.env(\.[^.]+){0,2}$/.test(name) && !NOT_FOR_LOADING.test(name))
      .sort();
  } catch {
    // A working directory that can't be listed is told by the checks that need it.
    return [];
  }
}

/** Reads one file as npm's dotenv does; null where there is none, or a virtual environment's folder. */
export async function readDotenvFile(folder: string, file: string): Promise<DotenvFile | null> {
  const nothing = { file, mode: null, values: {}, lines: new Map<string, number>(), faults: [] };
  let text: string;
  let mode: number;
  try {
    // Not to wait for the writer of a named pipe.
    const descriptor = openSync(join(folder, file), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return directory(join(folder, file), nothing);
      mode = stats.mode & 0o777;
      if (!stats.isFile()) return { ...nothing, mode, problem: 'not-a-file' };
      if (stats.size > LARGEST) return { ...nothing, mode, problem: 'too-large' };
      text = readFileSync(descriptor, 'utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && isLink(join(folder, file))) return { ...nothing, problem: 'dangling-link' };
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { ...nothing, problem: code };
  }
  const { parse } = await import('dotenv');
  return { file, mode, problem: null, values: parse(text), ...positions(text) };
}

/** An empty directory is Docker's work, for a mount whose source is missing; another one is a virtual environment. */
function directory(path: string, nothing: Omit<DotenvFile, 'problem'>): DotenvFile | null {
  return readdirSync(path).length > 0 ? null : { ...nothing, problem: 'directory' };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function positions(text: string): Pick<DotenvFile, 'lines' | 'faults'> {
  const lines = new Map<string, number>();
  const faults: { line: number; reason: SyntaxFault }[] = [];
  if (text.startsWith('\uFEFF')) faults.push({ line: 1, reason: 'byte-order-mark' });
  const carriageReturn = text.split('\n').findIndex((line) => line.endsWith('\r'));
  if (carriageReturn >= 0) faults.push({ line: carriageReturn + 1, reason: 'carriage-return' });
  let open: string | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (open) {
      if (raw.includes(open)) open = null;
      continue;
    }
    if (!raw.trim() || raw.trimStart().startsWith('#')) continue;
    const [, name, rest = ''] = ASSIGNMENT.exec(raw) ?? [];
    if (!name) {
      faults.push({ line: index + 1, reason: 'no-assignment' });
      continue;
    }
    lines.set(name, index + 1);
    const quote = /^["'`]/.exec(rest)?.[0];
    if (quote) open = rest.indexOf(quote, 1) < 0 ? quote : null;
    else if (/\s/.test(rest.replace(/\s*#.*$/, '').trim()))
      faults.push({ line: index + 1, reason: 'unquoted-blanks' });
  }
  return { lines, faults };
}
