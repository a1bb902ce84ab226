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

/** Something that reading a value brought to light; an observation once it has a subject. */
export interface Fault extends Place {
  readonly code: ValueCode;
  readonly reason: string;
  readonly severity: Severity;
  /** Where it stands, when that is not the value as a whole: one of several variables. */
  readonly at: { readonly subject: string; readonly source: Source | null } | null;
}

export interface Where extends Partial<Omit<Place, 'client'>> {
  readonly severity?: Severity;
  readonly at?: Fault['at'];
}

/** A fault without the client; the reading that it belongs to fills that in. */
export type OpenFault = Omit<Fault, 'client'>;

export function fault<C extends ValueCode>(code: C, reason: ReasonOf<C>, where: Where = {}): OpenFault {
  return {
    code,
    reason,
    severity: where.severity ?? (code === 'url/ignored-parameter' ? 'warning' : 'error'),
    part: where.part ?? 'value',
    column: where.column ?? null,
    characters: where.characters ?? [],
    name: where.name ?? null,
    instead: where.instead ?? null,
    seen: where.seen ?? [],
    at: where.at ?? null,
  };
}

/** The facts of the finding. */
export function factsOf({
  reason,
  part,
  column,
  characters,
  name,
  instead,
  client,
  seen,
}: Fault): FactsOf<ValueCode> {
  const copied = {
    characters: characters.map((each) => ({ ...each })),
    seen: seen.map((each) => ({ ...each })),
  };
  return { reason, part, column, name, instead, client, ...copied };
}

/** The percent-escape of a character. */
export function escapeOf(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
