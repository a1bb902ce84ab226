/** `EACCES` and its like; null for an error that is not the system's. */
export function errnoOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** The storage is there and fails: a dead server, a dead FUSE process, a broken disk. */
export function isStorageFailure(errno: string | null): boolean {
  return errno !== null && STORAGE_FAILURES.has(errno);
}

const STORAGE_FAILURES = new Set([
  'EIO',
  'ENOTCONN',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'ENXIO',
  'ENODEV',
  'ECONNABORTED',
]);
