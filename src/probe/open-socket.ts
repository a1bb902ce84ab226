import { readdirSync, statSync } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { FactsOf } from '../findings/catalogue.js';
import { isBun } from '../is-bun.js';
import { now } from '../now.js';
import type { Attempt } from './attempt.js';
import { type Endpoint, placeOf } from './endpoint.js';
import type { Failed } from './failed.js';
import { lookUp } from './look-up.js';
import { isLoopback } from './own-address.js';
import { NO_ANSWER, NOTHING_KNOWN, type Try } from './tries.js';

const POSTGRES_SOCKET = /^\.s\.PGSQL\.\d+$/;
/** MySQL's other protocol has a socket of its own, `mysqlx.sock`. */
const MYSQL_SOCKET = /^(?!mysqlx).*\.sock$/;

/** A connected socket, and the way to another one at what was reached, for a second experiment. */
export interface Opened {
  readonly socket: Socket;
  readonly loopback: boolean;
  /** What keeps it from connecting ends the attempt. */
  again(): Promise<Socket>;
  /** What keeps it from connecting says nothing of the layer that is being gone through. */
  aside(): Promise<Socket>;
}

export async function openSocket(attempt: Attempt, endpoint: Endpoint): Promise<Opened> {
  if (endpoint.kind === 'socket') {
    attempt.enter('socket', endpoint.path);
    const again = () => openUnixSocket(attempt, endpoint.path);
    const aside = () => another(attempt, { path: endpoint.path });
    return { socket: await again(), loopback: true, again, aside };
  }
  const { host, port } = endpoint;
  const addresses = await lookUp(attempt, host);
  attempt.enter('tcp', addresses.map((address) => placeOf({ host: address, port })).join(', '));
  const tries: Try[] = [];
  const told = async (all: readonly Try[]) =>
    (await import('./unreached.js')).unreached(attempt, endpoint, all);
  for (const [index, address] of addresses.entries()) {
    // Each address has its part of what is left, so that a dropped packet to the first leaves time for the last.
    const share = attempt.remainingMs() / (addresses.length - index);
    const socket = await tryAddress(attempt, address, port, share, tries);
    if (!socket) continue;
    attempt.note(placeOf({ host: address, port }));
    const again = async () => {
      const more: Try[] = [];
      const next = await tryAddress(attempt, address, port, attempt.remainingMs(), more);
      if (!next) throw await told(more);
      return next;
    };
    const aside = () => another(attempt, { host: address, port });
    return { socket, loopback: isLoopback(address), again, aside };
  }
  throw await told(tries);
}

/** Null where it failed; `tries` then says how. */
async function tryAddress(
  attempt: Attempt,
  address: string,
  port: number,
  ms: number,
  tries: Try[],
): Promise<Socket | null> {
  const started = now();
  const socket = attempt.own(connect({ host: address, port, noDelay: true }));
  const fail = (result: string) => {
    socket.destroy();
    tries.push({ address, port, result, ms: Math.round(now() - started) });
    return null;
  };
  try {
    await attempt.within(connected(socket), () => new Error(NO_ANSWER), ms);
    return socket;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const exact = code === 'ECONNREFUSED' ? await refusalOf(attempt, address, port) : code;
    return fail(exact === undefined || exact === 'ETIMEDOUT' ? NO_ANSWER : exact);
  }
}

async function refusalOf(attempt: Attempt, address: string, port: number): Promise<string> {
  if (!isBun) return 'ECONNREFUSED';
  const { connectErrno } = await import('./bun/connect-errno.js');
  return (await connectErrno(address, port, attempt.remainingMs() / 2)) ?? 'ECONNREFUSED';
}

async function another(attempt: Attempt, place: NetConnectOpts): Promise<Socket> {
  const socket = attempt.own(connect(place));
  await attempt.within(connected(socket), () => new Error(NO_ANSWER));
  return socket;
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}

async function openUnixSocket(attempt: Attempt, path: string): Promise<Socket> {
  const socket = attempt.own(connect({ path }));
  try {
    const late = () =>
      attempt.failed('connect/timeout', {
        place: path,
        tries: [],
        ms: attempt.elapsedMs(),
        hostsLine: null,
        platform: null,
      });
    await attempt.within(connected(socket), late);
    return socket;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const result = { address: path, port: 0, result: String(code), ms: attempt.elapsedMs() };
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
      case 'ELOOP':
        throw noSocket(attempt, path, 'missing');
      case 'ENAMETOOLONG':
      case 'EINVAL':
        throw noSocket(attempt, path, 'too-long');
      case 'ENOTSOCK':
      case 'EPROTOTYPE':
        throw noSocket(attempt, path, 'not-a-socket');
      case 'EACCES':
      case 'EPERM':
        throw attempt.failed('connect/unreachable', {
          place: path,
          tries: [result],
          reason: 'permission',
          network: true,
          provider: null,
          hostsLine: null,
        });
      case 'ECONNREFUSED':
      case 'EAGAIN':
        // Linux says the same of a file that is no socket.
        if (!statSync(path, { throwIfNoEntry: false })?.isSocket()) {
          throw noSocket(attempt, path, 'not-a-socket');
        }
        throw attempt.failed('connect/refused', {
          place: path,
          tries: [result],
          ...NOTHING_KNOWN,
        });
      default:
        throw error;
    }
  }
}

type NoSocket = FactsOf<'connect/socket-missing'>['reason'];

function noSocket(attempt: Attempt, path: string, reason: NoSocket): Failed {
  const facts = { path, reason, ...beside(path, attempt.target.dialect) };
  return attempt.failed('connect/socket-missing', facts);
}

/** The folder of a socket, and which sockets of the same kind of server lie there. */
function beside(
  path: string,
  dialect: string | null,
): { folder: string; folderExists: boolean; found: string[] } {
  const folder = dirname(path);
  const isSocketName = dialect === 'postgres' ? POSTGRES_SOCKET : MYSQL_SOCKET;
  try {
    const found = readdirSync(folder)
      .filter((name) => name !== basename(path) && isSocketName.test(name))
      .map((name) => join(folder, name));
    return { folder, folderExists: true, found };
  } catch {
    return { folder, folderExists: false, found: [] };
  }
}
