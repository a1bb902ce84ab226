import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIPv6 } from '../../ip-address.js';
import type { WrittenHost } from '../../reading.js';
import { readHosts } from '../hosts.js';
import type { Span } from '../url/scan-url.js';
import {
  brokenJdbc,
  credentialPieces,
  type JdbcRead,
  javaPort,
  jdbcReading,
  lastAtOutside,
  lastProperty,
} from './parts.js';
import { decodeForm, type Properties, readProperties } from './properties.js';

const DIALECT = 'postgres';
/** The driver's older names for its parts, which the URL itself is turned into. */
const OLD_NAMES: Readonly<Record<string, string>> = { PGHOST: 'host', PGPORT: 'port', PGDBNAME: 'dbname' };
const NAMES = new Map(
  ['user', 'password', 'host', 'port', 'dbname', 'sslmode', 'ssl', 'sslrootcert'].map((name) => [name, name]),
);
const PARTS = ['user', 'password', 'host', 'port', 'dbname'];

/** pgjdbc: `//host:port,host/database?name=value`, or a database alone. Properties win over what stands before them. */
export const readPgjdbc: JdbcRead = ({ text, start }, reader) => {
  const question = text.indexOf('?', start);
  const end = question < 0 ? text.length : question;
  const hasHosts = text.startsWith('//', start);
  const at = lastAtOutside(text, start);
  if (at >= 0 && hasHosts) return credentials(text, start + 2, at);
  const faults: OpenFault[] = [];
  const query = properties(text, question < 0 ? null : { start: question + 1, end: text.length });
  const place = hasHosts ? readPlace(text, { start: start + 2, end }, reader, faults) : null;
  if (!hasHosts && text.startsWith('/', start)) {
    const where = {
      part: 'database',
      column: start + 1,
      instead: 'jdbc:postgresql://HOST/DATABASE',
    } as const;
    faults.push(fault('url/wrong-form', 'jdbc-slashes', where));
  }
  if (place === undefined) return brokenJdbc(DIALECT, faults, query.secrets);
  const path = place ? place.path : { start, end };
  const value = (name: string) => lastProperty(query.parameters, name);
  // Decoded even where a property wins, and refused then as well.
  const written = decodeForm(text.slice(path.start, path.end), path.start, 'database', faults);
  const slash = hasHosts || text[start] === '/' ? -1 : written.indexOf('/');
  if (slash >= 0) {
    const where = { part: 'database', column: start + slash + 1, severity: 'warning' } as const;
    faults.push(fault('url/wrong-form', 'slash-in-database', where));
  }
  const database = value('dbname')?.value ?? written;
  const hosts = withProperties(place?.hosts ?? [], query, faults);
  // The ports are looked at once the properties have had their say.
  const isPort = ({ code, column }: OpenFault) => code === 'url/bad-port' && (column ?? 0) <= end;
  const told = value('port') ? faults.filter((each) => !isPort(each)) : faults;
  return jdbcReading(
    {
      dialect: DIALECT,
      hosts,
      user: value('user')?.value ?? null,
      password: value('password')?.value ?? null,
      database,
      properties: query.parameters.filter(({ name }) => !PARTS.includes(name)),
      faults: [...told, ...query.faults],
      secrets: query.secrets,
      secretInQuery: value('password') !== null,
    },
    reader,
  );
};

function properties(text: string, span: Span | null): Properties {
  const read = readProperties(text, span, { decodes: 'values', strict: false, names: NAMES });
  const parameters = read.parameters.map((each) => ({ ...each, name: OLD_NAMES[each.name] ?? each.name }));
  return { ...read, parameters };
}

/** It takes `user:password` for the host, and what follows for its port: an error, or a name that is looked up. */
function credentials(text: string, start: number, at: number) {
  const where = { part: 'host', column: start + 1, name: 'postgresql' } as const;
  return brokenJdbc(
    DIALECT,
    [fault('url/wrong-form', 'jdbc-credentials', where)],
    credentialPieces(text, start, at),
  );
}

interface Place {
  readonly hosts: readonly WrittenHost[];
  readonly path: Span;
}

/** Hosts and database behind `//`; undefined where they cannot be told apart. */
function readPlace(
  text: string,
  { start, end }: Span,
  reader: Reader,
  faults: OpenFault[],
): Place | undefined {
  if (start === end) return { hosts: [], path: { start: end, end } };
  const slash = text.indexOf('/', start);
  if (slash < 0 || slash >= end) {
    faults.push(fault('url/wrong-form', 'jdbc-slash', { part: 'host', column: end + 1, name: 'postgresql' }));
    return undefined;
  }
  const second = text.indexOf('/', slash + 1);
  if (second >= 0 && second < end)
    faults.push(fault('url/wrong-form', 'slash-in-database', { part: 'database', column: second + 1 }));
  return {
    hosts: readAuthority(text, { start, end: slash }, reader, faults),
    path: { start: slash + 1, end },
  };
}

function readAuthority(
  text: string,
  span: Span,
  reader: Reader,
  faults: OpenFault[],
): readonly WrittenHost[] {
  // Java's split drops what is empty at the end.
  let { end } = span;
  while (end > span.start && text[end - 1] === ',') end--;
  const single = text.slice(span.start, end);
  const colon = single.lastIndexOf(':');
  const bare = single.slice(0, Math.max(0, colon));
  // The last colon is the one before the port, whatever stands before it.
  if (isIPv6(bare) && /^\d+$/.test(single.slice(colon + 1))) {
    const where = { part: 'host', column: span.start + 1, severity: 'warning' } as const;
    faults.push(fault('url/bad-host', 'unbracketed-ipv6', where));
    const read = readHosts(`[${bare}]${single.slice(colon)}`, { start: 0, end: single.length + 2 }, reader);
    faults.push(...read.faults);
    return read.hosts;
  }
  const read = readHosts(text, { start: span.start, end }, reader);
  faults.push(
    ...read.faults.map((each) =>
      each.code === 'url/bad-port' && each.reason === 'empty'
        ? { ...each, severity: 'error' as const }
        : each,
    ),
  );
  return read.hosts;
}

/** `?host=a,b&port=1,2`: each replaces all of what the authority says, and the counts have to be the same. */
function withProperties(
  authority: readonly WrittenHost[],
  { parameters }: Properties,
  faults: OpenFault[],
): readonly WrittenHost[] {
  const host = lastProperty(parameters, 'host');
  const port = lastProperty(parameters, 'port');
  if (!host && !port) return authority;
  const names = host
    ? host.value.split(',').map((name) => name.trim().replace(/^\[(.*)\]$/, '$1') || null)
    : authority.map((each) => each.host);
  const ports = port ? port.value.split(',').map((each) => javaPort(each, port.column, faults)) : null;
  const written = ports ?? authority.map((each) => each.port);
  const count = Math.max(1, names.length);
  if (count !== Math.max(1, written.length)) {
    faults.push(fault('url/bad-port', 'count', { part: 'port', column: (port ?? host)?.column ?? null }));
    return [];
  }
  return Array.from({ length: count }, (_, index) => ({
    host: names[index] ?? null,
    port: written[index] ?? null,
  }));
}
