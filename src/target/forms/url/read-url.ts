import { Secret } from '../../../variables/secret.js';
import { readTls } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { tlsFamilyOf } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { isTemplate } from '../../raw/placeholders.js';
import { emptyReading, type OpenReading, type Reading } from '../../reading.js';
import { readHosts } from '../hosts.js';
import { holdSecret } from '../parameters/parameter-names.js';
import { applyParameters } from '../parameters/part-parameters.js';
import { decodePercent, encodedLiterally } from '../percent.js';
import type { Scheme } from '../scheme.js';
import { fragmentFault } from './fragment-fault.js';
import { jsonPart } from './json-parts.js';
import { misreadCharacter } from './misread-character.js';
import { badEscape, readQuery } from './query.js';
import { rawCharacters } from './raw-characters.js';
import { readPath, socketInPath, withHost } from './read-path.js';
import {
  type Credentials,
  type RawCharacter,
  rawInCredentials,
  type Span,
  scanUrl,
  type UrlSpans,
} from './scan-url.js';
import { withoutBlanks } from './without-blanks.js';

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
  const unencoded = isPathAlone(text, start, credentials, reader)
    ? null
    : rawCharacters(
        { raw: other === null ? credentials.raw : [other], others: credentials.others, ambiguous },
        reader,
        text.slice(0, Math.max(start, credentials.end)).indexOf(':', start),
      );
  const misread = misreadCharacter(text, start, spans, reader);
  if (unencoded) faults.push(unencoded);
  if (misread || unencoded?.severity === 'error') {
    // What follows was cut in the wrong place: nothing can be said of it.
    const secrets = secretPieces(text, start, spans, credentials, null);
    const told = misread ? [misread] : faults;
    const unsure = ambiguous || misread !== null;
    return { ...emptyReading(scheme.dialect, told, scheme.driver), ambiguous: unsure, secrets };
  }
  const native = (part: 'user' | 'password' | 'database', value: string | null) =>
    reader.jsonParts ? jsonPart(part, value, faults) : value;
  const user = native('user', readCredential(text, spans.user, 'user', reader, faults));
  const password = native('password', readCredential(text, spans.password, 'password', reader, faults));
  const authority = readAuthority(text, spans, reader, faults);
  const path = native('database', readPath(text, spans, authority.length === 0, reader, faults));
  // libpq refuses a second "=", and the client may be its.
  const oneEquals = reader.oneEquals || (reader.anyClient && scheme.dialect === 'postgres');
  const query = readQuery(text, spans.query, reader, oneEquals);
  const tls = readTls(tlsFamilyOf(reader, scheme.dialect, scheme.driver), query.parameters);
  const inPath = reader.socketForm === 'path' ? socketInPath(path, scheme) : null;
  const parts = applyParameters(
    {
      hosts: inPath ? [] : authority,
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
  // Behind nothing but an "@" or a password, somebody's variable was empty.
  if (!reader.anyClient && !parts.user && text[spans.hosts.start - 1] === '@')
    faults.push(fault('url/missing-part', 'forgotten', { part: 'user', severity: 'warning' }));
  faults.push(
    ...query.faults,
    ...(spans.fragment && reader.fragment !== 'data'
      ? [fragmentFault(spans.fragment.start - 1, reader)]
      : []),
    ...tls.faults,
    ...parts.faults,
  );
  return {
    dialect: scheme.dialect,
    driver: scheme.driver,
    hosts: parts.hosts,
    user: parts.user || null,
    password: parts.password === null ? null : new Secret(parts.password),
    database: parts.database || null,
    socket: parts.socket || inPath?.socket || null,
    file: null,
    tls: tls.asked,
    parameters: parts.parameters,
    faults,
    ambiguous,
    secrets: secretPieces(text, start, spans, credentials, parts.password),
    secretInQuery: holdSecret(query.parameters),
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

/**
 * `host/name@x`: without a ":" before the first "/" there is no password in any reading, and the "@" belongs to the
 * name of the database.
 */
function isPathAlone(text: string, start: number, { raw, end }: Credentials, reader: Reader): boolean {
  const [first] = raw;
  const isPath = first?.character === '/' && !/[:@]/.test(text.slice(start, first.offset));
  return isPath && !reader.anyClient && !/[?#]/.test(text.slice(start, end));
}

function readCredential(
  text: string,
  span: Span | null,
  part: 'user' | 'password',
  reader: Reader,
  faults: OpenFault[],
): string | null {
  if (!span) return null;
  const written = withoutBlanks(text.slice(span.start, span.end), span.start, part, reader, faults);
  const { value, fault: bad } = decodePercent(written, reader.escapes?.(text));
  if (bad) faults.push(badEscape(bad, span.start, part, reader));
  else if (part === 'password' && reader.anyClient && encodedLiterally(value))
    faults.push(
      fault('url/bad-escape', 'encoded-twice', { part, column: span.start + 1, severity: 'warning' }),
    );
  return value;
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
