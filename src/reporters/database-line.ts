import type { DatabaseReport, LayerReport } from '../report.js';

const VERIFIED = {
  none: 'certificate not verified',
  ca: 'certificate verified, name not',
  full: 'certificate and name verified',
} as const;

/** `main: postgres://app@db:5432/app, PostgreSQL 16.4, TLSv1.3 (certificate and name verified), 12ms`. */
export function databaseLine(database: DatabaseReport): string {
  const { name, target, server, latencyMs } = database;
  const parts = [target, server, encryption(database), latencyMs === null ? null : `${latencyMs}ms`];
  return `${name}: ${parts.filter((part) => part !== null).join(', ') || database.status}`;
}

const LONGEST_LAYER = 'first-bytes'.length;

/** `tcp           1ms  10.0.0.7:5432`. */
export function layerLine({ layer, status, ms, seen }: LayerReport): string {
  const time = `${ms}ms`.padStart(7);
  return `${layer.padEnd(LONGEST_LAYER)}${time}  ${status === 'failed' ? 'FAILED ' : ''}${seen}`.trimEnd();
}

/** A file has no wire to encrypt. */
function encryption({ status, dialect, tls }: DatabaseReport): string | null {
  if (status !== 'connected') return null;
  if (tls) return `${tls.version} (${VERIFIED[tls.verified]})`;
  return dialect === null || dialect === 'sqlite' ? null : 'no TLS';
}
