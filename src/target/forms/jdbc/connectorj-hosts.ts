import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIPv6 } from '../../ip-address.js';
import type { WrittenHost } from '../../reading.js';
import { readName, readPort } from '../hosts.js';
import { isSecretParameter } from '../parameters/parameter-names.js';
import type { Span } from '../url/scan-url.js';
import { decodeForm } from './properties.js';

export interface HostEntry extends WrittenHost {
  readonly user: string | null;
  readonly password: string | null;
  readonly properties: readonly Parameter[];
  readonly secrets: readonly string[];
  /** Written as `(key=value,…)`. */
  readonly isKeyed: boolean;
}

/** A piece of the text with its offset. */
interface Piece {
  readonly text: string;
  readonly start: number;
}

const PARTS = ['host', 'port', 'user', 'password'];

/** Reads `user:password@host:port`, with lists and `(key=value,…)`; null where it cannot be told what is the host. */
export function connectorjHosts(
  text: string,
  { start, end }: Span,
  reader: Reader,
  faults: OpenFault[],
): readonly HostEntry[] | null {
  if (text.slice(start, end).trim() === '') return [];
  const entries: HostEntry[] = [];
  const segments = splitOutside({ text: text.slice(start, end), start });
  const [first, second] = segments;
  if (first && second && isCutAtComma(first, segments)) {
    // A password with a comma: what stands before it would be a host.
    const column = second.start;
    const characters = [{ character: ',', column, instead: '%2C' }];
    faults.push(fault('url/ambiguous', 'raw-character', { part: 'password', column, characters }));
    return null;
  }
  for (const segment of segments) {
    const at = segment.text.indexOf('@');
    if (at >= 0 && isUnclear(segment.text, at)) {
      const column = segment.start + at + 1;
      const characters = [{ character: '@', column, instead: '%40' }];
      faults.push(fault('url/ambiguous', 'at-sign', { part: 'password', column, characters }));
      return null;
    }
    const login = readLogin(
      at < 0 ? null : { text: segment.text.slice(0, at), start: segment.start },
      segment !== segments[0],
      faults,
    );
    const place = trimmed({ text: segment.text.slice(at + 1), start: segment.start + at + 1 });
    const isList = place.text.startsWith('[') && place.text.endsWith(']') && !isIPv6(place.text.slice(1, -1));
    const places = isList ? splitOutside({ text: place.text.slice(1, -1), start: place.start + 1 }) : [place];
    entries.push(...places.map((each) => entryOf(each, login, reader, faults)));
  }
  if (entries.length > 1 && entries.some(({ host }) => host === null))
    faults.push(fault('url/bad-host', 'empty', { part: 'host', column: start + 1, severity: 'warning' }));
  return entries;
}

/** Whether a login begins behind the first comma, or goes on there without a colon. */
function isCutAtComma(first: Piece, segments: readonly Piece[]): boolean {
  const login = ({ text }: Piece) => (text.includes('@') ? text.slice(0, text.indexOf('@')) : null);
  const written = login(first);
  const logins = segments.map(login).filter((each) => each !== null);
  if (written === null) return logins.length > 0;
  return written.includes(':') && logins.some((each) => !each.includes(':'));
}

/** Whether an `@` stands in a description of a host, or one more behind the first. */
function isUnclear(text: string, at: number): boolean {
  if (/^(\(|address\s{0,4}=)/i.test(text)) return true;
  return text.indexOf('@', at + 1) >= 0 && !/^\s{0,9}(\(|\[|address=)/i.test(text.slice(at + 1, at + 20));
}

type Login = Pick<HostEntry, 'user' | 'password' | 'secrets'>;

const NO_LOGIN: Login = { user: null, password: null, secrets: [] };

function readLogin(piece: Piece | null, isLater: boolean, faults: OpenFault[]): Login {
  if (!piece || piece.text.trim() === '') return NO_LOGIN;
  const colon = piece.text.indexOf(':');
  const user = trimmed({ text: colon < 0 ? piece.text : piece.text.slice(0, colon), start: piece.start });
  const decodedUser = decodeForm(user.text, user.start, 'user', faults);
  // Behind a comma it may be a piece of the password before it.
  if (colon < 0) return { user: decodedUser, password: null, secrets: isLater ? [user.text] : [] };
  const password = trimmed({ text: piece.text.slice(colon + 1), start: piece.start + colon + 1 });
  if (password.text.includes('+')) {
    const column = password.start + password.text.indexOf('+') + 1;
    const characters = [{ character: '+', column, instead: '%2B' }];
    faults.push(
      fault('url/bad-escape', 'plus', { part: 'password', column, characters, severity: 'warning' }),
    );
  }
  const decoded = decodeForm(password.text, password.start, 'password', faults);
  return { user: decodedUser, password: decoded, secrets: [password.text, decoded] };
}

function entryOf(piece: Piece, login: Login, reader: Reader, faults: OpenFault[]): HostEntry {
  const keyed = keyedProperties(piece, faults);
  if (!keyed) return { ...readPlace(piece, reader, faults), ...login, properties: [], isKeyed: false };
  const value = (name: string) => keyed.findLast((each) => each.name === name)?.value || null;
  const port = value('port');
  return {
    host: value('host')?.replace(/^\[(.*)\]$/, '$1') ?? null,
    port: port === null ? null : readPort(port, piece.start, faults),
    user: login.user || value('user'),
    password: login.password ?? value('password'),
    properties: keyed.filter(({ name }) => !PARTS.includes(name)),
    isKeyed: true,
    secrets: [...login.secrets, ...keyedSecrets(piece.text, keyed)],
  };
}

function readPlace(piece: Piece, reader: Reader, faults: OpenFault[]): WrittenHost {
  const { text, start } = piece;
  if (text === '') return { host: null, port: null };
  const colon = text.lastIndexOf(':');
  const close = text.lastIndexOf(']');
  const hasPort = colon > close;
  const name = trimmed({ text: hasPort ? text.slice(0, colon) : text, start });
  const port = hasPort ? readPort(text.slice(colon + 1).trim(), start + colon + 1, faults) : null;
  const address = name.text.startsWith('[') && name.text.endsWith(']') ? name.text.slice(1, -1) : null;
  if (address !== null) {
    if (!isIPv6(address)) faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column: start + 1 }));
    return { host: address, port };
  }
  if (name.text.includes(':')) {
    faults.push(fault('url/bad-host', 'unbracketed-ipv6', { part: 'host', column: start + 1 }));
    return { host: null, port };
  }
  return {
    host: readName(decodeForm(name.text, name.start, 'host', faults), name.start, reader, faults),
    port,
  };
}

/** `(key=value,key=value)`, or `address=(key=value)(key=value)`; null for another form. */
function keyedProperties({ text, start }: Piece, faults: OpenFault[]): readonly Parameter[] | null {
  const address = /^address=/i.test(text);
  if (!address && !(text.startsWith('(') && text.endsWith(')'))) return null;
  const inner = address ? text.slice('address='.length).trim() : text.slice(1, -1);
  const groups = address ? groupsOf(inner) : inner.split(',');
  const properties = (groups ?? []).map((group) => {
    const [left = '', ...right] = group.split('=');
    // An empty name or value is nothing; a name of other characters ends the driver with an error.
    if (!/^[\w.\-%\s]{0,200}$/.test(left) || (left.trim() === '' && right.join('').trim() !== ''))
      faults.push(fault('url/bad-host', 'address', { part: 'host', column: start + 1 }));
    const decoded = decodeForm(left.trim(), start, 'query', faults);
    const name = PARTS.find((each) => each === decoded.toLowerCase()) ?? decoded;
    return { name, value: decodeForm(right.join('=').trim(), start, 'query', faults), column: start + 1 };
  });
  if (!groups) faults.push(fault('url/bad-host', 'address', { part: 'host', column: start + 1 }));
  return properties.filter(({ name }) => name !== '');
}

/** The values of secrets, and what follows the first: an unencoded "," or ")" makes other properties of its pieces. */
function keyedSecrets(text: string, keyed: readonly Parameter[]): string[] {
  const secrets = keyed.filter(({ name }) => isSecretParameter(name));
  const [first] = secrets;
  if (!first) return [];
  const start = text.indexOf('=', text.indexOf(first.name)) + 1;
  return [...secrets.map(({ value }) => value), text.slice(start, -1)];
}

/** The insides of `(…)(…)`; null where something else stands between them, or one is not closed. */
function groupsOf(text: string): string[] | null {
  const groups: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('(', at);
    const close = open < 0 ? -1 : text.indexOf(')', open);
    if (close < 0 || text.slice(at, open).trim() !== '') return text.slice(at).trim() === '' ? groups : null;
    groups.push(text.slice(open + 1, close));
    at = close + 1;
  }
  return groups;
}

/** Splits at the commas that stand outside of brackets. */
function splitOutside({ text, start }: Piece): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '(') depth++;
    else if (character === ']' || character === ')') depth = Math.max(0, depth - 1);
    if (at === text.length || (character === ',' && depth === 0)) {
      pieces.push(trimmed({ text: text.slice(from, at), start: start + from }));
      from = at + 1;
    }
  }
  return pieces;
}

function trimmed({ text, start }: Piece): Piece {
  const rest = text.trimStart();
  return { text: rest.trimEnd(), start: start + text.length - rest.length };
}
