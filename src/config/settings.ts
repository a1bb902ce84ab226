import type { Severity, Source } from '../report.js';
import type {
  DatabaseConfig,
  DotenvPolicy,
  EnvGroup,
  PathConfig,
  SettingsFile,
  TlsConfig,
  VariableSpec,
} from './config.js';

/**
 * What a run goes by: the configuration with the overrides of its environment merged in, the options of
 * the command line on top, the short forms written out, and the defaults of the contract's section 2
 * filled in.
 */
export interface Settings {
  /** The configuration file, relative to the working directory where it lies below it; null without one. */
  readonly file: string | null;
  readonly env: Readonly<Record<string, VariableSpec>>;
  readonly envGroups: readonly EnvGroup[];
  readonly settings: readonly SettingsFile[];
  readonly dotenv: { readonly policy: DotenvPolicy; readonly files: readonly string[] };
  /** Null: none declared, so they are found among the variables. */
  readonly databases: Readonly<Record<string, DatabaseSettings>> | null;
  /** The allow-list for databases that have none of their own. */
  readonly dialects: readonly string[] | null;
  readonly paths: readonly PathConfig[];
  readonly stray: {
    readonly policy: 'forbidden' | 'reported';
    readonly roots: readonly string[];
    readonly allow: readonly string[];
    readonly git: boolean;
  };
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Milliseconds. */
  readonly waitMs: number;
  readonly timeoutMs: number;
  /** Where a key stands, given as `['databases', 'main', 'url']`; null without a file. */
  positionOf(path: readonly (string | number)[]): Source | null;
}

/** `DatabaseConfig` with the short form of `tls` written out. */
export type DatabaseSettings = Omit<DatabaseConfig, 'tls'> & { readonly tls?: TlsConfig };
