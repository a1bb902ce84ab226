import { Secret } from '../../../variables/secret.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIPv6 } from '../../ip-address.js';
import { emptyReading, type OpenReading, type WrittenHost } from '../../reading.js';
import { readHosts, readPortOf } from '../hosts.js';
import { encodedLiterally } from '../percent.js';

/** The words that the driver looks for; it passes over all others. */
const WORDS = ['host', 'port', 'dbname', 'unix_socket', 'charset', 'user', 'password'];
/** What is meant by a word that it passes over. */
const MEANT: Readonly<Record<string, string>> = {
  database: 'dbname',
  db: 'dbname',
  username: 'user',
  uid: 'user',
  pass: 'password',
  passwd: 'password',
  pwd: 'password',
  socket: 'unix_socket',
  hostname: 'host',
  server: 'host',
};

/** What follows `mysql:`, where `;;` is a `;` in a value and no blank is cut off. */
export function readPdoMysql(text: string, start: number, reader: Reader): OpenReading {
  const items = itemsOf(text, start);
  const faults: OpenFault[] = [];
  const last = new Map<string, Parameter>(items.map((item) => [item.name, item]));
  for (const { name, column } of items) if (!WORDS.includes(name)) faults.push(passedOver(name, column));
  const value = (name: string) => last.get(name)?.value ?? '';
  const password = last.has('password') ? value('password') : null;
  if (password && encodedLiterally(password))
    faults.push(
      fault('url/bad-escape', 'percent-literal', {
        part: 'password',
        column: last.get('password')?.column ?? null,
        severity: 'warning',
      }),
    );
  const named = value('host');
  const socket = value('unix_socket');
  const isLocal = named === '' || named === 'localhost';
  if (socket !== '' && !isLocal)
    faults.push(
      fault('url/ignored-parameter', 'pdo-socket', {
        part: 'socket',
        column: last.get('unix_socket')?.column ?? null,
        name: 'unix_socket',
      }),
    );
  const hosts = hostsOf(last, reader, faults);
  const usesSocket = socket !== '' && isLocal;
  if (items.length === 0) faults.push(fault('url/missing-part', 'empty-url', { severity: 'warning' }));
  const rest = [...last.values()].filter(({ name }) => name === 'charset' || !WORDS.includes(name));
  return {
    ...emptyReading('mysql', faults, 'pdo'),
    hosts: usesSocket ? [] : hosts,
    socket: usesSocket ? socket : null,
    user: value('user') || null,
    password: password === null ? null : new Secret(password),
    database: value('dbname') || null,
    parameters: Object.fromEntries(rest.map((each) => [each.name, each.value])),
    secrets: [...new Set([password ?? '', password?.replaceAll(';', ';;') ?? ''])].filter(
      (each) => each !== '',
    ),
    secretInQuery: password !== null,
  };
}

/** `name=value;…`; a value ends at a single `;`, and blanks behind that are skipped. */
function itemsOf(text: string, start: number): Parameter[] {
  const items: Parameter[] = [];
  let at = start;
  for (;;) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return items;
    const name = text.slice(at, equals);
    let value = '';
    let from = equals + 1;
    for (;;) {
      const next = text.indexOf(';', from);
      const end = next < 0 ? text.length : next;
      value += text.slice(from, end);
      from = end + 1;
      if (text[end + 1] !== ';') break;
      value += ';';
      from = end + 2;
    }
    items.push({ name, value, column: at + 1 });
    at = from;
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) return items;
  }
}

function passedOver(name: string, column: number | null): OpenFault {
  const word = name.trim().toLowerCase();
  const instead = MEANT[word] ?? (WORDS.includes(word) ? word : null);
  const where = { part: 'query', column } as const;
  // The driver would go to another place than the one that is written.
  if (instead !== null) return fault('url/bad-parameter', 'pdo-word', { ...where, name: word, instead });
  // The name may be a piece of a password with a ";" in it.
  return fault('url/ignored-parameter', 'pdo-word', where);
}

function hostsOf(last: ReadonlyMap<string, Parameter>, reader: Reader, faults: OpenFault[]): WrittenHost[] {
  const [host, port] = [last.get('host'), last.get('port')];
  const number =
    port && port.value !== '' ? readPortOf(port.value.trim(), { column: port.column }, faults) : null;
  const name = host?.value ?? '';
  if (host && name === '')
    faults.push(fault('url/missing-part', 'no-host', { part: 'host', column: host.column }));
  if (name === '') return number === null ? [] : [{ host: null, port: number }];
  if (isIPv6(name)) return [{ host: name, port: number }];
  const { hosts, faults: found } = readHosts(
    name,
    { start: 0, end: name.length },
    { ...reader, decodesHost: false },
  );
  faults.push(...found.map((each) => ({ ...each, column: host?.column ?? null, characters: [] })));
  const [only = { host: null, port: null }] = hosts;
  if (only.port === null) return [{ host: only.host, port: number }];
  // The port there wins over the one that has a word of its own.
  const where = { part: 'host', column: host?.column ?? null, severity: 'warning' } as const;
  faults.push(fault('url/bad-host', 'port-in-host', where));
  return [only];
}
