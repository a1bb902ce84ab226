import { Secret } from '../../../variables/secret.js';
import { type AdoClient, type AdoKey, isAdoKey } from '../../clients/ado-keys.js';
import { type Parameter, readTls } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { readerNamed, tlsFamilyOf } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { urlInstead } from '../other-form.js';
import { isLibpqKeyword, isSecretParameter } from '../parameters/parameter-names.js';
import { encodedLiterally } from '../percent.js';
import { adoFile } from './file.js';
import { adoPlace } from './place.js';
import { type AdoItem, scanAdo } from './scan.js';
import { adoValueFault } from './values.js';
import { whoseAdo } from './whose.js';

/** ADO.NET's `Host=…;Database=…`, with the keys of Npgsql, MySqlConnector or Microsoft.Data.Sqlite. */
export const ado: Form = {
  name: 'ado',
  matches: isAdo,
  readerOf: (text) => whoseAdo(scanAdo(text).items).reader ?? 'any',
  doubts: (text) => {
    const { reader, guessed } = whoseAdo(scanAdo(text).items);
    const name = guessed && reader !== null ? (readerNamed(reader).ado?.dialect ?? null) : null;
    return name === null
      ? []
      : [fault('dialect/unknown', 'guessed-ado', { part: 'dialect', name, severity: 'warning' })];
  },
  dialectOf: (text) => readerNamed(ado.readerOf(text)).ado?.dialect ?? null,
  read: (text, reader) => (reader.ado ? readAdo(text, reader, reader.ado) : withoutClient(text)),
};

/** Words of libpq, one behind a blank of the other: no client of .NET would take them. */
const LIBPQ =
  /^\s{0,9}([a-z_]{2,40})\s{0,9}=\s{0,9}('[^']{0,400}'|[^\s;'"]{0,400})\s{1,9}([a-z_]{2,40})\s{0,9}=/;

function isAdo(text: string): boolean {
  const [, first = '', , second = ''] = LIBPQ.exec(text) ?? [];
  if (isLibpqKeyword(first) && isLibpqKeyword(second)) return false;
  const equals = text.slice(0, 100).indexOf('=');
  const key = text
    .slice(0, Math.max(0, equals))
    .replace(/^[\s;]+/, '')
    .trim();
  if (!isAdoKey(key) && !isOdbcKey(key)) return false;
  const { items, fault: wrong } = scanAdo(text);
  if (!text.includes(';')) return !isLibpqKeyword(key);
  // What stands behind a ";" in a value of libpq is no key.
  const known = items.filter(
    (each) => isAdoKey(each.key) || isOdbcKey(each.key) || isLibpqKeyword(each.key),
  ).length;
  return known * 2 > items.length || (wrong !== null && known > 0);
}

function isOdbcKey(key: string): boolean {
  return /^(driver|dsn|provider)$/i.test(key);
}

/** What no client here reads, or nobody can tell whose it is. */
function withoutClient(text: string): OpenReading {
  const { items } = scanAdo(text);
  const { other } = whoseAdo(items);
  const wrong =
    other === 'odbc'
      ? fault('url/wrong-form', 'odbc', { part: 'value', column: 1 })
      : other
        ? fault('dialect/unknown', 'unsupported', { part: 'dialect', name: other })
        : fault('dialect/unknown', 'ambiguous-ado', { part: 'dialect' });
  return { ...emptyReading(other === 'odbc' ? null : other, [wrong]), secrets: secretsOf(items) };
}

function secretsOf(items: readonly AdoItem[]): string[] {
  const keys = [...new Set(items.map(({ key }) => key))];
  const secret = new Set(keys.filter((key) => isSecretParameter(key) || /^ssl ?key$/i.test(key)));
  const found = items.filter(({ key }) => secret.has(key)).flatMap(({ value, raw }) => [value, raw]);
  return [...new Set(found)].filter((each) => each !== '');
}

/** A key that the client knows, and what is written behind it. */
export interface KnownItem extends AdoItem {
  readonly is: AdoKey;
}

function readAdo(text: string, reader: Reader, client: AdoClient): OpenReading {
  const url = urlInstead(text, client.example);
  if (url) return url;
  const { items, fault: broken } = scanAdo(text);
  const secrets = secretsOf(items);
  if (broken || items.length === 0) {
    const reason = broken?.reason ?? 'no-equals';
    const column = broken?.column ?? 1;
    const wrong = reason === 'no-equals' ? 'ado-no-equals' : 'ado-quote';
    return {
      ...emptyReading(client.dialect, [
        fault('url/bad-parameter', wrong, { column, instead: client.example }),
      ]),
      secrets,
    };
  }
  const known = items.flatMap((item) => {
    const is = client.keys.get(item.key.toLowerCase());
    return is ? [{ ...item, is }] : [];
  });
  const faults: OpenFault[] = unknownKeys(items, client);
  // The last one counts, whatever it is called.
  const last = new Map(known.map((item) => [item.is.name, item]));
  const at = (role: AdoKey['role']) => [...last.values()].find(({ is }) => is.role === role);
  for (const item of last.values()) {
    const wrong = adoValueFault(item, client);
    if (wrong) faults.push(wrong);
  }
  const password = at('password');
  if (password && encodedLiterally(password.value))
    faults.push(
      fault('url/bad-escape', 'percent-literal', {
        part: 'password',
        column: password.column,
        severity: 'warning',
      }),
    );
  const written: Parameter[] = [...last.values()].map(({ is, value, column }) => ({
    name: is.name,
    value,
    column,
  }));
  const tls = readTls(
    tlsFamilyOf(reader, client.dialect, null),
    written.filter(({ value }) => value !== ''),
  );
  const place = client.hosts === 'none' ? adoFile(at('file'), at('mode')) : adoPlace(at, client, reader);
  const rest = [...last.values()].filter(
    ({ is, value }) =>
      value !== '' &&
      !tls.consumed.has(is.name) &&
      (is.role === null || is.role === 'mode' || is.role === 'session'),
  );
  return {
    ...emptyReading(client.dialect, [...faults, ...tls.faults, ...place.faults]),
    hosts: place.hosts,
    socket: place.socket,
    file: place.file,
    user: at('user')?.value || null,
    password: password ? new Secret(password.value) : null,
    database: at('database')?.value || null,
    tls: tls.asked,
    parameters: Object.fromEntries(rest.map(({ key, value }) => [key, value])),
    secrets,
    secretInQuery: password !== undefined,
  };
}

/** Nobody reads more of them. */
const MOST_TOLD = 5;

function unknownKeys(items: readonly AdoItem[], { keys, example }: AdoClient): OpenFault[] {
  const unknown = items.filter(({ key }) => !keys.has(key.toLowerCase()));
  const libpq = unknown.find(({ key }) => isLibpqKeyword(key));
  if (libpq) {
    const where = { column: libpq.column, name: libpq.key, instead: example } as const;
    return [fault('url/bad-parameter', 'libpq-key', where)];
  }
  return unknown.slice(0, MOST_TOLD).map(({ key, column }) =>
    // A key that nobody knows may be what an unquoted ";" made of a password.
    fault('url/bad-parameter', 'ado-key', { column, name: isAdoKey(key) ? key : null }),
  );
}
