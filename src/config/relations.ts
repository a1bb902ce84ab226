import type { Config, EnvGroup, VariableSpec } from './config.js';
import type { Path } from './document.js';
import { parseDuration } from './duration.js';
import { type LongForm, longForm, merge } from './merge.js';
import { parseSize } from './size.js';

/** What is wrong between keys, each of which is right for itself. */
export interface RelationFault {
  readonly path: Path;
  readonly message: string;
}

/** Looks at the configuration as every environment sees it: an override may complete what the base began. */
export function relationFaults(config: Config): RelationFault[] {
  const { environments = {}, ...base } = config;
  const long = longForm(base);
  const faults = [...variableFaults(long, []), ...groupFaults(config.envGroups ?? [], [])];
  const told = new Set(faults.map(({ path }) => path.join('.')));
  for (const [name, override] of Object.entries(environments)) {
    const above = ['environments', name];
    const { when: _, ...sections } = override;
    const changed = longForm(sections);
    faults.push(
      ...variableFaults(merge(long, changed), above, Object.keys(changed.env ?? {})).filter(
        ({ path }) => !told.has(path.slice(above.length).join('.')),
      ),
      ...groupFaults(override.envGroups ?? [], above),
    );
  }
  return faults;
}

function variableFaults({ env = {} }: LongForm, above: Path, names = Object.keys(env)): RelationFault[] {
  return names.flatMap((name) => {
    const fault = variableFault(env[name] ?? {});
    return fault ? [{ path: [...above, 'env', name, fault.key], message: fault.message }] : [];
  });
}

function variableFault({ type = 'string', values, min, max }: VariableSpec) {
  if (type === 'enum' && !values) return { key: 'type', message: 'type enum needs the key "values"' };
  const measure = MEASURES[type];
  for (const [key, limit] of Object.entries({ min, max })) {
    if (limit === undefined) continue;
    if (!measure) return { key, message: `type ${type} has no "${key}"` };
    if (measure.of(String(limit)) === null)
      return { key, message: `expected ${measure.words}, as the type is ${type}` };
  }
  if (!measure || min === undefined || max === undefined) return null;
  const wrong = (measure.of(String(min)) ?? 0) > (measure.of(String(max)) ?? 0);
  return wrong ? { key: 'min', message: '"min" is more than "max"' } : null;
}

interface Measure {
  readonly words: string;
  of(text: string): number | null;
}

const NUMBER: Measure = {
  words: 'a number',
  of: (text) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null),
};

const MEASURES: Partial<Record<NonNullable<VariableSpec['type']>, Measure>> = {
  integer: NUMBER,
  number: NUMBER,
  port: NUMBER,
  string: NUMBER,
  duration: { words: 'a duration such as 5s', of: parseDuration },
  size: { words: 'a size such as 500MB', of: parseSize },
};

function groupFaults(groups: readonly EnvGroup[], above: Path): RelationFault[] {
  return groups.flatMap(({ anyOf, allOrNone }, index) =>
    (anyOf === undefined) === (allOrNone === undefined)
      ? [{ path: [...above, 'envGroups', index], message: 'expected exactly one of "anyOf" and "allOrNone"' }]
      : [],
  );
}
