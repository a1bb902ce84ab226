import { ADO_CANDIDATES } from '../../clients/ado-keys.js';
import type { AdoItem } from './scan.js';

/** Whom a string of .NET is for, where no client is named. */
export interface Whose {
  /** The name of a reader here; null where there is none, or no telling. */
  readonly reader: string | null;
  /** What it is instead: a database that is not checked here, or an ODBC string. */
  readonly other: 'mssql' | 'oracle' | 'odbc' | null;
  /** More than one client would take it; this one is the likeliest. */
  readonly guessed: boolean;
}

const NOBODY: Whose = { reader: null, other: null, guessed: false };
const ODBC = ['driver', 'dsn', 'provider', 'filedsn'];
const BY_PORT: Readonly<Record<string, string>> = { '5432': 'npgsql', '3306': 'mysql-ado', '1433': 'mssql' };
const BY_TLS: Readonly<Record<string, string>> = {
  disable: 'npgsql',
  allow: 'npgsql',
  prefer: 'npgsql',
  require: 'npgsql',
  none: 'mysql-ado',
  disabled: 'mysql-ado',
  preferred: 'mysql-ado',
  required: 'mysql-ado',
};
const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^\s*\(DESCRIPTION|:1521\b/i, 'oracle'],
  [/^(tcp|np|lpc|admin):|,\s*\d{1,5}$|^\(local|\\|^\.$|\.database\.windows\.net/i, 'mssql'],
  [/\.mysql\.database\.|^\/.*mysql/i, 'mysql-ado'],
  [/\.postgres(ql)?\.database\.|^\/.*postgres/i, 'npgsql'],
];

/** Goes by the keys first, then by port, TLS and host; several that fit are told by what is usual. */
export function whoseAdo(items: readonly AdoItem[]): Whose {
  const keys = items.map(({ key }) => key.toLowerCase());
  if (keys.some((key) => ODBC.includes(key))) return { ...NOBODY, other: 'odbc' };
  const value = (...names: string[]) =>
    items.findLast(({ key }) => names.includes(key.toLowerCase()))?.value.trim() ?? '';
  if (keys.includes('dbname')) return named('npgsql');
  const known = keys.filter((key) => ADO_CANDIDATES.some((each) => each.keys.has(key)));
  const fitting = ADO_CANDIDATES.filter((each) => known.every((key) => each.keys.has(key)));
  const fits = (name: string) => fitting.some(({ reader }) => (reader ?? 'mssql') === name);
  const only = fitting.length === 1 ? (fitting[0]?.reader ?? 'mssql') : null;
  const server = value('server', 'host', 'data source', 'datasource', 'address', 'addr', 'network address');
  const told = [
    ...SERVERS.filter(([sign]) => sign.test(server.slice(0, 300))).map(([, name]) => name),
    BY_PORT[value('port')],
    BY_TLS[value('ssl mode', 'sslmode').toLowerCase()],
  ].find((name) => name !== undefined && (name === 'oracle' ? !fits('sqlite-ado') : fits(name)));
  if (fits('sqlite-ado') && !(told === 'mssql' && !/^[A-Za-z]:|[\\/]/.test(server)))
    return named('sqlite-ado');
  if (only ?? told) return named(only ?? told ?? '');
  if (fitting.length === 0) return nearest(known);
  if (keys.includes('trustservercertificate') && fits('mssql')) return named('mssql');
  // These two are what Npgsql calls them; others have them as synonyms.
  if (fits('npgsql') && keys.some((key) => key === 'host' || key === 'username'))
    return { ...named('npgsql'), guessed: true };
  if (fits('mssql') && keys.some((key) => key === 'initial catalog' || key.startsWith('data')))
    return keys.includes('database') && !keys.includes('data source') ? NOBODY : named('mssql');
  return NOBODY;
}

function named(name: string): Whose {
  return name === 'mssql' || name === 'oracle' ? { ...NOBODY, other: name } : { ...NOBODY, reader: name };
}

/** No client has all of the keys: the one that has most. */
function nearest(known: readonly string[]): Whose {
  const [first, second] = ADO_CANDIDATES.map(({ reader, keys }) => ({
    name: reader ?? 'mssql',
    count: known.filter((key) => keys.has(key)).length,
  })).sort((a, b) => b.count - a.count);
  return first && second && first.count > second.count ? named(first.name) : NOBODY;
}
