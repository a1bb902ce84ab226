import { Secret } from '../../variables/secret.js';
import { readTls } from '../clients/read-tls.js';
import type { Reader } from '../clients/reader.js';
import { tlsFamilyOf } from '../clients/readers.js';
import { escapeOf, fault, type OpenFault } from '../fault.js';
import { isTemplate } from '../raw/placeholders.js';
import { emptyReading, type OpenReading, type Reading } from '../reading.js';
import { readHosts } from './hosts.js';
import { jsonPart } from './json-parts.js';
import { isSecretParameter } from './parameter-names.js';
import { applyParameters } from './part-parameters.js';
import { decodePercent } from './percent.js';
import { badEscape, type Query, readQuery } from './query.js';
import { rawCharacters } from './raw-characters.js';
import {
  type Credentials,
  type RawCharacter,
  rawInCredentials,
  type Span,
  scanUrl,
  type UrlSpans,
} from './scan-url.js';
import type { Scheme } from './scheme.js';

/** Reads a URL of PostgreSQL, MySQL or MariaDB; `start` is the offset behind `://`. */
export function readUrl(text: string, start: number, scheme: Scheme, reader: Reader): OpenReading {
  const faults: OpenFault[] = [];
  const credentials = rawInCredentials(text, start);
  const spans = scanUrl(text, start, reader.split, reader.fragment !== 'data');
  const other = otherEnd(text, start, spans, credentials, reader);
  const ambiguous = credentials.ambiguous || other !== null;
  if (!ambiguous && spans.password && isTemplate(text.slice(spans.password.start, spans.password.end))) {
    const left = fault('url/not-a-url', 'placeholder', {
      part: 'password',
      column: spans.password.start + 1,
    });
    return emptyReading(scheme.dialect, [left], scheme.driver);
  }
  const unencoded = rawCharacters(
    { raw: other === null ? credentials.raw : [other], others: credentials.others, ambiguous },
    reader,
  );
  const misread = misreadCharacter(text, start, spans, reader);
  if (misread) return { ...emptyReading(scheme.dialect, [misread], scheme.driver), ambiguous: true };
  if (unencoded) faults.push(unencoded);
  if (unencoded?.severity === 'error') {
    // What follows was cut in the wrong place: nothing can be said of it.
    const secrets = secretPieces(text, start, spans, credentials, null);
    return { ...emptyReading(scheme.dialect, faults, scheme.driver), ambiguous, secrets };
  }
  const native = (part: 'user' | 'password' | 'database', value: string | null) =>
    reader.jsonParts ? jsonPart(part, value, faults) : value;
  const user = native('user', readCredential(text, spans.user, 'user', reader, faults));
  const password = native('password', readCredential(text, spans.password, 'password', reader, faults));
  const authority = readAuthority(text, spans, reader, faults);
  const path = native('database', readPath(text, spans, authority.length === 0, reader, faults));
  const query = readQuery(text, spans.query, reader);
  const tls = readTls(tlsFamilyOf(reader, scheme.dialect, scheme.driver), query.parameters);
  const inPath = reader.socketForm === 'path' ? socketInPath(path) : null;
  const parts = applyParameters(
    {
      hosts: authority,
      user,
      password,
      hasPath: spans.path !== null,
      portAlone: text[spans.hosts.start] === ':',
      database: inPath ? inPath.database : withHost(text, spans, path, query, reader, faults),
    },
    query.parameters.filter(({ name }) => !tls.consumed.has(name)),
    scheme,
    reader,
  );
  faults.push(...query.faults, ...fragmentFault(spans, reader), ...tls.faults, ...parts.faults);
  return {
    dialect: scheme.dialect,
    driver: scheme.driver,
    hosts: parts.hosts,
    user: parts.user || null,
    password: parts.password === null ? null : new Secret(parts.password),
    database: parts.database || null,
    socket: parts.socket ?? inPath?.socket ?? null,
    file: null,
    tls: { mode: tls.mode, effective: tls.effective, ca: tls.ca },
    parameters: parts.parameters,
    faults,
    ambiguous,
    secrets: secretPieces(text, start, spans, credentials, parts.password),
    secretInQuery: query.parameters.some(({ name }) => isSecretParameter(name)),
  };
}

/**
 * SQLAlchemy takes `host:5432/db?user=me@x` for a password and the host x: the `@` where that is, or may be, the
 * client.
 */
function otherEnd(
  text: string,
  start: number,
  { hosts }: UrlSpans,
  { raw, end }: Credentials,
  reader: Reader,
): RawCharacter | null {
  if (raw.length > 0 || !(reader.anyClient || reader.split === 'sqlalchemy')) return null;
  const there = scanUrl(text, start, 'sqlalchemy', false).hosts.start;
  const agreed = reader.anyClient ? hosts.start : Math.max(start, end + 1);
  return there === agreed ? null : { character: '@', offset: there - 1 };
}

/** A character that ends user, password or host for this client alone, or that it refuses. */
function misreadCharacter(text: string, start: number, spans: UrlSpans, reader: Reader): OpenFault | null {
  const { path, query } = spans;
  // The blank and the stray % have a word of their own.
  const refused = reader.strictCharacters ? /["<>\\^`{|}\u0080-\uFFFF]/.exec(text) : null;
  if (refused) {
    const column = refused.index + 1;
    const character = String.fromCodePoint(text.codePointAt(refused.index) ?? 0);
    const characters = [{ character, column, instead: escapeOf(character) }];
    return fault('url/bad-escape', 'character', { part: 'value', column, characters });
  }
  const isSlash = reader.backslashIsSlash
    ? text.slice(0, query?.start ?? text.length).indexOf('\\', start)
    : -1;
  const isHost = reader.needsSlashBeforeQuery && path === null && query ? query.start - 1 : -1;
  const offset = Math.max(isSlash, isHost);
  if (offset < 0) return null;
  const character = text[offset] ?? '';
  const characters = [{ character, column: offset + 1, instead: escapeOf(character) }];
  return fault('url/ambiguous', 'raw-character', { part: 'host', column: offset + 1, characters });
}

function fragmentFault({ fragment }: UrlSpans, reader: Reader): OpenFault[] {
  if (!fragment || reader.fragment === 'data') return [];
  const column = fragment.start;
  const severity = reader.fragment === 'error' ? 'error' : 'warning';
  const characters = [{ character: '#', column, instead: '%23' }];
  return [fault('url/ambiguous', 'fragment', { part: 'fragment', column, characters, severity })];
}

function readCredential(
  text: string,
  span: Span | null,
  part: 'user' | 'password',
  reader: Reader,
  faults: OpenFault[],
): string | null {
  if (!span) return null;
  const written = text.slice(span.start, span.end);
  faults.push(...rawBlank(written, span.start, part, reader));
  const { value, fault: bad } = decodePercent(written, reader.escapes?.(text));
  if (bad) faults.push(badEscape(bad, span.start, part, reader));
  else if (part === 'password' && reader.anyClient && /%[0-9a-f]{2}/i.test(value))
    faults.push(
      fault('url/bad-escape', 'encoded-twice', { part, column: span.start + 1, severity: 'warning' }),
    );
  return value;
}

/** A blank, which clients encode, keep or refuse; a tab, which most of them drop. */
function rawBlank(
  written: string,
  start: number,
  part: 'user' | 'password' | 'database',
  reader: Reader,
): OpenFault[] {
  const blank = written.search(/[ \t]/);
  if (blank < 0) return [];
  const column = start + blank + 1;
  const character = written[blank] ?? '';
  return [
    fault('url/bad-escape', 'blank', {
      part,
      column,
      characters: [{ character, column, instead: escapeOf(character) }],
      severity: reader.rawBlanks === 'error' || written.includes('\t') ? 'error' : 'warning',
    }),
  ];
}

function readAuthority(text: string, spans: UrlSpans, reader: Reader, faults: OpenFault[]): Reading['hosts'] {
  const nested = /^[a-z][a-z0-9+.-]{0,30}:\/\//i.exec(text.slice(spans.hosts.start, spans.hosts.start + 40));
  if (nested) {
    faults.push(fault('url/bad-host', 'holds-url', { part: 'host', column: spans.hosts.start + 1 }));
    return [];
  }
  const { hosts, faults: found } = readHosts(text, spans.hosts, reader);
  faults.push(...found);
  return hosts;
}

function readPath(
  text: string,
  { path }: UrlSpans,
  hostEmpty: boolean,
  reader: Reader,
  faults: OpenFault[],
): string | null {
  if (!path || path.start === path.end) {
    if (reader.needsDatabase) faults.push(fault('url/missing-part', 'no-database', { part: 'database' }));
    return null;
  }
  const written = text.slice(path.start, path.end);
  const column = path.start + 1;
  if (written.startsWith('/') && reader.socketForm !== 'path') {
    const severity = reader.anyClient ? 'error' : 'warning';
    const reason = hostEmpty ? 'four-slashes' : 'two-slashes';
    faults.push(fault('url/wrong-form', reason, { part: 'database', column, severity }));
  } else if (reader.anyClient && written.endsWith('/')) {
    faults.push(fault('url/wrong-form', 'trailing-slash', { part: 'database', column: path.end }));
  }
  faults.push(...rawBlank(written, path.start, 'database', reader));
  if (reader.needsDatabase === 'name' && written.includes('/'))
    faults.push(fault('url/wrong-form', 'slash-in-database', { part: 'database', column }));
  const name = reader.trimsPath ? written.replace(/^\/{1,64}/, '') : written;
  const decoded = decodePercent(name, escapesInPath(text, reader));
  if (reader.decodesDatabase !== 'none' && decoded.fault && !isUndecoded(written, reader))
    faults.push(badEscape(decoded.fault, path.start, 'database', strictAtEnd(text, reader)));
  else if (decodePercent(name).value !== decoded.value)
    faults.push(fault('url/bad-escape', 'not-decoded', { part: 'database', column, severity: 'warning' }));
  return decoded.value;
}

/** node-pg: an encoded socket in the authority goes before the database, where `?host=` names another host. */
function withHost(
  text: string,
  { hosts, path: span }: UrlSpans,
  path: string | null,
  { parameters }: Query,
  reader: Reader,
  faults: OpenFault[],
): string | null {
  const [host = ''] = text.slice(hosts.start, hosts.end).split(':', 1);
  if (!reader.hostIntoPath || !/^%2f/i.test(host)) return path;
  if (!parameters.findLast(({ name }) => name === 'host')?.value) return path;
  const where = { part: 'database', column: hosts.start + 1, severity: 'warning' } as const;
  faults.push(fault('url/bad-escape', 'not-decoded', where));
  return span ? `${host}/${path ?? ''}` : host;
}

/** django-environ: `////DIRECTORY/database`, or `@//DIRECTORY/database`. */
function socketInPath(path: string | null): { socket: string; database: string } | null {
  if (!path?.startsWith('/')) return null;
  const slash = path.lastIndexOf('/');
  return { socket: `/${path.slice(0, slash).replace(/^\/+/, '')}`, database: path.slice(slash + 1) };
}

/** node-pg does not see a stray `%` behind which the text ends, and then cannot decode it. */
function strictAtEnd(text: string, reader: Reader): Reader {
  return reader.escapes && !reader.escapes(text) ? { ...reader, strayPercent: 'error' } : reader;
}

/** Which escapes the client decodes in a path. */
function escapesInPath(text: string, reader: Reader): ((hex: string) => boolean) | undefined {
  if (reader.decodesDatabase === 'none') return () => false;
  const some = reader.escapes?.(text);
  if (reader.decodesDatabase === 'all') return some;
  return (hex) => isUriEscape(hex) && (some?.(hex) ?? true);
}

/** Whether every `%` begins an escape: one that is left as it is, is no fault. */
function isUndecoded(written: string, { decodesDatabase }: Reader): boolean {
  return decodesDatabase !== 'all' && decodePercent(written).fault === null;
}

/** What JavaScript's `decodeURI` decodes: not the characters that mean something in a URI. */
function isUriEscape(hex: string): boolean {
  return /^[0-9a-f]{2}$/i.test(hex) && !';/?:@&=+$,#'.includes(String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Everything that may be a piece of the password in one reading or another. */
function secretPieces(
  text: string,
  start: number,
  { password }: UrlSpans,
  { end }: Credentials,
  decoded: string | null,
): string[] {
  const colon = text.indexOf(':', start);
  const longest = colon >= 0 && colon < end ? text.slice(colon + 1, end) : '';
  const raw = password ? text.slice(password.start, password.end) : '';
  const pieces = [raw, decoded ?? '', longest, decodePercent(longest).value];
  return [...new Set(pieces)].filter((piece) => piece !== '');
}
