import type { Settings } from '../config/settings.js';
import type { Check, Waiting } from '../report.js';
import type { Database, MissingVariable } from '../target/target.js';
import type { LoaderInUse } from '../variables/dotenv/loaders.js';
import type { DotenvFile } from '../variables/dotenv-files.js';
import type { Environment } from '../variables/environment.js';
import type { Variables } from '../variables/variables.js';

/** What every check is given. Nothing in it changes during a run. */
export interface Context {
  /** Absolute; relative paths are resolved against it. */
  readonly cwd: string;
  readonly environment: Environment;
  readonly settings: Settings;
  readonly variables: Variables;
  /** The `.env` files that lie here: those that are loaded, or all where the policy forbids them. */
  readonly dotenv: readonly DotenvFile[];
  /** What of this project loads them; empty where none lies here or above. */
  readonly dotenvLoaders: readonly LoaderInUse[];
  /** The application's own configuration files that are not there. */
  readonly missingSettings: readonly string[];
  readonly databases: readonly Database[];
  /** What the expressions of the configuration need and do not have. */
  readonly expressions: readonly ExpressionNeed[];
  /** No network: what needs it is skipped, and says so. */
  readonly offline: boolean;
  /** `inspect`: what a string says counts, and not what becomes of it in this environment. */
  readonly inspecting?: boolean;
  /** When the run began, by `now()`; the wait is counted from it. */
  readonly startedAt: number;
  /** Aborted by the caller, to end the run early. */
  readonly signal: AbortSignal;
  /** Aborted as soon as waiting is of no use, because something is wrong that time will not cure. */
  readonly waiting: AbortSignal;
  /** Tells the user what is being waited for. */
  progress(waiting: Waiting): void;
}

/** What a check's file holds; its name and its need stand in the list of index.ts. */
export type CheckRun = Pick<Check<Context>, 'run'>;

export interface ExpressionNeed {
  /** Who needs it, in words: `databases.main`. */
  readonly needs: string;
  readonly missing: readonly MissingVariable[];
  readonly optional: boolean;
}
