/** The public API: run the checks from a program, and define a configuration with types. */
import type { Config } from './config/config.js';

export type { Config } from './config/config.js';
export { inspect } from './inspect.js';

export type {
  CheckId,
  CheckReport,
  CheckStatus,
  DatabaseReport,
  Facts,
  Finding,
  InspectedDatabase,
  InspectedVariable,
  Inspection,
  Json,
  Report,
  Severity,
  Source,
  Waiting,
} from './report.js';
export { type RunResult, run } from './run.js';
export type { RunOptions } from './run-options.js';
export { UsageError } from './usage-error.js';

/** Gives a configuration its type; returns it unchanged, for `run({ config })`. */
export function defineConfig(config: Config): Config {
  return config;
}
