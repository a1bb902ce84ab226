import { Secret } from '../../../variables/secret.js';
import { readTls } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { tlsFamilyOf } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { urlInstead } from '../other-form.js';
import { decodePercent, encodedLiterally } from '../percent.js';
import { badEscape } from '../url/query.js';
import { readGoAddress } from './address.js';
import { readGoParameters } from './parameters.js';

const EXAMPLE = 'USER:PASSWORD@tcp(HOST:3306)/DATABASE';

/** The DSN of go-sql-driver: `user:password@tcp(host:3306)/database?…`. */
export const goDsn: Form = {
  name: 'go-dsn',
  matches: isGoDsn,
  readerOf: () => 'go-sql-driver',
  dialectOf: () => 'mysql',
  read: readGoDsn,
};

/** By `net(address)` before the last slash, which no other form has; or a plain `@tcp(` where that slash is missing. */
function isGoDsn(text: string): boolean {
  // A URL with a piece of a DSN inside is read as what was meant, to be told how that is written.
  if (/^[A-Za-z][\w+.-]{0,40}:\/\//.test(text))
    return /^(mysql|mariadb):/.test(text) && /@(tcp|unix)\(/.test(text);
  if (/@(tcp|unix)\(|^(tcp|unix)\(/.test(text)) return true;
  const slash = text.lastIndexOf('/');
  if (slash < 1 || text[slash - 1] !== ')') return false;
  const left = text.slice(Math.max(0, slash - 400), slash);
  return /^[a-z][a-z0-9+._-]{0,30}\(/.test(left.slice(left.lastIndexOf('@') + 1));
}

interface Login {
  readonly user: string;
  readonly password: string | null;
  /** Behind the `@`. */
  readonly end: number;
}

/** `[user[:password]@][net[(address)]]/database[?name=value&…]`: the last `/`, the last `@` before it, the first `:`. */
function readGoDsn(text: string, reader: Reader): OpenReading {
  const url = urlInstead(text, EXAMPLE);
  if (url) return url;
  const slash = text.lastIndexOf('/');
  const login = loginOf(text, slash < 0 ? text.length : slash);
  const secrets = login.password ? [login.password] : [];
  const broken = (wrong: OpenFault): OpenReading => ({ ...emptyReading('mysql', [wrong]), secrets });
  if (slash < 0)
    return broken(fault('url/wrong-form', 'go-no-slash', { part: 'database', instead: EXAMPLE }));
  const question = text.indexOf('?', slash);
  const open = text.indexOf('(', login.end);
  const inside = open >= 0 && open < slash;
  const left = text.slice(login.end, slash);
  if (/[?/]/.test(inside ? text.slice(login.end, open) : left))
    // A "/" of a value or of the database's name was taken for the one before the name.
    return broken(
      fault('url/wrong-form', 'go-raw-slash', {
        part: left.includes('?') ? 'query' : 'database',
        column: slash + 1,
      }),
    );
  if (inside && text[slash - 1] !== ')') {
    const isClosed = text.slice(open, slash).includes(')');
    const reason = isClosed ? 'go-raw-slash' : 'go-open-address';
    return broken(
      fault(
        'url/wrong-form',
        reason,
        isClosed ? { part: 'database', column: slash + 1 } : { part: 'host', column: open + 1 },
      ),
    );
  }
  const faults: OpenFault[] = [];
  const net = { start: login.end, end: inside ? open : slash };
  const address = readGoAddress(text, net, inside ? { start: open + 1, end: slash - 1 } : null, reader);
  const query = question < 0 ? { parameters: [], faults: [] } : readGoParameters(text, question + 1, reader);
  const tls = readTls(tlsFamilyOf(reader, 'mysql', null), query.parameters);
  const name = decodePercent(text.slice(slash + 1, question < 0 ? undefined : question));
  if (name.fault?.kind === 'escape') faults.push(badEscape(name.fault, slash + 1, 'database', reader));
  for (const part of ['user', 'password'] as const)
    if (encodedLiterally(login[part] ?? '')) {
      const start = part === 'user' ? 1 : login.user.length + 2;
      const column = start + Math.max(0, (login[part] ?? '').search(/%[0-9A-Fa-f]{2}/));
      faults.push(fault('url/bad-escape', 'percent-literal', { part, column, severity: 'warning' }));
    }
  const isEmpty = !login.user && !name.value && address.hosts.length === 0 && address.socket === null;
  if (isEmpty) faults.push(fault('url/missing-part', 'empty-url', { severity: 'warning' }));
  return {
    ...emptyReading('mysql', [...faults, ...address.faults, ...query.faults, ...tls.faults]),
    hosts: address.hosts,
    socket: address.socket,
    user: login.user || null,
    password: login.password === null ? null : new Secret(login.password),
    database: name.value || null,
    tls: tls.asked,
    parameters: Object.fromEntries(
      query.parameters.filter((each) => !tls.consumed.has(each.name)).map((each) => [each.name, each.value]),
    ),
    secrets,
  };
}

function loginOf(text: string, end: number): Login {
  const at = text.slice(0, end).lastIndexOf('@');
  if (at < 0) return { user: '', password: null, end: 0 };
  const colon = text.indexOf(':');
  if (colon < 0 || colon > at) return { user: text.slice(0, at), password: null, end: at + 1 };
  return { user: text.slice(0, colon), password: text.slice(colon + 1, at), end: at + 1 };
}
