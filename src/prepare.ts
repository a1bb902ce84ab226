import { resolve } from 'node:path';
import type { Context, ExpressionNeed } from './checks/context.js';
import type { ApplicationSettings } from './config/application-settings.js';
import type { Config, VariableSpec } from './config/config.js';
import { effectiveSettings } from './config/effective.js';
import { expand, variablesIn, withoutDefaults } from './config/expression.js';
import { exists } from './config/find.js';
import { loadConfig } from './config/load.js';
import type { Settings } from './config/settings.js';
import type { RunOptions } from './run-options.js';
import { ownWords } from './target/own-words.js';
import { plainDatabases } from './target/plain.js';
import type { Database } from './target/target.js';
import { UsageError } from './usage-error.js';
import { dotenvAbove, listDotenvFiles } from './variables/dotenv-names.js';
import { detectEnvironment, type Environment, environmentWords } from './variables/environment.js';
import { readVariables } from './variables/read-variables.js';
import type { Variables } from './variables/variables.js';

/** All that the checks and `inspect` look at, before anything is connected to. */
export type Prepared = Omit<Context, 'startedAt' | 'signal' | 'waiting' | 'progress'> & {
  /** Configuration files that were passed over because an earlier one was found. */
  readonly otherConfigs: readonly string[];
};

/** Command line → configuration → variables → database targets. Throws `UsageError` where that fails. */
export async function prepare(options: RunOptions): Promise<Prepared> {
  const cwd = options.cwd ?? workingDirectory();
  // A copy: each look at the process's own asks the system.
  const env = options.env ?? { ...process.env };
  const loaded = await loadOrTake(options, cwd, env);
  const environment = detectEnvironment({
    option: options.environment,
    when: new Map(
      Object.entries(loaded.config.environments ?? {}).map(([name, { when }]) => [name, when ?? []]),
    ),
    env,
  });
  const settings = effectiveSettings({ ...loaded, environment, flags: flagsOf(options) });
  const forbidden = settings.dotenv.policy === 'forbidden';
  const names = forbidden ? listDotenvFiles(cwd) : settings.dotenv.files;
  const hasDotenv = names.some((name) => exists(resolve(cwd, name))) || dotenvAbove(cwd) !== null;
  const { dotenv, loaders } = hasDotenv ? await readDotenv(cwd, names, env) : { dotenv: [], loaders: [] };
  const application = await readSettings(settings, cwd);
  const variables = readVariables({
    cwd,
    env,
    declared: declaredBy(settings),
    dotenv: forbidden ? [] : dotenv,
    settings: application.values,
  });
  variables.secrets.addWords(ownWords);
  variables.secrets.addWords(() => [...environmentWords, ...namesOf(environment, loaded.config)]);
  const databases =
    plainDatabases(settings, variables, cwd) ?? (await readDatabases(settings, variables, cwd));
  return {
    cwd,
    environment,
    settings,
    variables,
    dotenv,
    dotenvLoaders: loaders,
    missingSettings: application.missing,
    databases,
    expressions: expressionNeeds(settings, variables, databases),
    offline: options.offline ?? false,
    otherConfigs: loaded.others,
  };
}

/** The grammars of connection strings, and what tells the client, are loaded where a database needs them. */
async function readDatabases(settings: Settings, variables: Variables, cwd: string): Promise<Database[]> {
  const { resolveDatabases } = await import('./target/resolve.js');
  return resolveDatabases(settings, variables, { cwd });
}

async function readSettings({ settings }: Settings, cwd: string): Promise<ApplicationSettings> {
  if (settings.length === 0) return { values: new Map(), missing: [] };
  const { readApplicationSettings } = await import('./config/application-settings.js');
  return readApplicationSettings(settings, cwd);
}

/** The names of environments: what is no plain word may hold anything. */
function namesOf({ name }: Environment, { environments = {} }: Config): string[] {
  return [name, ...Object.keys(environments)].filter((each) => /^[A-Za-z][\w-]{0,31}$/.test(each));
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError('the working directory does not exist any more');
  }
}

/** The declared variables; what a database's password or URL is read from is as secret as those, whatever its name. */
function declaredBy({ env, databases }: Settings): Record<string, VariableSpec> {
  const declared = { ...env };
  for (const { url = '', password = '', tls } of Object.values(databases ?? {})) {
    for (const name of variablesIn(url)) {
      declared[name] = { type: 'database-url', ...declared[name], secret: true };
    }
    for (const name of [...variablesIn(password), ...variablesIn(tls?.key ?? '')]) {
      declared[name] = { ...declared[name], secret: true };
    }
  }
  return declared;
}

/** What the expressions of databases, paths and roots need and no source has. */
function expressionNeeds(
  settings: Settings,
  variables: Variables,
  databases: readonly Database[],
): ExpressionNeed[] {
  const lacking = (text: string) => expand(text, (name) => variables.get(name).value).missing;
  const ofDatabases = databases.map(({ name, missing, settings: { optional = false, leftovers = [] } }) => ({
    needs: `databases.${name}`,
    missing: [...missing, ...leftovers.flatMap(lacking)],
    optional,
  }));
  const ofPaths = settings.paths.map(({ path, minFree = '' }) => ({
    needs: `the path ${withoutDefaults(path)}`,
    missing: [...lacking(path), ...lacking(minFree)],
    optional: false,
  }));
  const ofRoots = settings.stray.roots.map((root) => ({
    needs: `stray.roots ${withoutDefaults(root)}`,
    missing: lacking(root),
    optional: false,
  }));
  return [...ofDatabases, ...ofPaths, ...ofRoots];
}

async function loadOrTake({ config }: RunOptions, cwd: string, env: NonNullable<RunOptions['env']>) {
  const explicit = typeof config === 'string' ? config : env['DBCHECK_CONFIG'] || null;
  // The codes stand with their sentences, which a run without a file does not need.
  const knownCodes = async () => Object.keys((await import('./findings/catalogue.js')).catalogue);
  if (typeof config !== 'object') return loadConfig({ cwd, explicit, knownCodes });
  const { validate } = await import('./config/validate.js');
  return {
    config: await validate(config, { knownCodes, file: null, positionOf: () => null }),
    file: null,
    others: [],
    positionOf: () => null,
  };
}

function flagsOf(options: RunOptions) {
  return {
    databases: options.databases ?? [],
    require: options.require ?? [],
    dialects: options.dialects ?? [],
    writable: options.writable ?? [],
    roots: options.roots ?? [],
    waitMs: options.waitMs,
    timeoutMs: options.timeoutMs,
  };
}

/** The files that lie here, strongest first, as what loads them in this project reads them. */
async function readDotenv(cwd: string, names: readonly string[], env: NonNullable<RunOptions['env']>) {
  const [{ dotenvLoaders }, { readDotenvFile }] = await Promise.all([
    import('./target/project/dotenv-loaders.js'),
    import('./variables/dotenv-files.js'),
  ]);
  const loaders = dotenvLoaders(cwd);
  const files = await Promise.all(names.map((name) => readDotenvFile(cwd, name, { loaders, env })));
  return { dotenv: files.filter((file) => file !== null), loaders };
}
