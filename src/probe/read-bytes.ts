import type { Socket } from 'node:net';

/** The other side closed, or reset, the connection. */
export class Closed extends Error {
  /** `ECONNRESET`; null for an ordinary end. */
  readonly errno: string | null;

  constructor(errno: string | null = null) {
    super('closed');
    this.errno = errno;
  }
}

const LIMIT = 4096;

/**
 * Reads until `enough` of what came, or until there is more than any greeting holds, and leaves the socket
 * paused. Rejects with `Closed` when the other side ends first, unless it said something.
 */
export function readUntil(socket: Socket, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const done = (settle: () => void) => {
      socket.pause();
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      settle();
    };
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk.subarray(0, LIMIT)]);
      if (bytes.length >= LIMIT || enough(bytes)) done(() => resolve(bytes));
    };
    const onEnd = () => done(() => (bytes.length > 0 ? resolve(bytes) : reject(new Closed())));
    const onError = ({ code }: NodeJS.ErrnoException) =>
      done(() => (bytes.length > 0 ? resolve(bytes) : reject(new Closed(code ?? null))));
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    socket.resume();
  });
}
