import { Secret } from '../../../variables/secret.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import { listed } from '../parameters/listed.js';
import { holdSecret } from '../parameters/parameter-names.js';
import { refusedValues } from '../parameters/refused-values.js';
import { decodePercent } from '../percent.js';
import type { Scheme } from '../scheme.js';
import { DRIVE, MEMORY, sqliteUriPath } from '../sqlite-file.js';
import { fragmentFault } from './fragment-fault.js';
import { badEscape, readQuery } from './query.js';
import { rawCharacters } from './raw-characters.js';
import { rawInCredentials } from './scan-url.js';

/** SQLCipher: the one form of an SQLite URL that has a password. */
const CIPHER = 'pysqlcipher';

interface Path {
  readonly file: string;
  readonly password?: string;
}

/** Reads what follows `sqlite:` or another SQLite scheme; `start` is the offset behind the colon. */
export function readSqliteUrl(text: string, start: number, scheme: Scheme, reader: Reader): OpenReading {
  const question = text.indexOf('?', start);
  const hash = reader.fragment === 'data' ? -1 : text.indexOf('#', start);
  const whole = hash < 0 ? text.length : hash;
  const hasQuery = question >= 0 && question < whole;
  const faults: OpenFault[] = [];
  if (hash >= 0) faults.push(fragmentFault(hash, reader));
  const rest = text.slice(start, hasQuery ? question : whole);
  const unencoded =
    scheme.driver === CIPHER ? rawCharacters(rawInCredentials(text, start + 2), reader) : null;
  if (unencoded) return { ...emptyReading(scheme.dialect, [unencoded], scheme.driver), ambiguous: true };
  const isFile = text.slice(0, start).toLowerCase() === 'file:';
  const path = isFile
    ? { file: sqliteUriPath(rest, start + 3, faults) }
    : sqliteUrl(rest, start, scheme, reader, faults);
  const decoded = decodePercent(path.file);
  if (decoded.fault) faults.push(badEscape({ ...decoded.fault, offset: 0 }, start, 'file', reader));
  const query = readQuery(text, hasQuery ? { start: question + 1, end: whole } : null, reader);
  faults.push(...query.faults);
  const file = inner(decoded.value, query.parameters, isFile, reader, faults);
  const { relativeTo } = reader.sqlite ?? {};
  if (relativeTo && file !== MEMORY && !file.startsWith('/') && !DRIVE.test(file))
    faults.push(
      fault('url/ambiguous', 'relative-to', { part: 'file', name: relativeTo, severity: 'warning' }),
    );
  if (/^\/?~/.test(file)) faults.push(fault('url/wrong-form', 'tilde', { part: 'file' }));
  if (/(^|[\\/])\.{0,2}$/.test(file) && faults.every(({ severity }) => severity !== 'error'))
    faults.push(fault('url/wrong-form', 'directory', { part: 'file' }));
  if (scheme.driver !== CIPHER) faults.push(...passedOver(query.parameters, reader));
  faults.push(...refusedValues(query.parameters, reader));
  return {
    ...emptyReading(scheme.dialect, faults, scheme.driver),
    password: path.password === undefined ? null : new Secret(path.password),
    file,
    parameters: listed(query.parameters, reader),
    secrets: path.password ? [path.password] : [],
    secretInQuery: holdSecret(query.parameters) || query.parameters.some(({ name }) => name === 'key'),
  };
}

/** A path or `:memory:` where a URL is expected; null for what is none. */
export function readSqlitePath(text: string): OpenReading | null {
  const isPath = /\.(db3?|s3db|sl3|sqlite[23]?)$/i.test(text) && !/[\s=;@]|:\/\//.test(text);
  if (text !== MEMORY && !isPath) return null;
  const faults = [fault('url/wrong-form', 'plain-path', { part: 'file', severity: 'warning' })];
  if (text.startsWith('~')) faults.push(fault('url/wrong-form', 'tilde', { part: 'file' }));
  return { ...emptyReading('sqlite', faults), file: text };
}

function sqliteUrl(rest: string, start: number, scheme: Scheme, reader: Reader, faults: OpenFault[]): Path {
  if (!rest.startsWith('//')) {
    if (!reader.sqlite?.colonOnly)
      faults.push(
        fault('url/wrong-form', 'no-slashes', { part: 'file', column: start + 1, instead: 'sqlite:///' }),
      );
    return { file: rest };
  }
  const after = rest.slice(2);
  const slash = after.indexOf('/');
  const authority = slash < 0 ? after : after.slice(0, slash);
  const path = slash < 0 ? '' : after.slice(slash);
  if (authority === '') return { file: threeSlashes(path, start, reader, faults) };
  if (scheme.driver === CIPHER && authority.endsWith('@')) {
    const [, ...password] = authority.slice(0, -1).split(':');
    return { file: path.slice(1), password: decodePercent(password.join(':')).value };
  }
  return twoSlashes(authority, path, start + 2, reader, faults);
}

/** `sqlite:///x`: relative for some clients, absolute for others. */
function threeSlashes(path: string, start: number, reader: Reader, faults: OpenFault[]): string {
  const written = path.slice(1);
  if (written === '') {
    if (reader.anyClient)
      faults.push(fault('url/missing-part', 'in-memory', { part: 'file', severity: 'warning' }));
    return MEMORY;
  }
  if (written === MEMORY || written.startsWith('file:') || DRIVE.test(written)) return written;
  if (written.startsWith('/')) return reader.sqlite?.keepsSlashes ? path : `/${written.replace(/^\/+/, '')}`;
  if (reader.anyClient || reader.sqlite?.threeSlashes === 'absolute')
    faults.push(
      fault('url/ambiguous', 'three-slashes', { part: 'file', column: start + 1, severity: 'warning' }),
    );
  return reader.sqlite?.threeSlashes === 'absolute' ? `/${written}` : written;
}

/** `sqlite://x`: a host for those who read it as a URL, a path for others. */
function twoSlashes(
  authority: string,
  path: string,
  start: number,
  reader: Reader,
  faults: OpenFault[],
): Path {
  const where = { part: 'host', column: start + 1 } as const;
  if (authority === MEMORY && reader.sqlite && reader.sqlite.twoSlashes !== 'error') return { file: MEMORY };
  switch (reader.sqlite?.twoSlashes) {
    case 'relative':
      faults.push(fault('url/ambiguous', 'two-slashes-path', { ...where, severity: 'warning' }));
      return { file: authority + path };
    case 'memory':
      faults.push(fault('url/wrong-form', 'two-slashes-file', { ...where, severity: 'warning' }));
      return { file: path === '' ? MEMORY : path.slice(1) };
    case 'host-ignored':
      if (path.length < 2) faults.push(fault('url/wrong-form', 'two-slashes-file', where));
      else faults.push(fault('url/wrong-form', 'sqlite-host', { ...where, severity: 'warning' }));
      return { file: path.slice(1) };
    default: {
      const isHost = authority.includes('@') || /:\d|^localhost$/.test(authority);
      faults.push(fault('url/wrong-form', isHost ? 'sqlite-host' : 'two-slashes-file', where));
      return { file: '' };
    }
  }
}

/** `sqlite:///file:x?uri=true`, and `mode=memory`. */
function inner(
  file: string,
  parameters: readonly Parameter[],
  isFile: boolean,
  reader: Reader,
  faults: OpenFault[],
): string {
  const value = (name: string) => parameters.findLast((each) => each.name === name)?.value;
  const mode = value('mode');
  const isUri =
    isFile || /^(true|yes|on|y|t|1)$/i.test(value('uri') ?? '') || reader.sqlite?.colonOnly === true;
  if (file.startsWith('file:') && !isFile && !isUri) {
    faults.push(fault('url/ignored-parameter', 'uri-flag', { part: 'file', name: 'uri' }));
    return file;
  }
  const isInnerUri = file.startsWith('file:') && isUri;
  if (mode === 'memory' && (isInnerUri || isFile || reader.sqlite?.colonOnly)) return MEMORY;
  return isInnerUri ? sqliteUriPath(file.slice('file:'.length), 3, faults) : file;
}

function passedOver(parameters: readonly Parameter[], reader: Reader): OpenFault[] {
  const only = reader.sqlite?.only;
  if (only)
    return parameters
      .filter(({ name }) => !only.includes(name))
      .map(({ column }) => fault('url/bad-parameter', 'sqlite-unknown', { part: 'query', column }));
  const known = reader.sqlite?.parameters;
  if (!known) return [];
  return parameters
    .filter(({ name }) => !known.includes(name))
    .map(({ column }) => fault('url/ignored-parameter', 'sqlite-parameter', { part: 'query', column }));
}
