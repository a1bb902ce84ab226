import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIPv6 } from '../../ip-address.js';
import type { WrittenHost } from '../../reading.js';
import { readHosts } from '../hosts.js';
import type { Span } from '../url/scan-url.js';

export interface GoAddress {
  readonly hosts: readonly WrittenHost[];
  readonly socket: string | null;
  readonly faults: readonly OpenFault[];
}

/** What the driver dials where a socket is asked for without its path. */
const SOCKET = '/tmp/mysql.sock';
const TCP = ['tcp', 'tcp4', 'tcp6'];

/** `net(address)` of a DSN: the network of Go's `net.Dial`, or one that the code registers. */
export function readGoAddress(text: string, net: Span, address: Span | null, reader: Reader): GoAddress {
  const network = text.slice(net.start, net.end) || 'tcp';
  const written = address ? text.slice(address.start, address.end) : '';
  const faults: OpenFault[] = [];
  const nowhere = (socket: string | null = null): GoAddress => ({ hosts: [], socket, faults });
  if (written === '') {
    if (network === 'unix') return nowhere(SOCKET);
    if (network !== 'tcp')
      faults.push(fault('url/wrong-form', 'no-network', { part: 'host', column: net.start + 1 }));
    return nowhere();
  }
  if (network === 'unix' || !address) return nowhere(written);
  if (!TCP.includes(network)) {
    const where = { part: 'host', column: net.start + 1, severity: 'warning' } as const;
    faults.push(fault('url/wrong-form', 'custom-network', where));
    if (/^[/@]/.test(written)) return nowhere(written);
    // Cloud SQL's PROJECT:REGION:INSTANCE.
    if (/^[\w.-]+(:[\w.-]+){2,}$/.test(written) && !isIPv6(written))
      return { hosts: [{ host: written, port: null }], socket: null, faults };
  }
  // The driver puts brackets around an address of IPv6 that has none; around one that has, a second pair.
  if (isIPv6(written)) return { hosts: [{ host: written, port: null }], socket: null, faults };
  if (/^\[[^\]]*\]$/.test(written))
    faults.push(fault('url/bad-host', 'brackets-without-port', { part: 'host', column: address.start + 1 }));
  const { hosts, faults: found } = readHosts(text, address, reader);
  // An empty port is 0 to Go.
  faults.push(
    ...found.map((each) => (each.reason === 'empty' ? { ...each, severity: 'error' as const } : each)),
  );
  return { hosts, socket: null, faults };
}
