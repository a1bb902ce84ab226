import { observe } from '../../findings/observe.js';
import type { Observation, Outcome, Skip, Source } from '../../report.js';
import { describeTarget } from '../../target/describe.js';
import { factsOf, fault } from '../../target/fault.js';
import { isLoopback } from '../../target/policy/place-faults.js';
import { COMMON_NAMES, FAMILIES, LOOKED_FOR } from '../../target/sources/discover.js';
import { variableOf } from '../../target/sources/given.js';
import { typeWords } from '../../target/sources/type-words.js';
import type { Database, Target } from '../../target/target.js';
import { onPlatform } from '../../variables/how-to-set.js';
import { namesDatabaseUrl } from '../../variables/secret-names.js';
import { describeOrigin, sourceOf } from '../../variables/variables.js';
import type { Context } from '../context.js';
import { hasDirectSibling } from './direct-sibling.js';
import { isServedBy } from './served-by.js';

/** What is wrong with the databases of a run, or that there is none. */
export async function tellDatabases(
  context: Context,
  blocked: ReadonlyMap<string, string>,
): Promise<Outcome> {
  const { databases } = context;
  if (databases.length === 0) return { observations: [await missing(context)] };
  const observations: Observation[] = [];
  const skips: Skip[] = [];
  const passed: string[] = [];
  for (const database of databases) {
    const { name, target } = database;
    const need = blocked.get(name) ?? database.missing[0]?.variable;
    if (need !== undefined) {
      skips.push({ subject: `databases.${name}`, reason: `needs ${need}`, because: 'need' });
      continue;
    }
    const found = [...database.observations, ...faultsOf(database, context)]
      .map((each) => inEnvironment(each, context, target))
      .filter((each) => each !== null);
    observations.push(...found);
    if (target && found.every(({ severity }) => severity === 'warning' || severity === 'info'))
      passed.push(`${name}: ${describeTarget(target)}`);
  }
  return { observations, skips, passed };
}

/**
 * A database of this machine or beside it in Compose, and a password that everybody knows, are as they should be
 * outside of production; null for what is not worth a word there.
 */
function inEnvironment(
  observation: Observation,
  context: Context,
  target: Target | null,
): Observation | null {
  const { code, facts, severity } = observation;
  if (severity !== 'warning' || context.inspecting) return observation;
  // The client copes; but what is tried is shown, and may hold a piece of the password.
  if (code === 'url/ambiguous' && target === null) return { ...observation, severity: 'error' };
  if (facts['reason'] === 'private-network' && isOn(String(facts['name']), context)) return null;
  // For migrations there is another URL; applications with both take the pooler for the rest on purpose.
  if (facts['reason'] === 'transaction-pooler' && hasDirectSibling(context, target)) return null;
  if (context.environment.production) return observation;
  const hosts = target?.hosts ?? [];
  const isLocal = target !== null && hosts.every(({ host }) => isLoopback(host));
  const isNear = target !== null && hosts.every(({ host }) => isLoopback(host) || /^[\w-]+$/.test(host));
  if (code === 'url/missing-part' && facts['reason'] === 'forgotten' && isLocal)
    return facts['part'] === 'database' ? observation : null;
  const isQuiet =
    (code === 'url/bad-host' && facts['reason'] === 'localhost') ||
    (code === 'url/missing-part' && facts['reason'] === 'no-host' && isLocal) ||
    (code === 'url/default-credentials' && isNear);
  return isQuiet ? { ...observation, severity: 'info' } : observation;
}

/** What says that dbcheck runs in the network of a provider. */
const PLATFORMS: Readonly<Record<string, string>> = {
  Railway: 'RAILWAY_ENVIRONMENT_NAME',
  Fly: 'FLY_APP_NAME',
  Render: 'RENDER',
};

function isOn(provider: string, { variables }: Context): boolean {
  const name = PLATFORMS[provider];
  return name !== undefined && Boolean(variables.get(name).value);
}

/** What is wrong with a target that could be read. */
function faultsOf(database: Database, context: Context): Observation[] {
  const { target, settings, name } = database;
  if (!target) return [];
  const { subject, source } = toChange(database, target, context);
  const more = { source, database: name };
  const observations: Observation[] = [];
  const allowed = settings.dialects ?? context.settings.dialects;
  if (allowed && !allowed.some((each) => isServedBy(target.dialect, each))) {
    const facts = notAllowed(database, target, allowed, context);
    observations.push(observe('dialect/not-allowed', subject, facts, more));
  }
  if (context.environment.production && lacksUser(database, context)) {
    const told = fault('url/missing-part', 'forgotten', { part: 'user', severity: 'warning' });
    const facts = factsOf({ ...told, client: target.grammar });
    observations.push(observe(told.code, subject, facts, { ...more, severity: 'warning' }));
  }
  if (context.environment.production) observations.push(...emptyParts(database, context));
  const replicas = Number(settings.replicas ?? 1);
  if (target.dialect === 'sqlite' && replicas > 1) {
    const facts = { replicas, file: target.file ?? ':memory:' };
    observations.push(observe('dialect/single-writer', subject, facts, more));
  }
  return observations;
}

/** What one of the separate variables is for, and does not say: somebody's variable was empty. */
function emptyParts({ name, settings }: Database, { variables }: Context): Observation[] {
  const family = settings.host === undefined && FAMILIES.find((each) => each.name === name);
  if (!family) return [];
  return (['user', 'password', 'database'] as const).flatMap((part) => {
    const values = (family.variables[part] ?? []).map((each) => ({ each, value: variables.get(each).value }));
    const [first] = values.filter(({ value }) => value !== undefined);
    if (first === undefined || values.some(({ value }) => value?.trim())) return [];
    const told = fault('url/missing-part', 'forgotten', { part, severity: 'warning' });
    const source = sourceOf(variables.get(first.each));
    const facts = factsOf({ ...told, client: 'any' });
    return [observe(told.code, first.each, facts, { source, database: name, severity: 'warning' })];
  });
}

/** Logins without the name of a user: Kerberos, the session of Windows, IAM. */
const LOGS_IN_OTHERWISE = /integrated|krb|gss|iam|auth|service/i;

/** Who logs in with the name of the system user does so by accident, most of all in a container. */
function lacksUser({ target, settings, name, observations }: Database, { variables }: Context): boolean {
  if (!target || target.user !== null || target.dialect === 'sqlite' || target.socket !== null) return false;
  const isUrl = settings.url !== undefined || namesDatabaseUrl(name);
  const isTold = observations.some(
    ({ code, facts }) => code === 'url/missing-part' && facts['part'] === 'user',
  );
  const isOther =
    Boolean(variables.get('PGSERVICE').value) ||
    Object.keys(target.parameters).some((each) => LOGS_IN_OTHERWISE.test(each));
  return isUrl && !isTold && !isOther;
}

/** The variable that says which database it is, where one does; else the entry of the configuration. */
function toChange(
  database: Database,
  target: Target,
  context: Context,
): { subject: string; source: Source | null } {
  const variable = variableOf(target.sources['dialect'] ?? target.sources['file'] ?? '');
  if (variable === null) return { subject: `databases.${database.name}`, source: database.source };
  return { subject: variable, source: sourceOf(context.variables.get(variable)) };
}

function notAllowed(database: Database, target: Target, allowed: readonly string[], context: Context) {
  const { subject } = toChange(database, target, context);
  const { dialect, file, host, socket } = target.sources;
  const variable = variableOf(dialect ?? file ?? '');
  const isUrl = dialect === (file ?? host ?? socket);
  const declared = Object.keys(context.settings.env).filter(namesDatabaseUrl);
  const isSet = (name: string) => Boolean(context.variables.get(name).value?.trim());
  return {
    dialect: target.dialect ?? 'unknown',
    allowed,
    environment: context.environment.name,
    production: context.environment.production,
    variable,
    holds: dialect === undefined ? ('path' as const) : isUrl ? ('url' as const) : ('dialect' as const),
    origin: variable === null ? null : describeOrigin(context.variables.get(variable).origin),
    file: target.file,
    unset: [...new Set([...declared, ...emptyNames(context)])].filter(
      (name) => name !== subject && !isSet(name),
    ),
  };
}

const EXAMPLE = 'postgresql://USER:PASSWORD@HOST:5432/DATABASE';

/** No configuration declares a database, and no variable describes one. */
async function missing(context: Context): Promise<Observation> {
  const { nearNames } = await import('../../variables/near-names.js');
  const { environment, variables } = context;
  const set = variables.names.filter((name) => variables.get(name).value?.trim());
  const near = new Map<string, string>();
  for (const like of COMMON_NAMES)
    for (const name of nearNames(like, set)) if (!near.has(name)) near.set(name, like);
  const facts = {
    environment: environment.name,
    looked: LOOKED_FOR,
    near: [...near].slice(0, 3).map(([name, like]) => ({ name, like })),
    empty: emptyNames(context),
    howToSet: onPlatform('DATABASE_URL', (name) => variables.get(name).value, EXAMPLE),
    says: typeWords(variables).map(({ given, dialect }) => ({ variable: given.subject, dialect })),
  };
  const [empty] = facts.empty;
  return observe('dialect/missing', empty ?? 'databases', facts, {
    severity: environment.production ? 'error' : 'warning',
    ...(empty === undefined ? {} : { source: sourceOf(variables.get(empty)) }),
  });
}

/** Variables that would describe a database, if they were not empty. */
function emptyNames({ variables }: Context): string[] {
  return variables.names.filter(
    (name) =>
      (namesDatabaseUrl(name) || COMMON_NAMES.includes(name)) && variables.get(name).value?.trim() === '',
  );
}
