import { constants, type Stats } from 'node:fs';
import { access, lstat, open, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Attempt } from './attempt.js';

/** The first page's header, or what stands in its place. */
export interface SqliteFile {
  readonly path: string;
  readonly size: number;
  /** Committed pages may lie in `-wal`. */
  readonly wal: boolean;
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const HEADER_BYTES = 100;
/** Bytes of the header: the version to write and to read, 2 for WAL. */
const WRITE_VERSION = 18;
const READ_VERSION = 19;
const WAL = 2;

/** Looks at the file itself before SQLite does. Null where it is not there yet, and its folder could take it. */
export async function lookAtFile(attempt: Attempt, path: string): Promise<SqliteFile | null> {
  const late = () =>
    attempt.failed('connect/no-answer', { place: path, stage: 'file', ms: attempt.elapsedMs() });
  return attempt.within(look(attempt, path), late);
}

async function look(attempt: Attempt, path: string): Promise<SqliteFile | null> {
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (error) {
    return missing(attempt, path, error);
  }
  if (!stats.isFile()) {
    throw unusable(attempt, path, stats.isDirectory() ? 'directory' : 'not-a-file', null, stats);
  }
  const header = await readHeader(path).catch((error: NodeJS.ErrnoException) => {
    throw unusable(attempt, path, isRefusal(error.code) ? 'permission' : 'failed', error.code ?? null, stats);
  });
  // SQLite takes an empty file for a database without tables.
  if (stats.size > 0 && !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw attempt.failed('connect/not-a-database', {
      file: path,
      size: stats.size,
      looksLike: kindOf(header),
    });
  }
  if (stats.size > 0 && header.length < HEADER_BYTES) {
    throw attempt.failed('connect/file-corrupt', { file: path, size: stats.size, answer: null });
  }
  return { path, size: stats.size, wal: header[WRITE_VERSION] === WAL || header[READ_VERSION] === WAL };
}

/** The same pages as a database without a WAL, so that SQLite makes no files for it. */
export function withoutWal(pages: Buffer): Buffer {
  pages[WRITE_VERSION] = 1;
  pages[READ_VERSION] = 1;
  return pages;
}

async function missing(attempt: Attempt, path: string, error: unknown): Promise<null> {
  const { code = null } = error as NodeJS.ErrnoException;
  const folder = dirname(path);
  if (isRefusal(code)) {
    const closed = await closedFolder(folder);
    throw unusable(attempt, path, 'folder-closed', code, await statsOf(closed), closed);
  }
  if (code !== 'ENOENT') throw unusable(attempt, path, REASONS[code ?? ''] ?? 'failed', code);
  const link = await lstat(path).catch(() => null);
  if (link) throw unusable(attempt, path, 'dangling-link', code, null);
  const stats = await statsOf(folder);
  if (!stats && attempt.request.willBeMade(folder)) return null;
  if (!stats?.isDirectory()) throw unusable(attempt, path, 'folder-missing', code, stats);
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (reason) {
    throw unusable(
      attempt,
      path,
      'folder-not-writable',
      (reason as NodeJS.ErrnoException).code ?? null,
      stats,
    );
  }
}

const REASONS: Readonly<Record<string, string>> = { ELOOP: 'link-loop', ENOTDIR: 'folder-is-a-file' };

function isRefusal(errno: string | null | undefined): boolean {
  return errno === 'EACCES' || errno === 'EPERM';
}

/** The first folder on the way that this user may not go through. */
async function closedFolder(folder: string): Promise<string> {
  let at: string = sep;
  for (const name of folder.split(sep)) {
    at = join(at, name);
    const open = await access(at, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!open) return at;
  }
  return folder;
}

/** What is wrong with the file or its folder, whose owner and mode `stats` tell: those of `at`. */
export function unusable(
  attempt: Attempt,
  file: string,
  reason: string,
  errno: string | null,
  stats: Stats | null = null,
  at: string = reason.startsWith('folder') ? dirname(file) : file,
) {
  return attempt.failed('connect/file-unusable', {
    file,
    folder: dirname(file),
    at,
    reason,
    errno,
    owner: stats ? `${stats.uid}:${stats.gid}` : null,
    mode: stats ? `0${(stats.mode & 0o7777).toString(8)}` : null,
    user: process.getuid ? `${process.getuid()}:${process.getgid?.() ?? ''}` : null,
    node: process.versions.node,
  });
}

async function statsOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}

async function readHeader(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Its kind alone: the content may be a secret. */
function kindOf(header: Buffer): 'lfs-pointer' | 'gzip' | 'text' | 'binary' {
  const text = header.toString('latin1');
  if (text.startsWith('version https://git-lfs')) return 'lfs-pointer';
  if (header[0] === 0x1f && header[1] === 0x8b) return 'gzip';
  return /^[\t\n\r\x20-\x7e]*$/.test(text) ? 'text' : 'binary';
}
