import type { VariableSpec } from '../config/config.js';
import { observe } from '../findings/observe.js';
import type { Observation, Outcome } from '../report.js';
import { conditionHolds, FRAMEWORK_VARIABLES } from '../variables/environment.js';
import { namesDatabaseUrl } from '../variables/secret-names.js';
import { valueFault } from '../variables/value-faults.js';
import { describeOrigin, sourceOf, type Variable } from '../variables/variables.js';
import type { CheckRun, Context } from './context.js';
import type { absent } from './env/absent.js';
import { malformedNames } from './env/malformed-names.js';
import { valueObservations } from './env/value.js';

/** Every declared variable, and every one that a database is read from, is set, well-formed and clean. */
export const envCheck: CheckRun = {
  async run(context): Promise<Outcome> {
    const declared = Object.entries(context.settings.env);
    const used = [
      ...new Set([...usedByDatabases(context), ...fileProblems(context), ...spoiltSignals(context)]),
    ].filter((name) => !(name in context.settings.env));
    const needed = context.expressions.flatMap(({ missing }) => missing.map(({ variable }) => variable));
    const malformed = await malformedNames(context, [...declared.map(([name]) => name), ...needed]);
    const told = new Set(malformed.map(({ subject }) => subject));
    const observations = [...context.environment.observations, ...malformed];
    for (const [name, spec] of declared)
      if (!told.has(name)) observations.push(...(await lookAt(context, name, spec)));
    for (const name of used) observations.push(...(await lookAt(context, name, { required: false })));
    observations.push(...(await missingInExpressions(context, told)), ...groups(context));
    const looked = declared.length + used.length;
    if (looked + context.settings.envGroups.length === 0 && observations.length === 0) {
      return { observations, nothing: 'no variable is declared or used' };
    }
    const variables = [...declared.map(([name]) => name), ...used].map(context.variables.get);
    return {
      observations,
      passed: [`${looked} ${looked === 1 ? 'variable' : 'variables'} looked at`, ...cutLineEnds(variables)],
    };
  },
};

async function lookAt(context: Context, name: string, spec: VariableSpec): Promise<Observation[]> {
  const variable = context.variables.get(name);
  if (variable.problem) return [await (await import('./env/file-problem.js')).fileProblem(variable, context)];
  const { value } = variable;
  const needed = isNeeded(spec, context);
  if (value === undefined || value.trim() === '')
    return needed ? [await absence(context, name, needed, spec)] : [];
  const origin = describeOrigin(variable.origin) ?? 'nowhere';
  const more = { source: sourceOf(variable) };
  const observations: Observation[] = [];
  if (spec.deprecated) {
    const instead = typeof spec.deprecated === 'string' ? spec.deprecated : null;
    observations.push(observe('env/deprecated', name, { instead, origin }, more));
  }
  return [...observations, ...(await valueObservations(variable, spec, origin, context))];
}

async function absence(...given: Parameters<typeof absent>): Promise<Observation> {
  return (await import('./env/absent.js')).absent(...given);
}

/** The reason why a variable is needed, in words; null where it is not. */
function isNeeded(spec: VariableSpec, context: Context): string | null {
  if (spec.requiredWhen !== undefined) {
    const holds = conditionHolds(spec.requiredWhen, (name) => context.variables.get(name).value);
    const [name = ''] = spec.requiredWhen.split('=', 1);
    const shown = context.variables.get(name).secret ? name : spec.requiredWhen;
    return holds ? `It is required because ${shown}` : null;
  }
  const required = spec.required ?? spec.default === undefined;
  return required ? 'It is declared as required' : null;
}

/** Variables that the `${NAME}` of a database or a path needs; `already` were told, and so were declared ones. */
async function missingInExpressions(context: Context, already: ReadonlySet<string>): Promise<Observation[]> {
  const observations: Observation[] = [];
  const told = new Set([
    ...already,
    ...Object.keys(context.settings.env).filter((name) =>
      isNeeded(context.settings.env[name] ?? {}, context),
    ),
  ]);
  for (const { needs, missing: lacking, optional } of context.expressions) {
    for (const { variable, message } of lacking) {
      if (told.has(variable) || context.variables.get(variable).problem) continue;
      told.add(variable);
      const requiredBy = message ? `${needs} says: ${message}` : `${needs} needs it`;
      const observation = await absence(context, variable, requiredBy, context.settings.env[variable] ?? {});
      observations.push(optional ? { ...observation, severity: 'warning' } : observation);
    }
  }
  return observations;
}

function groups(context: Context): Observation[] {
  const isSet = (name: string) => Boolean(context.variables.get(name).value?.trim());
  return context.settings.envGroups.flatMap(({ anyOf, allOrNone }, index) => {
    const names = anyOf ?? allOrNone ?? [];
    const set = names.filter(isSet);
    const unset = names.filter((name) => !isSet(name));
    const broken = anyOf ? set.length === 0 : set.length > 0 && unset.length > 0;
    const source = context.settings.positionOf(['envGroups', index]);
    const facts = { rule: anyOf ? ('anyOf' as const) : ('allOrNone' as const), set, unset };
    return broken ? [observe('env/group', names.join(', '), facts, { source })] : [];
  });
}

function usedByDatabases({ databases }: Context): string[] {
  return databases.flatMap(({ variables }) => variables);
}

/** Without a configuration, NAME_FILE in place of a database's URL counts like the URL. */
function fileProblems({ settings, variables }: Context): string[] {
  if (settings.databases !== null) return [];
  return variables.names.filter((name) => namesDatabaseUrl(name) && variables.get(name).problem !== null);
}

/** A framework compares its variable as it is: `"production"` in quotes is not production to it. */
function spoiltSignals({ variables }: Context): string[] {
  return FRAMEWORK_VARIABLES.filter((name) => {
    const { value } = variables.get(name);
    if (!value) return false;
    const fault = valueFault(value, { wholeOnly: true });
    return fault?.code === 'env/quoted' || fault?.code === 'env/whitespace';
  });
}

/** Nobody sees a line end at the end of a file, and a program that does not cut it off has another value. */
function cutLineEnds(variables: readonly Variable[]): string[] {
  return variables.flatMap(({ name, origin }) =>
    origin?.kind === 'file' && origin.cut
      ? [`${name}: the content of the file of ${origin.variable}, without the line end behind it`]
      : [],
  );
}
