import { TLS_MODES, type TlsMode } from '../../config/config.js';
import { nearestName } from '../../nearest-name.js';
import { Secret } from '../../variables/secret.js';
import { readerNamed, tlsFamilyOf } from '../clients/readers.js';
import { tlsWords } from '../clients/tls-words.js';
import { fault, type OpenFault, type Part, type Where } from '../fault.js';
import { readPortOf } from '../forms/hosts.js';
import { dialectOfWord, nearestScheme, type Scheme } from '../forms/scheme.js';
import { isIPv6 } from '../ip-address.js';
import { policyFaults } from '../policy/policy-faults.js';
import { emptyReading, type Reading, type WrittenHost } from '../reading.js';
import type { Given } from './given.js';
import { misplacedSecret } from './misplaced-secret.js';

export type PartName =
  | 'dialect'
  | 'host'
  | 'port'
  | 'user'
  | 'password'
  | 'database'
  | 'socket'
  | 'file'
  | 'tlsMode'
  | 'ca'
  | 'cert'
  | 'key';
export type GivenParts = Readonly<Partial<Record<PartName, Given>>>;

/** The variable or key that a fault of a part is about; what is not here is about the place. */
const PART_OF: Readonly<Partial<Record<Part, PartName>>> = {
  dialect: 'dialect',
  user: 'user',
  password: 'password',
  port: 'port',
  database: 'database',
  socket: 'socket',
  file: 'file',
  query: 'tlsMode',
};

const BY_PORT: Readonly<Record<string, string>> = { 5432: 'postgres', 6432: 'postgres', 3306: 'mysql' };

/** The dialect of a database that is described by its parts; null where nothing tells it. */
export function dialectOfParts(parts: GivenParts): Scheme | null {
  if (parts.dialect) return dialectOfWord(parts.dialect.value);
  const name = parts.file && !parts.host ? 'sqlite' : BY_PORT[parts.port?.value.trim() ?? ''];
  return name ? dialectOfWord(name) : null;
}

/** Reads separate values for host, port, user … into what a URL of them would be. */
export function readParts(parts: GivenParts, client: string, assumed: string | null = null): Reading {
  const reader = readerNamed(client);
  const faults: OpenFault[] = [];
  const scheme = dialectOfParts(parts) ?? (parts.dialect ? null : dialectOfWord(assumed ?? ''));
  const close = (reading: Omit<Reading, 'grammar' | 'faults'>): Reading => ({
    ...reading,
    secrets: [...reading.secrets, ...unshown(parts, faults)],
    grammar: reader.name,
    faults: [...faults, ...policyFaults({ ...reading, faults }, reader)].map((each) => ({
      ...each,
      ...(each.at === null ? at(parts[PART_OF[each.part] ?? 'host']) : {}),
      client: reader.name,
    })),
  });
  if (!scheme?.supported) {
    faults.push(dialectFault(parts, scheme));
    return close({ ...emptyReading(scheme?.dialect ?? null, []), secrets: passwordOf(parts) });
  }
  const { dialect, driver } = scheme;
  const misplaced = misplacedSecret(parts);
  if (misplaced) {
    faults.push(misplaced.fault);
    return close({ ...emptyReading(dialect, [], driver), secrets: [misplaced.value, ...passwordOf(parts)] });
  }
  if (dialect === 'sqlite') {
    const file = (parts.file ?? parts.database)?.value ?? null;
    if (!file) faults.push(fault('url/missing-part', 'no-file', { part: 'file', ...at(parts.dialect) }));
    return close({ ...emptyReading(dialect, [], driver), file });
  }
  const { hosts, socket } = readHost(parts, dialect, faults);
  const ports = readPorts(parts.port, faults);
  if (hosts.length === 0 && !socket && faults.length === 0)
    faults.push(
      fault('url/missing-part', 'no-host', { part: 'host', ...at(parts.dialect ?? parts.database) }),
    );
  const mode = readMode(parts.tlsMode, faults);
  const ca = parts.ca?.value || null;
  const words = tlsWords(tlsFamilyOf(reader, dialect, driver));
  return close({
    ...emptyReading(dialect, [], driver),
    hosts: socket && ports[0] !== undefined ? [{ host: null, port: ports[0] }] : withPorts(hosts, ports),
    socket,
    user: parts.user?.value ?? null,
    password: parts.password ? new Secret(parts.password.value) : null,
    database: parts.database?.value ?? null,
    tls: { mode, effective: mode ?? (ca ? words.withCa : undefined) ?? words.unset, ca },
    parameters: {
      ...(parts.cert ? { sslcert: parts.cert.value } : {}),
      ...(parts.key ? { sslkey: parts.key.value } : {}),
    },
    secrets: passwordOf(parts),
  });
}

function passwordOf({ password }: GivenParts): string[] {
  return password?.value ? [password.value] : [];
}

/** Parts that may be anything, a login among others, where one of them is wrong: `inspect` shows variables as they are. */
export function unshown(parts: GivenParts, faults: readonly OpenFault[]): string[] {
  if (faults.every(({ severity }) => severity !== 'error')) return [];
  return Object.entries(parts)
    .map(([part, { value }]) => [part, value.trim()] as const)
    .filter(([part, value]) => value !== '' && !(part === 'port' ? PORT.test(value) : isPlain(value)))
    .map(([, value]) => value);
}

const PORT = /^[\d,]{1,60}$|^tcp:\/\/[\d.]{7,15}:\d{1,5}$/;

/** A path; a name, with a port behind it; a list of those. */
function isPlain(value: string): boolean {
  return (
    /^[\w./-]{1,200}$/.test(value) ||
    value.split(',').every((each) => /^[\w.-]{1,200}(:\d{1,5})?$/.test(each))
  );
}

/** Points at the variable or key that a part came from. */
function at(given: Given | undefined): Pick<Where, 'at'> {
  return given ? { at: { subject: given.subject, source: given.source } } : {};
}

function dialectFault({ dialect, host, port }: GivenParts, scheme: Scheme | null): OpenFault {
  if (scheme)
    return fault('dialect/unknown', 'unsupported', { part: 'dialect', name: scheme.dialect, ...at(dialect) });
  if (!dialect) return fault('dialect/unknown', 'no-dialect', { part: 'dialect', ...at(host ?? port) });
  const instead = nearestScheme(dialect.value);
  return fault('dialect/unknown', 'unknown-word', { part: 'dialect', instead, ...at(dialect) });
}

function readHost(
  { host: given, socket: named }: GivenParts,
  dialect: string,
  faults: OpenFault[],
): { hosts: WrittenHost[]; socket: string | null } {
  const socket = named?.value || null;
  if (!given || given.value === '') return { hosts: [], socket };
  const value = given.value;
  // A folder as the host is PostgreSQL's way to name a socket; a leading @ an abstract one.
  if (dialect === 'postgres' && /^[/@]/.test(value)) return { hosts: [], socket: socket ?? value };
  const names = dialect === 'postgres' ? value.split(',') : [value];
  for (const name of names) {
    const found = hostFault(name, given);
    if (found) {
      faults.push(found);
      return { hosts: [], socket };
    }
  }
  return { hosts: names.map((host) => ({ host, port: null })), socket };
}

export function hostFault(name: string, given: Given): OpenFault | null {
  const where = { part: 'host', ...at(given) } as const;
  if (/^[a-z][a-z0-9+.-]{0,40}:\/\//i.test(name)) return fault('url/bad-host', 'holds-url', where);
  if (isIPv6(name)) return null;
  if (isIPv6(withoutBrackets(name))) return fault('url/bad-host', 'brackets', where);
  const wrong = /[\s"'`<>\\^{}|()*;!$@/?#[\]&=%~]/.exec(name);
  if (wrong) {
    const column = given.value.indexOf(name) + wrong.index + 1;
    return fault('url/bad-host', 'character', {
      ...where,
      column,
      characters: [{ character: wrong[0], column, instead: '' }],
    });
  }
  return name.includes(':') ? fault('url/bad-host', 'has-port', where) : null;
}

export const withoutBrackets = (host: string) => host.replace(/^\[(.*)\]$/, '$1');

export function readPorts(given: Given | undefined, faults: OpenFault[]): (number | null)[] {
  const written = given?.value.trim() ?? '';
  if (!given || written === '') return [];
  if (written.startsWith('tcp://')) {
    faults.push(fault('url/bad-port', 'service-link', { part: 'port', ...at(given) }));
    return [];
  }
  return written.split(',').map((each) => readPortOf(each, at(given), faults));
}

function withPorts(hosts: readonly WrittenHost[], ports: readonly (number | null)[]): WrittenHost[] {
  return hosts.map(({ host }, index) => ({ host, port: ports[ports.length === 1 ? 0 : index] ?? null }));
}

function readMode(given: Given | undefined, faults: OpenFault[]): TlsMode | null {
  if (!given || given.value === '') return null;
  const mode = TLS_MODES.find((each) => each === given.value.trim());
  if (mode) return mode;
  const near = nearestName(given.value.trim().toLowerCase(), [...TLS_MODES, 'required']);
  const instead = (near === 'required' ? 'require' : near) ?? TLS_MODES.join(', ');
  faults.push(fault('url/bad-parameter', 'tls-word', { part: 'query', instead, ...at(given) }));
  return null;
}
