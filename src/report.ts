/**
 * The contracts between the rooms: what a check is, what it returns, and what a report holds.
 * This file looks into no other room.
 */

export type Severity = 'error' | 'warning' | 'info';

/** The checks in their order; `schema` joins them later. */
export const CHECK_IDS = ['env', 'dotenv', 'dialect', 'connect', 'paths', 'stray'] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What was seen, for the sentences of the catalogue and for machines. Never holds a secret. */
export type Facts = { readonly [key: string]: Json };

/** Where the thing to change stands: a line of a file (1-based) or a variable of the environment. */
export type Source =
  | { readonly file: string; readonly line: number | null; readonly column: number | null }
  | { readonly variable: string };

/** What a check saw: a code of the catalogue and its facts, no prose. Made by `observe` of `findings/`. */
export interface Observation {
  readonly code: string;
  /** The thing that is wrong, as the user calls it: `DATABASE_URL`, `databases.main`, `/data`. */
  readonly subject: string;
  readonly facts: Facts;
  readonly source: Source | null;
  /** Set where the contract lets the severity depend on the environment. */
  readonly severity?: Severity;
  /** Set where the evidence says otherwise than the catalogue. */
  readonly transient?: boolean;
  /** The name of the database that this is about: what it blocks, and whose `optional` counts. */
  readonly database?: string;
}

/** Something that a check left out, with the reason in words for the user. */
export interface Skip {
  readonly subject: string;
  readonly reason: string;
  /** `request`: the user said so. `need`: something that it needs failed; the run is then not green. */
  readonly because: 'request' | 'need';
}

export interface Outcome {
  readonly observations: readonly Observation[];
  readonly skips?: readonly Skip[];
  /** What the check changed, and what it passed over on purpose, in words for the user. */
  readonly notes?: readonly string[];
  /** Set when there was nothing to look at; says so in words for the user. */
  readonly nothing?: string;
  /** What was looked at and found good, one line each, for `--verbose`. */
  readonly passed?: readonly string[];
  readonly databases?: readonly DatabaseReport[];
}

export interface Check<Context> {
  readonly id: CheckId;
  readonly title: string;
  /** The check whose failure for a subject keeps this one from looking at it. */
  readonly needs?: CheckId;
  /** `blocked` maps the name of a database to the need that failed for it; `after` waits for an earlier check. */
  run(context: Context, blocked: ReadonlyMap<string, string>, after?: After): Promise<Outcome>;
}

/** The databases that a check found wrong, as soon as it has settled: for a part of a check that needs it. */
export type After = (id: CheckId) => Promise<ReadonlyMap<string, string>>;

/** One finding of the report: contract, section 6. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly transient: boolean;
  readonly check: CheckId;
  readonly subject: string;
  readonly message: string;
  readonly why: readonly string[];
  readonly fix: readonly string[];
  readonly facts: Facts;
  readonly source: Source | null;
}

export type CheckStatus = 'passed' | 'warned' | 'failed' | 'skipped';

export interface CheckReport {
  readonly id: CheckId;
  readonly title: string;
  readonly status: CheckStatus;
  /** Why the check, or a part of it, was skipped. */
  readonly reason?: string;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
  /** What the check changed, and what it passed over on purpose. */
  readonly notes: readonly string[];
  /** For `--verbose`; not part of the JSON report. */
  readonly passed: readonly string[];
}

/** A layer of a connection, from the outside in; a database's own file is a layer of its own. */
export type Layer = 'name' | 'tcp' | 'socket' | 'first-bytes' | 'tls' | 'login' | 'state' | 'file';

/** One step of reaching a database. A second experiment after a failure adds steps of its own. */
export interface LayerReport {
  readonly layer: Layer;
  readonly status: 'passed' | 'failed';
  /** Whole milliseconds. */
  readonly ms: number;
  /** What was seen there: addresses, a server's greeting, a certificate; the code of what went wrong. */
  readonly seen: string;
}

export interface DatabaseReport {
  readonly name: string;
  readonly dialect: string | null;
  /** A URL without its password, or null where the value could not be read. */
  readonly target: string | null;
  readonly status: 'connected' | 'failed' | 'skipped';
  readonly server: string | null;
  readonly latencyMs: number | null;
  readonly tls: { readonly version: string; readonly verified: 'none' | 'ca' | 'full' } | null;
  /** The way of the last attempt; empty where there was none. */
  readonly layers: readonly LayerReport[];
}

/** What a run is waiting for: one database whose last attempt failed in a way that time can cure. */
export interface Waiting {
  readonly database: string;
  /** The sentences of its findings; empty once it is waited for no longer. */
  readonly reasons: readonly string[];
  /** Milliseconds until the wait runs out. */
  readonly leftMs: number;
}

export interface EnvironmentReport {
  readonly name: string;
  readonly because: string;
}

/** Contract, section 7. */
export interface Report {
  readonly schema: 1;
  readonly version: string;
  readonly ok: boolean;
  readonly exitCode: 0 | 1 | 2 | 3 | 70;
  readonly environment: EnvironmentReport;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly checks: readonly CheckReport[];
  readonly databases: readonly DatabaseReport[];
}

export interface InspectedVariable {
  readonly name: string;
  /** Null where no source sets it. */
  readonly source: string | null;
  /** The weaker sources that set it too. */
  readonly shadowed: readonly string[];
  readonly secret: boolean;
  /** Null for a secret, and where nothing is set. */
  readonly value: string | null;
  readonly findings: readonly Finding[];
}

export interface InspectedDatabase {
  readonly name: string;
  readonly dialect: string | null;
  readonly driver: string | null;
  readonly grammar: string;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly database: string | null;
  readonly user: string | null;
  readonly passwordSet: boolean;
  readonly socket: string | null;
  readonly file: string | null;
  readonly tlsMode: string | null;
  readonly tlsEffective: string | null;
  readonly provider: { readonly name: string; readonly endpoint: string } | null;
  readonly parameters: Readonly<Record<string, string | readonly string[] | null>>;
  readonly target: string | null;
  readonly sources: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** Contract, section 7, `dbcheck inspect --format json`. */
export interface Inspection {
  readonly schema: 1;
  readonly environment: EnvironmentReport;
  readonly variables: readonly InspectedVariable[];
  readonly databases: readonly InspectedDatabase[];
}
