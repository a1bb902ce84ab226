import type { Severity } from '../report.js';

/** The configuration as it is written: contract, section 4. `schema.ts` validates it. */
export interface Config extends Sections {
  environments?: Record<string, EnvironmentOverride>;
}

export interface EnvironmentOverride extends Sections {
  /** `NAME` (set and not empty) or `NAME=value`; any of them makes this the environment. */
  when?: string[];
}

interface Sections {
  env?: Record<string, 'required' | 'optional' | VariableSpec>;
  envGroups?: EnvGroup[];
  settings?: SettingsFile[];
  dotenv?: { policy?: DotenvPolicy; files?: string[] };
  databases?: Record<string, DatabaseConfig>;
  paths?: PathConfig[];
  stray?: StrayConfig;
  severity?: Record<string, Severity | 'off'>;
  /** A duration: `500ms`, `5s`, `2m`. */
  wait?: string;
  timeout?: string;
}

export type DotenvPolicy = 'forbidden' | 'optional' | 'required';

export const VARIABLE_TYPES = [
  'string',
  'url',
  'database-url',
  'integer',
  'number',
  'boolean',
  'port',
  'enum',
  'duration',
  'size',
  'path',
  'hex',
  'base64',
] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];

export interface VariableSpec {
  type?: VariableType;
  /** True unless there is a default. */
  required?: boolean;
  default?: string | number | boolean;
  /** By default so for names that speak of secrets, and for database URLs. */
  secret?: boolean;
  values?: (string | number | boolean)[];
  /** A regular expression that the whole value must match. */
  pattern?: string;
  /** In characters. */
  minLength?: number;
  /** Numbers, or durations and sizes with their unit. */
  min?: number | string;
  max?: number | string;
  /** `NAME` or `NAME=value`. */
  requiredWhen?: string;
  /** True, or what to use instead. */
  deprecated?: boolean | string;
  description?: string;
  example?: string | number | boolean;
}

/** Exactly one of the two. */
export interface EnvGroup {
  anyOf?: string[];
  allOrNone?: string[];
}

export interface SettingsFile {
  /** YAML, JSON or TOML, by its extension; relative to the working directory. */
  file: string;
  /** Name of a variable to the dotted path of its value in the file. */
  map: Record<string, string>;
}

export const TLS_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface TlsConfig {
  /** The least that the application itself must ask for. */
  mode?: TlsMode;
  ca?: string;
  cert?: string;
  key?: string;
}

export const DIALECTS = ['postgres', 'mysql', 'mariadb', 'sqlite'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** A `url`, or the parts; where both are written and the URL is not empty, the URL wins. */
export interface DatabaseConfig {
  url?: string;
  dialect?: string;
  host?: string;
  port?: number | string;
  user?: string;
  password?: string;
  database?: string;
  socket?: string;
  file?: string;
  /** The allow-list. */
  dialects?: Dialect[];
  tls?: TlsMode | TlsConfig;
  /** Whose reading of the URL counts. */
  client?: string;
  writable?: boolean;
  /** `>=14`, `14`, `>=10.6 <12`. */
  version?: string;
  /** Of the application. */
  replicas?: number | string;
  /** Its failures are warnings. */
  optional?: boolean;
  /** SQLite files whose rows must already be in this database. */
  leftovers?: string[];
}

export interface PathConfig {
  path: string;
  kind?: 'directory' | 'file';
  writable?: boolean;
  /** Make it when it is missing. */
  create?: boolean;
  /** It must not lie in the container's own layer or in memory. */
  persistent?: boolean;
  /** A size: `500MB`. */
  minFree?: string;
}

export interface StrayConfig {
  policy?: 'forbidden' | 'reported';
  roots?: string[];
  /** Globs, relative to the working directory. */
  allow?: string[];
  git?: boolean;
}
