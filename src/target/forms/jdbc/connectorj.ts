import { escapeOf, fault, type OpenFault } from '../../fault.js';
import type { OpenReading, WrittenHost } from '../../reading.js';
import { isKnownParameter, isSecretParameter } from '../parameters/parameter-names.js';
import type { Span } from '../url/scan-url.js';
import { connectorjHosts, type HostEntry } from './connectorj-hosts.js';
import {
  brokenJdbc,
  credentialPieces,
  type JdbcRead,
  type JdbcText,
  javaPort,
  jdbcReading,
  lastAtOutside,
  lastProperty,
} from './parts.js';
import { anyCase, decodeForm, type Properties, readProperties } from './properties.js';
import { valueNames } from './values.js';

const DIALECT = 'mysql';
const TYPES = ['', 'loadbalance:', 'replication:'];
const PARTS = ['user', 'password', 'host', 'port', 'dbname'];
const NAMES = anyCase([
  ...PARTS,
  'sslMode',
  'useSSL',
  'requireSSL',
  'verifyServerCertificate',
  ...valueNames('connectorj'),
]);

interface Spans {
  readonly hosts: Span;
  readonly path: Span | null;
  readonly query: Span | null;
  /** Behind the `#`, which is dropped. */
  readonly fragment: Span | null;
}

/** MySQL Connector/J: `TYPE://user:password@host:port,(key=value,…)/database?name=value#…`, form-decoded. */
export const readConnectorj: JdbcRead = (from, reader) => {
  const { text, start, protocol } = from;
  const faults: OpenFault[] = [];
  const type = /^[\w+:%]{0,60}/.exec(text.slice(start, start + 60))?.[0] ?? '';
  const at = lastAtOutside(text, start);
  if (!TYPES.includes(type.toLowerCase())) {
    const where = { part: 'scheme', column: start + 1, instead: 'loadbalance, replication' } as const;
    return cut(from, at, [fault('dialect/unknown', 'connection-type', where)]);
  }
  const spans = spansOf(text, start + type.length, faults);
  if (at >= spans.hosts.end) return cut(from, at, [rawCharacter(text, spans)]);
  if (faults.length > 0) return cut(from, at, faults);
  const rules = { decodes: 'all', strict: true, names: NAMES } as const;
  const query = readProperties(text, spans.query, rules);
  const hasAt = text.slice(spans.fragment?.start ?? text.length).includes('@');
  if (!spans.path && isCutAtQuery(text.slice(spans.hosts.start, spans.hosts.end), query, hasAt))
    return cut(from, text.lastIndexOf('@'), [rawCharacter(text, spans)]);
  const entries = connectorjHosts(text, spans.hosts, reader, faults);
  if (!entries) return cut(from, at, faults);
  const { path } = spans;
  const rest = text.slice(spans.hosts.end, spans.query ? spans.query.start : text.length);
  if (entries.some(({ isKeyed }) => isKeyed) && rest.includes(')')) {
    // A slash or a "#" in one of the values has ended the hosts.
    const where = { part: 'host', column: spans.hosts.end + 1 } as const;
    return cut(from, text.length, [fault('url/bad-host', 'address', where)]);
  }
  const fragment = fragmentFault(spans, query);
  const value = (name: string) => lastProperty(query.parameters, name)?.value ?? null;
  const hosts = withProperties(entries, query, faults);
  const dnsSrv = protocol === 'mysql+srv' || value('dnsSrv')?.toLowerCase() === 'true';
  if (dnsSrv) faults.push(...dnsSrvFaults(hosts, type));
  const first = entries[0];
  const user = first?.user || value('user');
  const password = first?.password ?? value('password');
  const differ = entries.some(
    (each) => (each.user || user) !== user || (each.password ?? password) !== password,
  );
  if (differ) faults.push(fault('url/ambiguous', 'several-users', { part: 'user', severity: 'warning' }));
  const written = path
    ? decodeForm(text.slice(path.start, path.end).trim(), path.start, 'database', faults)
    : null;
  const reading = jdbcReading(
    {
      dialect: DIALECT,
      hosts,
      user,
      password,
      database: value('dbname') ?? written,
      properties: [
        ...query.parameters.filter(({ name }) => !PARTS.includes(name)),
        ...entries.flatMap(({ properties }) => properties),
      ],
      faults: [...faults, ...query.faults, ...fragment],
      secrets: [
        ...query.secrets,
        ...entries.flatMap(({ secrets }) => secrets),
        ...fragmentSecrets(text, spans),
      ],
      secretInQuery:
        value('password') !== null || entries.some((each) => each.isKeyed && each.secrets.length > 0),
    },
    reader,
  );
  // Of two passwords one may be a piece of the other: nothing is shown or resolved.
  return differ ? { ...reading, ambiguous: true } : reading;
};

/** A text that is not read any further, whose pieces may be a password. */
function cut({ text, start }: JdbcText, at: number, faults: readonly OpenFault[]): OpenReading {
  const query = text.indexOf('?', start);
  const span = query < 0 ? null : { start: query + 1, end: text.length };
  const { secrets } = readProperties(text, span, { decodes: 'all', strict: true, names: NAMES });
  return brokenJdbc(DIALECT, faults, [...(at < 0 ? [] : credentialPieces(text, start, at)), ...secrets]);
}

/** The parts, by their delimiters. */
function spansOf(text: string, start: number, faults: OpenFault[]): Spans {
  const hash = text.indexOf('#', start);
  const end = hash < 0 ? text.length : hash;
  const question = text.indexOf('?', start);
  const queryAt = question < 0 || question > end ? end : question;
  let at = start;
  while (/\s/.test(text[at] ?? '')) at++;
  const hasHosts = text.startsWith('//', at) && at < end;
  const hostsStart = hasHosts ? at + 2 : at;
  // `jdbc:mysql:/host/name` has no host to the driver, and a database with a slash in its name.
  if (!hasHosts && at < queryAt && (text[at] !== '/' || text.slice(at + 1, queryAt).includes('/'))) {
    const where = { part: 'scheme', column: at + 1, instead: 'jdbc:mysql://HOST/DATABASE' } as const;
    faults.push(fault('url/wrong-form', 'jdbc-slashes', where));
  }
  const slash = text.indexOf('/', hostsStart);
  const hostsEnd = slash < 0 || slash > queryAt ? queryAt : slash;
  const path = hostsEnd < queryAt ? { start: hostsEnd + 1, end: queryAt } : null;
  const query = queryAt < end ? { start: queryAt + 1, end } : null;
  if (path && /^\s{0,200}\//.test(text.slice(path.start, path.end)))
    faults.push(fault('url/wrong-form', 'two-slashes', { part: 'database', column: path.start + 1 }));
  if (query && /^\s{0,200}\?/.test(text.slice(query.start, query.end)))
    faults.push(fault('url/bad-parameter', 'property-name', { part: 'query', column: query.start + 1 }));
  const fragment = hash < 0 ? null : { start: hash + 1, end: text.length };
  return { hosts: { start: hostsStart, end: hasHosts ? hostsEnd : hostsStart }, path, query, fragment };
}

/** Whether a `?` of a password has ended the hosts: `user:`, and an `@` in a property that nobody knows or behind a `#`. */
function isCutAtQuery(hosts: string, { parameters }: Properties, hasAtBehind: boolean): boolean {
  const last = hosts.slice(hosts.lastIndexOf(',') + 1);
  const isKnown = (name: string) => NAMES.has(name.toLowerCase()) || isKnownParameter(name);
  return (
    last.includes(':') &&
    (hasAtBehind ||
      parameters.some(({ name, value }) => value.includes('@') && !isKnown(name) && !isSecretParameter(name)))
  );
}

/** An `@` behind the end of the hosts: what ended them belongs to the password. */
function rawCharacter(text: string, { hosts }: Spans): OpenFault {
  const character = text[hosts.end] ?? '';
  const column = hosts.end + 1;
  return fault('url/ambiguous', 'raw-character', {
    part: 'password',
    column,
    characters: [{ character, column, instead: escapeOf(character) }],
  });
}

/** What stands behind a `#` is dropped, the end of a password as well. */
function fragmentFault({ fragment }: Spans, { parameters }: Properties): OpenFault[] {
  if (!fragment) return [];
  const column = fragment.start;
  const severity = isSecretParameter(parameters.at(-1)?.name ?? '') ? 'error' : 'warning';
  const characters = [{ character: '#', column, instead: '%23' }];
  return [fault('url/ambiguous', 'dropped', { part: 'fragment', column, characters, severity })];
}

function fragmentSecrets(text: string, { fragment }: Spans): string[] {
  return fragment ? [text.slice(fragment.start, fragment.end)] : [];
}

/** The properties of one host win over those of the URL, and what stands in its place over both. */
function withProperties(
  entries: readonly HostEntry[],
  { parameters }: Properties,
  faults: OpenFault[],
): readonly WrittenHost[] {
  const host = lastProperty(parameters, 'host')?.value || null;
  const written = lastProperty(parameters, 'port');
  const port = written?.value ? javaPort(written.value, written.column, faults) : null;
  const all = entries.length > 0 || (host === null && port === null) ? entries : [{ host: null, port: null }];
  return all.map((each) => ({ host: each.host ?? host, port: each.port ?? port }));
}

/** A name of a service, which DNS turns into hosts and ports. */
function dnsSrvFaults(hosts: readonly WrittenHost[], type: string): OpenFault[] {
  const where = { part: 'host' } as const;
  if (!hosts.some(({ host }) => host !== null)) return [fault('url/missing-part', 'no-host', where)];
  const tooMany = type.toLowerCase() === 'replication:' ? hosts.length !== 2 : hosts.length > 1;
  if (tooMany || hosts.some(({ port }) => port !== null))
    return [fault('url/wrong-form', 'dns-srv-host', where)];
  return [fault('url/wrong-form', 'dns-srv', { ...where, severity: 'warning' })];
}
