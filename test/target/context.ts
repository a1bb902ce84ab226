import type { Context } from '../../src/checks/context.js';
import type { Settings } from '../../src/config/settings.js';
import { resolveDatabases } from '../../src/target/resolve.js';
import type { Database } from '../../src/target/target.js';
import { readVariables } from '../../src/variables/read-variables.js';

export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly databases?: Settings['databases'];
  readonly production?: boolean;
  readonly dialects?: readonly string[];
  /** Variables that the application's own file gives, below the environment. */
  readonly application?: Readonly<Record<string, string>>;
  /** Where the files of the project lie; nowhere by default. */
  readonly cwd?: string;
}

/** A context as a run would make it for these variables and databases. */
export function contextOf(given: Given): Context {
  const context = contextBefore(given);
  return { ...context, databases: resolveDatabases(context.settings, context.variables, context) };
}

/** What there is before the databases are read. */
export function contextWith(env: NonNullable<Given['env']>, databases: Given['databases'] = null): Context {
  return contextBefore({ env, databases });
}

function contextBefore({
  env = {},
  databases = null,
  production = false,
  dialects,
  application = {},
  cwd = '/app',
}: Given): Context {
  const settings: Settings = {
    file: databases ? 'dbcheck.yaml' : null,
    env: {},
    envGroups: [],
    settings: [],
    dotenv: { policy: 'optional', files: [] },
    databases,
    dialects: dialects ?? (production ? ['postgres', 'mysql', 'mariadb'] : null),
    paths: [],
    stray: { policy: 'reported', roots: ['.'], allow: [], git: false },
    severity: {},
    waitMs: 0,
    timeoutMs: 5000,
    positionOf: () => (databases ? { file: 'dbcheck.yaml', line: 1, column: 1 } : null),
  };
  const fromFile = Object.entries(application).map(
    ([name, value]) => [name, { value, file: 'config.yaml', key: name.toLowerCase() }] as const,
  );
  const variables = readVariables({
    cwd,
    env,
    declared: {},
    dotenv: [],
    settings: new Map(fromFile),
  });
  const name = production ? 'production' : 'development';
  return {
    cwd,
    environment: { name, because: 'the test says so', production, observations: [] },
    settings,
    variables,
    dotenv: [],
    dotenvLoaders: [],
    missingSettings: [],
    databases: [],
    expressions: [],
    offline: false,
    startedAt: 0,
    signal: new AbortController().signal,
    waiting: new AbortController().signal,
    progress: () => {},
  };
}

/** The only database of these variables. */
export function onlyDatabase(given: Given): Database {
  const [only, ...others] = contextOf(given).databases;
  if (!only || others.length > 0) throw new Error('one database is expected');
  return only;
}
