import { dlopen, read } from 'bun:ffi';
import { isIPv4 } from 'node:net';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../now.js';

/** Linux, on every processor that there is an executable for. */
const AF = { inet: 2, inet6: 10 };
const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const [SOL_SOCKET, SO_ERROR] = [1, 4];
const POLLOUT = 4;
const BETWEEN_LOOKS_MS = 10;

const LIBRARIES = ['libc.so.6', `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`];
const SIGNATURES = {
  socket: { args: ['int', 'int', 'int'], returns: 'int' },
  connect: { args: ['int', 'ptr', 'int'], returns: 'int' },
  poll: { args: ['ptr', 'int', 'int'], returns: 'int' },
  getsockopt: { args: ['int', 'int', 'int', 'ptr', 'ptr'], returns: 'int' },
  close: { args: ['int'], returns: 'int' },
  __errno_location: { args: [], returns: 'ptr' },
} as const;

/**
 * The name of the error that a connection to this address ends with, from the system itself: Bun calls each that
 * it learns of later `ECONNREFUSED`. Null where it connects, does not end within `ms`, or can't be told.
 */
export async function connectErrno(address: string, port: number, ms: number): Promise<string | null> {
  // A scope (fe80::1%eth0) would have to be looked up.
  const library = address.includes('%') ? null : openLibrary();
  if (!library) return null;
  const c = library.symbols;
  const destination = socketAddress(address, port);
  const family = isIPv4(address) ? AF.inet : AF.inet6;
  const descriptor = c.socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return null;
  try {
    if (c.connect(descriptor, destination, destination.length) === 0) return null;
    const errno = read.i32(c.__errno_location(), 0);
    if (errno !== constants.errno.EINPROGRESS) return nameOf(errno);
    const ready = new Uint8Array(new Int16Array([0, 0, POLLOUT, 0]).buffer);
    new DataView(ready.buffer).setInt32(0, descriptor, true);
    const late = now() + ms;
    while (c.poll(ready, 1, 0) === 0) {
      if (now() > late) return null;
      await sleep(BETWEEN_LOOKS_MS);
    }
    const error = new Uint8Array(4);
    const length = new Uint8Array([4, 0, 0, 0]);
    if (c.getsockopt(descriptor, SOL_SOCKET, SO_ERROR, error, length) < 0) return null;
    return nameOf(new DataView(error.buffer).getInt32(0, true));
  } finally {
    c.close(descriptor);
    library.close();
  }
}

function openLibrary() {
  for (const name of LIBRARIES) {
    try {
      return dlopen(name, SIGNATURES);
    } catch {
      // The C library of the other kind.
    }
  }
  return null;
}

/** sockaddr_in or sockaddr_in6, without a scope. */
function socketAddress(address: string, port: number): Uint8Array {
  const four = isIPv4(address);
  const bytes = Buffer.alloc(four ? 16 : 28);
  bytes.writeUInt16LE(four ? AF.inet : AF.inet6, 0);
  bytes.writeUInt16BE(port, 2);
  if (four) bytes.set(address.split('.').map(Number), 4);
  else bytes.set(sixteenBytes(address), 8);
  return bytes;
}

/** Of an IPv6 address, as the parser of URLs writes it out. */
function sixteenBytes(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

function nameOf(errno: number): string | null {
  return Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? null;
}
