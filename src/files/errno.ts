/** `EACCES` and its like; null for an error that is not the system's. */
export function errnoOf(error: unknown): string | null {
  const { code, errno } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (typeof code !== 'string') return null;
  return (code.startsWith('Unknown system error') && nameOf(Math.abs(errno ?? 0))) || code;
}

/** libuv has no name for `EDQUOT` and `ESTALE`: Node then says "Unknown system error -122". */
function nameOf(number: number): string | undefined {
  const { errno } = process.getBuiltinModule('node:os').constants;
  return Object.entries(errno).find(([, each]) => each === number)?.[0];
}

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
