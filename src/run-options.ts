import type { Config } from './config/config.js';
import type { Waiting } from './report.js';

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
  /** Told after each attempt while a database is waited for. */
  onProgress?: (waiting: Waiting) => void;
}
