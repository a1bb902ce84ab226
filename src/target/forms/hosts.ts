import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault, type Where } from '../fault.js';
import { isIP, isIPv6 } from '../ip-address.js';
import type { WrittenHost } from '../reading.js';
import { splitHostList } from './host-list.js';
import { decodePercent } from './percent.js';
import { badEscape } from './url/query.js';
import type { Span } from './url/scan-url.js';
import { withoutBlanks } from './url/without-blanks.js';

export interface Hosts {
  /** Empty where nothing is written. A name that begins with `/` or `@` is a socket. */
  readonly hosts: readonly WrittenHost[];
  readonly faults: readonly OpenFault[];
}

/** A list of that many is none. */
const MOST_HOSTS = 1000;

/** Reads `host:port`, `[v6]:port`, or a list of them, between `@` and the path. */
export function readHosts(text: string, span: Span, reader: Reader): Hosts {
  const written = text.slice(span.start, span.end);
  if (written === '') return { hosts: [], faults: [] };
  const faults: OpenFault[] = [];
  const { items, sharesPort } = splitHostList(written, span.start, reader, faults);
  if (items.length > MOST_HOSTS)
    return {
      hosts: [],
      faults: [fault('url/bad-host', 'too-many', { part: 'host', column: span.start + 1 })],
    };
  if (items.length > 1 && reader.hosts !== 'list')
    faults.push(fault('url/wrong-form', 'several-hosts', { part: 'host', column: span.start + 1 }));
  else if (items.length > 1 && reader.anyClient)
    faults.push(
      fault('url/ambiguous', 'several-hosts', { part: 'host', column: span.start + 1, severity: 'warning' }),
    );
  const isLowered = reader.lowersHost && items.length === 1;
  // node-pg encodes brackets and escapes of a host as well, when it encodes the whole text again.
  const exact = reader.escapes?.(text) ? { ...reader, ipv6: false, decodesHost: false } : reader;
  const read = items.map(({ text: item, offset }) =>
    readHost(isLowered ? lowered(item) : item, span.start + offset, exact, faults),
  );
  const hosts = sharesPort ? read.map(({ host }) => ({ host, port: read.at(-1)?.port ?? null })) : read;
  // The list is one word to the client that trims it: a blank inside is none around it.
  const blank = reader.trimsBlanks && items.length > 1 ? written.trim().indexOf(' ') : -1;
  if (blank >= 0) {
    const column = span.start + blank + 1;
    const characters = [{ character: ' ', column, instead: '%20' }];
    faults.push(fault('url/bad-escape', 'blank', { part: 'host', column, characters }));
  }
  if (items.length > 1 && hosts.some(({ host }) => host === null)) {
    const severity = reader.fullHostList ? 'error' : 'warning';
    faults.push(fault('url/bad-host', 'empty', { part: 'host', column: span.start + 1, severity }));
  }
  return { hosts, faults };
}

/** Python's `urllib` leaves a host alone from the first "%" on. */
function lowered(host: string): string {
  const percent = host.indexOf('%');
  return percent < 0 ? host.toLowerCase() : host.slice(0, percent).toLowerCase() + host.slice(percent);
}

/** One host as a client reads it in an authority: a name or an address, and its port. */
export function readHost(text: string, start: number, reader: Reader, faults: OpenFault[]): WrittenHost {
  if (text.startsWith('[')) return readBracketed(text, start, reader, faults);
  if (isIPv6(text) || isIPv6(text.slice(0, Math.max(0, text.lastIndexOf(':'))))) {
    faults.push(fault('url/bad-host', 'unbracketed-ipv6', { part: 'host', column: start + 1 }));
    return { host: null, port: null };
  }
  const colon = text.indexOf(':');
  const name = trimmed(colon < 0 ? text : text.slice(0, colon), start, reader, faults);
  const port = colon < 0 ? null : portBehind(text.slice(colon + 1), start + colon + 1, reader, faults);
  if (reader.anyClient && port !== null && text.includes('%', colon))
    // libpq decodes it; a URL parser calls the URL invalid.
    faults.push(
      fault('url/bad-port', 'not-a-number', { part: 'port', column: start + text.indexOf('%', colon) + 1 }),
    );
  return { host: readName(name, start, reader, faults), port };
}

function readBracketed(text: string, start: number, reader: Reader, faults: OpenFault[]): WrittenHost {
  const close = text.indexOf(']');
  const inner = text.slice(1, close < 0 ? undefined : close);
  const decoded = decodePercent(inner);
  const address = reader.decodesHost ? decoded.value : inner;
  const bad = reader.strayPercent === 'error' ? decoded.fault : null;
  const after = close < 0 ? '' : text.slice(close + 1);
  const column = start + 1;
  if (close < 0 || inner === '' || bad || (after !== '' && !after.startsWith(':')))
    faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column }));
  else if (!reader.ipv6) faults.push(fault('url/wrong-form', 'no-ipv6', { part: 'host', column }));
  else if (!isIPv6(address) || (address.includes('%') && !reader.brackets)) {
    // Who takes anything in brackets can only fail when the name is looked up.
    const severity = reader.brackets === 'anything' ? 'warning' : 'error';
    faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column, severity }));
  }
  if (address === '::')
    faults.push(fault('url/bad-host', 'wildcard', { part: 'host', column, severity: 'warning' }));
  const port = after.startsWith(':') ? portBehind(after.slice(1), start + close + 2, reader, faults) : null;
  return { host: address || null, port };
}

/** A host as it is written, and what is wrong with it. `start` is its offset in the value. */
export function readName(written: string, start: number, reader: Reader, faults: OpenFault[]): string | null {
  if (written === '' || (reader.jsonParts && written === 'null')) return null;
  if (!reader.decodesHost && written.includes('%')) {
    faults.push(
      fault('url/wrong-form', 'encoded-host', { part: 'host', column: start + written.indexOf('%') + 1 }),
    );
    return written;
  }
  const { value, fault: bad } = decodePercent(written);
  if (bad) faults.push(badEscape(bad, start, 'host', { ...reader, strayPercent: 'error' }));
  if (value.startsWith('/')) {
    if (reader.noSocketInHost)
      faults.push(fault('url/wrong-form', 'encoded-host', { part: 'host', column: start + 1 }));
    return value;
  }
  if (value.includes(':')) {
    // What is no address may be user:password, encoded as a whole.
    const severity = /^[\da-f:.]+(%\w+)?$/i.test(value) ? 'warning' : 'error';
    faults.push(fault('url/bad-host', 'encoded-colon', { part: 'host', column: start + 1, severity }));
  }
  if (value.includes(','))
    faults.push(
      fault('url/bad-host', 'encoded-comma', { part: 'host', column: start + 1, severity: 'warning' }),
    );
  // An abstract socket, or what an unencoded password left: the caller knows.
  const wrong = /[\s"'`<>\\^{}|()*;!$[\]#]/.exec(value);
  if (wrong) {
    const column = start + wrong.index + 1;
    faults.push(
      fault('url/bad-host', 'character', {
        part: 'host',
        column,
        characters: [{ character: wrong[0], column, instead: '' }],
      }),
    );
  }
  if (written.includes('_') && (!reader.underscoreInHost || reader.anyClient)) {
    const severity = reader.anyClient ? 'warning' : 'error';
    const column = start + written.indexOf('_') + 1;
    faults.push(fault('url/bad-host', 'underscore', { part: 'host', column, severity }));
  }
  if (value === '0.0.0.0' && isIP(value))
    faults.push(fault('url/bad-host', 'wildcard', { part: 'host', column: start + 1, severity: 'warning' }));
  return value;
}

/** For the client that drops blanks around a name and a port; they are wrong characters for the others. */
function trimmed(text: string, start: number, reader: Reader, faults: OpenFault[]): string {
  return reader.trimsBlanks ? withoutBlanks(text, start, 'host', reader, faults) : text;
}

function portBehind(written: string, start: number, reader: Reader, faults: OpenFault[]): number | null {
  const { plainPort } = reader;
  const text = trimmed(written, start, reader, faults);
  const isTaken = !plainPort || (text === '' ? plainPort === 'empty' : !text.includes('%'));
  if (isTaken) return readPort(text, start, faults);
  const reason = text === '' ? 'empty' : 'not-a-number';
  faults.push(fault('url/bad-port', reason, { part: 'port', column: start }));
  return null;
}

/** A port of a value that is decoded already, or stands elsewhere: the faults point at `where`. */
export function readPortOf(
  written: string,
  where: Pick<Where, 'column'> | Pick<Where, 'at'>,
  faults: OpenFault[],
): number | null {
  const found: OpenFault[] = [];
  const port = readPort(written, 0, found);
  faults.push(...found.map((each) => ({ ...each, ...where })));
  return port;
}

/** A port as it is written behind a colon: empty means the default. `start` is its offset in the value. */
export function readPort(written: string, start: number, faults: OpenFault[]): number | null {
  const { value } = decodePercent(written);
  if (value === '') {
    faults.push(fault('url/bad-port', 'empty', { part: 'port', column: start, severity: 'warning' }));
    return null;
  }
  const wrong = /[^0-9]/.exec(value);
  if (wrong) {
    // The character may be the first of a password: its place is told, and not what it is.
    const reason = /[^0-9:].{0,400}:\d{1,5}$/.test(value) ? 'missing-at-sign' : 'not-a-number';
    faults.push(fault('url/bad-port', reason, { part: 'port', column: start + wrong.index + 1 }));
    return null;
  }
  const port = Number(value);
  if (port >= 1 && port <= 65535) return port;
  faults.push(fault('url/bad-port', 'out-of-range', { part: 'port', column: start + 1 }));
  return null;
}
