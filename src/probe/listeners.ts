import { linesOf } from './hosts-file.js';

/** What listens on this machine, as the system lists it; no connection is made. */
export interface Listeners {
  /** `127.0.0.1:5433`, of the port that was asked for and of the usual ones of databases. */
  readonly places: readonly string[];
  /** Unix sockets of database servers. */
  readonly sockets: readonly string[];
}

const LISTEN = '0A';
const ACCEPTS = '00010000';
const DATABASE_SOCKET = /\/(\.s\.PGSQL\.\d+|(?!mysqlx)[^/]*\.sock)$/;
const DATABASE_FOLDER = /postgres|pgsql|PGSQL|mysql|maria/i;

const isDatabasePort = (port: number) =>
  (port >= 5432 && port <= 5440) ||
  (port >= 3306 && port <= 3310) ||
  [6432, 15432, 13306, 26257].includes(port);

export function listenersNear(wanted: number): Listeners {
  const all = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(linesOf).flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === LISTEN ? [placeOf(local)] : [];
  });
  const places = all
    .filter(({ port }) => port === wanted || isDatabasePort(port))
    .sort(
      (one, other) => Number(other.port === wanted) - Number(one.port === wanted) || one.port - other.port,
    )
    .map(({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`));
  const sockets = linesOf('/proc/net/unix').flatMap((line) => {
    const [, , , flags, , , , path = ''] = line.trim().split(/\s+/);
    return flags === ACCEPTS && DATABASE_SOCKET.test(path) && DATABASE_FOLDER.test(path) ? [path] : [];
  });
  return { places: [...new Set(places)], sockets: [...new Set(sockets)] };
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
