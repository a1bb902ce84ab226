import type { Observation } from '../report.js';
import type { Attempt } from './attempt.js';
import type { Tls } from './probe.js';
import { satisfies, versionOrder } from './version.js';
import { writtenAt } from './written.js';

export interface ReadOnly {
  readonly setting: string;
  readonly value: string;
  /** PostgreSQL: what set it, in the words of pg_settings; null where that is not known. */
  readonly from: string | null;
}

/** What a server that took the login is asked for. */
interface Server {
  readonly place: string;
  /** `PostgreSQL`, `MySQL`, `MariaDB`. */
  readonly server: string;
  readonly version: string;
  /** The setting that keeps it from being written, when that was asked. */
  readonly readOnly: ReadOnly | null;
  readonly tls: Tls | null;
}

/** Modes that promise an encrypted session. */
const ENCRYPTED = new Set(['require', 'verify-ca', 'verify-full']);

/** What is wrong with a server although it took the login. */
export async function serverFaults(
  attempt: Attempt,
  { place, server, version, readOnly, tls }: Server,
): Promise<Observation[]> {
  const { request, target } = attempt;
  const found: Observation[] = [];
  if (target.tls.mode !== null && ENCRYPTED.has(target.tls.mode) && tls === null && target.socket === null) {
    const { tlsClient } = await import('./tls-client.js');
    found.push(
      attempt.saw('tls/not-encrypted', { place, asked: target.tls.mode, client: tlsClient(attempt) }),
    );
  }
  if (readOnly) {
    const { user, database } = target;
    found.push(
      attempt.saw('state/read-only', { place, server, ...readOnly, user, database: database ?? user }),
    );
  }
  if (request.version !== undefined && !satisfies(version, request.version)) {
    found.push(otherVersion(attempt, { place, server, version, required: request.version }));
  }
  return found;
}

/** The finding for a version that is not among the required ones. */
export function otherVersion(
  attempt: Attempt,
  facts: {
    readonly place: string;
    readonly server: string;
    readonly version: string;
    readonly required: string;
  },
): Observation {
  const { settings } = writtenAt(attempt);
  const order = versionOrder(facts.version, facts.required);
  return attempt.saw('state/version-too-old', { ...facts, order, settings });
}
