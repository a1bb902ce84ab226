import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { DotenvFile } from '../../variables/dotenv-files.js';
import type { Context } from '../context.js';
import { at, isPlainName, loaderFacts, placeText } from './loader-facts.js';
import { cuttingLoader, toldFaults } from './told-faults.js';

/** Variables of one file that get a finding of their own; one more finding names the others. */
const MOST_FINDINGS = 20;

/** What is wrong with a file that is loaded. */
export function tellLoaded(context: Context, file: DotenvFile): Observation[] {
  if (file.problem) {
    const facts = { problem: file.problem, uid: String(process.getuid?.() ?? 'USER') };
    return [observe('dotenv/unreadable', file.file, facts, { source: at(file.file, null) })];
  }
  return [
    ...tellOverrides(context, file),
    ...tellMode(context, file),
    ...tellCuts(context, file),
    ...tellSyntax(context, file),
  ];
}

function tellOverrides(context: Context, { file, values, lines }: DotenvFile): Observation[] {
  const names = Object.keys(values).filter((name) => {
    const { origin, value } = context.variables.get(name);
    return origin?.kind === 'environment' && value !== values[name];
  });
  const [loader = null] = context.dotenvLoaders;
  const overridesAt = placeText(loader?.overridesAt ?? null);
  const rest = names.slice(MOST_FINDINGS);
  const told = rest.length > 1 ? [...names.slice(0, MOST_FINDINGS), rest[0] ?? ''] : names;
  return told.map((variable, index) => {
    const facts = {
      variable,
      winner: overridesAt ? ('file' as const) : ('environment' as const),
      loader: loader && loaderFacts(loader),
      override: loader?.override ?? null,
      overridesAt,
      others: index === MOST_FINDINGS ? rest.slice(1) : [],
    };
    return observe('dotenv/overrides', file, facts, { source: at(file, lines.get(variable) ?? null) });
  });
}

function tellMode({ environment }: Context, { file, mode }: DotenvFile): Observation[] {
  if (!environment.production || mode === null || (mode & 0o004) === 0) return [];
  const facts = { mode: mode.toString(8).padStart(4, '0') };
  return [observe('dotenv/readable-by-others', file, facts, { source: at(file, null) })];
}

function tellCuts(context: Context, { file, cuts, lines }: DotenvFile): Observation[] {
  const loader = cuttingLoader(context.dotenvLoaders);
  if (loader === false) return [];
  return cuts
    .filter(({ name, line }) => lines.get(name) === line && isPlainName(name))
    .slice(0, MOST_FINDINGS)
    .map(({ line, name, lost, quotable }) => {
      const { secret } = context.variables.get(name);
      const facts = {
        variable: name,
        line,
        secret,
        lost: secret ? null : lost,
        quotable,
        loader: loader && loaderFacts(loader),
      };
      return observe('dotenv/truncated', file, facts, { source: at(file, line) });
    });
}

function tellSyntax({ dotenvLoaders: loaders }: Context, { file, faults }: DotenvFile): Observation[] {
  return toldFaults(faults, loaders).map(({ fault: { reason, line, name }, others }) => {
    const isWhole = reason === 'byte-order-mark' || reason === 'carriage-return';
    const facts = {
      reason,
      variable: name !== null && isPlainName(name) ? name : null,
      line: isWhole ? null : line,
      others,
      loaders: loaders.map(loaderFacts),
    };
    return observe('dotenv/syntax', file, facts, { source: at(file, line) });
  });
}
