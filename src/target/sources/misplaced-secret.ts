import { holdsCredentials } from '../../variables/secret-names.js';
import { fault, type OpenFault, type Part } from '../fault.js';
import { decodePercent } from '../forms/percent.js';
import type { Given } from './given.js';

/** Names of variables that hold a secret or a whole URL, and no name of a host, a user or a database. */
const HOLDS_MORE = /(PASSWORD|PASSWD|PASS|PWD|PW|SECRET|TOKEN|KEY|URL|URI|DSN)$/i;

/** The parts that are shown, sent and looked up as they are. */
const SHOWN = ['user', 'host', 'database', 'socket', 'file'] as const;
type Shown = (typeof SHOWN)[number];

/** A part that is read from a secret, or holds a URL or a password itself: it must not be shown as a name. */
export function misplacedSecret(
  parts: Readonly<Partial<Record<Shown | 'password', Given>>>,
): { readonly fault: OpenFault; readonly value: string } | null {
  const password = parts.password?.value ?? '';
  for (const part of SHOWN) {
    const given = parts[part];
    if (!given?.value || !(isMisplaced(given, part) || isJoined(part, given.value, password))) continue;
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
    (isPath(part, value) ? /:[^/@]*@/.test(value) : hasLogin(value))
  );
}

function hasLogin(value: string): boolean {
  const colon = value.indexOf(':');
  return colon >= 0 && value.indexOf('@', colon) >= 0;
}

/** In a path a colon and an `@` may stand far from each other; anywhere else a `/` may be one of a password. */
function isPath(part: Part, value: string): boolean {
  return (
    part === 'socket' || part === 'file' || (part !== 'user' && /^([/.~](?!\/)|[A-Za-z]:[\\/])/.test(value))
  );
}

/**
 * `user:PASSWORD` as the user: with the password that stands in its own place too, or where none does. A password within
 * a word (`app` in `app_prod`) is one that was chosen so.
 */
function isJoined(part: Part, value: string, password: string): boolean {
  if (password === '') return part === 'user' && /^[^:;,\s]{1,200}[:;,\s]\s{0,8}\S{4}/.test(value);
  if (password.length < SHORTEST) return false;
  return [value, decodePercent(value).value].some((text) => {
    for (let at = text.indexOf(password); at >= 0; at = text.indexOf(password, at + 1)) {
      const around = `${text[at - 1] ?? ''}${text[at + password.length] ?? ''}`;
      if (/[\s:;,|/&=@"'()<>[\]{}]/.test(around)) return true;
    }
    return false;
  });
}

const SHORTEST = 4;
