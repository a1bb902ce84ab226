import type { Reader } from '../clients/reader.js';
import { tlsFamilyOf } from '../clients/readers.js';
import { tlsParameters, tlsWords } from '../clients/tls-words.js';
import { fault, type OpenFault } from '../fault.js';
import { type Provider, providerOf } from '../providers.js';
import type { OpenReading } from '../reading.js';

/** What the provider of the first host makes of the rest of the string. */
export function providerFaults(reading: OpenReading, reader: Reader): OpenFault[] {
  const { dialect, hosts, socket } = reading;
  const [first] = hosts;
  const provider = providerOf({
    dialect,
    host: first?.host ?? null,
    port: first?.port ?? null,
    socket,
  });
  if (!provider) return [];
  const { name, endpoint } = provider;
  const faults = [...userFaults(reading, provider), ...tlsFaults(reading, provider, reader)];
  if (endpoint === 'pooler-transaction' && reading.parameters['pgbouncer'] !== 'true')
    faults.push(fault('url/provider', 'transaction-pooler', { part: 'host', name }));
  if (endpoint === 'read-only') faults.push(fault('url/provider', 'read-only', { part: 'host', name }));
  if (endpoint === 'internal') faults.push(fault('url/provider', 'private-network', { part: 'host', name }));
  if (provider.ipv6Only) faults.push(fault('url/provider', 'ipv6-only', { part: 'host', name }));
  return faults;
}

function userFaults({ user, hosts: [first] }: OpenReading, { name, userForm }: Provider): OpenFault[] {
  if (user === null) return [];
  if (userForm && !user.includes('.'))
    return [fault('url/provider', 'user-form', { part: 'user', name, instead: userForm, severity: 'error' })];
  // Azure's single server wants user@server; the flexible one takes the name alone, and has the same hosts.
  const host = first?.host?.toLowerCase() ?? '';
  const server = host.slice(0, host.indexOf('.'));
  const written = user.slice(user.lastIndexOf('@') + 1).toLowerCase();
  const isMariadb = host.endsWith('.mariadb.database.azure.com');
  if (!host.endsWith('.database.azure.com') || (user.includes('@') ? written === server : !isMariadb))
    return [];
  // An account of Entra ID is written as an address of mail, and right so.
  if (user.includes('@') && written.includes('.')) return [];
  return [fault('url/provider', 'user-form', { part: 'user', name, instead: 'USER%40SERVER' })];
}

function tlsFaults(reading: OpenReading, { name, tlsRequired }: Provider, reader: Reader): OpenFault[] {
  const { tls, dialect, driver, faults, parameters } = reading;
  const family = tlsFamilyOf(reader, dialect ?? '', driver);
  const found: OpenFault[] = [];
  if (family === 'asyncpg' && 'channel_binding' in parameters)
    found.push(fault('url/provider', 'channel-binding', { part: 'query', name }));
  if (!tlsRequired) return found;
  const instead = wordFor(family, dialect);
  if (tls.mode === 'disable')
    found.push(
      fault('url/provider', 'tls-switched-off', {
        part: 'query',
        name,
        instead: instead ?? 'sslmode=require',
        severity: 'error',
      }),
    );
  else if (
    tls.mode === null &&
    tls.ca === null &&
    (reader.anyClient || tls.effective === 'disable') &&
    !faults.some(({ code }) => code === 'url/ignored-parameter') &&
    // Words of another client: it is that one's string, and asks.
    !Object.keys(parameters).some((each) => tlsParameters.has(each))
  )
    found.push(fault('url/provider', 'tls-not-asked', { part: 'query', name, instead }));
  return found;
}

/** How a family of clients asks for TLS in a string; null where it does not take it from there. */
function wordFor(family: Parameters<typeof tlsWords>[0], dialect: string | null): string | null {
  const { parameters, special } = tlsWords(family);
  if (special === 'json') return 'ssl={"rejectUnauthorized":true}';
  const [name, words] = Object.entries(parameters)[0] ?? [];
  if (name === undefined || words === undefined) return null;
  const word = Object.entries(words).find(([, mode]) => mode === 'require' || mode === 'verify-full')?.[0];
  return dialect === 'postgres' && 'sslmode' in parameters
    ? 'sslmode=require'
    : word
      ? `${name}=${word}`
      : null;
}
