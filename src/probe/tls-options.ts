import { isIP } from 'node:net';
import type { SecureVersion } from 'node:tls';
import { parameterOf, type Target } from '../target/target.js';

export interface TlsRange {
  readonly min: SecureVersion;
  readonly max: SecureVersion;
}

const VERSIONS: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
/** Clients of MySQL take a list. */
const LISTS = ['tls-version', 'tls_version', 'tlsVersions', 'enabledSslProtocolSuites'];

/** The versions that the client takes: TLS 1.2 and 1.3, where its settings do not say otherwise. */
export function tlsRange(target: Target): TlsRange {
  if (target.dialect === 'postgres') {
    return {
      min: versionNamed(parameterOf(target, 'ssl_min_protocol_version')) ?? 'TLSv1.2',
      max: versionNamed(parameterOf(target, 'ssl_max_protocol_version')) ?? 'TLSv1.3',
    };
  }
  const list = LISTS.map((name) => parameterOf(target, name)).find((each) => each !== undefined) ?? '';
  const named = VERSIONS.filter((version) => list.split(',').some((each) => versionNamed(each) === version));
  return { min: named[0] ?? 'TLSv1.2', max: named.at(-1) ?? 'TLSv1.3' };
}

function versionNamed(text: string | undefined): SecureVersion | null {
  return VERSIONS.find((version) => version.toLowerCase() === text?.trim().toLowerCase()) ?? null;
}

/** The name that the server is told, by which a proxy knows whom to ask; addresses are none. */
export function serverName(target: Target, host: string): string | undefined {
  const isOff = target.dialect === 'postgres' && parameterOf(target, 'sslsni') === '0';
  return isIP(host) || host === '' || isOff ? undefined : host;
}

/** PostgreSQL 17: TLS from the first byte, without asking for it. */
export function isDirect(target: Target): boolean {
  return target.dialect === 'postgres' && parameterOf(target, 'sslnegotiation') === 'direct';
}
