import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { decodePercent } from '../percent.js';
import type { Scheme } from '../scheme.js';
import { badEscape, type Query } from './query.js';
import type { UrlSpans } from './scan-url.js';
import { withoutBlanks } from './without-blanks.js';

/** The name of the database behind the host, as the client decodes it. */
export function readPath(
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
  const written = withoutBlanks(text.slice(path.start, path.end), path.start, 'database', reader, faults);
  const column = path.start + 1;
  if (written.startsWith('/') && reader.socketForm !== 'path') {
    const severity = reader.anyClient ? 'error' : 'warning';
    const reason = hostEmpty ? 'four-slashes' : 'two-slashes';
    faults.push(fault('url/wrong-form', reason, { part: 'database', column, severity }));
  } else if (reader.anyClient && written.endsWith('/')) {
    faults.push(fault('url/wrong-form', 'trailing-slash', { part: 'database', column: path.end }));
  } else if (reader.anyClient && written.includes('/'))
    faults.push(
      fault('url/wrong-form', 'slash-in-name', {
        part: 'database',
        column: column + written.indexOf('/'),
        severity: 'warning',
      }),
    );
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
export function withHost(
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

/** django-environ: `////DIRECTORY/database`, or `@//DIRECTORY/database`; of MySQL, those of Cloud SQL alone. */
export function socketInPath(
  path: string | null,
  { dialect }: Scheme,
): { socket: string; database: string } | null {
  if (!path?.startsWith('/') || (dialect !== 'postgres' && !path.includes('cloudsql'))) return null;
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, slash).replace(/^\/+/, '');
  return { socket: directory && `/${directory}`, database: path.slice(slash + 1) };
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
