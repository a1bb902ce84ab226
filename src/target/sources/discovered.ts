import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { Variables } from '../../variables/variables.js';
import { readerNamed } from '../clients/readers.js';
import { databaseOf } from '../database-of.js';
import type { Fault } from '../fault.js';
import { lookAtForm } from '../forms/index.js';
import { schemeOf } from '../forms/scheme.js';
import { onlyDialect } from '../project/detect-client.js';
import { misfits } from '../project/misfits.js';
import { mismatches } from '../project/mismatches.js';
import { sideOf } from '../project/project.js';
import { readValue } from '../read.js';
import type { Database } from '../target.js';
import { type Chosen, clientForParts, clientForText, type ProjectHere } from './choose-client.js';
import { differences, sameDialect } from './compare.js';
import { type Described, describeParts, describeUrl } from './described.js';
import { FAMILIES, type Family, partsOf, urlVariables } from './discover.js';
import { fillLogin } from './fill-login.js';
import type { Conflict, Found } from './found.js';
import { frameworkUrl } from './framework-urls.js';
import { type Given, givenByVariable } from './given.js';
import { dialectOfParts } from './parts.js';
import { withService } from './pg-variables.js';
import { tellSecondUrls } from './second-urls.js';
import { contradictions, typeWords } from './type-words.js';

/** The databases that the variables describe, each once: contract, section 2. */
export function discoveredDatabases(variables: Variables, project: ProjectHere): Database[] {
  const urls = merged(urlVariables(variables));
  const described = (isWanted: typeof isDatabase): Found[] =>
    urls.flatMap(({ given, names }) => {
      const one = describeVariable(given, names, variables, project, isWanted);
      return one ? [{ name: given.subject, described: one, conflicts: [] }] : [];
    });
  const found = described(isDatabase);
  for (const family of FAMILIES) {
    const described = describeFamily(family, variables, found, project);
    if (!described) continue;
    const same = found.find((each) => describesSame(each, family, described));
    if (!same) found.push({ name: nameOf(family, described), described, conflicts: [] });
    else {
      const differs = differences(same.described.reading, described.reading);
      const severity = described.reading.grammar === family.urlWinsFor ? 'warning' : 'error';
      if (differs.length > 0) same.conflicts.push({ name: described.subject, differs, says: [], severity });
    }
  }
  if (found.length === 0) found.push(...described(isOtherDatabase), ...defaultFile(variables, project));
  tellContradictions(found, variables);
  tellSecondUrls(found);
  const told = found.map((each) => ({ ...each, described: withMisfits(each, found, project) }));
  return told.map(({ name, described, conflicts }) =>
    databaseOf(
      described,
      {
        name,
        settings: {},
        source: described.source,
        variables: conflicts.flatMap(({ says }) => says.map(({ variable }) => variable)),
        observations: conflicts.map((conflict) => conflictOf(conflict, name, described)),
      },
      variables.secrets,
    ),
  );
}

function conflictOf(
  { name, differs, says, severity }: Conflict,
  database: string,
  first: Described,
): Observation {
  const facts = { first: first.subject, second: name, differs, says };
  return observe('dialect/conflict', first.subject, facts, { source: first.source, database, severity });
}

/** A database by the variable that holds its URL; null where the value is that of something else. */
function describeVariable(
  given: Given,
  names: readonly string[],
  variables: Variables,
  project: ProjectHere,
  isWanted: typeof isDatabase,
): Described | null {
  const known = frameworkUrl(given.subject);
  const named = known?.client ? { client: known.client, label: `name of ${given.subject}` } : null;
  // The name tells the platform, the project which driver of it.
  const listed = named && lookAtForm(given.value).form !== 'url' && clientForText(given.value, null, project);
  const chosen = listed && listed.label !== null ? listed : clientForText(given.value, named, project);
  if (known?.doubtful && !isWanted(given.value, chosen)) return null;
  const described = fillLogin(describeUrl(given, chosen, variables), variables);
  const against = named ? [] : mismatches(given.value, described.reading, project(), null);
  const hasJdbc = () => variables.names.some((name) => variables.get(name).value?.startsWith('jdbc:'));
  return {
    ...described,
    variables: [...new Set([...names, ...described.variables])],
    // Where a platform gives both forms, the one for Java is a variable of its own.
    mismatches: against.filter(({ reason }) => reason !== 'url-in-java' || !hasJdbc()),
  };
}

/**
 * A URL that the only client of the project does not take. A warning where another database is there for that
 * client, or where the code has to take the URL apart anyway, as in .NET with a name that is none of its own.
 */
function withMisfits({ described }: Found, found: readonly Found[], project: ProjectHere): Described {
  const { url, subject, sources, mismatches: told } = described;
  if (url === null || sources['client']?.startsWith('name of ') || told.length > 0) return described;
  if (clientForText(url, null, project).label !== null) return described;
  const faults = misfits(url, project());
  const isAlone = found.length === 1;
  const isTakenApart = (reason: string) => reason === 'url' && hasOwnNames(project) && !frameworkUrl(subject);
  const soften = (each: Fault) =>
    isAlone && !isTakenApart(each.reason) ? each : { ...each, severity: 'warning' as const };
  return { ...described, mismatches: faults.map(soften) };
}

/** .NET looks for ConnectionStrings__NAME by itself. */
function hasOwnNames(project: ProjectHere): boolean {
  return sideOf(project(), 'dotnet') !== null;
}

function isDatabase(value: string, { client }: Chosen): boolean {
  const { form, dialect } = lookAtForm(value);
  return dialect === null ? form !== 'url' && client !== 'any' : (schemeOf(dialect)?.supported ?? false);
}

/** Databases that dbcheck does not check, of which an application has one for all that it keeps. */
const OTHERS = ['mssql', 'oracle', 'mongodb', 'db2'];

function isOtherDatabase(value: string): boolean {
  return OTHERS.includes(readValue(value).dialect ?? '');
}

/** DB_CONNECTION=sqlite alone, for a client that has a file of its own then. */
function defaultFile(variables: Variables, project: ProjectHere): Found[] {
  const chosen = clientForParts('sqlite', null, project);
  const file = readerNamed(chosen.client).defaultFile;
  const dialect = givenByVariable('DB_CONNECTION', variables);
  if (!file || !dialect || dialectOfParts({ dialect })?.dialect !== 'sqlite') return [];
  const { subject, source } = dialect;
  const given = { ...dialect, value: file, label: `default of ${chosen.client}` };
  const parts = { dialect, file: given };
  const described = describeParts(parts, { chosen, dialect: null, dialectLabel: null, subject, source });
  return [{ name: subject, described, conflicts: [] }];
}

/** DATABASE_TYPE and its like against the URLs. */
function tellContradictions(found: readonly Found[], variables: Variables): void {
  const taken = found
    .filter(({ described }) => described.url === null)
    .flatMap(({ described }) => described.variables);
  const told = found.flatMap(({ conflicts }) =>
    conflicts.filter(({ differs }) => differs.includes('dialect')),
  );
  const words = typeWords(variables).filter(({ given }) => !taken.includes(given.subject));
  if (told.length > 0 || words.length === 0) return;
  for (const { described, conflicts } of found) {
    if (described.url === null) continue;
    const { dialect } = described.reading;
    const about = { variables: described.variables, dialect };
    for (const word of contradictions(about, words, found.length === 1)) {
      conflicts.push({
        name: word.given.subject,
        differs: ['dialect'],
        says: [
          { variable: word.given.subject, dialect: word.dialect },
          { variable: described.subject, dialect: dialect ?? '' },
        ],
        severity: word.prefix === null ? 'warning' : 'error',
      });
    }
  }
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

function describeFamily(
  family: Family,
  variables: Variables,
  found: readonly Found[],
  project: ProjectHere,
): Described | null {
  const parts = partsOf(family, variables);
  const first = parts?.host ?? parts?.socket ?? parts?.database;
  if (!parts || !first) return null;
  // DB_HOST beside DB_URL or DATABASE_URL need not say the dialect again.
  const beside = found.find((each) => isUrlOf(each, family)) ?? found.find(({ name }) => name === GENERAL);
  const listed = family.dialect || beside ? null : onlyDialect(project());
  const dialect = family.dialect ?? beside?.described.reading.dialect ?? listed?.dialect ?? null;
  const label = family.dialect
    ? `name of ${first.subject}`
    : beside
      ? `dialect of ${beside.described.subject}`
      : listed && `${listed.file} names ${listed.name}`;
  const isFile = dialectOfParts(parts)?.dialect === 'sqlite';
  const { subject, source } = isFile && parts.database ? parts.database : first;
  const chosen = clientOfFamily(family, dialectOfParts(parts)?.dialect ?? dialect, project);
  const described = describeParts(parts, { chosen, dialect, dialectLabel: label, subject, source });
  return family.name === 'PGHOST' ? withService(described, variables) : described;
}

/** PGHOST and its like are read by some clients alone, so that a project of another one does not count. */
function clientOfFamily({ client, name }: Family, dialect: string | null, project: ProjectHere): Chosen {
  const chosen = clientForParts(dialect, null, project);
  if (client === null) return chosen;
  if (client === 'libpq' && chosen.client !== 'any' && readerNamed(chosen.client).pgVariables) return chosen;
  return clientForParts(dialect, { client, label: `name of ${name}` }, project);
}

function nameOf({ name }: Family, { reading, subject }: Described): string {
  return reading.dialect === 'sqlite' ? subject : name;
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
