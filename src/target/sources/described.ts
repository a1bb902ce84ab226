import { TLS_MODES } from '../../config/config.js';
import type { Source } from '../../report.js';
import { Secret } from '../../variables/secret.js';
import type { Variables } from '../../variables/variables.js';
import { readerNamed, tlsFamilyOf } from '../clients/readers.js';
import { tlsWords } from '../clients/tls-words.js';
import type { Fault } from '../fault.js';
import { readValue } from '../read.js';
import type { Reading } from '../reading.js';
import type { Chosen } from './choose-client.js';
import { type Given, givenByVariable } from './given.js';
import { misplacedSecret } from './misplaced-secret.js';
import { dialectOfParts, type GivenParts, hostFault, type PartName, readParts } from './parts.js';

/** One description of a database, read: by a URL, or by its parts. */
export interface Described {
  readonly reading: Reading;
  /** What a finding about it as a whole is about. */
  readonly subject: string;
  readonly source: Source | null;
  readonly variables: readonly string[];
  /** Field of a target to where it came from, in words. */
  readonly sources: Readonly<Record<string, string>>;
  /** The URL itself, where there is one. */
  readonly url: string | null;
  /** Where the project and the URL do not go together. */
  readonly mismatches: readonly Fault[];
}

export function describeUrl(given: Given, chosen: Chosen, variables: Variables): Described {
  const reading = withEvidence(readValue(given.value, chosen.client), chosen);
  const { host, port, ...others } = {
    dialect: reading.dialect,
    driver: reading.driver,
    host: reading.hosts.some((each) => each.host !== null),
    port: reading.hosts.some((each) => each.port !== null),
    user: reading.user,
    password: reading.password,
    database: reading.database,
    socket: reading.socket,
    file: reading.file,
    tlsMode: reading.tls.mode,
    ca: reading.tls.ca,
    parameters: Object.keys(reading.parameters).length > 0 ? reading.parameters : null,
  };
  const fields = [
    ...Object.entries(others)
      .filter(([, value]) => value !== null)
      .map(([field]) => field),
    ...(host ? ['host'] : []),
    ...(port ? ['port'] : []),
  ];
  const described = {
    reading,
    subject: given.subject,
    source: given.source,
    variables: given.variables,
    sources: {
      ...Object.fromEntries(fields.map((field) => [field, given.label])),
      ...clientSource(reading, chosen, given.label),
    },
    url: given.value,
    mismatches: [],
  };
  return withPgVariables(described, variables);
}

/** `subject` and `source` are those of the database as a whole. */
export function describeParts(
  parts: GivenParts,
  of: {
    chosen: Chosen;
    /** Where no part says it, and from where that is known. */
    dialect: string | null;
    dialectLabel: string | null;
    subject: string;
    source: Source | null;
  },
): Described {
  const used = Object.entries(parts) as [PartName, Given][];
  const reading = withEvidence(readParts(parts, of.chosen.client, of.dialect), of.chosen);
  return {
    reading,
    subject: of.subject,
    source: of.source,
    variables: [...new Set(used.flatMap(([, given]) => given.variables))],
    sources: {
      ...dialectSource(parts, of),
      ...Object.fromEntries(used.map(([part, given]) => [part, given.label])),
      ...clientSource(reading, of.chosen, null),
    },
    url: null,
    mismatches: [],
  };
}

function dialectSource(
  parts: GivenParts,
  { dialect, dialectLabel }: { dialect: string | null; dialectLabel: string | null },
): Record<string, string> {
  if (parts.dialect) return {};
  // A file is SQLite's, and says so itself.
  if (parts.file && !parts.host) return {};
  if (dialectOfParts(parts)) return { dialect: `port of ${parts.port?.label ?? ''}` };
  return dialect !== null && dialectLabel !== null ? { dialect: dialectLabel } : {};
}

/** Where the client is known from: what was chosen, or the form of the value. */
function clientSource({ grammar }: Reading, { label }: Chosen, form: string | null): Record<string, string> {
  if (label !== null) return { client: label };
  return grammar !== 'any' && form !== null ? { client: `form of ${form}` } : {};
}

function withEvidence(reading: Reading, { seen }: Chosen): Reading {
  if (seen.length === 0) return reading;
  return { ...reading, faults: reading.faults.map((fault) => ({ ...fault, seen })) };
}

/** PGUSER, PGPASSWORD … fill what a URL of PostgreSQL leaves out, for the clients that look at them. */
function withPgVariables(described: Described, variables: Variables): Described {
  const { reading } = described;
  const reader = readerNamed(reading.grammar);
  if (reading.dialect !== 'postgres' || !reader.pgVariables || reading.ambiguous) return described;
  const used = new Map<string, Given>();
  const take = (field: string, name: string, isWritten: boolean) => {
    const given = isWritten ? null : givenByVariable(name, variables);
    if (given) used.set(field, given);
    return given?.value ?? null;
  };
  const user = take('user', 'PGUSER', reading.user !== null);
  const password = take('password', 'PGPASSWORD', Boolean(reading.password?.reveal()));
  const database = take('database', 'PGDATABASE', reading.database !== null);
  const named = reading.socket !== null || reading.hosts.some(({ host }) => host !== null);
  const host = take('host', 'PGHOST', named);
  const port =
    Number(
      take(
        'port',
        'PGPORT',
        reading.hosts.some((each) => each.port !== null),
      ),
    ) || null;
  const mode = take('tlsMode', 'PGSSLMODE', reading.tls.mode !== null);
  if (used.size === 0) return described;
  const misplaced = misplacedSecret(Object.fromEntries(used));
  const givenHost = used.get('host');
  const wrong =
    misplaced?.fault ?? (givenHost && host && !host.startsWith('/') ? hostFault(host, givenHost) : null);
  if (wrong) {
    const faults = [...reading.faults, { ...wrong, client: reading.grammar }];
    const secrets = misplaced ? [...reading.secrets, misplaced.value] : reading.secrets;
    return { ...described, reading: { ...reading, faults, secrets } };
  }
  const written = host === null ? reading.hosts : [{ host, port: null }];
  const tlsMode = TLS_MODES.find((each) => each === mode) ?? reading.tls.mode;
  const words = tlsWords(tlsFamilyOf(reader, 'postgres', reading.driver));
  const filled: Reading = {
    ...reading,
    user: user ?? reading.user,
    password: password === null ? reading.password : new Secret(password),
    database: database ?? reading.database,
    socket: host?.startsWith('/') ? host : reading.socket,
    hosts: host?.startsWith('/') ? [] : written.map((each) => ({ ...each, port: each.port ?? port })),
    tls:
      mode === null
        ? reading.tls
        : {
            ...reading.tls,
            mode: tlsMode,
            effective: (tlsMode && words.effective?.[tlsMode]) ?? tlsMode ?? reading.tls.effective,
          },
    secrets: password === null ? reading.secrets : [...reading.secrets, password],
    faults: reading.faults.filter(
      ({ code, part, reason }) => code !== 'url/missing-part' || !(used.has(part) || reason === 'empty-url'),
    ),
  };
  return {
    ...described,
    reading: filled,
    variables: [
      ...new Set([...described.variables, ...[...used.values()].flatMap((each) => each.variables)]),
    ],
    sources: {
      ...described.sources,
      ...Object.fromEntries([...used].map(([field, given]) => [field, given.label])),
    },
  };
}
