import { DEFAULT_PORTS } from '../default-ports.js';
import type { Reading } from '../reading.js';

/** The parts in which two descriptions of one database differ; a part that only one of them names does not count. */
export function differences(a: Reading, b: Reading): string[] {
  const [left, right] = [comparable(a), comparable(b)];
  return (Object.keys(left) as (keyof typeof left)[]).filter(
    (part) => left[part] !== null && right[part] !== null && left[part] !== right[part],
  );
}

/** MySQL and MariaDB are addressed alike. */
export function sameDialect(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && spoken(a) === spoken(b);
}

function spoken(dialect: string): string {
  return dialect === 'mariadb' ? 'mysql' : dialect;
}

function comparable(reading: Reading) {
  const { dialect, hosts, socket, file } = reading;
  const named = hosts.some(({ host }) => host !== null);
  const defaultPort = DEFAULT_PORTS[dialect ?? ''] ?? null;
  return {
    dialect: dialect && spoken(dialect),
    host: named ? hosts.map(({ host }) => (host ?? '').toLowerCase()).join(',') : socket,
    port: named ? hosts.map(({ port }) => port ?? defaultPort).join(',') : null,
    user: reading.user,
    password: reading.password?.reveal() || null,
    database: reading.database,
    file,
  };
}
