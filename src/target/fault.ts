import type { FactsOf } from '../findings/catalogue.js';
import type { ReasonOf, ValueCode } from '../findings/words/reasons.js';
import type { Severity, Source } from '../report.js';

/** A part of a connection string, as it is called in a message. */
export type Part =
  | 'value'
  | 'scheme'
  | 'user'
  | 'password'
  | 'host'
  | 'port'
  | 'database'
  | 'file'
  | 'socket'
  | 'query'
  | 'fragment'
  | 'dialect';

/** Where it is wrong. Nothing in here may be a piece of the value longer than one character. */
interface Place {
  readonly part: Part;
  /** 1-based, in the value as it was written; null where the part as a whole is meant. */
  readonly column: number | null;
  /** The characters that are wrong, each with what to write for it. */
  readonly characters: readonly Replacement[];
  /** A known word that may be shown: a dialect, a driver, a parameter of the lists here. */
  readonly name: string | null;
  /** What to write instead: a known word, or the form of it. */
  readonly instead: string | null;
  /** Whose reading of the string this is. */
  readonly client: string;
  /** The dialect that the fix is written for, where the reading does not know one. */
  readonly dialect: string | null;
  /** The files of the project that tell so, and what each names. */
  readonly seen: readonly Seen[];
}

export interface Seen {
  readonly file: string;
  readonly name: string | null;
}

export interface Replacement {
  readonly character: string;
  readonly column: number;
  readonly instead: string;
}

/** What some clients make of a part that others read differently. */
export interface ClientReading {
  readonly clients: readonly string[];
  readonly part: Part;
  /** Null where it may hold a piece of a password. */
  readonly value: string | null;
  /** 1-based, where they end the part; null where the value says it. */
  readonly column: number | null;
}

/** Something that reading a value brought to light; an observation once it has a subject. */
export interface Fault extends Place {
  readonly code: ValueCode;
  readonly reason: string;
  readonly severity: Severity;
  /** What the mended value reads as, described without its secret; null where that is not plain. */
  readonly reads: string | null;
  /** What each kind of client makes of the part. */
  readonly readings: readonly ClientReading[];
  /** Where it stands, when that is not the value as a whole: one of several variables. */
  readonly at: { readonly subject: string; readonly source: Source | null } | null;
}

export interface Where extends Partial<Omit<Place, 'client'>> {
  readonly severity?: Severity;
  readonly at?: Fault['at'];
  readonly readings?: readonly ClientReading[];
}

/** A fault without the client; the reading that it belongs to fills that in. */
export type OpenFault = Omit<Fault, 'client'>;

export function fault<C extends ValueCode>(code: C, reason: ReasonOf<C>, where: Where = {}): OpenFault {
  return {
    code,
    reason,
    severity: where.severity ?? (WARNINGS.includes(code) ? 'warning' : 'error'),
    part: where.part ?? 'value',
    column: where.column ?? null,
    characters: where.characters ?? [],
    name: where.name ?? null,
    instead: where.instead ?? null,
    dialect: where.dialect ?? null,
    seen: where.seen ?? [],
    at: where.at ?? null,
    reads: null,
    readings: where.readings ?? [],
  };
}

/** Each kind of fault once: the first of them. */
export function firstOfEachKind(faults: readonly OpenFault[]): OpenFault[] {
  const first = new Map<string, OpenFault>();
  for (const each of faults) {
    const kind = `${each.code} ${each.reason} ${each.part} ${each.name} ${each.severity}`;
    if (!first.has(kind)) first.set(kind, each);
  }
  return [...first.values()];
}

const WARNINGS: readonly ValueCode[] = ['url/ignored-parameter', 'url/default-credentials', 'url/provider'];

/** The facts of the finding. */
export function factsOf({
  reason,
  part,
  column,
  characters,
  name,
  instead,
  client,
  dialect,
  seen,
  reads,
  readings,
}: Fault): FactsOf<ValueCode> {
  const copied = {
    characters: characters.map((each) => ({ ...each })),
    seen: seen.map((each) => ({ ...each })),
    ...(reads === null ? {} : { reads }),
    ...(readings.length === 0 ? {} : { readings: readings.map((each) => ({ ...each })) }),
  };
  return { reason, part, column, name, instead, client, dialect, ...copied };
}

const UTF8 = new TextEncoder();

/** The percent-escape of a character. */
export function escapeOf(character: string): string {
  return [...UTF8.encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
