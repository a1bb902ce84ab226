import type { Reader } from './clients/reader.js';
import { readerNamed } from './clients/readers.js';
import { type ClientReading, fault, type OpenFault, type Part } from './fault.js';
import { readForm } from './forms/index.js';
import { scanUrl } from './forms/url/scan-url.js';
import { gluedParts } from './raw/glued-parts.js';
import type { OpenReading } from './reading.js';

/** The mainstream clients of a dialect, whose readings count where the client is not known. */
const MAINSTREAM: Readonly<Record<string, readonly string[]>> = {
  postgres: ['libpq', 'sqlalchemy', 'asyncpg', 'node-pg', 'dj-database-url', 'rails'],
  mysql: ['sqlalchemy', 'dj-database-url', 'mysql2', 'rails', 'laravel'],
  mariadb: ['sqlalchemy', 'mariadb-node', 'mysql2', 'laravel'],
  sqlite: ['sqlalchemy', 'dj-database-url', 'laravel', 'rails', 'sqlx', 'sequelize'],
};

/** The parts that decide where a client connects to, and as whom. */
const PARTS = ['host', 'port', 'socket', 'user', 'password', 'database', 'file'] as const;
type Compared = (typeof PARTS)[number];

/**
 * Compares what the mainstream clients make of a text, for a client that is not known: the faults of the
 * reading, with the readings where they differ, and one more for each part that nothing is said of yet.
 */
export function withReadings(text: string, reading: OpenReading): readonly OpenFault[] {
  const { faults, dialect, ambiguous } = reading;
  const readers = (MAINSTREAM[dialect ?? ''] ?? []).map(readerNamed);
  if (readers.length === 0) return faults;
  const isAt = ({ reason, code }: OpenFault) => code === 'url/ambiguous' && reason === 'at-sign';
  if (ambiguous || faults.some(isAt)) {
    const readings = endsOfPassword(text, readers);
    return faults.map((each) => (isAt(each) ? { ...each, readings } : each));
  }
  // Behind any other error a part may be cut in the wrong place, and hold a piece of the password.
  const others = faults.some(({ severity, reason }) => severity === 'error' && reason !== 'said-twice');
  return others || text.length > LONGEST ? faults : compared(faults, readersOf(text, readers));
}

interface ClientsReading {
  readonly client: string;
  readonly reading: OpenReading;
}

/** The readings of those clients that read the text; a scheme that one of them refuses does not matter here. */
function readersOf(text: string, readers: readonly Reader[]): ClientsReading[] {
  return readers
    .map((reader) => ({ client: reader.name, reading: readForm(text, reader).reading }))
    .filter(
      ({ reading }) =>
        !reading.ambiguous &&
        reading.faults.every(
          ({ severity, code }) => severity !== 'error' || code === 'dialect/client-mismatch',
        ) &&
        gluedParts(reading, text) === null,
    );
}

function compared(faults: readonly OpenFault[], all: readonly ClientsReading[]): readonly OpenFault[] {
  const secrets = all.flatMap(({ reading }) => reading.secrets).filter((each) => each.length > 2);
  let told = faults;
  for (const part of PARTS) {
    const groups = grouped(all, part);
    if (groups.length < 2) continue;
    const readings = groups.map(({ value, clients }) => ({
      clients,
      part,
      value: isShown(part, value) && !secrets.some((each) => value.includes(each)) ? value : null,
      column: null,
    }));
    // "host" says what "port" and "socket" would say again.
    const isTold = (each: OpenFault) => each.code === 'url/ambiguous' && sameThing(each.part, part);
    told = told.some(isTold)
      ? told.map((each) => (isTold(each) && each.readings.length === 0 ? { ...each, readings } : each))
      : [...told, fault('url/ambiguous', 'readings-differ', { part, readings, severity: SEVERITY[part] })];
  }
  return told;
}

/** Another server or another login is an error; the name of a database that is not there says so by itself. */
const SEVERITY: Readonly<Record<Compared, 'error' | 'warning'>> = {
  host: 'error',
  port: 'error',
  user: 'error',
  password: 'error',
  socket: 'warning',
  database: 'warning',
  file: 'warning',
};

/** Of what is longer than a name can be, nobody needs to know how each client reads it. In characters. */
const LONGEST = 4096;

/** A plain name, path or address; anything else may be a URL or a login of its own. */
const PLAIN: Readonly<Record<Exclude<Compared, 'password'>, RegExp>> = {
  host: /^[\w.:, %-]{0,200}$/,
  port: /^[\d, ]{0,80}$/,
  socket: /^[\w./:@-]{0,120}$/,
  user: /^[\w. $-]{0,80}$/,
  database: /^[\w. $/%-]{0,80}$/,
  file: /^([A-Za-z]:)?[\w. /\\-]{0,200}$|^:memory:$/,
};

function isShown(part: Compared, value: string): boolean {
  return part !== 'password' && PLAIN[part].test(value);
}

const PLACE: readonly Part[] = ['host', 'port', 'socket'];

function sameThing(told: Part, part: Part): boolean {
  return told === part || (PLACE.includes(told) && PLACE.includes(part));
}

function grouped(all: readonly ClientsReading[], part: Compared): { value: string; clients: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { client, reading } of all) {
    const value = partOf(reading, part);
    groups.set(value, [...(groups.get(value) ?? []), client]);
  }
  return [...groups].map(([value, clients]) => ({ value, clients }));
}

/** Empty where nothing is written. */
function partOf(reading: OpenReading, part: Compared): string {
  switch (part) {
    case 'host':
      return reading.hosts
        .map(({ host }) => host ?? '')
        .join(', ')
        .toLowerCase();
    case 'port':
      return reading.hosts
        .map(({ port }) => port ?? '')
        .join(', ')
        .replace(/^[, ]+$/, '');
    case 'password':
      return reading.password?.reveal() ?? '';
    case 'file':
      // One slash more in front is the same file.
      return (reading.file ?? '').replace(/^\/+/, '/');
    default:
      return reading[part] ?? '';
  }
}

/** Where the clients end the password: the column of the `@`, and nothing of what stands around it. */
function endsOfPassword(text: string, readers: readonly Reader[]): ClientReading[] {
  const start = text.indexOf('://') + 3;
  if (start < 3) return [];
  const ends = new Map<number, string[]>();
  for (const { name, split, fragment, tolerates } of readers) {
    if (!tolerates.includes('@')) continue;
    const { hosts } = scanUrl(text, start, split, fragment !== 'data');
    if (hosts.start > start) ends.set(hosts.start, [...(ends.get(hosts.start) ?? []), name]);
  }
  if (ends.size < 2) return [];
  return [...ends].map(([column, clients]) => ({ clients, part: 'password', value: null, column }));
}
