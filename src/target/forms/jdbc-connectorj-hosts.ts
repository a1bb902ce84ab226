import { isIPv6 } from 'node:net';
import type { Parameter } from '../clients/read-tls.js';
import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';
import type { WrittenHost } from '../reading.js';
import { readName, readPort } from './hosts.js';
import { decodeForm } from './jdbc-properties.js';
import { isSecretParameter } from './parameter-names.js';
import type { Span } from './scan-url.js';

export interface HostEntry extends WrittenHost {
  readonly user: string | null;
  readonly password: string | null;
  readonly properties: readonly Parameter[];
  readonly secrets: readonly string[];
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
  for (const segment of splitOutside({ text: text.slice(start, end), start })) {
    const at = segment.text.indexOf('@');
    const isKeyed = /^(\(|address\s{0,4}=)/i.test(segment.text);
    const second = segment.text.indexOf('@', at + 1);
    const isPlain = !/^\s*(\(|\[|address=)/i.test(segment.text.slice(at + 1));
    if (at >= 0 && (isKeyed || (second >= 0 && isPlain))) {
      const column = segment.start + at + 1;
      const characters = [{ character: '@', column, instead: '%40' }];
      faults.push(fault('url/ambiguous', 'at-sign', { part: 'password', column, characters }));
      return null;
    }
    const login = readLogin(
      at < 0 ? null : { text: segment.text.slice(0, at), start: segment.start },
      faults,
    );
    const place = trimmed({ text: segment.text.slice(at + 1), start: segment.start + at + 1 });
    const isList = /^\[.*\]$/s.test(place.text) && !isIPv6(place.text.slice(1, -1));
    const places = isList ? splitOutside({ text: place.text.slice(1, -1), start: place.start + 1 }) : [place];
    entries.push(...places.map((each) => entryOf(each, login, reader, faults)));
  }
  if (entries.length > 1 && entries.some(({ host }) => host === null))
    faults.push(fault('url/bad-host', 'empty', { part: 'host', column: start + 1, severity: 'warning' }));
  return entries;
}

type Login = Pick<HostEntry, 'user' | 'password' | 'secrets'>;

function readLogin(piece: Piece | null, faults: OpenFault[]): Login {
  if (!piece || piece.text.trim() === '') return { user: null, password: null, secrets: [] };
  const colon = piece.text.indexOf(':');
  const user = trimmed({ text: colon < 0 ? piece.text : piece.text.slice(0, colon), start: piece.start });
  const decodedUser = decodeForm(user.text, user.start, 'user', faults);
  if (colon < 0) return { user: decodedUser, password: null, secrets: [] };
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
  if (!keyed) return { ...readPlace(piece, reader, faults), ...login, properties: [] };
  const value = (name: string) => keyed.findLast((each) => each.name === name)?.value || null;
  const port = value('port');
  return {
    host: value('host')?.replace(/^\[(.*)\]$/, '$1') ?? null,
    port: port === null ? null : readPort(port, piece.start, faults),
    user: login.user || value('user'),
    password: login.password ?? value('password'),
    properties: keyed.filter(({ name }) => !PARTS.includes(name)),
    secrets: [
      ...login.secrets,
      ...keyed.filter(({ name }) => isSecretParameter(name)).map((each) => each.value),
    ],
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
  if (!address && !/^\(.*\)$/s.test(text)) return null;
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
