import type { Source } from '../report.js';
import { UsageError } from '../usage-error.js';
import { type Config, DIALECTS, type Dialect } from './config.js';
import { dataAt, isMapping } from './data-at.js';
import type { Path } from './document.js';
import { parseDuration } from './duration.js';
import { type LongForm, longForm, merge } from './merge.js';
import { VARIABLE_NAME } from './names.js';
import type { Settings } from './settings.js';
import { showKey } from './syntax-fault.js';

/** What the command line adds; all of it wins over the file. */
export interface Flags {
  /** Variables that hold the URL of a database. */
  readonly databases: readonly string[];
  /** Variables that must be set. */
  readonly require: readonly string[];
  /** The allow-list for every database. */
  readonly dialects: readonly string[];
  /** Paths that must take a write. */
  readonly writable: readonly string[];
  readonly roots: readonly string[];
  readonly waitMs: number | undefined;
  readonly timeoutMs: number | undefined;
}

export interface EffectiveInput {
  readonly config: Config;
  readonly file: string | null;
  positionOf(path: Path): Source | null;
  readonly environment: { readonly name: string; readonly production: boolean };
  readonly flags: Flags;
}

/** Every dialect that dbcheck can connect to, but SQLite. */
const PRODUCTION_DIALECTS = ['postgres', 'mysql', 'mariadb'] as const;

/** A timer of Node that is set for longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The configuration as this environment and this command line see it: overrides, options, defaults. */
export function effectiveSettings({
  config,
  file,
  positionOf,
  environment,
  flags,
}: EffectiveInput): Settings {
  const { environments = {}, ...sections } = config;
  const name = overrideNameFor(config, environment);
  const { when: _, ...overrides } = environments[name] ?? {};
  const base = longForm(sections);
  const override = longForm(overrides);
  const fromFile = merge(base, override);
  const settings = withFlags(fromFile, flags);
  const { production } = environment;
  return {
    file,
    env: settings.env ?? {},
    envGroups: settings.envGroups ?? [],
    settings: settings.settings ?? [],
    dotenv: {
      policy: settings.dotenv?.policy ?? (production ? 'forbidden' : 'optional'),
      files: settings.dotenv?.files ?? ['.env.local', '.env'],
    },
    databases: settings.databases ?? null,
    dialects: flags.dialects.length > 0 ? flags.dialects : production ? PRODUCTION_DIALECTS : null,
    paths: settings.paths ?? [],
    stray: {
      policy: settings.stray?.policy ?? (production ? 'forbidden' : 'reported'),
      roots: settings.stray?.roots ?? ['.'],
      allow: settings.stray?.allow ?? [],
      git: settings.stray?.git ?? true,
    },
    severity: settings.severity ?? {},
    waitMs: milliseconds(flags.waitMs, settings.wait, 0),
    timeoutMs: milliseconds(flags.timeoutMs, settings.timeout, 5000),
    positionOf(path) {
      // A default or an option of the command line stands in no file.
      if (dataAt(fromFile, path.slice(0, 2)) === undefined) return null;
      return standsIn(override, base, path) ? positionOf(['environments', name, ...path]) : positionOf(path);
    },
  };
}

/** `prod` and `production` are the same environment. */
function overrideNameFor(config: Config, { name, production }: EffectiveInput['environment']): string {
  const names = Object.keys(config.environments ?? {});
  const same = (each: string) => production && /^prod(uction)?$/i.test(each);
  return names.find((each) => each === name) ?? names.find(same) ?? name;
}

/** Lists are replaced as a whole, so that an index into one is never answered by the other's. */
function standsIn(override: LongForm, base: LongForm, path: Path): boolean {
  let here: unknown = override;
  for (const segment of path) {
    if (Array.isArray(here)) return true;
    if (!isMapping(here) || !Object.hasOwn(here, segment))
      return dataAt(base, path.slice(0, 2)) === undefined;
    here = here[segment];
  }
  return true;
}

function withFlags(settings: LongForm, flags: Flags): LongForm {
  const databases = new Map(Object.entries(settings.databases ?? {}));
  const env = new Map(Object.entries(settings.env ?? {}));
  const paths = [...(settings.paths ?? [])];
  for (const name of variableNames(flags.databases))
    databases.set(name, { ...databases.get(name), url: `\${${name}}` });
  for (const name of variableNames(flags.require)) {
    const { requiredWhen: _, ...spec } = env.get(name) ?? {};
    env.set(name, { ...spec, required: true });
  }
  const dialects = flags.dialects.map(dialectNamed);
  if (dialects.length > 0)
    for (const [name, database] of databases) databases.set(name, { ...database, dialects });
  for (const path of flags.writable) {
    const known = paths.findIndex((each) => each.path === path);
    paths.splice(known < 0 ? paths.length : known, 1, { ...paths[known], path, writable: true });
  }
  return {
    ...settings,
    env: Object.fromEntries(env),
    ...(databases.size > 0 && { databases: Object.fromEntries(databases) }),
    paths,
    stray: { ...settings.stray, ...(flags.roots.length > 0 && { roots: [...flags.roots] }) },
  };
}

/** The command line has looked at these already; a program that runs the checks has not. */
function variableNames(names: readonly string[]): readonly string[] {
  if (names.every((name) => VARIABLE_NAME.test(name))) return names;
  throw new UsageError('the name of a variable is expected, not its value (not shown, it may be a secret)');
}

function dialectNamed(name: string): Dialect {
  const dialect = DIALECTS.find((each) => each === name);
  if (dialect) return dialect;
  throw new UsageError(`unknown dialect ${showKey(name)}`, { unknown: { name, among: DIALECTS } });
}

function milliseconds(option: number | undefined, written: string | undefined, otherwise: number): number {
  return Math.min(option ?? parseDuration(written ?? '') ?? otherwise, LONGEST_MS);
}
