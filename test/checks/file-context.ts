import type { Context } from '../../src/checks/context.js';
import type { PathConfig, StrayConfig } from '../../src/config/config.js';
import type { DatabaseSettings } from '../../src/config/settings.js';
import { now } from '../../src/now.js';
import type { Database } from '../../src/target/target.js';
import { readVariables } from '../../src/variables/read-variables.js';

export interface FileContextOptions {
  cwd: string;
  env?: Record<string, string>;
  production?: boolean;
  paths?: PathConfig[];
  stray?: StrayConfig;
  /** Name to an SQLite file, or to a dialect that is a server. */
  databases?: Record<string, { file: string } | { server: string; leftovers?: string[] }>;
  timeoutMs?: number;
}

/** A context as a run would make it for the checks that look at files. Plain data in, so that it can be sent to a process. */
export function fileContext(options: FileContextOptions): Context {
  const {
    cwd,
    env = {},
    production = false,
    paths = [],
    stray = {},
    databases = {},
    timeoutMs = 5000,
  } = options;
  return {
    cwd,
    environment: {
      name: production ? 'production' : 'development',
      because: 'the test says so',
      production,
      observations: [],
    },
    settings: {
      file: null,
      env: {},
      envGroups: [],
      settings: [],
      dotenv: { policy: 'optional', files: [] },
      databases: null,
      dialects: null,
      paths,
      stray: { policy: production ? 'forbidden' : 'reported', roots: ['.'], allow: [], git: true, ...stray },
      severity: {},
      waitMs: 0,
      timeoutMs,
      positionOf: () => null,
    },
    variables: readVariables({
      cwd,
      env,
      declared: {},
      dotenv: [],
      settings: new Map(),
    }),
    dotenv: [],
    dotenvLoaders: [],
    missingSettings: [],
    databases: Object.entries(databases).map(([name, of]) => database(name, of)),
    expressions: [],
    offline: false,
    startedAt: now(),
    signal: new AbortController().signal,
    waiting: new AbortController().signal,
    progress: () => {},
  };
}

function database(name: string, of: { file: string } | { server: string; leftovers?: string[] }): Database {
  const file = 'file' in of ? of.file : null;
  const settings: DatabaseSettings = 'leftovers' in of && of.leftovers ? { leftovers: of.leftovers } : {};
  return {
    name,
    settings,
    target: {
      name,
      dialect: 'file' in of ? 'sqlite' : of.server,
      driver: null,
      grammar: 'any',
      hosts: file === null ? [{ host: 'db', port: 5432 }] : [],
      socket: null,
      socketPort: null,
      file,
      user: null,
      password: null,
      database: null,
      tls: { mode: null, effective: 'disable', ca: null, cert: null, key: null },
      provider: null,
      parameters: {},
      sources: {},
    },
    observations: [],
    known: null,
    missing: [],
    variables: [],
    source: null,
  };
}
