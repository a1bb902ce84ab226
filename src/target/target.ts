import type { TlsMode } from '../config/config.js';
import type { DatabaseSettings } from '../config/settings.js';
import type { Observation, Source } from '../report.js';
import type { Secret } from '../variables/secret.js';
import type { KnownParts } from './known-parts.js';
import type { Provider } from './providers.js';
import type { ShownValue } from './shown-parameters.js';

export interface Host {
  /** A name or an address; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
}

/** Files are paths, or PEM text where the variable holds the certificate itself. */
export interface TargetTls {
  /** What is written; null when nothing was said. */
  readonly mode: TlsMode | null;
  /** What the application's client makes of it. */
  readonly effective: TlsMode;
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: Secret | null;
  /** Of the key, where it is encrypted. */
  readonly passphrase?: Secret;
}

/**
 * Where a database is and how to log in, from whatever form it was written in. The only thing that holds a
 * password.
 */
export interface Target {
  /** The name in the configuration, or the variable that describes it. */
  readonly name: string;
  /** `postgres`, `mysql`, `mariadb`, `sqlite`, the scheme's own name for another known one, or null. */
  readonly dialect: string | null;
  /** Only what the string names: `psycopg2` of `postgresql+psycopg2://`. */
  readonly driver: string | null;
  /** Whose reading was used: the `reader` names of the research, `any` where the client is not known. */
  readonly grammar: string;
  /** Empty for a file, and for a socket without a host beside it. Defaults are filled in. */
  readonly hosts: readonly Host[];
  /** A Unix socket, which wins over the hosts: PostgreSQL's directory, MySQL's file. */
  readonly socket: string | null;
  /** The port that is a part of the name of PostgreSQL's socket; null where none is written. */
  readonly socketPort: number | null;
  /** An SQLite file, or `:memory:`; relative to the working directory. */
  readonly file: string | null;
  readonly user: string | null;
  readonly password: Secret | null;
  readonly database: string | null;
  readonly tls: TargetTls;
  /** Who runs it, by its first host; null for an unknown one. */
  readonly provider: Provider | null;
  /** Everything that no other field took; the value of a secret one is null. */
  readonly parameters: Readonly<Record<string, ShownValue>>;
  /** Field name to where it came from: `variable DATABASE_URL`, `default of postgres`. */
  readonly sources: Readonly<Record<string, string>>;
}

/** A variable that an expression of the configuration needs and that no source has. */
export interface MissingVariable {
  readonly variable: string;
  /** Of `${VAR:?message}`. */
  readonly message: string | null;
}

/** One database of the run: what was declared, and what became of it. */
export interface Database {
  readonly name: string;
  readonly settings: DatabaseSettings;
  /** Null where the value could not be read; `observations` or `missing` say why. */
  readonly target: Target | null;
  /** What may be shown where there is no target; null where nothing was read. */
  readonly known: KnownParts | null;
  /** What reading it brought to light (`url/`, `dialect/`, `tls/mode-too-weak`); told by the check `dialect`. */
  readonly observations: readonly Observation[];
  readonly missing: readonly MissingVariable[];
  /** The variables that it was read from. */
  readonly variables: readonly string[];
  /** Where it is declared. */
  readonly source: Source | null;
}

/** The value of one parameter, the last where there are several; undefined where none may be shown. */
export function parameterOf({ parameters }: Target, name: string): string | undefined {
  const value = parameters[name] ?? undefined;
  return typeof value === 'object' ? value.at(-1) : value;
}
