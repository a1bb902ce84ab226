import { expand } from '../../config/expression.js';
import type { Settings } from '../../config/settings.js';
import type { Source } from '../../report.js';
import { describeOrigin, sourceOf, type Variables } from '../../variables/variables.js';
import type { MissingVariable } from '../target.js';

/** A value and where it came from. */
export interface Given {
  readonly value: string;
  /** What a finding about it is about: the variable, where it came whole from one; else the key. */
  readonly subject: string;
  readonly source: Source | null;
  /** In words: `variable DATABASE_URL`. */
  readonly label: string;
  /** The variables that it is made of, set or not. */
  readonly variables: readonly string[];
  /** Those that it needs and that no source has. */
  readonly missing: readonly MissingVariable[];
}

/** The value of one variable; null where it is unset or empty. */
export function givenByVariable(name: string, variables: Variables): Given | null {
  const variable = variables.get(name);
  if (!variable.value || variable.value.trim() === '') return null;
  const origin = describeOrigin(variable.origin);
  return {
    value: variable.value,
    subject: name,
    source: sourceOf(variable),
    label: origin === 'environment' ? `variable ${name}` : `variable ${name} (${origin})`,
    variables: [name],
    missing: [],
  };
}

/** The value of a key of the configuration, its expressions filled in. */
export function givenByKey(
  text: string | number,
  path: readonly (string | number)[],
  settings: Settings,
  variables: Variables,
): Given {
  const expanded = expand(String(text), (name) => variables.get(name).value);
  const set = expanded.variables.filter((name) => variables.get(name).value);
  const [only] = set;
  const whole = set.length === 1 && only !== undefined ? givenByVariable(only, variables) : null;
  if (whole && whole.value === expanded.value) return whole;
  return {
    value: expanded.value,
    subject: path.join('.'),
    source: settings.positionOf(path),
    label: set.length > 0 ? `${path.join('.')}, with ${set.join(', ')}` : `configuration ${path.join('.')}`,
    variables: expanded.variables,
    missing: expanded.missing,
  };
}

/** The variable that a label of `givenByVariable` names; null for another label. */
export function variableOf(label: string): string | null {
  return /^variable (\S+)/.exec(label)?.[1] ?? null;
}
