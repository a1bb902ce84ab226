import { observe } from '../../findings/observe.js';
import type { Variables } from '../../variables/variables.js';
import { databaseOf } from '../database-of.js';
import type { Database } from '../target.js';
import { differences, sameDialect } from './compare.js';
import { type Described, describeParts, describeUrl } from './described.js';
import { FAMILIES, type Family, partsOf, urlVariables } from './discover.js';
import type { Given } from './given.js';

interface Found {
  readonly name: string;
  readonly described: Described;
  /** Other descriptions of the same database that say something else. */
  readonly conflicts: { readonly name: string; readonly differs: readonly string[] }[];
}

/** The databases that the variables describe, each once: contract, section 2. */
export function discoveredDatabases(variables: Variables): Database[] {
  const found: Found[] = merged(urlVariables(variables)).map(({ given, names }) => ({
    name: given.subject,
    described: { ...describeUrl(given, 'any', variables), variables: names },
    conflicts: [],
  }));
  for (const family of FAMILIES) {
    const described = describeFamily(family, variables, found);
    if (!described) continue;
    const same = found.find((each) => describesSame(each, family, described));
    if (!same) found.push({ name: family.name, described, conflicts: [] });
    else {
      const differs = differences(same.described.reading, described.reading);
      if (differs.length > 0) same.conflicts.push({ name: described.subject, differs });
    }
  }
  return found.map(({ name, described, conflicts }) => {
    const more = { source: described.source, database: name };
    return databaseOf(
      described,
      {
        name,
        settings: {},
        source: described.source,
        observations: conflicts.map(({ name: second, differs }) =>
          observe('dialect/conflict', described.subject, { first: described.subject, second, differs }, more),
        ),
      },
      variables.secrets,
    );
  });
}

/** Two variables with exactly the same value are one database. */
function merged(urls: readonly Given[]): { given: Given; names: string[] }[] {
  const byValue = new Map<string, { given: Given; names: string[] }>();
  for (const given of urls) {
    const before = byValue.get(given.value);
    if (before) before.names.push(given.subject);
    else byValue.set(given.value, { given, names: [given.subject] });
  }
  return [...byValue.values()];
}

function describeFamily(family: Family, variables: Variables, found: readonly Found[]): Described | null {
  const parts = partsOf(family, variables);
  const { host } = parts ?? {};
  if (!parts || !host) return null;
  // DB_HOST beside DB_URL or DATABASE_URL need not say the dialect again.
  const beside = found.find((each) => isUrlOf(each, family)) ?? found.find(({ name }) => name === GENERAL);
  const dialect = family.dialect ?? beside?.described.reading.dialect ?? null;
  return describeParts(parts, { client: family.client, dialect, subject: host.subject, source: host.source });
}

/** The name that goes with the separate variables of any family. */
const GENERAL = 'DATABASE_URL';

function isUrlOf({ described }: Found, { urls }: Family): boolean {
  return described.url !== null && described.variables.some((each) => urls.includes(each));
}

function describesSame(found: Found, family: Family, parts: Described): boolean {
  const { reading, url } = found.described;
  if (url === null) return differences(reading, parts.reading).length === 0;
  return (
    isUrlOf(found, family) || (found.name === GENERAL && sameDialect(reading.dialect, parts.reading.dialect))
  );
}
