import { basename, join } from 'node:path';
import type { Host, Target } from '../target/target.js';

/** One place where the server may be: a host and its port, or a Unix socket. */
export type Endpoint =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly place: string }
  | { readonly kind: 'socket'; readonly path: string; readonly place: string };

const POSTGRES_PORT = 5432;

/** Every place that the target names, in its order; `place` is how reports call it. */
export function endpointsOf(target: Target): Endpoint[] {
  const { socket, hosts } = target;
  if (socket !== null) {
    const path = target.dialect === 'postgres' ? postgresSocket(socket, target) : socket;
    return [{ kind: 'socket', path, place: path }];
  }
  return hosts.map(({ host, port }) => ({ kind: 'tcp', host, port, place: placeOf({ host, port }) }));
}

/** As a URL writes it. */
export function placeOf({ host, port }: Host): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** PostgreSQL names its socket after the port, in a folder; some write the socket itself. */
function postgresSocket(folder: string, { socketPort }: Target): string {
  if (basename(folder).startsWith('.s.PGSQL.')) return folder;
  return join(folder, `.s.PGSQL.${socketPort ?? POSTGRES_PORT}`);
}
