import { readValue } from '../../../src/target/read.js';
import type { Reading } from '../../../src/target/reading.js';

/** The parts of a reading in one line: `user:password@host:port/database`, a socket or a file in the place of a host. */
export function line(reading: Reading): string {
  const { user, password, hosts, socket, file, database } = reading;
  const login = user === null && password === null ? '' : `${user ?? ''}${secretOf(password?.reveal())}@`;
  const places = hosts.map(({ host, port }) => `${host ?? ''}${port === null ? '' : `:${port}`}`).join(',');
  return `${login}${socket ?? file ?? places}${database === null ? '' : `/${database}`}`;
}

function secretOf(password: string | undefined): string {
  return password === undefined ? '' : `:${password}`;
}

/** Each fault as `severity code reason column`. */
export function faultsOf(text: string, client: string): string[] {
  return readValue(text, client).faults.map(({ severity, code, reason, column }) =>
    [severity, code, reason, column ?? '-'].join(' '),
  );
}

/** A text of 64 KB that repeats another. */
export function long(text: string): string {
  return text.repeat(Math.ceil(65_536 / text.length));
}
