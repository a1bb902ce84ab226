import { schemeOf } from '../forms/scheme.js';
import type { Reader } from './reader.js';

/** The one kind of database server that a client is for; null where it is for several, or any. */
export function onlyDialectOf({ anyClient, schemes, tls }: Reader): string | null {
  if (anyClient) return null;
  const dialects = schemes?.map((each) => schemeOf(each)?.dialect ?? null) ?? Object.keys(tls);
  const servers = dialects.filter((each) => each !== 'sqlite');
  // mysql:// addresses both, where a client takes it.
  const [only, ...others] = new Set(
    servers.includes('mysql') ? servers.filter((each) => each !== 'mariadb') : servers,
  );
  return others.length === 0 ? (only ?? null) : null;
}
