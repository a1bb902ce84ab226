import * as z from 'zod/mini';
import type { Config } from './config.js';
import { dataAt, isMapping } from './data-at.js';
import { once } from './once.js';
import {
  condition,
  databaseShape,
  dotenvShape,
  group,
  groupShape,
  listOf,
  ownName,
  pathShape,
  type ShapeOf,
  settingsShape,
  strayShape,
  tlsShape,
  variableName,
  variableShape,
} from './schema-shapes.js';
import { about, duration, matching, timeout } from './schema-values.js';

const severity = once(() =>
  z.record(
    matching(/^[a-z]+\/[a-z-]+$/, 'the code of a finding, as dbcheck explain lists them'),
    z.enum(['error', 'warning', 'info', 'off']),
  ),
);

/** The sections of a configuration. Each is made when one has it: a schema costs more to make than to use. */
const SECTIONS = {
  env: once(() =>
    z.optional(
      about(
        z.record(
          variableName(),
          z.union([z.enum(['required', 'optional']), z.strictObject(variableShape())]),
        ),
        'The variables of the environment.',
        'env',
      ),
    ),
  ),
  envGroups: once(() => z.optional(about(z.array(group()), 'Variables that belong together.', 'envGroups'))),
  settings: once(() =>
    z.optional(
      about(
        z.array(z.strictObject(settingsShape())),
        "The application's own configuration files, as a source below the environment.",
        'settings',
      ),
    ),
  ),
  dotenv: once(() =>
    z.optional(about(z.strictObject(dotenvShape()), 'The policy for .env files.', 'dotenv')),
  ),
  databases: once(() =>
    z.optional(
      about(
        z.record(ownName(), z.strictObject(databaseShape())),
        'The databases, by names of your own.',
        'databases',
      ),
    ),
  ),
  paths: once(() =>
    z.optional(
      about(
        z.array(z.strictObject(pathShape())),
        'Files and folders that must hold what is written to them.',
        'paths',
      ),
    ),
  ),
  stray: once(() =>
    z.optional(about(z.strictObject(strayShape()), 'Database files that lie where they must not.', 'stray')),
  ),
  severity: once(() =>
    z.optional(about(severity(), 'Findings that count for more or less here.', 'severity')),
  ),
  wait: once(() =>
    z.optional(
      about(duration(), 'How long to go on trying while every failure left is transient: 60s.', 'wait'),
    ),
  ),
  timeout: once(() =>
    z.optional(about(timeout(), 'The deadline of one attempt at one database: 5s.', 'timeout')),
  ),
};

const when = once(() =>
  z.optional(about(listOf(condition()), 'Any of these makes it the environment: NAME (set), or NAME=value.')),
);

type Sections = { [Name in keyof typeof SECTIONS]: ReturnType<(typeof SECTIONS)[Name]> };

function sectionsIn(has: (name: string) => boolean): Sections {
  const names = Object.keys(SECTIONS) as (keyof Sections)[];
  return Object.fromEntries(names.filter(has).map((name) => [name, SECTIONS[name]()])) as Sections;
}

/** The schema of all configurations, or of those that have no other sections than this one. */
export function configSchema(data?: unknown) {
  const all = data === undefined;
  const overrides: unknown[] = isMapping(data) ? Object.values(dataAt(data, ['environments']) ?? {}) : [];
  const environment = {
    when: when(),
    ...sectionsIn((name) => all || overrides.some((each) => isMapping(each) && name in each)),
  };
  const shape = {
    $schema: z.optional(about(z.string(), 'For editors.')),
    environments: z.optional(
      about(
        z.record(ownName(), z.strictObject(environment)),
        'What holds in one environment only, merged over the sections below.',
      ),
    ),
    ...sectionsIn((name) => all || (isMapping(data) && name in data)),
  } satisfies ShapeOf<Config & { $schema?: string }>;
  return about(z.strictObject(shape), 'What dbcheck checks before the application starts.');
}

/** The keys of the configuration's mappings, by pattern of their path. */
export function knownKeys(pattern: string): readonly string[] {
  const sections = Object.keys(SECTIONS);
  const keys: Readonly<Record<string, () => readonly string[]>> = {
    '': () => ['environments', ...sections],
    'environments.*': () => ['when', ...sections],
    'env.*': () => Object.keys(variableShape()),
    'envGroups.*': () => Object.keys(groupShape()),
    'settings.*': () => Object.keys(settingsShape()),
    dotenv: () => Object.keys(dotenvShape()),
    'databases.*': () => Object.keys(databaseShape()),
    'databases.*.tls': () => Object.keys(tlsShape()),
    'paths.*': () => Object.keys(pathShape()),
    stray: () => Object.keys(strayShape()),
  };
  return keys[pattern]?.() ?? [];
}
