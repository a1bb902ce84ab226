import { constants } from 'node:fs';
import { type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './errno.js';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants;
/** Of Linux: a file without a name in the folder that is opened. */
const O_TMPFILE = 0o20000000 | O_DIRECTORY;
const BYTES = 4096;

export type ProbeStep = 'create' | 'remove' | 'write' | 'sync' | 'read' | 'open';

export class ProbeFailure extends Error {
  override readonly name = 'ProbeFailure';

  constructor(
    readonly step: ProbeStep,
    /** `EIO` too where other bytes came back than were written. */
    readonly errno: string,
  ) {
    super(`${step}: ${errno}`);
  }
}

/**
 * Writes to a file in the folder, syncs it, reads it back and lets it go. The file never has a name where
 * the system can do that; elsewhere it loses it right after it was opened. Throws a `ProbeFailure`.
 */
export async function probeFolder(folder: string): Promise<void> {
  const file = await unnamedFile(folder);
  try {
    const written = Buffer.from(Array.from({ length: BYTES }, () => Math.random() * 256));
    await step('write', () => file.writeFile(written));
    await step('sync', () => synced(file));
    const back = Buffer.alloc(BYTES);
    await step('read', () => file.read(back, 0, BYTES, 0));
    if (!back.equals(written)) throw new ProbeFailure('read', 'EIO');
  } finally {
    await step('write', () => file.close());
  }
}

/** Opens an existing file for writing and changes nothing. Throws a `ProbeFailure`. */
export async function probeFile(file: string): Promise<void> {
  const handle = await step('open', () => open(file, O_RDWR | O_NONBLOCK));
  await step('open', () => handle.close());
}

export interface Space {
  /** Bytes that this user may still write. */
  readonly free: number;
  /** Null where the file system does not count them. */
  readonly freeInodes: number | null;
}

export async function spaceAt(path: string): Promise<Space> {
  const { bavail, bsize, files, ffree } = await statfs(path);
  return { free: bavail * bsize, freeInodes: files > 0 ? ffree : null };
}

async function unnamedFile(folder: string): Promise<FileHandle> {
  if (process.platform === 'linux') {
    try {
      return await open(folder, O_TMPFILE | O_RDWR, 0o600);
    } catch (error) {
      const errno = errnoOf(error) ?? String(error);
      // What file systems and kernels without unnamed files answer.
      if (!/^(EOPNOTSUPP|ENOTSUP|EISDIR|EINVAL|ENOSYS)$/.test(errno)) throw new ProbeFailure('create', errno);
    }
  }
  return briefFile(folder);
}

/** A file that loses its name right after it was opened, for file systems without unnamed ones. */
export async function briefFile(folder: string): Promise<FileHandle> {
  const name = join(folder, `.dbcheck-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const file = await step('create', () => open(name, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW, 0o600));
  try {
    await step('remove', () => unlink(name));
  } catch (error) {
    await file.close();
    // Some file systems take no name away from a file that is open.
    await unlink(name).catch(() => {});
    throw error;
  }
  return file;
}

/** Some FUSE file systems can't sync, which is no fault of the path. */
async function synced(file: FileHandle): Promise<void> {
  await file.sync().catch((error: unknown) => {
    if (!/^(EINVAL|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(errnoOf(error) ?? '')) throw error;
  });
}

async function step<T>(name: ProbeStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ProbeFailure(name, errnoOf(error) ?? String(error));
  }
}
