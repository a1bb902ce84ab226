import { closeSync, constants, openSync, readSync } from 'node:fs';

/** Follows no link, and waits for no writer of a named pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The first bytes of a file, fewer where it is shorter. */
export function headSync(path: string, bytes: number): Buffer {
  const head = Buffer.alloc(bytes);
  if (bytes === 0) return head;
  const file = openSync(path, READ);
  try {
    return head.subarray(0, readSync(file, head, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

export async function headOf(path: string, bytes: number): Promise<Buffer> {
  const head = Buffer.alloc(bytes);
  if (bytes === 0) return head;
  const { open } = await import('node:fs/promises');
  const file = await open(path, READ);
  try {
    const { bytesRead } = await file.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
