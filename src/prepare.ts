import type { Context, ExpressionNeed } from './checks/context.js';
import { readApplicationSettings } from './config/application-settings.js';
import type { Config } from './config/config.js';
import { effectiveSettings } from './config/effective.js';
import { expand } from './config/expression.js';
import { loadConfig } from './config/load.js';
import type { Settings } from './config/settings.js';
import { resolveDatabases } from './target/resolve.js';
import type { Database } from './target/target.js';
import { listDotenvFiles, readDotenvFile } from './variables/dotenv-files.js';
import { detectEnvironment } from './variables/environment.js';
import { readVariables } from './variables/read-variables.js';
import type { Variables } from './variables/variables.js';

/** What a run is asked for; everything may be left out. */
export interface RunOptions {
  /** The working directory: where configuration, `.env` files and relative paths are looked for. */
  cwd?: string;
  /** The variables that the application would be given. */
  env?: Readonly<Record<string, string | undefined>>;
  /** A configuration file, or the configuration itself; without it the first file found in `cwd`. */
  config?: string | Config;
  /** `production`, `development`, `test` or a name of your own; without it the environment is detected. */
  environment?: string;
  /** Ids of checks. */
  only?: readonly string[];
  skip?: readonly string[];
  offline?: boolean;
  /** In milliseconds; they win over the configuration's. */
  waitMs?: number;
  timeoutMs?: number;
  failFast?: boolean;
  /** Warnings fail too. */
  strict?: boolean;
  /** Variables that hold a database's URL. */
  databases?: readonly string[];
  /** Variables that must be set. */
  require?: readonly string[];
  /** The allow-list of dialects for every database. */
  dialects?: readonly string[];
  /** Folders that must take a write. */
  writable?: readonly string[];
  /** Where to look for stray database files. */
  roots?: readonly string[];
  /** Ends the run early: attempts and waits are given up. */
  signal?: AbortSignal;
  /** Told while a database is waited for; `key` names the database. */
  onProgress?: (key: string, line: string) => void;
}

/** All that the checks and `inspect` look at, before anything is connected to. */
export type Prepared = Omit<Context, 'startedAt' | 'waiting' | 'progress'> & {
  /** Configuration files that were passed over because an earlier one was found. */
  readonly otherConfigs: readonly string[];
};

/** Command line → configuration → variables → database targets. Throws `UsageError` where that fails. */
export async function prepare(options: RunOptions): Promise<Prepared> {
  const cwd = options.cwd ?? process.cwd();
  const env = options.env ?? process.env;
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
  const dotenv = await dotenvFiles(cwd, forbidden ? listDotenvFiles(cwd) : settings.dotenv.files);
  const variables = readVariables({
    cwd,
    env,
    declared: settings.env,
    dotenv: forbidden ? [] : dotenv,
    settings: (await readApplicationSettings(settings.settings, cwd)).values,
  });
  const databases = resolveDatabases(settings, variables, { cwd });
  return {
    cwd,
    environment,
    settings,
    variables,
    dotenv,
    databases,
    expressions: expressionNeeds(settings, variables, databases),
    offline: options.offline ?? false,
    signal: options.signal ?? new AbortController().signal,
    otherConfigs: loaded.others,
  };
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
    needs: `the path ${path}`,
    missing: [...lacking(path), ...lacking(minFree)],
    optional: false,
  }));
  const ofRoots = settings.stray.roots.map((root) => ({
    needs: `stray.roots ${root}`,
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
    config: validate(config, { knownCodes: await knownCodes(), file: null, positionOf: () => null }),
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

async function dotenvFiles(cwd: string, names: readonly string[]) {
  const files = await Promise.all(names.map((name) => readDotenvFile(cwd, name)));
  return files.filter((file) => file !== null);
}
