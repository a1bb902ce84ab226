import { now } from '../now.js';
import type { LayerReport, Observation } from '../report.js';
import { parameterOf, type Target } from '../target/target.js';
import { Attempt } from './attempt.js';
import { endpointsOf } from './endpoint.js';
import { Failed } from './failed.js';
import type { Surroundings } from './surroundings.js';

export interface ProbeRequest {
  /** The whole attempt ends within it: name look-up, TCP, TLS, login and queries together. */
  readonly timeoutMs: number;
  /** Ends the attempt early. */
  readonly signal: AbortSignal;
  /** Masks the secrets in text that comes from outside. */
  scrub(text: string): string;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Whether a folder that is missing is made before the application starts. */
  willBeMade(folder: string): boolean;
  /** The application must be able to write. */
  readonly writable?: boolean;
  /** The configuration says what the least is that the application must ask for. */
  readonly tlsFloor?: boolean;
  /** What the server's version must be: `>=14`, `14`, `>=10.6 <12`. */
  readonly version?: string;
  /** An attempt before this one has asked a silent server what it speaks; each such question is a broken login to it. */
  readonly repeated?: boolean;
  /** Attempts of this run that are made at the same time, this one among them: the machine is as busy as that. */
  readonly alongside?: number;
  /** No other database of the run is connected to. */
  readonly alone?: boolean;
  /** What the user calls the database: `databases.main`. */
  readonly subject: string;
  readonly surroundings: Surroundings;
  /** The variables that the application starts with; its client looks at some. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What else to ask a server that took the login, in the time that is left. For reading only. */
  readonly afterwards?: (ask: Ask) => Promise<void>;
}

/** The rows of a query. Rejects with `Refused`. */
export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface Tls {
  /** As the protocol names it: `TLSv1.3`. */
  readonly version: string;
  /** What was verified: nothing, the chain, or the chain and the host's name. */
  readonly verified: 'none' | 'ca' | 'full';
}

/** A server that took the login and answered a query. */
export interface Reached {
  /** `PostgreSQL 15.18`, `MariaDB 10.11.19`, `SQLite 3.54.1`. */
  readonly server: string;
  readonly latencyMs: number;
  /** Null for a plain session. */
  readonly tls: Tls | null;
  /** What is wrong all the same: `state/read-only`, `connect/file-missing`. */
  readonly observations: readonly Observation[];
}

interface Way {
  /** Every step, in order; also those to the hosts before the one that was reached. */
  readonly layers: readonly LayerReport[];
}

export type ProbeResult =
  | ({ readonly status: 'connected' } & Reached & Way)
  | ({ readonly status: 'failed'; readonly observations: readonly Observation[] } & Way);

/** Where the next host of several may do better: libpq's rule, a rejected login is final. */
const NEXT_HOST = new Set([
  'connect/dns-not-found',
  'connect/service-not-found',
  'connect/dns-unavailable',
  'connect/refused',
  'connect/localhost-in-container',
  'connect/unreachable',
  'connect/timeout',
  'connect/no-answer',
  'connect/closed',
  'connect/wrong-protocol',
  'connect/starting',
  'connect/shutting-down',
  'connect/too-many-connections',
  'state/not-accepting',
  'state/read-only',
]);

/** Values of libpq's `target_session_attrs` with which the application's client itself passes over replicas. */
const WRITERS = new Set(['read-write', 'primary']);

/**
 * Logs in as the application would, asks the server one thing, and leaves in an orderly way. Never takes
 * longer than the request allows, and leaves no socket and no timer behind; only a name look-up that the
 * system is still busy with can't be taken back.
 */
export async function probe(target: Target, request: ProbeRequest): Promise<ProbeResult> {
  if (target.dialect === 'sqlite') {
    const { probeSqlite } = await import('./sqlite.js');
    return attempted(target, request, probeSqlite);
  }
  const reach = await protocolOf(target.dialect);
  const writable = request.writable || WRITERS.has(parameterOf(target, 'target_session_attrs') ?? '');
  const endpoints = endpointsOf(target);
  const failed: Observation[] = [];
  const layers: LayerReport[] = [];
  const started = now();
  for (const [index, endpoint] of endpoints.entries()) {
    const left = request.timeoutMs - (now() - started);
    const share = { ...request, writable, timeoutMs: Math.max(1, left / (endpoints.length - index)) };
    const result = await attempted(target, share, (attempt) => reach(attempt, endpoint));
    layers.push(...result.layers);
    const last = index + 1 === endpoints.length || request.signal.aborted;
    if (last || !anotherHostMayDo(result)) {
      return result.status === 'connected'
        ? { ...result, layers }
        : { ...result, layers, observations: [...failed, ...result.observations] };
    }
    failed.push(...result.observations.filter(({ severity }) => severity !== 'warning'));
  }
  throw new Error(`${target.name} has no host, no socket and no file`);
}

function anotherHostMayDo({ observations }: ProbeResult): boolean {
  const faults = observations.filter(({ severity }) => severity !== 'warning');
  return faults.length > 0 && faults.every(({ code }) => NEXT_HOST.has(code));
}

async function protocolOf(dialect: string | null) {
  switch (dialect) {
    case 'postgres':
      return (await import('./postgres.js')).reachPostgres;
    case 'mysql':
    case 'mariadb':
      return (await import('./mysql.js')).reachMysql;
    default:
      throw new Error(`there is no probe for the dialect ${dialect}`);
  }
}

async function attempted(
  target: Target,
  request: ProbeRequest,
  reach: (attempt: Attempt) => Promise<Reached>,
): Promise<ProbeResult> {
  const attempt = new Attempt(target, request);
  try {
    const reached = await reach(attempt);
    const observations = [...attempt.told, ...reached.observations];
    return { status: 'connected', ...reached, observations, layers: attempt.layers };
  } catch (error) {
    if (error instanceof Failed) {
      const observations = [...error.observations, ...attempt.told];
      return { status: 'failed', observations, layers: attempt.layers };
    }
    throw error;
  } finally {
    attempt.end();
  }
}
