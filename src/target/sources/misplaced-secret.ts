import { holdsCredentials } from '../../variables/secret-names.js';
import { fault, type OpenFault, type Part } from '../fault.js';
import type { Given } from './given.js';

/** Names of variables that hold a secret or a whole URL, and no name of a host, a user or a database. */
const HOLDS_MORE = /(PASSWORD|PASSWD|PASS|PWD|PW|SECRET|TOKEN|KEY|URL|URI|DSN)$/i;

/** The parts that are shown, sent and looked up as they are. */
const SHOWN = ['user', 'host', 'database', 'socket', 'file'] as const;
type Shown = (typeof SHOWN)[number];

/** A part that is read from a secret, or holds a URL or a password itself: it must not be shown as a name. */
export function misplacedSecret(
  parts: Readonly<Partial<Record<Shown, Given>>>,
): { readonly fault: OpenFault; readonly value: string } | null {
  for (const part of SHOWN) {
    const given = parts[part];
    if (!given?.value || !isMisplaced(given, part)) continue;
    const at = { subject: given.subject, source: given.source };
    return { fault: fault('url/wrong-form', 'misplaced-secret', { part, at }), value: given.value };
  }
  return null;
}

function isMisplaced({ value, variables }: Given, part: Part): boolean {
  if (part === 'host' && /^[a-z]+:\/\//.test(value)) return false; // told as `holds-url`, with its own fix
  return (
    variables.some((name) => HOLDS_MORE.test(name)) ||
    value.includes('://') ||
    holdsCredentials(value) ||
    /:[^/@]*@/.test(value)
  );
}
