import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';
import { isIPv4, isIPv6 } from '../ip-address.js';
import type { OpenReading, WrittenHost } from '../reading.js';
import { otherServiceAt } from './known-ports.js';

const NETWORKED = ['postgres', 'mysql', 'mariadb'];

/** What is odd about where a string leads: its ports, its hosts, and TLS that is switched off on the way there. */
export function placeFaults(reading: OpenReading, reader: Reader): OpenFault[] {
  const { dialect, hosts, socket, tls } = reading;
  if (dialect === null || !NETWORKED.includes(dialect)) return [];
  const faults: OpenFault[] = [];
  for (const { port } of hosts) {
    const name = port === null ? undefined : otherServiceAt(port, dialect);
    if (name)
      faults.push(fault('url/bad-port', 'other-service', { part: 'port', name, severity: 'warning' }));
  }
  // Beside a socket the host is not used.
  if (socket === null && hosts.length > 0 && hosts.every(({ host }) => host?.toLowerCase() === 'localhost'))
    faults.push(fault('url/bad-host', 'localhost', { part: 'host', severity: 'warning' }));
  if (tls.mode === 'disable' && hosts.some(({ host }) => host !== null && isPublic(host)))
    faults.push(fault('url/bad-parameter', 'tls-off', { part: 'query', severity: 'warning' }));
  return reader.anyClient ? [...faults, ...hosts.flatMap(nameFaults)] : faults;
}

/** A name that some clients, or all name servers, refuse. */
function nameFaults({ host }: WrittenHost): OpenFault[] {
  if (host === null || /^[/@]/.test(host) || isIPv6(host) || isIPv4(host) || host.includes(':')) return [];
  const where = { part: 'host' } as const;
  const labels = host.replace(/\.$/, '').split('.');
  // A URL parser takes a name whose last word is a number for an IPv4 address, and this is none.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return [fault('url/bad-host', 'no-address', where)];
  if (
    host.includes('/') ||
    labels.some((label) => label === '' || label.startsWith('-') || label.length > 63)
  )
    return [fault('url/bad-host', 'name', where)];
  if (host.includes(',')) return [fault('url/bad-host', 'encoded-comma', { ...where, severity: 'warning' })];
  if (host.includes('_')) return [fault('url/bad-host', 'underscore', { ...where, severity: 'warning' })];
  if (/[^\x00-\x7F]/.test(host))
    return [fault('url/bad-host', 'not-ascii', { ...where, severity: 'warning' })];
  return [];
}

const LOCAL_SUFFIXES =
  /\.(local|localhost|localdomain|internal|flycast|svc|lan|home|corp|intranet|private|consul|test|home\.arpa)$/;
const PRIVATE_V4 =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

/** Whether a host is this machine, by its name alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(host);
}

/** Whether a host is one of the internet, by its name alone. */
export function isPublic(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/^[/@]/.test(name)) return false;
  if (isIPv4(name)) return !PRIVATE_V4.test(name);
  if (isIPv6(name)) return !/^(::1?$|f[cd]|fe[89ab])/.test(name);
  return name.includes('.') && !LOCAL_SUFFIXES.test(name);
}
