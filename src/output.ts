import { writeSync } from 'node:fs';

/**
 * Writes the whole text to a descriptor without touching `process.stdout`, whose first use would leave a pipe
 * non-blocking for the command that replaces dbcheck. A reader that has gone away (`dbcheck | head -1`) ends
 * the writing and nothing else: the exit status is still the verdict's. False where it could not be written.
 */
export function write(descriptor: 1 | 2, text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') pause(5);
      else if (code !== 'EINTR') return code === 'EPIPE' || code === 'EBADF';
    }
  }
  return true;
}

/** A pipe that somebody else has made non-blocking is full: give its reader some milliseconds. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
