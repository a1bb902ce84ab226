import { providerOf } from '../providers.js';
import { isBroken, type Reading } from '../reading.js';
import { differences, sameDialect } from './compare.js';
import { FAMILIES } from './discover.js';
import type { Found } from './found.js';

/** Names that say nothing but "the database": two of them are two descriptions of one, as far as anybody can see. */
const GENERIC = [
  'DATABASE_URL',
  'SQLALCHEMY_DATABASE_URI',
  'SQLALCHEMY_DATABASE_URL',
  ...FAMILIES.flatMap(({ urls }) => urls),
];

/** A warning: platforms set such names beside one another, and the application may have the second for something else. */
export function tellSecondUrls(found: readonly Found[]): void {
  const [first, ...others] = found.filter(
    ({ name, described }) => GENERIC.includes(name) && described.url !== null,
  );
  if (!first) return;
  for (const { name, described } of others) {
    const [a, b] = [first.described.reading, described.reading];
    if (!sameDialect(a.dialect, b.dialect) || isBroken(a) || isBroken(b)) continue;
    const differs = differences(a, b).filter((part) => part === 'host' || part === 'database');
    // A pooler and the direct connection, or the address inside and the one outside.
    const isOneProvider = providerNameOf(a) !== null && providerNameOf(a) === providerNameOf(b);
    if (differs.length > 0 && (!isOneProvider || differs.includes('database')))
      first.conflicts.push({ name, differs, says: [], severity: 'warning' });
  }
}

function providerNameOf({ dialect, hosts: [first], socket }: Reading): string | null {
  return providerOf({ dialect, host: first?.host ?? null, port: first?.port ?? null, socket })?.name ?? null;
}
