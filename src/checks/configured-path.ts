import { dirname, resolve } from 'node:path';
import { expand, withoutDefaults } from '../config/expression.js';
import type { Source } from '../report.js';
import type { MissingVariable } from '../target/target.js';
import { describeOrigin, sourceOf } from '../variables/variables.js';
import type { Context } from './context.js';

/** A path of the configuration with its `${…}` filled in. */
export interface ConfiguredPath {
  /** As it stands in the configuration. */
  readonly text: string;
  /** The text with its variables filled in. */
  readonly value: string;
  /** Empty where the expression came to nothing. */
  readonly absolute: string;
  /** Holds what only a shell would fill in: a `~` for a home folder, or a `$NAME`. */
  readonly unfilled: 'home' | 'variable' | null;
  /** `CHROMA_DIR (environment)`. */
  readonly variables: readonly string[];
  /** Not empty: then nothing else counts. */
  readonly missing: readonly MissingVariable[];
  /** The one variable that it comes from, else where it stands in the configuration. */
  readonly source: Source | null;
  /** A path for a report. What comes from a secret variable is shown as the expression itself. */
  shown(path: string): string;
}

export function configuredPath(
  { cwd, variables, settings }: Context,
  text: string,
  position: readonly (string | number)[],
): ConfiguredPath {
  const { value, variables: names, missing } = expand(text, (name) => variables.get(name).value);
  const used = names.map((name) => variables.get(name)).filter(({ origin }) => origin !== null);
  const [only, ...others] = used;
  const absolute = value === '' ? '' : resolve(cwd, value);
  const secret = names.some((name) => variables.get(name).secret);
  return {
    text: withoutDefaults(text),
    value,
    absolute,
    unfilled: /^~(\/|$)/.test(value) ? 'home' : /\$\{?[A-Za-z_]/.test(value) ? 'variable' : null,
    variables: used.map(({ name, origin }) => `${name} (${describeOrigin(origin)})`),
    missing,
    source: only && others.length === 0 ? sourceOf(only) : settings.positionOf(position),
    shown: secret ? (path) => masked(path, absolute, withoutDefaults(text)) : (path) => path,
  };
}

function masked(path: string, absolute: string, text: string): string {
  if (path === absolute) return text;
  if (path.startsWith(`${absolute}/`)) return `${text}${path.slice(absolute.length)}`;
  return path === dirname(absolute) ? `the folder of ${text}` : `a folder above ${text}`;
}
