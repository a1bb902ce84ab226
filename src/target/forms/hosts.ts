import { isIP, isIPv6 } from 'node:net';
import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';
import type { WrittenHost } from '../reading.js';
import { decodePercent } from './percent.js';
import { badEscape } from './query.js';
import type { Span } from './scan-url.js';

export interface Hosts {
  /** Empty where nothing is written. A name that begins with `/` or `@` is a socket. */
  readonly hosts: readonly WrittenHost[];
  readonly faults: readonly OpenFault[];
}

/** Reads `host:port`, `[v6]:port`, or a list of them, between `@` and the path. */
export function readHosts(text: string, span: Span, reader: Reader): Hosts {
  const written = text.slice(span.start, span.end);
  if (written === '') return { hosts: [], faults: [] };
  const faults: OpenFault[] = [];
  const items = splitList(written);
  if (items.length > 1 && reader.hosts !== 'list')
    faults.push(fault('url/wrong-form', 'several-hosts', { part: 'host', column: span.start + 1 }));
  else if (items.length > 1 && reader.anyClient)
    faults.push(
      fault('url/ambiguous', 'several-hosts', { part: 'host', column: span.start + 1, severity: 'warning' }),
    );
  // node-pg encodes brackets and escapes of a host as well, when it encodes the whole text again.
  const exact = reader.escapes?.(text) ? { ...reader, ipv6: false, decodesHost: false } : reader;
  const hosts = items.map((item) => readHost(item.text, span.start + item.offset, exact, faults));
  if (items.length > 1 && hosts.some(({ host }) => host === null))
    faults.push(
      fault('url/bad-host', 'empty', { part: 'host', column: span.start + 1, severity: 'warning' }),
    );
  return { hosts, faults };
}

function splitList(text: string): { text: string; offset: number }[] {
  let offset = 0;
  return text.split(',').map((item) => {
    const here = { text: item, offset };
    offset += item.length + 1;
    return here;
  });
}

function readHost(text: string, start: number, reader: Reader, faults: OpenFault[]): WrittenHost {
  if (text.startsWith('[')) return readBracketed(text, start, reader, faults);
  if (isIPv6(text) || isIPv6(text.slice(0, Math.max(0, text.lastIndexOf(':'))))) {
    faults.push(fault('url/bad-host', 'unbracketed-ipv6', { part: 'host', column: start + 1 }));
    return { host: null, port: null };
  }
  const colon = text.indexOf(':');
  const written = colon < 0 ? text : text.slice(0, colon);
  const port = colon < 0 ? null : readPort(text.slice(colon + 1), start + colon + 1, faults);
  return { host: readName(written, start, reader, faults), port };
}

function readBracketed(text: string, start: number, reader: Reader, faults: OpenFault[]): WrittenHost {
  const close = text.indexOf(']');
  const inner = text.slice(1, close < 0 ? undefined : close);
  const { value: address, fault: bad } = decodePercent(inner);
  const after = close < 0 ? '' : text.slice(close + 1);
  const column = start + 1;
  if (close < 0 || inner === '' || bad || (after !== '' && !after.startsWith(':')))
    faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column }));
  else if (!reader.ipv6) faults.push(fault('url/wrong-form', 'no-ipv6', { part: 'host', column }));
  else if (!isIPv6(address) || (address.includes('%') && reader.split !== 'libpq')) {
    // libpq takes anything in brackets; it can only fail when the name is looked up.
    const severity = reader.split === 'libpq' && !address.includes('%') ? 'warning' : 'error';
    faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column, severity }));
  }
  const port = after.startsWith(':') ? readPort(after.slice(1), start + close + 2, faults) : null;
  return { host: address || null, port };
}

function readName(written: string, start: number, reader: Reader, faults: OpenFault[]): string | null {
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
    faults.push(fault('url/bad-port', 'not-a-number', { part: 'port', column: start + wrong.index + 1 }));
    return null;
  }
  const port = Number(value);
  if (port >= 1 && port <= 65535) return port;
  faults.push(fault('url/bad-port', 'out-of-range', { part: 'port', column: start + 1 }));
  return null;
}
