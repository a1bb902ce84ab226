import type { Source } from '../../report.js';
import type { Variables } from '../../variables/variables.js';
import type { Fault } from '../fault.js';
import { readValue } from '../read.js';
import type { Reading } from '../reading.js';
import type { Chosen } from './choose-client.js';
import type { Given } from './given.js';
import { dialectOfParts, type GivenParts, type PartName, readParts } from './parts.js';
import { withPgVariables } from './pg-variables.js';

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
  const written = {
    dialect: reading.dialect,
    driver: reading.driver,
    host: reading.hosts.find((each) => each.host !== null),
    port: reading.hosts.find((each) => each.port !== null),
    user: reading.user,
    password: reading.password,
    database: reading.database,
    socket: reading.socket,
    file: reading.file,
    tlsMode: reading.tls.mode,
    ca: reading.tls.ca,
    parameters: Object.keys(reading.parameters)[0],
  };
  const fields = Object.entries(written)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([field]) => field);
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
      ...Object.fromEntries(used.map(([part, given]) => [fieldOf(part, reading), given.label])),
      ...clientSource(reading, of.chosen, null),
    },
    url: null,
    mismatches: [],
  };
}

/** DB_DATABASE names the file where the database is one. */
function fieldOf(part: PartName, { dialect }: Reading): string {
  return dialect === 'sqlite' && part === 'database' ? 'file' : part;
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
