import { DIALECTS } from './config/config.js';
import { parseDuration } from './config/duration.js';
import { CHECK_IDS } from './report.js';
import { REPORTERS, type ReporterName } from './reporters/index.js';
import type { RunOptions } from './run-options.js';
import { UsageError } from './usage-error.js';
import { holdsCredentials } from './variables/secret-names.js';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Output {
  readonly format: ReporterName;
  readonly reports: readonly { readonly name: ReporterName; readonly file: string }[];
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** False for --no-color, otherwise undecided. */
  readonly color: boolean;
}

/** The options as they were written. */
export interface Raw {
  config?: string;
  environment?: string;
  only?: string[];
  skip?: string[];
  offline?: boolean;
  wait?: string;
  timeout?: string;
  failFast?: boolean;
  strict?: boolean;
  format?: string;
  report?: string[];
  quiet?: boolean;
  verbose?: boolean;
  color?: boolean;
  database?: string[];
  require?: string[];
  dialect?: string[];
  writable?: string[];
  root?: string[];
}

const COMMANDS = ['inspect', 'explain', 'schema'];

export function runOptionsOf(raw: Raw, env: Env): RunOptions {
  for (const [option, values] of Object.entries(raw)) {
    if (Array.isArray(values) ? values.includes('') : values === '') {
      throw new UsageError(`--${option.replace(/[A-Z]/g, '-$&').toLowerCase()} needs a value`);
    }
  }
  for (const id of [...(raw.only ?? []), ...(raw.skip ?? [])]) known('check', id, CHECK_IDS);
  for (const name of raw.dialect ?? []) known('dialect', name, DIALECTS);
  for (const path of [...(raw.writable ?? []), ...(raw.root ?? [])]) notUrl('--writable and --root', path);
  const environment = raw.environment ?? (env['DBCHECK_ENVIRONMENT'] || undefined);
  if (environment !== undefined && !/^[A-Za-z][\w.-]{0,40}$/.test(environment)) {
    throw new UsageError('--environment takes a name: a letter, then letters, digits, ".", "_" and "-"');
  }
  for (const name of [...(raw.database ?? []), ...(raw.require ?? [])]) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new UsageError(
        '--database and --require take the name of a variable, not its value (not shown, it may be a secret)',
      );
    }
  }
  const waitMs = duration('--wait', raw.wait) ?? duration('DBCHECK_WAIT', env['DBCHECK_WAIT']);
  const timeoutMs = duration('--timeout', raw.timeout) ?? duration('DBCHECK_TIMEOUT', env['DBCHECK_TIMEOUT']);
  if (timeoutMs === 0) throw new UsageError('--timeout must be longer than 0s');
  return {
    ...(raw.config === undefined ? {} : { config: raw.config }),
    ...(raw.environment === undefined ? {} : { environment: raw.environment }),
    ...(waitMs === undefined ? {} : { waitMs }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    only: raw.only ?? [],
    skip: raw.skip ?? [],
    offline: raw.offline ?? false,
    failFast: raw.failFast ?? false,
    strict: raw.strict ?? false,
    databases: raw.database ?? [],
    require: raw.require ?? [],
    dialects: raw.dialect ?? [],
    writable: raw.writable ?? [],
    roots: raw.root ?? [],
  };
}

export function outputOf(raw: Raw, env: Env, formats: readonly ReporterName[]): Output {
  if (raw.quiet && raw.verbose) throw new UsageError('--quiet and --verbose exclude each other');
  const reports = (raw.report ?? []).map((each) => {
    const at = each.indexOf('=');
    const file = each.slice(at + 1);
    if (at < 0 || !file) throw new UsageError('--report takes NAME=FILE, such as junit=report.xml');
    notUrl('--report', file);
    return { name: known('format', each.slice(0, at), REPORTERS), file };
  });
  return {
    format: known('format', raw.format ?? (env['DBCHECK_FORMAT'] || 'pretty'), formats),
    reports,
    verbosity: raw.quiet ? 'quiet' : raw.verbose ? 'verbose' : 'normal',
    color: raw.color ?? true,
  };
}

/** The names between commas. */
export function items(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

function duration(option: string, value: string | undefined): number | undefined {
  if (!value) return undefined;
  const parsed = parseDuration(value);
  if (parsed === null)
    throw new UsageError(
      `${option} takes a duration such as 500ms, 5s or 2m${/^\d{1,6}[a-z]{0,3}$/.test(value) ? `, not "${value}"` : ''}`,
    );
  return parsed;
}

function known<Name extends string>(what: string, name: string, names: readonly Name[]): Name {
  const found = names.find((each) => each === name);
  if (found) return found;
  throw new UsageError(`unknown ${what}${echo(name)}; known: ${names.join(', ')}`, {
    unknown: { name, among: names },
  });
}

export function unexpected(operand: string): UsageError {
  return new UsageError(`unknown command${echo(operand)}; to start a program, put -- in front of it`, {
    unknown: { name: operand, among: COMMANDS },
  });
}

function notUrl(option: string, path: string): void {
  const decoded = path.replace(/%[\da-f]{2}/gi, (hex) =>
    String.fromCharCode(Number.parseInt(hex.slice(1), 16)),
  );
  if (decoded.includes('://') || /:.*@/s.test(decoded) || holdsCredentials(decoded))
    throw new UsageError(`${option} takes a path (what was given looks like a URL and is not shown)`);
}

/** An argument is shown only where it can't hold a secret: a plain word, as names of dbcheck are. */
function echo(value: string): string {
  return /^[a-z][a-z-]{0,15}$/.test(value) ? ` "${value}"` : '';
}
