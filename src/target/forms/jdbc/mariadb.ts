import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import type { WrittenHost } from '../../reading.js';
import { readName, readPort } from '../hosts.js';
import { encodedLiterally } from '../percent.js';
import type { Span } from '../url/scan-url.js';
import { addressProperties } from './address.js';
import {
  brokenJdbc,
  credentialPieces,
  type JdbcRead,
  jdbcReading,
  lastAtOutside,
  lastProperty,
} from './parts.js';
import { anyCase, readProperties } from './properties.js';
import { valueNames } from './values.js';

const MODES = ['none', 'replication', 'sequential', 'loadbalance', 'load-balance', 'failover'];
const TYPES = ['master', 'primary', 'slave', 'replica'];
const NAMES = anyCase([
  'user',
  'password',
  'database',
  'localSocket',
  'pipe',
  'sslMode',
  'serverSslCert',
  'useSsl',
  'trustServerCertificate',
  'disableSslHostnameVerification',
  ...valueNames('mariadb-jdbc'),
]);
const PARTS = ['user', 'password', 'database', 'localSocket'];

/** MariaDB Connector/J 3: `MODE://host:port,address=(host=…)(port=…)/database?name=value`; nothing is decoded. */
export const readMariadb: JdbcRead = ({ text, start, protocol }, reader) => {
  const dialect = 'mariadb';
  if (protocol === 'mysql' && !text.includes('permitMysqlScheme')) {
    const where = { part: 'scheme', column: 1, name: 'mysql', instead: 'jdbc:mariadb://' } as const;
    return brokenJdbc(
      dialect,
      [fault('dialect/client-mismatch', 'scheme', where)],
      credentialsOf(text, start),
    );
  }
  const slashes = text.indexOf('//', start);
  if (slashes < 0) {
    const where = { part: 'scheme', column: start + 1, instead: 'jdbc:mariadb://HOST/DATABASE' } as const;
    return brokenJdbc(dialect, [fault('url/wrong-form', 'jdbc-slashes', where)], credentialsOf(text, start));
  }
  const mode = text.slice(start, slashes).replace(/:$/, '').toLowerCase();
  if (mode !== '' && !MODES.includes(mode)) {
    const where = {
      part: 'scheme',
      column: start + 1,
      instead: 'replication, loadbalance, sequential',
    } as const;
    return brokenJdbc(
      dialect,
      [fault('dialect/unknown', 'connection-type', where)],
      credentialsOf(text, start),
    );
  }
  const at = lastAtOutside(text, slashes + 2);
  if (at >= 0) {
    const where = { part: 'host', column: slashes + 3, name: 'mariadb' } as const;
    return brokenJdbc(
      dialect,
      [fault('url/wrong-form', 'jdbc-credentials', where)],
      credentialPieces(text, slashes + 2, at),
    );
  }
  const faults: OpenFault[] = [];
  const { hosts, path, query } = spansOf(text, slashes + 2);
  const read = readProperties(text, query, { decodes: 'nothing', strict: false, names: NAMES });
  const value = (name: string) => lastProperty(read.parameters, name)?.value || null;
  const places = readAddresses(text, hosts, reader, faults);
  const socket = value('localSocket') ?? places.find((each) => each.socket)?.socket ?? null;
  const named = places.filter((each) => each.socket === null).map(({ host, port }) => ({ host, port }));
  if (places.length === 0 && socket === null && value('pipe') === null)
    faults.push(fault('url/missing-part', 'no-host', { part: 'host' }));
  const database = value('database') ?? (path ? text.slice(path.start, path.end) : null);
  if (database && encodedLiterally(database))
    faults.push(fault('url/bad-escape', 'literal-escape', { part: 'database', severity: 'warning' }));
  return jdbcReading(
    {
      dialect,
      hosts: named,
      user: value('user'),
      password: lastProperty(read.parameters, 'password')?.value ?? null,
      database,
      socket,
      // An empty word is as if it were not written.
      properties: read.parameters.filter(
        (each) => !PARTS.includes(each.name) && !(each.name === 'sslMode' && each.value === ''),
      ),
      faults: [...faults, ...read.faults],
      secrets: read.secrets,
      secretInQuery: lastProperty(read.parameters, 'password') !== null,
    },
    reader,
  );
};

/** What may be a password in a text that is not read any further. */
function credentialsOf(text: string, start: number): string[] {
  const at = lastAtOutside(text, start);
  const query = text.indexOf('?', start);
  const rules = { decodes: 'nothing', strict: false, names: NAMES } as const;
  const span = query < 0 ? null : { start: query + 1, end: text.length };
  return [...(at < 0 ? [] : credentialPieces(text, start, at)), ...readProperties(text, span, rules).secrets];
}

interface Spans {
  readonly hosts: Span;
  readonly path: Span | null;
  readonly query: Span | null;
}

/** The database begins at the first slash behind the addresses, whose values may hold one. */
function spansOf(text: string, start: number): Spans {
  let behind = start;
  for (;;) {
    const address = text.indexOf('address=(', behind);
    const close = address < 0 ? -1 : text.indexOf(')', address);
    if (close < 0) break;
    behind = close + 1;
    while (text[behind] === '(') {
      const end = text.indexOf(')', behind);
      if (end < 0) break;
      behind = end + 1;
    }
  }
  const question = text.indexOf('?', start);
  const end = question < 0 ? text.length : question;
  const slash = text.indexOf('/', Math.min(behind, end));
  const hostsEnd = slash < 0 || slash > end ? end : slash;
  return {
    hosts: { start, end: hostsEnd },
    path: hostsEnd < end ? { start: hostsEnd + 1, end } : null,
    query: question < 0 ? null : { start: question + 1, end: text.length },
  };
}

interface Address extends WrittenHost {
  readonly socket: string | null;
}

function readAddresses(text: string, { start, end }: Span, reader: Reader, faults: OpenFault[]): Address[] {
  const written = text.slice(start, end);
  const tokens = written.trim() === '' ? [] : written.split(',');
  while (tokens.length > 0 && tokens.at(-1) === '') tokens.pop();
  let offset = start;
  return tokens.map((token) => {
    const here = offset + token.length - token.trimStart().length;
    offset += token.length + 1;
    const plain = token.trim();
    if (plain.startsWith('address=')) return readAddress(plain, here, reader, faults);
    return { ...readSimple(plain, here, reader, faults), socket: null };
  });
}

function readAddress(token: string, start: number, reader: Reader, faults: OpenFault[]): Address {
  const { properties, closed } = addressProperties(token.slice('address='.length));
  const value = (name: string) => properties.findLast((each) => each.name === name)?.value ?? null;
  const type = value('type');
  const isWrong = properties.some((each) => each.name === '' || each.value === '');
  if (isWrong || (type !== null && !TYPES.includes(type.toLowerCase())))
    faults.push(fault('url/bad-host', 'address', { part: 'host', column: start + 1 }));
  else if (!closed)
    faults.push(fault('url/bad-host', 'address', { part: 'host', column: start + 1, severity: 'warning' }));
  const written = value('port');
  const port = written === null ? null : strictPort(written, start, faults);
  const host = value('host');
  const isAddress = host?.includes(':') === true;
  return {
    host: isAddress ? host.replace(/[[\]]/g, '') : host && readName(host, start, reader, faults),
    port,
    socket: value('localsocket'),
  };
}

function readSimple(token: string, start: number, reader: Reader, faults: OpenFault[]): WrittenHost {
  if (token === '') {
    faults.push(fault('url/bad-host', 'empty', { part: 'host', column: start + 1 }));
    return { host: null, port: null };
  }
  const close = token.startsWith('[') ? token.indexOf(']') : -1;
  if (token.startsWith('[')) {
    // Anything else behind the bracket is passed over.
    if (close < 0) faults.push(fault('url/bad-host', 'ipv6', { part: 'host', column: start + 1 }));
    const hasPort = close >= 0 && token[close + 1] === ':';
    const port = hasPort ? strictPort(token.slice(close + 2), start + close + 2, faults) : null;
    return { host: token.slice(1, close < 0 ? undefined : close), port };
  }
  const [name = '', written, ...more] = token.split(':');
  if (more.length > 1)
    faults.push(fault('url/bad-host', 'unbracketed-ipv6', { part: 'host', column: start + 1 }));
  const port = written === undefined ? null : strictPort(written, start + name.length + 1, faults);
  return { host: readName(name, start, reader, faults), port };
}

/** An empty port is refused here. */
function strictPort(written: string, start: number, faults: OpenFault[]): number | null {
  const found: OpenFault[] = [];
  const port = readPort(written, start, found);
  faults.push(...found.map((each) => ({ ...each, severity: 'error' as const })));
  return port;
}
