import { readdirSync, statSync } from 'node:fs';
import { BlockList, connect, isIP, type Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { Attempt } from './attempt.js';
import { type Endpoint, placeOf } from './endpoint.js';
import type { Failed } from './failed.js';
import { lookUp } from './look-up.js';

/** What became of one address: `ECONNREFUSED`, or `no answer` where packets are dropped. */
interface Try {
  readonly address: string;
  readonly port: number;
  readonly result: string;
  readonly ms: number;
}

const POSTGRES_SOCKET = /^\.s\.PGSQL\.\d+$/;
/** MySQL's other protocol has a socket of its own, `mysqlx.sock`. */
const MYSQL_SOCKET = /^(?!mysqlx).*\.sock$/;
const NO_ANSWER = 'no answer';
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** A connected socket. `again` remembers what was reached, for a second experiment. */
export interface Opened {
  readonly socket: Socket;
  readonly loopback: boolean;
  again(): Promise<Socket>;
}

export async function openSocket(attempt: Attempt, endpoint: Endpoint): Promise<Opened> {
  if (endpoint.kind === 'socket') {
    attempt.enter('socket', endpoint.path);
    const again = () => openUnixSocket(attempt, endpoint.path);
    return { socket: await again(), loopback: true, again };
  }
  const { host, port } = endpoint;
  const addresses = await lookUp(attempt, host);
  attempt.enter('tcp', addresses.map((address) => placeOf({ host: address, port })).join(', '));
  const tries: Try[] = [];
  for (const [index, address] of addresses.entries()) {
    // Each address has its part of what is left, so that a dropped packet to the first leaves time for the last.
    const share = attempt.remainingMs() / (addresses.length - index);
    const socket = await tryAddress(attempt, address, port, share, tries);
    if (!socket) continue;
    attempt.note(placeOf({ host: address, port }));
    const again = async () => {
      const more: Try[] = [];
      const next = await tryAddress(attempt, address, port, attempt.remainingMs(), more);
      if (!next) throw unreached(attempt, endpoint, more);
      return next;
    };
    return { socket, loopback: isLoopback(address), again };
  }
  throw unreached(attempt, endpoint, tries);
}

/** Null where it failed; `tries` then says how. */
async function tryAddress(
  attempt: Attempt,
  address: string,
  port: number,
  ms: number,
  tries: Try[],
): Promise<Socket | null> {
  const started = performance.now();
  const socket = attempt.own(connect({ host: address, port, noDelay: true }));
  const fail = (result: string) => {
    socket.destroy();
    tries.push({ address, port, result, ms: Math.round(performance.now() - started) });
    return null;
  };
  try {
    await attempt.within(connected(socket), () => new Error(NO_ANSWER), ms);
    return socket;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail(code === undefined || code === 'ETIMEDOUT' ? NO_ANSWER : code);
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}

/** What all the addresses together mean; a name may have an address of a family that leads nowhere. */
function unreached(
  attempt: Attempt,
  { host, place }: Endpoint & { kind: 'tcp' },
  tries: readonly Try[],
): Failed {
  const { surroundings } = attempt.request;
  const { kubernetes } = surroundings;
  const has = (...results: string[]) => tries.some(({ result }) => results.includes(result));
  if (has(NO_ANSWER)) return attempt.failed('connect/timeout', { place, tries, ms: attempt.elapsedMs() });
  if (has('ECONNREFUSED')) {
    const services = surroundings.services.map(({ name, from }) => ({ name, from }));
    if (surroundings.container.length > 0 && tries.every(({ address }) => isLoopback(address))) {
      const facts = { place, tries, signs: surroundings.container, kubernetes, services };
      return attempt.failed('connect/localhost-in-container', facts, { transient: kubernetes });
    }
    return attempt.failed('connect/refused', { place, tries, named: isIP(host) === 0, kubernetes, services });
  }
  if (has('ECONNRESET')) {
    return attempt.failed('connect/closed', { place, stage: 'first-bytes', errno: 'ECONNRESET' });
  }
  const ipv6Only = tries.every(({ address }) => isIP(address) === 6);
  const forbidden = has('EACCES', 'EPERM');
  return attempt.failed('connect/unreachable', {
    place,
    tries,
    reason: forbidden ? 'forbidden' : ipv6Only ? 'ipv6-only' : 'no-route',
  });
}

function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

async function openUnixSocket(attempt: Attempt, path: string): Promise<Socket> {
  const socket = attempt.own(connect({ path }));
  try {
    const late = () => attempt.failed('connect/timeout', { place: path, tries: [], ms: attempt.elapsedMs() });
    await attempt.within(connected(socket), late);
    return socket;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const result = { address: path, port: 0, result: String(code), ms: attempt.elapsedMs() };
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw attempt.failed('connect/socket-missing', {
          path,
          reason: 'missing',
          ...beside(path, attempt.target.dialect),
        });
      case 'ENOTSOCK':
        throw attempt.failed('connect/socket-missing', {
          path,
          reason: 'not-a-socket',
          ...beside(path, attempt.target.dialect),
        });
      case 'EACCES':
      case 'EPERM':
        throw attempt.failed('connect/unreachable', { place: path, tries: [result], reason: 'permission' });
      case 'ECONNREFUSED':
      case 'EAGAIN':
        // Linux says the same of a file that is no socket.
        if (!statSync(path, { throwIfNoEntry: false })?.isSocket()) {
          throw attempt.failed('connect/socket-missing', {
            path,
            reason: 'not-a-socket',
            ...beside(path, attempt.target.dialect),
          });
        }
        throw attempt.failed('connect/refused', {
          place: path,
          tries: [result],
          named: false,
          kubernetes: false,
          services: [],
        });
      default:
        throw error;
    }
  }
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
