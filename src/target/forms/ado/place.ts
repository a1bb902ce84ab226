import type { AdoClient, AdoRole } from '../../clients/ado-keys.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIPv6 } from '../../ip-address.js';
import type { WrittenHost } from '../../reading.js';
import { readHosts, readPortOf } from '../hosts.js';
import type { KnownItem } from './ado.js';

export interface AdoPlace {
  readonly hosts: readonly WrittenHost[];
  readonly socket: string | null;
  readonly file: string | null;
  readonly faults: readonly OpenFault[];
}

/** The server of a string for Npgsql or MySqlConnector: names, addresses, or a socket. */
export function adoPlace(
  at: (role: AdoRole) => KnownItem | undefined,
  client: AdoClient,
  reader: Reader,
): AdoPlace {
  const faults: OpenFault[] = [];
  const host = at('host');
  const port = portOf(at('port'), faults);
  const protocol = at('protocol')?.value.toLowerCase() ?? '';
  const place = (hosts: readonly WrittenHost[], socket: string | null = null): AdoPlace => ({
    hosts,
    socket,
    file: null,
    faults,
  });
  if (/pipe|memory/.test(protocol))
    faults.push(fault('url/bad-parameter', 'ado-protocol', { column: at('protocol')?.column ?? null }));
  const session = at('session');
  const single = !host?.value.includes(',');
  if (session && single && !['', 'any'].includes(session.value.toLowerCase()))
    faults.push(
      fault('url/bad-parameter', 'one-host-session', { column: session.column, name: session.is.name }),
    );
  if (!host || host.value === '') {
    if (client.needsHost) faults.push(fault('url/missing-part', 'no-host', { part: 'host' }));
    return place(port === null ? [] : [{ host: null, port }]);
  }
  if (client.hosts === 'list' && (protocol.startsWith('unix') || /^\.?\//.test(host.value)))
    return place([], host.value);
  if (single && /^[/@]/.test(host.value))
    return place(port === null ? [] : [{ host: null, port }], host.value);
  if (/\s[\w ]{2,40}=/.test(host.value)) {
    faults.push(
      fault('url/bad-parameter', 'blanks-between', { column: host.column, instead: client.example }),
    );
    return place([]);
  }
  const hosts = host.value.split(',').map((each) => {
    const read = readServer(each.trim(), host.column, client, reader, faults);
    return read.port === null ? { ...read, port } : read;
  });
  return place(hosts);
}

function portOf(item: KnownItem | undefined, faults: OpenFault[]): number | null {
  const written = item?.value.trim() ?? '';
  return !item || written === '' ? null : readPortOf(written, { column: item.column }, faults);
}

function readServer(
  text: string,
  column: number,
  client: AdoClient,
  reader: Reader,
  faults: OpenFault[],
): WrittenHost {
  if (isIPv6(text) || /^[/@]/.test(text)) return { host: text, port: null };
  const { hosts, faults: found } = readHosts(text, { start: 0, end: text.length }, reader);
  // The value may be unquoted, so that only its key can be pointed at; a character is told by itself.
  faults.push(...found.map((each) => ({ ...each, column, characters: [] })));
  const [only = { host: null, port: null }] = hosts;
  if (only.port !== null && client.hosts !== 'list-with-ports')
    faults.push(fault('url/bad-host', 'has-port', { part: 'host', column }));
  return only;
}
