import type { Observation } from '../report.js';
import type { Attempt } from './attempt.js';
import type { Tls } from './probe.js';
import { satisfies } from './version.js';

/** What a server that took the login is asked for. */
interface Server {
  readonly place: string;
  /** `PostgreSQL`, `MySQL`, `MariaDB`. */
  readonly server: string;
  readonly version: string;
  /** The setting that keeps it from being written, when that was asked. */
  readonly readOnly: { readonly setting: string; readonly value: string } | null;
  readonly tls: Tls | null;
}

/** Modes that promise an encrypted session. */
const ENCRYPTED = new Set(['require', 'verify-ca', 'verify-full']);

/** What is wrong with a server although it took the login. */
export function serverFaults(
  attempt: Attempt,
  { place, server, version, readOnly, tls }: Server,
): Observation[] {
  const { request, target } = attempt;
  const found: Observation[] = [];
  if (target.tls.mode !== null && ENCRYPTED.has(target.tls.mode) && tls === null && target.socket === null) {
    found.push(
      attempt.saw('tls/not-encrypted', { place, asked: target.tls.mode, effective: target.tls.effective }),
    );
  }
  if (readOnly) found.push(attempt.saw('state/read-only', { place, server, ...readOnly }));
  if (request.version !== undefined && !satisfies(version, request.version)) {
    found.push(attempt.saw('state/version-too-old', { place, server, version, required: request.version }));
  }
  return found;
}
