import { isWellKnown } from '../../variables/well-known-secrets.js';
import { fault, type OpenFault } from '../fault.js';
import type { OpenReading } from '../reading.js';

/** A password that everybody tries first. Which one it is, is not told: that would tell the password. */
export function defaultCredentials({ user, password }: OpenReading): OpenFault[] {
  const written = password?.reveal() ?? '';
  if (written === '') return [];
  const isUser = written.length > 1 && written.toLowerCase() === user?.toLowerCase();
  return isWellKnown(written) || isUser
    ? [fault('url/default-credentials', 'well-known', { part: 'password' })]
    : [];
}
