import { TLS_MODES } from '../../config/config.js';
import { Secret } from '../../variables/secret.js';
import type { Variables } from '../../variables/variables.js';
import { readerNamed, tlsFamilyOf } from '../clients/readers.js';
import { tlsWords } from '../clients/tls-words.js';
import { trustOf } from '../clients/trust.js';
import { fault, type OpenFault } from '../fault.js';
import type { Reading, WrittenHost } from '../reading.js';
import type { Described } from './described.js';
import { type Given, givenByVariable } from './given.js';
import { misplacedSecret } from './misplaced-secret.js';
import { hostFault, readPorts, unshown } from './parts.js';

const CA = 'sslrootcert';
/** What libpq and its like read besides, as parameters of a URL. */
const FILES = [
  [CA, 'PGSSLROOTCERT'],
  ['sslcert', 'PGSSLCERT'],
  ['sslkey', 'PGSSLKEY'],
  ['ssl_min_protocol_version', 'PGSSLMINPROTOCOLVERSION'],
  ['ssl_max_protocol_version', 'PGSSLMAXPROTOCOLVERSION'],
  ['sslnegotiation', 'PGSSLNEGOTIATION'],
  ['sslsni', 'PGSSLSNI'],
] as const;

/** PGUSER, PGPASSWORD … fill what a URL of PostgreSQL leaves out, for the clients that look at them. */
export function withPgVariables(described: Described, variables: Variables): Described {
  const { reading } = described;
  const reader = readerNamed(reading.grammar);
  if (reading.dialect !== 'postgres' || !reader.pgVariables || reading.ambiguous) return described;
  const used = new Map<string, Given>();
  const isRead = (name: string) => reader.pgVariables === true || (reader.pgVariables || []).includes(name);
  const take = (field: string, names: readonly string[], isWritten: boolean) => {
    const given = isWritten
      ? undefined
      : names
          .filter(isRead)
          .map((name) => givenByVariable(name, variables))
          .find((each) => each !== null);
    if (given) used.set(field, given);
    return given?.value ?? null;
  };
  const { hosts } = reading;
  const isHostWritten = reading.socket !== null || hosts.some(({ host }) => host !== null);
  const user = take('user', ['PGUSER'], reading.user !== null);
  const password = take('password', ['PGPASSWORD'], Boolean(reading.password?.reveal()));
  const database = take('database', ['PGDATABASE'], reading.database !== null);
  const host = take('host', ['PGHOST', 'PGHOSTADDR'], isHostWritten);
  const isPortWritten = hosts.some(({ port }) => port !== null);
  take('port', ['PGPORT'], isPortWritten);
  const mode = take('tlsMode', ['PGSSLMODE'], reading.tls.mode !== null);
  const files = trustOf(reader, 'postgres', reading.driver).rootCrt ? FILES : [];
  const isNamed = (name: string) => name in reading.parameters || (name === CA && reading.tls.ca !== null);
  const named = files.flatMap(([name, variable]) => {
    const value = take(name, [variable], isNamed(name));
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const isWhole = isHostWritten && reading.user !== null && reading.database !== null;
  const served = isWhole ? described : withService(described, variables);
  if (used.size === 0) return served;
  const misplaced = misplacedSecret(Object.fromEntries(used));
  const wrong: OpenFault[] = misplaced ? [misplaced.fault] : hostFaults(used.get('host'));
  if (wrong.length === 0 && host?.includes(',') && !isFolder(host) && !takesList(reading))
    wrong.push(fault('url/wrong-form', 'several-hosts', { part: 'host', at: used.get('host') ?? null }));
  const ports = readPorts(used.get('port'), wrong);
  if (wrong.length > 0) {
    const faults = [...served.reading.faults, ...wrong.map((each) => ({ ...each, client: reading.grammar }))];
    const hidden = misplaced ? [misplaced.value] : unshown(Object.fromEntries(used), wrong);
    const secrets = [...reading.secrets, ...hidden];
    return { ...served, reading: { ...reading, faults, secrets } };
  }
  const tlsMode = TLS_MODES.find((each) => each === mode) ?? reading.tls.mode;
  const words = tlsWords(tlsFamilyOf(reader, 'postgres', reading.driver));
  const filled: Reading = {
    ...reading,
    user: user ?? reading.user,
    password: password === null ? reading.password : new Secret(password),
    database: database ?? reading.database,
    ...place(reading, host, ports),
    tls: {
      mode: mode === null ? reading.tls.mode : tlsMode,
      effective:
        mode === null
          ? reading.tls.effective
          : ((tlsMode && (words.environment?.[tlsMode] ?? words.effective?.[tlsMode])) ??
            tlsMode ??
            reading.tls.effective),
      ca: named.find(([name]) => name === CA)?.[1] ?? reading.tls.ca,
    },
    parameters: { ...reading.parameters, ...Object.fromEntries(named.filter(([name]) => name !== CA)) },
    secrets: password === null ? reading.secrets : [...reading.secrets, password],
    faults: served.reading.faults.filter(
      ({ code, part, reason }) => code !== 'url/missing-part' || !(used.has(part) || reason === 'empty-url'),
    ),
  };
  const more = [...used.values()].flatMap((each) => each.variables);
  return {
    ...served,
    reading: filled,
    variables: [...new Set([...served.variables, ...more])],
    sources: {
      ...served.sources,
      ...Object.fromEntries([...used].map(([field, given]) => [field, given.label])),
    },
  };
}

/** A folder or an abstract socket in PGHOST, a list of hosts, or none. */
function place(
  { hosts, socket }: Reading,
  host: string | null,
  ports: readonly (number | null)[],
): Pick<Reading, 'hosts' | 'socket'> {
  const [first = null] = ports;
  const portOf = (index: number) => (ports.length === 1 ? first : (ports[index] ?? null));
  const isSocket = host !== null && isFolder(host);
  if (isSocket || (socket !== null && hosts.length === 0))
    return { socket: isSocket ? host : socket, hosts: first === null ? [] : [{ host: null, port: first }] };
  const named: readonly WrittenHost[] =
    host === null
      ? hosts
      : host.split(',').map((each, index) => ({ host: each, port: hosts[index]?.port ?? null }));
  // Without any host, the port is that of the client's default host.
  const all = named.length === 0 && first !== null ? [{ host: null, port: null }] : named;
  return { socket, hosts: all.map((each, index) => ({ ...each, port: each.port ?? portOf(index) })) };
}

/** libpq splits a list in PGHOST, whoever calls it; others take it for one name. */
function takesList({ grammar }: Reading): boolean {
  const { localSocket, anyClient, hosts } = readerNamed(grammar);
  return localSocket || anyClient || hosts === 'list';
}

function isFolder(host: string): boolean {
  return /^[/@]/.test(host);
}

function hostFaults(given: Given | undefined): OpenFault[] {
  if (!given || isFolder(given.value)) return [];
  const found = given.value.split(',').map((each) => hostFault(each, given));
  return found.filter((each) => each !== null).slice(0, 1);
}

/** Tells that PGSERVICE may change what is read here. */
export function withService(described: Described, variables: Variables): Described {
  const { reading } = described;
  const { localSocket, anyClient } = readerNamed(reading.grammar);
  const given = givenByVariable('PGSERVICE', variables);
  if (!given || !(localSocket || anyClient)) return described;
  const at = { subject: given.subject, source: given.source };
  const told = { ...fault('url/ignored-parameter', 'service-file', { at }), client: reading.grammar };
  return { ...described, reading: { ...reading, faults: [...reading.faults, told] } };
}
