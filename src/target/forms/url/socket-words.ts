import { Secret } from '../../../variables/secret.js';
import { readTls } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { tlsFamilyOf } from '../../clients/readers.js';
import type { OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import { holdSecret } from '../parameters/parameter-names.js';
import { decodePercent } from '../percent.js';
import { badEscape, readQuery } from './query.js';
import type { Span } from './scan-url.js';
import { withoutBlanks } from './without-blanks.js';

/** node-pg: `/DIRECTORY database`, `socket:/DIRECTORY?db=database` and `socket://USER:PASSWORD@/DIRECTORY?db=…`. */
export function readSocketWords(text: string, reader: Reader): OpenReading | null {
  if (text.startsWith('/')) {
    const [socket = '', database = null] = text.split(' ');
    return { ...emptyReading('postgres', []), socket, database };
  }
  if (!/^socket:\//i.test(text)) return null;
  const start = 'socket:'.length;
  const faults: OpenFault[] = [];
  const question = text.indexOf('?', start);
  const end = question < 0 ? text.length : question;
  const login = text.startsWith('//', start) ? loginSpan(text, start + 2, end) : null;
  const [user, password] = login ? credentials(text, login, reader, faults) : [null, null];
  const path = login ? text.slice(login.end, end).replace(/^@?[^/]*/, '') : text.slice(start, end);
  const query = readQuery(text, question < 0 ? null : { start: question + 1, end: text.length }, reader);
  const tls = readTls(tlsFamilyOf(reader, 'postgres', null), query.parameters);
  const last = (name: string) => query.parameters.findLast((each) => each.name === name)?.value || null;
  const PARTS = ['db', 'user', 'password'];
  const rest = query.parameters.filter(({ name }) => !tls.consumed.has(name) && !PARTS.includes(name));
  const secret = last('password') ?? password;
  const socket = withoutBlanks(path, end - path.length, 'socket', reader, faults);
  return {
    ...emptyReading('postgres', [...faults, ...query.faults, ...tls.faults]),
    user: last('user') ?? user,
    password: secret === null ? null : new Secret(secret),
    socket: decodePercent(socket).value,
    database: last('db'),
    tls: tls.asked,
    parameters: Object.fromEntries(rest.map(({ name, value }) => [name, value])),
    secrets: secretsOf(text, login, secret),
    secretInQuery: holdSecret(query.parameters),
  };
}

/** What stands before the last `@` of the authority. */
function loginSpan(text: string, start: number, end: number): Span {
  const slash = text.indexOf('/', start);
  const authority = slash < 0 || slash > end ? end : slash;
  const at = text.lastIndexOf('@', authority - 1);
  return { start, end: Math.max(at, start) };
}

function credentials(
  text: string,
  { start, end }: Span,
  reader: Reader,
  faults: OpenFault[],
): [string | null, string | null] {
  if (end <= start) return [null, null];
  const colon = text.indexOf(':', start);
  const userEnd = colon < 0 || colon > end ? end : colon;
  const decode = (from: number, to: number, part: 'user' | 'password') => {
    const { value, fault } = decodePercent(text.slice(from, to), reader.escapes?.(text));
    if (fault) faults.push(badEscape(fault, from, part, reader));
    return value;
  };
  const user = decode(start, userEnd, 'user');
  return [user || null, userEnd === end ? null : decode(userEnd + 1, end, 'password')];
}

function secretsOf(text: string, login: Span | null, secret: string | null): string[] {
  const written = login ? text.slice(login.start, login.end) : '';
  const raw = written.includes(':') ? written.slice(written.indexOf(':') + 1) : '';
  return [raw, secret ?? ''].filter((piece) => piece !== '');
}
