import * as z from 'zod/mini';
import type { Config } from './config.js';
import { once } from './once.js';
import {
  condition,
  databaseShape,
  dotenvShape,
  group,
  groupShape,
  listOf,
  pathShape,
  type ShapeOf,
  settingsShape,
  strayShape,
  tlsShape,
  variableName,
  variableShape,
} from './schema-shapes.js';
import { about, duration, matching, ownName, timeout } from './schema-values.js';

const severity = once(() =>
  z.record(
    matching(/^[a-z]+\/[a-z-]+$/, 'the code of a finding, as dbcheck explain lists them'),
    z.enum(['error', 'warning', 'info', 'off']),
  ),
);

/** The sections of a configuration: the same for all environments, so that the JSON Schema says each of them once. */
const sections = once(() => ({
  env: z.optional(
    about(
      z.record(variableName(), z.union([z.enum(['required', 'optional']), z.strictObject(variableShape())])),
      'The variables of the environment.',
      'env',
    ),
  ),
  envGroups: z.optional(about(z.array(group()), 'Variables that belong together.', 'envGroups')),
  settings: z.optional(
    about(
      z.array(z.strictObject(settingsShape())),
      "The application's own configuration files, as a source below the environment.",
      'settings',
    ),
  ),
  dotenv: z.optional(about(z.strictObject(dotenvShape()), 'The policy for .env files.', 'dotenv')),
  databases: z.optional(
    about(
      z.record(ownName(), z.strictObject(databaseShape())),
      'The databases, by names of your own.',
      'databases',
    ),
  ),
  paths: z.optional(
    about(
      z.array(z.strictObject(pathShape())),
      'Files and folders that must hold what is written to them.',
      'paths',
    ),
  ),
  stray: z.optional(
    about(z.strictObject(strayShape()), 'Database files that lie where they must not.', 'stray'),
  ),
  severity: z.optional(about(severity(), 'Findings that count for more or less here.', 'severity')),
  wait: z.optional(
    about(duration(), 'How long to go on trying while every failure left is transient: 60s.', 'wait'),
  ),
  timeout: z.optional(about(timeout(), 'The deadline of one attempt at one database: 5s.', 'timeout')),
}));

const when = once(() =>
  z.optional(about(listOf(condition()), 'Any of these makes it the environment: NAME (set), or NAME=value.')),
);

/** The schema of the configuration file. Zod's words for a fault come from it, and `accepts.ts` is compiled of it. */
export const configSchema = once(() => {
  const shape = {
    $schema: z.optional(about(z.string(), 'For editors.')),
    environments: z.optional(
      about(
        z.record(ownName(), z.strictObject({ when: when(), ...sections() })),
        'What holds in one environment only, merged over the sections below.',
      ),
    ),
    ...sections(),
  } satisfies ShapeOf<Config & { $schema?: string }>;
  return about(z.strictObject(shape), 'What dbcheck checks before the application starts.');
});

/** The keys of the configuration's mappings, by pattern of their path. */
export function knownKeys(pattern: string): readonly string[] {
  const names = Object.keys(sections());
  const keys: Readonly<Record<string, () => readonly string[]>> = {
    '': () => ['environments', ...names],
    'environments.*': () => ['when', ...names],
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
