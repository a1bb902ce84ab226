import type { TlsMode } from '../config/config.js';
import type { Secret } from '../variables/secret.js';
import type { Fault, OpenFault } from './fault.js';

/** Null where it is not written. */
export interface WrittenHost {
  readonly host: string | null;
  readonly port: number | null;
}

/** A parameter that is repeated is a list for the clients that take it as one. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** What a client makes of one connection string: what is written, nothing defaulted. */
export interface Reading {
  readonly dialect: string | null;
  readonly driver: string | null;
  /** Whose reading this is. */
  readonly grammar: string;
  readonly hosts: readonly WrittenHost[];
  readonly user: string | null;
  /** Empty where it is written and empty. */
  readonly password: Secret | null;
  readonly database: string | null;
  readonly socket: string | null;
  readonly file: string | null;
  readonly tls: { readonly mode: TlsMode | null; readonly effective: TlsMode; readonly ca: string | null };
  readonly parameters: Parameters;
  readonly faults: readonly Fault[];
  /** Clients do not agree about where the password ends; nothing of this reading may be shown or resolved. */
  readonly ambiguous: boolean;
  /** Everything that may be a piece of the password, raw and decoded, in every reading. */
  readonly secrets: readonly string[];
  /** A secret stands in the query, where an unencoded `&` would make parameters of its pieces. */
  readonly secretInQuery: boolean;
}

/** A reading whose faults do not name the client yet. */
export type OpenReading = Omit<Reading, 'faults' | 'grammar'> & { readonly faults: readonly OpenFault[] };

/** A reading that says what is wrong, and nothing of where the database is. */
export function emptyReading(
  dialect: string | null,
  faults: readonly OpenFault[],
  driver: string | null = null,
): OpenReading {
  return {
    dialect,
    driver,
    hosts: [],
    user: null,
    password: null,
    database: null,
    socket: null,
    file: null,
    tls: { mode: null, effective: 'disable', ca: null },
    parameters: {},
    faults,
    ambiguous: false,
    secrets: [],
    secretInQuery: false,
  };
}

export function isBroken({ faults }: Reading): boolean {
  return faults.some(({ severity }) => severity === 'error');
}
