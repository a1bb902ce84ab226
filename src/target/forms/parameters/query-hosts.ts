import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import type { WrittenHost } from '../../reading.js';
import { readHost, readPortOf } from '../hosts.js';
import type { Scheme } from '../scheme.js';
import { type MultiHost, repeatedHosts } from './repeated-hosts.js';

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
  { dialect, driver }: Pick<Scheme, 'dialect' | 'driver'>,
  reader: Reader,
): MergedHosts {
  const faults: OpenFault[] = [];
  const inAuthority = authority.some(({ host }) => host !== null);
  const last = given.hosts.at(-1);
  const isNamed = last !== undefined && last.value !== '';
  const isRepeated = reader.hosts === 'parameters' && dialect === 'postgres';
  let hosts = authority;
  let ports = given.ports.at(-1) ?? null;
  if (ports?.value === '' && reader.hosts === 'one') ports = null;
  if (isNamed) {
    if (inAuthority && !(authority.length === 1 && authority[0]?.host === last.value))
      faults.push(
        fault('url/ambiguous', 'said-twice', {
          part: 'host',
          column: last.column,
          severity: reader.anyClient && !isSocket(last.value, reader) ? 'error' : 'warning',
        }),
      );
    if (!inAuthority || reader.query === 'wins') {
      const named = namedHosts(given, last, isRepeated, reader, faults);
      hosts = isRepeated && named.hosts.length > 1 ? named.hosts : withPortsOf(authority, named.hosts);
      // The list of ports in the authority goes with the hosts of the query, one for each.
      if (!ports && !reader.anyClient && authority.length > 1 && authority.length !== hosts.length)
        faults.push(fault('url/bad-port', 'count', { part: 'port', column: last.column }));
      if (named.isWhole && ports) {
        faults.push(fault('url/bad-port', 'two-lists', { part: 'port', column: ports.column }));
        ports = null;
      }
    }
    const isSocketName = isSocket(last.value, reader);
    if (reader.noSocketInHost ? isSocketName : last.value.startsWith('@') && !isSocketName)
      faults.push(fault('url/wrong-form', 'encoded-host', { part: 'host', column: last.column }));
    if (reader.hosts === 'one' && last.value.includes(',') && !isSocketName)
      faults.push(fault('url/wrong-form', 'several-hosts', { part: 'host', column: last.column }));
  }
  // To libpq an empty name in the query is its default host, whatever the authority says.
  if (
    last?.value === '' &&
    inAuthority &&
    reader.query === 'wins' &&
    reader.hosts === 'list' &&
    !reader.anyClient
  ) {
    hosts = authority.map(({ port }) => ({ host: null, port }));
    faults.push(
      fault('url/ambiguous', 'said-twice', { part: 'host', column: last.column, severity: 'warning' }),
    );
  }
  // The ports of the query are those of its hosts, or of no hosts in the authority.
  if (ports && inAuthority && reader.hostListInQuery) {
    faults.push(
      fault('url/ambiguous', 'said-twice', { part: 'port', column: ports.column, severity: 'warning' }),
    );
  } else hosts = withPorts(hosts, ports, isRepeated, faults);
  if (hosts.length > 1 && driver === 'asyncpg') {
    if (hosts.some(({ port }) => port === null))
      faults.push(fault('url/bad-port', 'needed-for-each', { part: 'port' }));
    if (hosts.some(({ host }) => host === null))
      faults.push(fault('url/bad-host', 'empty', { part: 'host' }));
  }
  return { ...splitSocket(hosts, reader), faults };
}

/** What `?host=` names. */
function namedHosts(
  { hosts: given, ports }: HostParameters,
  last: Parameter,
  isRepeated: boolean,
  reader: Reader,
  faults: OpenFault[],
): MultiHost {
  const { value, column } = last;
  if (isRepeated) return repeatedHosts(given, ports.length > 0, faults);
  if (reader.hosts === 'parameters') return { hosts: [{ host: value, port: null }], isWhole: false };
  if (reader.hostListInQuery) {
    // The value is decoded already, so that only the parameter can be pointed at.
    const found: OpenFault[] = [];
    const plain = { ...reader, decodesHost: false };
    const hosts = value
      .split(',')
      .map((each) => (isSocket(each, reader) ? { host: each, port: null } : readHost(each, 0, plain, found)));
    faults.push(...found.map((each) => ({ ...each, column })));
    return { hosts, isWhole: false };
  }
  if (value.split(',').some((each) => /^[^/@:]+:[^:]*$/.test(each) && !isSocket(each, reader)))
    faults.push(fault('url/bad-host', 'has-port', { part: 'host', column }));
  const hosts = reader.hosts === 'one' ? [{ host: value, port: null }] : splitHosts(value);
  return { hosts, isWhole: false };
}

/** `host=a,b` of libpq: names only. */
function splitHosts(value: string): WrittenHost[] {
  return value.split(',').map((host) => ({ host: host || null, port: null }));
}

/** `postgres://:5432/db?host=/dir`: the port stays; of several, each with its host. */
function withPortsOf(
  authority: readonly WrittenHost[],
  hosts: readonly WrittenHost[],
): readonly WrittenHost[] {
  const written = (index: number) => authority[authority.length === 1 ? 0 : index]?.port ?? null;
  return hosts.map((each, index) => (each.port === null ? { ...each, port: written(index) } : each));
}

/** One port is for every host; otherwise there is one for each. */
function withPorts(
  hosts: readonly WrittenHost[],
  given: Parameter | null,
  isRepeated: boolean,
  faults: OpenFault[],
): readonly WrittenHost[] {
  if (!given || (given.value === '' && hosts.every(({ port }) => port === null))) return hosts;
  const written = given.value.split(',');
  const ports = written.map((each) => readPortOf(each.trim(), { column: given.column }, faults));
  const [only = null] = ports;
  const isOne = ports.length === 1 && !(isRepeated && hosts.length > 1);
  if (!isOne && ports.length !== hosts.length)
    faults.push(fault('url/bad-port', 'count', { part: 'port', column: given.column }));
  if (hosts.length === 0) return only === null ? [] : [{ host: null, port: only }];
  if (isOne) return hosts.map(({ host }) => ({ host, port: only }));
  return hosts.map(({ host }, index) => ({ host, port: ports[index] ?? null }));
}

/** A directory, also one with a drive; `@name` is an abstract socket to clients that know what libpq knows. */
function isSocket(host: string | null, { localSocket, anyClient }: Reader): boolean {
  return host !== null && (localSocket || anyClient ? /^([/@]|[A-Za-z]:\\)/ : /^(\/|[A-Za-z]:\\)/).test(host);
}

/** A single socket is no host; of several, libpq tries each. */
function splitSocket(hosts: readonly WrittenHost[], reader: Reader): Pick<MergedHosts, 'hosts' | 'socket'> {
  const [only] = hosts;
  if (hosts.length === 1 && only?.host === null && only.port === null) return { hosts: [], socket: null };
  if (hosts.length !== 1 || !only || !isSocket(only.host, reader)) return { hosts, socket: null };
  return { hosts: only.port === null ? [] : [{ host: null, port: only.port }], socket: only.host };
}
