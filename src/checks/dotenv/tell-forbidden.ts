import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { DotenvFile } from '../../variables/dotenv-files.js';
import type { Context } from '../context.js';
import { at, isPlainName, loaderFacts, placeText } from './loader-facts.js';

/** A file that must not be here, and what it would set. */
export function tellForbidden(
  context: Context,
  { file, values, problem }: DotenvFile,
  tracked: boolean | null,
): Observation {
  const names = Object.keys(values).filter(isPlainName).sort();
  const set = (name: string) => context.variables.get(name).origin?.kind === 'environment';
  const [loader = null] = context.dotenvLoaders;
  const isAbove = file.startsWith('/');
  const facts = {
    environment: context.environment.name,
    overrides: names.filter((name) => set(name) && context.variables.get(name).value !== values[name]),
    adds: names.filter((name) => !set(name)),
    problem,
    tracked,
    loader: loader && loaderFacts(loader),
    overridesAt: placeText(loader?.overridesAt ?? null),
    walksUpAt: isAbove ? placeText(loader?.walksUpAt ?? null) : null,
  };
  return observe('dotenv/in-production', file, facts, { source: at(file, null) });
}
