import * as z from 'zod/mini';
import {
  type DatabaseConfig,
  DIALECTS,
  type EnvGroup,
  type PathConfig,
  type SettingsFile,
  type StrayConfig,
  TLS_MODES,
  type TlsConfig,
  VARIABLE_TYPES,
  type VariableSpec,
} from './config.js';
import { CONDITION, VARIABLE_NAME } from './names.js';
import {
  about,
  dialect,
  literal,
  matching,
  noted,
  path,
  pattern,
  port,
  replicas,
  size,
  text,
  versionRange,
} from './schema-values.js';

/** A schema for each key, none missing and none too many: the interfaces of config.ts say which. */
export type ShapeOf<T> = Record<keyof T, z.ZodMiniType>;

export const listOf = <T extends z.ZodMiniType>(item: T) =>
  z.array(item).check(z.minLength(1, { error: 'expected at least one entry' }));
const scalar = () => z.union([z.string(), z.number(), z.boolean()]);
const limit = () => z.union([z.number(), z.string()]);
export const variableName = () =>
  matching(VARIABLE_NAME, 'the name of a variable: letters, digits and _, no digit first');
export const condition = () => matching(CONDITION, 'NAME or NAME=value');

export const variableShape = () =>
  ({
    type: z.optional(about(z.enum(VARIABLE_TYPES), 'What the value must be.')),
    required: z.optional(about(z.boolean(), 'True unless there is a default.')),
    default: z.optional(about(scalar(), 'The value that the application uses when the variable is not set.')),
    secret: z.optional(
      about(
        z.boolean(),
        'Never shown. By default so for names that speak of secrets, and for database URLs.',
      ),
    ),
    values: z.optional(about(listOf(scalar()), 'The values of type enum.')),
    pattern: z.optional(about(pattern(), 'A regular expression that the whole value must match.')),
    minLength: z.optional(about(z.int().check(z.gte(0, { error: 'expected 0 or more' })), 'In characters.')),
    min: z.optional(about(limit(), 'The least: a number, or a duration or size with its unit.')),
    max: z.optional(about(limit(), 'The most: a number, or a duration or size with its unit.')),
    requiredWhen: z.optional(about(condition(), 'Required only when the variable NAME is set, or is value.')),
    deprecated: z.optional(about(z.union([z.boolean(), z.string()]), 'True, or what to use instead.')),
    description: z.optional(about(z.string(), 'What it is for; told when it is missing.')),
    example: z.optional(scalar()),
  }) satisfies ShapeOf<VariableSpec>;

export const groupShape = () =>
  ({
    anyOf: z.optional(about(listOf(variableName()), 'At least one of these must be set.')),
    allOrNone: z.optional(about(listOf(variableName()), 'Either all of these are set or none.')),
  }) satisfies ShapeOf<EnvGroup>;

export const settingsShape = () =>
  ({
    file: about(
      literal(),
      'A YAML, JSON or TOML file of the application, relative to the working directory.',
    ),
    map: about(
      z.record(variableName(), literal()),
      'The name of a variable, and the dotted path of its value in the file.',
    ),
  }) satisfies ShapeOf<SettingsFile>;

export const tlsShape = () =>
  ({
    mode: z.optional(about(z.enum(TLS_MODES), 'The least that the application itself must ask for.')),
    ca: z.optional(about(text(), 'The file with the certificates of the authorities to trust.')),
    cert: z.optional(about(text(), 'The file with the client certificate.')),
    key: z.optional(about(text(), 'The file with the key of the client certificate.')),
  }) satisfies ShapeOf<TlsConfig>;

export const databaseShape = () =>
  ({
    url: z.optional(
      about(text(), 'The URL, mostly ${NAME} of a variable. The parts below are the other way to say it.'),
    ),
    dialect: z.optional(about(dialect(), 'What it is, where no URL says so.')),
    host: z.optional(text()),
    port: z.optional(port()),
    user: z.optional(text()),
    password: z.optional(about(text(), '${NAME} of a variable; a password does not belong into this file.')),
    database: z.optional(text()),
    socket: z.optional(about(text(), "A Unix socket: PostgreSQL's folder, MySQL's file.")),
    file: z.optional(about(text(), 'The file of an SQLite database.')),
    dialects: z.optional(about(listOf(z.enum(DIALECTS)), 'The allow-list: any other dialect is an error.')),
    tls: z.optional(
      about(z.union([z.enum(TLS_MODES), z.strictObject(tlsShape())]), 'The mode alone, or with its files.'),
    ),
    client: z.optional(
      about(
        z.string(),
        'The library whose reading of the URL counts: sqlalchemy, libpq, node-pg and others. Detected if left out.',
      ),
    ),
    writable: z.optional(about(z.boolean(), 'Fail on a replica or a read-only server.')),
    version: z.optional(
      about(versionRange(), 'The versions of the server that will do: ">=14", ">=10.6 <12".'),
    ),
    replicas: z.optional(about(replicas(), 'Of the application. SQLite cannot serve more than one.')),
    optional: z.optional(about(z.boolean(), 'True: its failures are warnings.')),
    leftovers: z.optional(about(listOf(path()), 'SQLite files whose rows must already be in this database.')),
  }) satisfies ShapeOf<DatabaseConfig>;

export const pathShape = () =>
  ({
    path: about(path(), 'Relative to the working directory, or absolute.'),
    kind: z.optional(z.enum(['directory', 'file'])),
    writable: z.optional(about(z.boolean(), 'A real write must succeed.')),
    create: z.optional(about(z.boolean(), 'Make it when it is missing.')),
    persistent: z.optional(about(z.boolean(), "It must not lie in the container's own layer or in memory.")),
    minFree: z.optional(about(size(), 'Free space: 500MB, 2GiB.')),
  }) satisfies ShapeOf<PathConfig>;

export const strayShape = () =>
  ({
    policy: z.optional(
      about(
        z.enum(['forbidden', 'reported']),
        'forbidden: errors (the default in production); reported: warnings.',
      ),
    ),
    roots: z.optional(about(listOf(path()), 'Where to look for database files.')),
    allow: z.optional(
      about(z.array(path()), 'Globs of files that may be there, relative to the working directory.'),
    ),
    git: z.optional(about(z.boolean(), 'Look for tracked database files and missing ignore patterns.')),
  }) satisfies ShapeOf<StrayConfig>;

export const dotenvShape = () => ({
  policy: z.optional(z.enum(['forbidden', 'optional', 'required'])),
  files: z.optional(
    about(z.array(literal()), 'The first that sets a variable wins; the environment always wins over files.'),
  ),
});

export function group() {
  const shape = groupShape();
  return noted(z.strictObject(shape), { oneOf: Object.keys(shape).map((key) => ({ required: [key] })) });
}
