import type { DatabaseSettings } from '../config/settings.js';
import { observe } from '../findings/observe.js';
import type { Observation, Source } from '../report.js';
import type { Secrets } from '../variables/secrets.js';
import { onlyDialectOf } from './clients/only-dialect.js';
import { readerNamed } from './clients/readers.js';
import { isWeaker } from './clients/tls-words.js';
import { describeTarget } from './describe.js';
import { type Fault, factsOf } from './fault.js';
import { isSecretParameter } from './forms/parameters/parameter-names.js';
import { knownParts } from './known-parts.js';
import { isUrl } from './raw/glued-parts.js';
import { isBroken, type Reading } from './reading.js';
import type { Described } from './sources/described.js';
import type { Database, Target } from './target.js';
import { type TlsFiles, toTarget } from './to-target.js';

interface Declaration {
  readonly name: string;
  readonly settings: DatabaseSettings;
  readonly source: Source | null;
  readonly files?: TlsFiles;
  /** The variables besides those of the description. */
  readonly variables?: readonly string[];
  readonly observations?: readonly Observation[];
}

/** What became of a description: a target, and what is wrong with it. Names its secrets. */
export function databaseOf(described: Described, declaration: Declaration, secrets: Secrets): Database {
  const { name, settings, source, files = {}, variables = [], observations = [] } = declaration;
  const target = toTarget(name, described.reading, described.sources, files);
  nameSecrets(described, target, secrets);
  return {
    name,
    settings,
    target,
    known: knownParts(described),
    observations: [
      ...observations,
      ...observationsOf(described, name),
      ...floor(described, target, settings),
    ],
    missing: [],
    variables: [...new Set([...described.variables, ...variables])],
    source,
  };
}

function observationsOf(
  { reading, mismatches, subject, source }: Described,
  database: string,
): Observation[] {
  // What is told of the project says more than that the client does not read the form.
  const isTold = mismatches.some(({ reason }) => reason.endsWith('-elsewhere'));
  const isAmbiguous = reading.ambiguous && reading.faults.some(({ code }) => code === 'url/ambiguous');
  const faults = reading.faults.filter(
    (fault) =>
      !(isTold && fault.code === 'url/wrong-form' && FORMS_ELSEWHERE.includes(fault.reason)) &&
      !(isAmbiguous && isBehindPassword(fault)),
  );
  return [...faults, ...mismatches].map((fault) =>
    observe(
      fault.code,
      fault.at?.subject ?? subject,
      factsOf({ ...fault, dialect: dialectFor(fault, reading) }),
      {
        source: fault.at ? fault.at.source : source,
        severity: isUnshown(fault) ? 'error' : fault.severity,
        database,
      },
    ),
  );
}

/** The kind of database that a fix speaks of: the one of the string, else the only one of the client. */
function dialectFor(fault: Fault, { dialect, grammar }: Reading): string | null {
  return fault.dialect ?? dialect ?? onlyDialectOf(readerNamed(grammar));
}

const FORMS_ELSEWHERE = ['jdbc', 'r2dbc', 'ado'];

/** What stands behind the password was cut where it may not end: what is wrong with it comes of that alone. */
function isBehindPassword({ code, part }: Fault): boolean {
  return code !== 'url/ambiguous' && !['value', 'scheme', 'dialect', 'user', 'password'].includes(part);
}

/** The client may cope; but the name of the database holds a login, so that nothing may be shown or looked up. */
function isUnshown({ reason }: Fault): boolean {
  return reason === 'url-in-dbname';
}

/** `tls.mode` is the least that the application's own URL must ask for; parts say it through that key alone. */
function floor({ url, subject, source }: Described, target: Target | null, { tls }: DatabaseSettings) {
  if (url === null || !target || target.dialect === 'sqlite' || !tls?.mode) return [];
  if (!isWeaker(target.tls.effective, tls.mode)) return [];
  const facts = { mode: target.tls.effective, least: tls.mode, reason: null };
  return [observe('tls/mode-too-weak', subject, facts, { source, database: target.name })];
}

/** Every password, raw and decoded, and the URL around it; what is shown anyway is named as public. */
function nameSecrets({ reading, url }: Described, target: Target | null, secrets: Secrets): void {
  // What a fix shows as the form to write has the keys of the value.
  secrets.addPublic(readerNamed(reading.grammar).ado?.example);
  for (const piece of reading.secrets) secrets.add(piece);
  secrets.add(reading.password?.reveal());
  const hidden = Object.entries(target?.parameters ?? {}).filter(([, value]) => value === null);
  for (const [name] of hidden) {
    const value = reading.parameters[name];
    // A short value of an unknown parameter is in every second word.
    for (const each of typeof value === 'string' ? [value] : (value ?? []))
      if (isSecretParameter(name) || each.length >= 8) secrets.add(each);
  }
  const carries = reading.secrets.length > 0 || hidden.length > 0 || reading.ambiguous || isBroken(reading);
  if (isUrl(reading.database)) secrets.add(reading.database);
  if (url !== null && carries) secrets.add(url);
  for (const { reads } of reading.faults) secrets.addPublic(reads);
  if (!target) return;
  for (const word of [target.user, target.database, target.socket, target.file, describeTarget(target)])
    secrets.addPublic(word);
  for (const { host } of target.hosts) secrets.addPublic(host);
}
