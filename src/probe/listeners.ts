import { now } from '../now.js';
import { linesOf } from './hosts-file.js';

/** What listens on this machine, as the system lists it; no connection is made. */
export interface Listeners {
  /** `127.0.0.1:5433`, of the port that was asked for and of the usual ones of this kind of server. */
  readonly places: readonly string[];
  /** Unix sockets of this kind of server. */
  readonly sockets: readonly string[];
}

const LISTEN = '0A';
const ACCEPTS = '00010000';
/** Of a machine with many servers; the hint is for the one that is meant. */
const MOST = 3;

interface Kind {
  readonly socket: RegExp;
  isPort(port: number): boolean;
}

const POSTGRES: Kind = {
  socket: /\/\.s\.PGSQL\.\d+$/,
  isPort: (port) => (port >= 5432 && port <= 5440) || [6432, 15432, 26257].includes(port),
};
const MYSQL: Kind = {
  socket: /(mysql|maria).*\/(?!mysqlx)[^/]*\.sock$|\/(mysqld?|mariadb)\.sock$/i,
  isPort: (port) => (port >= 3306 && port <= 3310) || port === 13306,
};

export function listenersNear(wanted: number, dialect: string | null): Listeners {
  const { socket, isPort } = dialect === 'postgres' ? POSTGRES : MYSQL;
  const { tcp, unix } = listed();
  const places = tcp
    .filter(({ port }) => port === wanted || isPort(port))
    .sort(
      (one, other) => Number(other.port === wanted) - Number(one.port === wanted) || one.port - other.port,
    )
    .map(({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`));
  const sockets = unix.filter((path) => socket.test(path));
  return { places: [...new Set(places)].slice(0, MOST), sockets: [...new Set(sockets)].slice(0, MOST) };
}

interface Listed {
  readonly tcp: readonly { readonly address: string; readonly port: number }[];
  readonly unix: readonly string[];
  readonly at: number;
}

/** The kernel walks all its connections for each reading; many databases that fail at once share one. */
const FRESH_MS = 1000;
let last: Listed | null = null;

function listed(): Listed {
  if (last && now() - last.at < FRESH_MS) return last;
  const tcp = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(linesOf).flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === LISTEN ? [placeOf(local)] : [];
  });
  const unix = linesOf('/proc/net/unix').flatMap((line) => {
    const [, , , flags, , , , path = ''] = line.trim().split(/\s+/);
    return flags === ACCEPTS && path ? [path] : [];
  });
  last = { tcp, unix, at: now() };
  return last;
}

/** `0100007F:1538`: words of the processor's byte order, in hexadecimal. */
function placeOf(local: string): { address: string; port: number } {
  const [words = '', port = ''] = local.split(':');
  const bytes = Buffer.from(words, 'hex');
  bytes.swap32();
  const address = bytes.length === 4 ? bytes.join('.') : ipv6(bytes);
  return { address, port: Number.parseInt(port, 16) };
}

function ipv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
