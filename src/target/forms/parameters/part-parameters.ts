import { nearestName } from '../../../nearest-name.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { PartName, Reader } from '../../clients/reader.js';
import { tlsFamilyOf } from '../../clients/readers.js';
import { speaksLibpq } from '../../clients/tls-words.js';
import { fault, type OpenFault } from '../../fault.js';
import { isUrl } from '../../raw/glued-parts.js';
import type { Parameters, WrittenHost } from '../../reading.js';
import type { Scheme } from '../scheme.js';
import { libpqValueFaults } from './libpq-values.js';
import { listed } from './listed.js';
import { isHarmlessParameter, isKnownParameter, isLibpqKeyword, libpqKeywords } from './parameter-names.js';
import { type HostParameters, mergeHosts } from './query-hosts.js';
import { refusedValues } from './refused-values.js';

export interface Parts {
  readonly hosts: readonly WrittenHost[];
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  /** Whether a slash stands behind the host. */
  readonly hasPath?: boolean;
  /** Whether the host is left out before a port. */
  readonly portAlone?: boolean;
}

interface Applied extends Parts {
  readonly socket: string | null;
  readonly parameters: Parameters;
  readonly faults: readonly OpenFault[];
}

type Name = Exclude<PartName, 'host' | 'port'>;
type Names = Readonly<Record<string, PartName>>;

const PLACE = { host: 'host', port: 'port' } as const;
const POSTGRES: Names = { ...PLACE, user: 'user', password: 'password', dbname: 'database' };
const SQLALCHEMY_MYSQL: Names = {
  ...PLACE,
  user: 'user',
  password: 'password',
  passwd: 'password',
  database: 'database',
  db: 'database',
};

/** Where a string without a host gets one from. */
const HOST_ELSEWHERE = ['service', 'hostaddr', 'socketFactory', 'cloudSqlInstance', 'odbc_connect'];

/** Lets the parameters that name a part have their say beside the parts that are written, as the client does. */
export function applyParameters(
  written: Parts,
  given: readonly Parameter[],
  { dialect, driver }: Scheme,
  reader: Reader,
): Applied {
  const faults: OpenFault[] = [];
  const postgres = dialect === 'postgres';
  const names = namesOf(postgres, reader);
  const parts: Record<Name, string | null> = {
    user: written.user,
    password: written.password,
    database: written.database,
  };
  const rest: Parameter[] = [];
  const host: HostParameters = { hosts: [], ports: [] };
  let socket: string | null = null;
  for (const parameter of given) {
    const name = Object.hasOwn(names, parameter.name) ? names[parameter.name] : undefined;
    if (name === 'host') host.hosts.push(parameter);
    else if (name === 'port') host.ports.push(parameter);
    else if (name) {
      const before = written[name];
      if (before !== null && before !== '' && before !== parameter.value && parameter.value !== '')
        faults.push(conflict(name, parameter, reader));
      const isNone = parameter.value === '' && reader.hosts === 'one';
      if ((reader.query === 'wins' && !isNone) || !parts[name]) parts[name] = parameter.value;
    } else if (
      postgres
        ? reader.pgSocketFile && parameter.name === 'unix_sock'
        : reader.mysqlSocket.includes(parameter.name)
    )
      socket = parameter.value.replace(/^\((.*)\)$/, '$1') || null;
    else rest.push(parameter);
  }
  const merged = mergeHosts(written.hosts, host, { dialect, driver }, reader);
  faults.push(...merged.faults);
  socket ??= merged.socket;
  const named = socket !== null || merged.hosts.some((each) => each.host !== null);
  if (reader.strictQuery && postgres) faults.push(...unknown(rest));
  else if (!reader.anyClient)
    faults.push(
      ...passedOver(rest, postgres),
      ...(postgres ? foreign(rest, driver, reader) : otherSocket(rest, reader)),
    );
  else if (postgres) {
    // What no client knows is a slip of the pen, and may have asked for TLS.
    const strange = rest.filter(({ name }) => !isKnownParameter(name) && !isHarmlessParameter(name));
    faults.push(...unknown(strange).map((each) => ({ ...each, severity: 'warning' as const })));
  }
  faults.push(...refusedValues(rest, reader));
  if (isUrl(parts.database))
    faults.push(fault('url/wrong-form', 'url-in-dbname', { part: 'database', severity: 'warning' }));
  if (reader.anyClient) faults.push(...lacking(parts, given));
  else if (!postgres && !parts.database && !reader.needsDatabase)
    faults.push(fault('url/missing-part', 'forgotten', { part: 'database', severity: 'warning' }));
  if (postgres && speaksLibpq(tlsFamilyOf(reader, dialect, driver)))
    faults.push(...libpqValueFaults(given, named ? Math.max(1, merged.hosts.length) : 0));
  if (rest.some(({ name }) => name === 'odbc_connect'))
    faults.push(
      fault('url/wrong-form', 'odbc', { part: 'query', name: 'odbc_connect', severity: 'warning' }),
    );
  const isEmpty = !named && merged.hosts.length === 0 && rest.length === 0 && !parts.user && !parts.database;
  if (lacksHost(written, named, rest, reader))
    faults.push(
      fault('url/missing-part', 'no-host', {
        part: 'host',
        severity: reader.anyClient && postgres && isLocal(written) ? 'warning' : 'error',
      }),
    );
  else if (isEmpty) faults.push(fault('url/missing-part', 'empty-url', { severity: 'warning' }));
  return { ...parts, hosts: merged.hosts, socket, parameters: listed(rest, reader), faults };
}

/** What a part is called in the query, by the client. */
function namesOf(postgres: boolean, { query, partNames, hosts }: Reader): Names {
  if (query === 'ignored') return {};
  return partNames ?? (postgres ? POSTGRES : hosts === 'parameters' ? SQLALCHEMY_MYSQL : {});
}

/** Parameters that name a part for other clients, and say nothing to this one. */
function passedOver(rest: readonly Parameter[], postgres: boolean): OpenFault[] {
  return rest
    .filter(({ name }) => ELSEWHERE.includes(name) && !(postgres && name === 'database'))
    .map(({ name, column }) =>
      fault('url/ignored-parameter', 'part-in-query', { part: 'query', name, column }),
    );
}

/** The words for a socket of MySQL, of which each client has one. */
const SOCKETS = ['unix_socket', 'socket', 'socketPath', 'localSocket'];

function otherSocket(rest: readonly Parameter[], { mysqlSocket: [instead] }: Reader): OpenFault[] {
  if (instead === undefined) return [];
  return rest
    .filter(({ name }) => SOCKETS.includes(name))
    .map(({ name, column }) =>
      fault('url/ignored-parameter', 'other-socket', { part: 'query', name, column, instead }),
    );
}

const ELSEWHERE = ['host', 'port', 'user', 'password', 'dbname', 'database', 'username'];

function conflict(part: Name, { column }: Parameter, reader: Reader): OpenFault {
  return fault('url/ambiguous', 'said-twice', {
    part,
    column,
    severity: reader.anyClient ? 'error' : 'warning',
  });
}

function unknown(parameters: readonly Parameter[]): OpenFault[] {
  return parameters
    .filter(({ name }) => !isLibpqKeyword(name))
    .slice(0, MOST_TOLD)
    .map(({ name, column }) => {
      const instead = LIBPQ_NAMES[name] ?? nearestName(name, libpqKeywords);
      return fault('url/bad-parameter', 'unknown-parameter', {
        part: 'query',
        column,
        name: isKnownParameter(name) ? name : null,
        instead,
      });
    });
}

/** Words of other clients, of which libpq gets to know. What nobody knows may be one of the application's own. */
function foreign(rest: readonly Parameter[], driver: string | null, reader: Reader): OpenFault[] {
  const { drivers, besides } = reader.argumentsOfLibpq ?? { drivers: [], besides: [] };
  if (!drivers.includes(driver)) return [];
  const isTold = ({ name }: Parameter) => ELSEWHERE.includes(name) && name !== 'database';
  return unknown(
    rest.filter((each) => isKnownParameter(each.name) && !besides.includes(each.name) && !isTold(each)),
  );
}

/** Nobody reads more of them, and the nearest keyword takes time to find. */
const MOST_TOLD = 5;

/** What other clients call a keyword of libpq. */
const LIBPQ_NAMES: Readonly<Record<string, string>> = {
  database: 'dbname',
  db: 'dbname',
  username: 'user',
  'ssl-mode': 'sslmode',
  ssl_mode: 'sslmode',
  search_path: 'options',
  schema: 'options',
};

/** What an unknown client may do without, and more often somebody forgot. */
function lacking(parts: Record<Name, string | null>, given: readonly Parameter[]): OpenFault[] {
  if (given.some(({ name }) => HOST_ELSEWHERE.includes(name))) return [];
  const missing = (Object.keys(parts) as Name[]).filter((name) => !parts[name]);
  return missing.map((part) => fault('url/missing-part', 'forgotten', { part, severity: 'warning' }));
}

/** A URL parser that wants a host behind user or before port does not look for a socket first. */
function lacksHost(
  { user, hosts: [first], hasPath, portAlone }: Parts,
  isNamed: boolean,
  rest: readonly Parameter[],
  reader: Reader,
): boolean {
  if (reader.anyClient) return !isNamed && !rest.some(({ name }) => HOST_ELSEWHERE.includes(name));
  if (reader.emptyHost === true) return false;
  if (first === undefined && (reader.needsHost === true || (reader.needsHost && !hasPath))) return true;
  const behindUser = first === undefined && user !== null;
  return portAlone === true || (behindUser && !(reader.emptyHost === 'before-path' && hasPath));
}

/** `postgresql:///name` of libpq's manual is meant so; behind an "@", somebody's variable was empty. */
function isLocal({ hosts, user, password, database }: Parts): boolean {
  return hosts.length === 0 && user === null && password === null && Boolean(database);
}
