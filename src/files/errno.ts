import { constants } from 'node:os';

/** `EACCES` and its like; null for an error that is not the system's. */
export function errnoOf(error: unknown): string | null {
  const { code, errno } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (typeof code !== 'string') return null;
  return (code.startsWith('Unknown system error') && NAMES.get(Math.abs(errno ?? 0))) || code;
}

/** libuv has no name for `EDQUOT` and `ESTALE`: Node then says "Unknown system error -122". */
const NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** The storage is there and fails: a dead server, a dead FUSE process, a broken disk. */
export function isStorageFailure(errno: string | null): boolean {
  return errno !== null && STORAGE_FAILURES.has(errno);
}

const STORAGE_FAILURES = new Set([
  'EIO',
  'ENOTCONN',
  'ESTALE',
  'EUCLEAN',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'ENXIO',
  'ENODEV',
  'ECONNABORTED',
]);
