import type { ReasonOf } from '../../findings/words/reasons.js';
import {
  driversFor,
  implicitDrivers,
  isPythonDriver,
  packageOf,
  packagesWith,
} from '../clients/python-drivers.js';
import { readerNamed } from '../clients/readers.js';
import { DIALECTS_OF_GEMS, gemsFor } from '../clients/ruby-gems.js';
import { type Fault, fault, type Seen, type Where } from '../fault.js';
import { lookAtForm } from '../forms/index.js';
import { usualScheme } from '../forms/scheme.js';
import type { Reading } from '../reading.js';
import { detectClient } from './detect-client.js';
import type { EcosystemName, Listing } from './listing.js';
import { type Project, sideOf } from './project.js';

/** Packages of other ecosystems with which a form belongs there as well. */
const ALSO_READ: Readonly<Record<keyof typeof HOMES, readonly string[]>> = {
  jdbc: ['jaydebeapi', 'jpype1', 'pyspark', 'databricks-connect', 'jdbc', 'java', 'java-bridge', 'rjdbc'],
  ado: [
    'mssql',
    'tedious',
    'mssql-python',
    'pyodbc',
    'pymssql',
    'pythonnet',
    'github.com/microsoft/go-mssqldb',
  ],
  r2dbc: [],
};

const HOMES = {
  jdbc: ['jvm', 'jdbc-elsewhere'],
  r2dbc: ['jvm', 'jdbc-elsewhere'],
  ado: ['dotnet', 'ado-elsewhere'],
} as const satisfies Record<string, readonly [EcosystemName, ReasonOf<'dialect/client-mismatch'>]>;

/**
 * Where a string and the project that is to read it do not go together. What is not certain is not told, and
 * nothing against the client that the configuration names.
 */
export function mismatches(
  text: string,
  reading: Reading,
  project: Project,
  configured: string | null,
): readonly Fault[] {
  if (project.sides.length === 0) return [];
  const { form } = lookAtForm(text);
  const named = configured === null ? null : readerNamed(configured);
  if (form === 'jdbc' || form === 'r2dbc' || form === 'ado')
    return named?.forms.includes(form) ? [] : elsewhere(project, form, reading.grammar);
  if (reading.faults.some(({ code }) => code === 'dialect/client-mismatch')) return [];
  if (form !== 'url' || reading.dialect === null) return [];
  return [
    ...(named ? [] : urlInJava(reading.dialect, project)),
    ...gemMissing(reading, project),
    ...(sideOf(project, 'python')
      ? driverMissing(text, reading, project)
      : named?.driverSuffix
        ? []
        : driverElsewhere(text, reading, project)),
  ];
}

function mismatch(reason: ReasonOf<'dialect/client-mismatch'>, client: string, where: Where): Fault {
  return { ...fault('dialect/client-mismatch', reason, { part: 'scheme', column: 1, ...where }), client };
}

function elsewhere(project: Project, form: keyof typeof HOMES, client: string): Fault[] {
  const packages = project.sides.flatMap(({ listing }) => listing?.packages ?? []);
  const [home, reason] = HOMES[form];
  if (!isListed(project) || sideOf(project, home)) return [];
  if (packages.some(({ name }) => ALSO_READ[form].includes(name))) return [];
  return [mismatch(reason, client, { part: 'value', seen: manifests(project) })];
}

/** Drivers of JDBC take no other URL. */
function urlInJava(dialect: string, project: Project): Fault[] {
  const [only, ...others] = project.sides;
  if (others.length > 0 || only?.ecosystem.name !== 'jvm') return [];
  const detected = detectClient(project, { dialect, form: 'jdbc' });
  if (!detected) return [];
  const { client, file, name } = detected;
  const instead = `jdbc:${usualScheme(dialect)}://`;
  return [mismatch('url-in-java', client, { instead, seen: [{ file, name }] })];
}

/** The driver of Python that a URL names. */
function namedDriver(text: string, { driver }: Reading): string | null {
  return driver !== null && text.slice(0, 80).includes('+') && isPythonDriver(driver) ? driver : null;
}

function driverElsewhere(text: string, reading: Reading, project: Project): Fault[] {
  const name = namedDriver(text, reading);
  if (name === null || !isListed(project)) return [];
  const instead = `${usualScheme(reading.dialect ?? '')}://`;
  return [mismatch('python-driver', reading.grammar, { name, instead, seen: manifests(project) })];
}

function driverMissing(text: string, reading: Reading, project: Project): Fault[] {
  const listing = sideOf(project, 'python')?.listing;
  const { dialect, driver, grammar } = reading;
  if (!listing?.complete || listing.packages.length === 0 || dialect === null) return [];
  const seen = listing.files.map((file) => ({ file, name: null }));
  const named = namedDriver(text, reading);
  if (named !== null) {
    if (hasDriver(named, listing)) return [];
    return [mismatch('driver-missing', grammar, { name: named, instead: packageOf(named), seen })];
  }
  const release = listing.packages.find(({ name, release }) => name === 'sqlalchemy' && release)?.release;
  const implicit =
    driver === null || !text.slice(0, 80).includes('+') ? implicitDrivers(grammar, dialect, release) : [];
  const [first] = implicit;
  if (first === undefined || implicit.some((each) => hasDriver(each, listing))) return [];
  // With another driver there, the application may put its name into the scheme itself.
  const other = driversFor(dialect).find((each) => hasDriver(each, listing)) ?? null;
  const where = {
    name: first,
    instead: packageOf(first),
    seen: seen.map((each) => ({ ...each, name: other })),
    severity: other === null ? 'error' : 'warning',
  } as const;
  return [mismatch('implicit-driver-missing', grammar, where)];
}

/** Rails ends with "Missing a gem it depends on?". */
function gemMissing({ dialect, grammar }: Reading, project: Project): Fault[] {
  const listing = sideOf(project, 'ruby')?.listing;
  const [gem] = gemsFor(grammar, dialect);
  if (!listing?.complete || gem === undefined) return [];
  const isListed = (gems: readonly string[]) => listing.packages.some(({ name }) => gems.includes(name));
  const others = DIALECTS_OF_GEMS.filter((each) => each !== dialect).flatMap((each) =>
    gemsFor(grammar, each),
  );
  if (
    isListed(gemsFor(grammar, dialect)) ||
    !isListed(others.filter((each) => !gemsFor(grammar, dialect).includes(each)))
  )
    return [];
  const seen = listing.files.map((file) => ({ file, name: null }));
  return [mismatch('gem-missing', grammar, { name: dialect, instead: gem, seen })];
}

function hasDriver(driver: string, { packages, asides = [] }: Listing): boolean {
  const names = packagesWith(driver);
  return (
    packages.some(({ name }) => names.includes(name)) ||
    asides.some((text) => names.some((name) => text.toLowerCase().includes(name)))
  );
}

function isListed({ sides }: Project): boolean {
  return sides.some(({ listing }) => listing !== null);
}

function manifests({ sides }: Project): Seen[] {
  return sides.flatMap(({ listing }) => (listing?.files ?? []).map((file) => ({ file, name: null })));
}
