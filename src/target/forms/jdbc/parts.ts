import { Secret } from '../../../variables/secret.js';
import type { Parameter } from '../../clients/read-tls.js';
import { readTls } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { tlsFamilyOf } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading, type WrittenHost } from '../../reading.js';
import { holdSecret } from '../parameters/parameter-names.js';
import { decodePercent } from '../percent.js';
import { jdbcValueFaults } from './values.js';

/** What follows `jdbc:SUBPROTOCOL:`; offsets count from 0 in the whole text. */
export interface JdbcText {
  readonly text: string;
  /** Behind the colon of the sub-protocol. */
  readonly start: number;
  /** In small letters. */
  readonly protocol: string;
}

export type JdbcRead = (from: JdbcText, reader: Reader) => OpenReading;

export interface JdbcParts {
  readonly dialect: string;
  readonly hosts: readonly WrittenHost[];
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly socket?: string | null;
  /** What is left of the properties once the parts are taken. */
  readonly properties: readonly Parameter[];
  readonly faults: readonly OpenFault[];
  readonly secrets: readonly string[];
  readonly secretInQuery: boolean;
}

export const DRIVER = 'jdbc';

/** Names of other clients, which no driver of JDBC takes, by the name that it does. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    username: 'user',
    usr: 'user',
    uid: 'user',
    pass: 'password',
    passwd: 'password',
    pwd: 'password',
  }),
);

/** The reading of a JDBC URL whose parts are known. */
export function jdbcReading(parts: JdbcParts, reader: Reader): OpenReading {
  const { dialect, password, properties } = parts;
  const family = tlsFamilyOf(reader, dialect, null);
  const tls = readTls(family, properties);
  const rest = properties.filter(({ name }) => !tls.consumed.has(name));
  const names = new Set<string>();
  const repeated = properties.find(({ name }) => names.size === names.add(name).size);
  const faults: OpenFault[] = [...parts.faults, ...tls.faults, ...jdbcValueFaults(family, rest)];
  if (repeated)
    faults.push(
      fault('url/bad-parameter', 'repeated', { part: 'query', column: repeated.column, severity: 'warning' }),
    );
  for (const { name, column } of rest) {
    const instead = OTHER_NAMES.get(name.toLowerCase());
    if (instead)
      faults.push(fault('url/ignored-parameter', 'other-name', { part: 'query', column, instead }));
  }
  const isNamed = parts.hosts.length > 0 || parts.user || parts.database || parts.socket;
  if (!isNamed && properties.length === 0)
    faults.push(fault('url/missing-part', 'empty-url', { severity: 'warning' }));
  return {
    dialect,
    driver: DRIVER,
    hosts: parts.hosts,
    user: parts.user || null,
    password: password === null ? null : new Secret(password),
    database: parts.database || null,
    socket: parts.socket || null,
    file: null,
    tls: tls.asked,
    parameters: Object.fromEntries(rest.map(({ name, value }) => [name, value])),
    faults,
    ambiguous: false,
    secrets: [...new Set([...parts.secrets, password ?? ''])].filter((each) => each !== ''),
    secretInQuery: parts.secretInQuery || holdSecret(properties),
  };
}

/** A reading of a URL that is cut in the wrong place: it shows nothing. */
export function brokenJdbc(
  dialect: string | null,
  faults: readonly OpenFault[],
  secrets: readonly string[] = [],
): OpenReading {
  return { ...emptyReading(dialect, faults, DRIVER), secrets: secrets.filter((each) => each !== '') };
}

/**
 * The last `@` outside of the value of a property: what stands before it may be user and password, wherever the
 * driver cuts. -1 where there is none.
 */
export function lastAtOutside(text: string, start: number): number {
  let at = -1;
  let inQuery = false;
  let inValue = false;
  for (let offset = start; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '?') inQuery = true;
    else if (character === '&') inValue = false;
    else if (character === '=' && inQuery) inValue = true;
    else if (character === '@' && !inValue) at = offset;
  }
  return at;
}

/** Everything before an `@` that may be a password, as it is written and decoded. */
export function credentialPieces(text: string, start: number, at: number): string[] {
  const colon = text.indexOf(':', start);
  const raw = text.slice(colon >= 0 && colon < at ? colon + 1 : start, at);
  return [raw, decodePercent(raw).value];
}

/** A port as `Integer.parseInt` takes it: with a `+`, and not empty. */
export function javaPort(text: string, column: number | null, faults: OpenFault[]): number | null {
  const port = /^\+?\d{1,9}$/.test(text) ? Number(text) : null;
  if (port !== null && port >= 1 && port <= 65535) return port;
  const reason = port === null ? 'not-a-number' : 'out-of-range';
  faults.push(fault('url/bad-port', reason, { part: 'port', column }));
  return null;
}

/** The property that names a part; the last of a name counts. */
export function lastProperty(properties: readonly Parameter[], name: string): Parameter | null {
  return properties.findLast((each) => each.name === name) ?? null;
}
