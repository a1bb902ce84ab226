import type { TlsMode } from '../config/config.js';
import type { Attempt } from './attempt.js';
import type { Endpoint } from './endpoint.js';
import type { Authorities } from './tls-authorities.js';
import type { ClientFiles } from './tls-client-files.js';

/** What a handshake is made with. */
export interface TlsMaterial extends Authorities, ClientFiles {}

/** Encryption alone, as `require` has it. */
export const NO_VERIFICATION: TlsMaterial = {
  verify: 'none',
  ca: [],
  others: [],
  from: null,
  roots: null,
  systemFile: null,
  extra: null,
  cert: undefined,
  key: undefined,
};

/** Reads what the target's TLS settings name, before anything is connected. A Unix socket has no TLS. */
export async function readTlsMaterial(
  attempt: Attempt,
  mode: TlsMode,
  { kind }: Endpoint,
): Promise<TlsMaterial> {
  if (mode === 'disable' || kind === 'socket') return NO_VERIFICATION;
  const [{ readAuthorities }, { readClientFiles }, { trustIn }] = await Promise.all([
    import('./tls-authorities.js'),
    import('./tls-client-files.js'),
    import('./tls-files.js'),
  ]);
  const authorities = await readAuthorities(attempt, mode);
  const { switchable, roots } = trustIn(attempt);
  const isNode = switchable || (roots === 'any' && attempt.target.dialect === 'postgres');
  if (
    authorities.verify !== 'none' &&
    isNode &&
    attempt.request.environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
  ) {
    const facts = { mode: 'require', least: mode, reason: 'switched-off' };
    attempt.tell('tls/mode-too-weak', facts, { severity: attempt.request.tlsFloor ? 'error' : 'warning' });
  }
  return { ...authorities, ...(await readClientFiles(attempt)) };
}
