import type { Parameter } from '../clients/read-tls.js';
import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';
import type { WrittenHost } from '../reading.js';
import { readPort } from './hosts.js';

export interface HostParameters {
  readonly hosts: Parameter[];
  readonly ports: Parameter[];
}

export interface MergedHosts {
  readonly hosts: readonly WrittenHost[];
  readonly socket: string | null;
  readonly faults: readonly OpenFault[];
}

/** The hosts of the authority and those of `?host=` and `?port=`, as the client puts them together. */
export function mergeHosts(
  authority: readonly WrittenHost[],
  given: HostParameters,
  driver: string | null,
  reader: Reader,
): MergedHosts {
  const faults: OpenFault[] = [];
  const inAuthority = authority.some(({ host }) => host !== null);
  const last = given.hosts.at(-1);
  let hosts = authority;
  if (last && last.value !== '') {
    if (inAuthority && !(authority.length === 1 && authority[0]?.host === last.value))
      faults.push(
        fault('url/ambiguous', 'said-twice', {
          part: 'host',
          column: last.column,
          severity: reader.anyClient && !isSocket(last.value, reader) ? 'error' : 'warning',
        }),
      );
    if (reader.hosts !== 'parameters' && last.value.split(',').some((each) => /^[^/@:]+:[^:]*$/.test(each)))
      faults.push(fault('url/bad-host', 'has-port', { part: 'host', column: last.column }));
    if (!inAuthority || reader.query === 'wins')
      hosts = withPortsOf(
        authority,
        reader.hosts === 'parameters'
          ? repeatedHosts(given.hosts, reader, faults)
          : reader.hosts === 'list'
            ? splitHosts(last.value)
            : [{ host: last.value, port: null }],
      );
    if (reader.noSocketInHost && isSocket(last.value, reader))
      faults.push(fault('url/wrong-form', 'encoded-host', { part: 'host', column: last.column }));
    if (last.value.startsWith('@') && !isSocket(last.value, reader))
      faults.push(fault('url/wrong-form', 'encoded-host', { part: 'host', column: last.column }));
    if (reader.hosts === 'one' && last.value.includes(',') && !isSocket(last.value, reader))
      faults.push(fault('url/wrong-form', 'several-hosts', { part: 'host', column: last.column }));
  }
  const port = given.ports.at(-1);
  hosts = withPorts(hosts, port && (port.value !== '' || reader.hosts !== 'one') ? port : null, faults);
  if (hosts.length > 1 && driver === 'asyncpg' && hosts.some(({ port }) => port === null))
    faults.push(fault('url/bad-port', 'needed-for-each', { part: 'port' }));
  return { ...splitSocket(hosts, reader), faults };
}

/** `host=a,b` of libpq: names only. */
function splitHosts(value: string): WrittenHost[] {
  return value.split(',').map((host) => ({ host: host || null, port: null }));
}

/** `host=a:1&host=b:2` of SQLAlchemy, or `host=a,b` as in libpq. */
function repeatedHosts(given: readonly Parameter[], reader: Reader, faults: OpenFault[]): WrittenHost[] {
  const [only] = given;
  if (given.length === 1 && only?.value.includes(',')) return splitHosts(only.value);
  return given.map(({ value, column }) => {
    const colon = value.indexOf(':');
    if (isSocket(value, reader) || colon < 0) return { host: value || null, port: null };
    if (given.length === 1 && !/^\d+$/.test(value.slice(colon + 1))) {
      faults.push(fault('url/bad-port', 'taken-for-host', { part: 'port', column, severity: 'warning' }));
      return { host: value, port: null };
    }
    // The value may be decoded, so that only the parameter can be pointed at.
    const found: OpenFault[] = [];
    const port = readPort(value.slice(colon + 1), 0, found);
    faults.push(...found.map((each) => ({ ...each, column })));
    return { host: value.slice(0, colon), port };
  });
}

/** `postgres://:5432/db?host=/dir`: the port stays. */
function withPortsOf(authority: readonly WrittenHost[], hosts: readonly WrittenHost[]): WrittenHost[] {
  const [first] = authority;
  const port = authority.length === 1 && first ? first.port : null;
  return hosts.map((each) => (each.port === null && port !== null ? { ...each, port } : each));
}

/** One port is for every host; otherwise there is one for each. */
function withPorts(
  hosts: readonly WrittenHost[],
  given: Parameter | null,
  faults: OpenFault[],
): readonly WrittenHost[] {
  if (!given) return hosts;
  const written = given.value.split(',');
  const ports = written.map((each) => {
    const found: OpenFault[] = [];
    const port = readPort(each.trim(), 0, found);
    faults.push(...found.map((fault) => ({ ...fault, column: given.column })));
    return port;
  });
  const [only = null] = ports;
  if (hosts.length === 0) return only === null ? [] : [{ host: null, port: only }];
  if (ports.length === 1) return hosts.map(({ host }) => ({ host, port: only }));
  if (ports.length !== hosts.length)
    faults.push(fault('url/bad-port', 'count', { part: 'port', column: given.column }));
  return hosts.map(({ host }, index) => ({ host, port: ports[index] ?? null }));
}

/** Clients that go through libpq, or know what it knows, take `@name` for an abstract socket. */
function isSocket(host: string | null, { localSocket, anyClient }: Reader): boolean {
  return host !== null && (host.startsWith('/') || ((localSocket || anyClient) && host.startsWith('@')));
}

/** A single socket is no host; of several, libpq tries each. */
function splitSocket(hosts: readonly WrittenHost[], reader: Reader): Pick<MergedHosts, 'hosts' | 'socket'> {
  const [only] = hosts;
  if (hosts.length === 1 && only?.host === null && only.port === null) return { hosts: [], socket: null };
  if (hosts.length !== 1 || !only || !isSocket(only.host, reader)) return { hosts, socket: null };
  return { hosts: only.port === null ? [] : [{ host: null, port: only.port }], socket: only.host };
}
