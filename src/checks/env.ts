import type { VariableSpec } from '../config/config.js';
import { observe } from '../findings/observe.js';
import type { Check, Observation, Outcome } from '../report.js';
import { lookAtRaw } from '../target/raw/hygiene.js';
import type { Database } from '../target/target.js';
import { conditionHolds } from '../variables/environment.js';
import { howToSet } from '../variables/how-to-set.js';
import { namesDatabaseUrl } from '../variables/secret-names.js';
import { publicPiece, valueFault, weakness } from '../variables/value-faults.js';
import { typeFault } from '../variables/value-types.js';
import { describeOrigin, sourceOf, type Variable } from '../variables/variables.js';
import type { Context } from './context.js';

/** Every declared variable, and every one that a database is read from, is set, well-formed and clean. */
export const envCheck: Check<Context> = {
  id: 'env',
  title: 'Environment variables',
  async run(context): Promise<Outcome> {
    const declared = Object.entries(context.settings.env);
    const used = [...usedByDatabases(context), ...fileProblems(context)].filter(
      (name) => !(name in context.settings.env),
    );
    const observations = [...context.environment.observations];
    for (const [name, spec] of declared) observations.push(...(await lookAt(context, name, spec)));
    for (const name of used) observations.push(...(await lookAt(context, name, { required: false })));
    observations.push(...(await missingInExpressions(context)), ...groups(context));
    const looked = declared.length + used.length;
    if (looked + context.settings.envGroups.length === 0 && observations.length === 0) {
      return { observations, nothing: 'no variable is declared or used' };
    }
    return { observations, passed: [`${looked} ${looked === 1 ? 'variable' : 'variables'} looked at`] };
  },
};

async function lookAt(context: Context, name: string, spec: VariableSpec): Promise<Observation[]> {
  const variable = context.variables.get(name);
  if (variable.problem) return [fileProblem(variable, context)];
  const { value } = variable;
  const needed = isNeeded(spec, context);
  if (value === undefined || value.trim() === '')
    return needed ? [await absent(context, name, needed, spec)] : [];
  const origin = describeOrigin(variable.origin) ?? 'nowhere';
  const more = { source: sourceOf(variable) };
  const observations: Observation[] = [];
  if (spec.deprecated) {
    const instead = typeof spec.deprecated === 'string' ? spec.deprecated : null;
    observations.push(observe('env/deprecated', name, { instead, origin }, more));
  }
  return [...observations, ...valueObservations(variable, spec, origin, context)];
}

function valueObservations(
  variable: Variable,
  spec: VariableSpec,
  origin: string,
  { databases, variables }: Context,
): Observation[] {
  const { name, value = '', secret } = variable;
  const more = { source: sourceOf(variable) };
  const isUrl = namesDatabaseUrl(name) || spec.type === 'database-url' || spec.type === 'url';
  const fault = (spec.values ?? []).some((each) => String(each) === value)
    ? null
    : valueFault(value, { wholeOnly: !isUrl && !secret });
  // libpq's keywords may have blanks around them.
  const isMeant = isUrl && fault?.code === 'env/whitespace' && lookAtRaw(value) === null;
  if (fault && !isMeant) {
    variables.secrets.addPublic(publicPiece(value, fault));
    return [
      {
        ...more,
        code: fault.code,
        subject: name,
        facts: { ...fault.facts, origin, ...mended(name, databases) },
      },
    ];
  }
  const wrong = typeFault(value, { ...spec, secret });
  if (wrong) {
    const got =
      wrong.got ??
      (secret ? `${[...value].length} characters (not shown)` : shown(variables.secrets.scrub(value)));
    return [observe('env/invalid', name, { expected: wrong.expected, got, origin, secret }, more)];
  }
  // Of a database's password, the check of the targets says so.
  const isTold = databases.some(({ observations }) =>
    observations.some(({ code, subject }) => code === 'url/default-credentials' && subject === name),
  );
  const reason = secret && !isUrl && !isTold ? weakness(value) : null;
  return reason ? [observe('env/weak-secret', name, { reason, origin }, more)] : [];
}

/** What the value reads as without what is wrong with it, where it is a database's and that is plain. */
function mended(name: string, databases: readonly Database[]): { reads?: string } {
  const reads = databases
    .flatMap(({ observations }) => observations)
    .filter(({ subject }) => subject === name)
    .map(({ facts }) => facts['reads'])
    .find((each) => typeof each === 'string');
  return typeof reads === 'string' ? { reads } : {};
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

/** A needed variable that is not set, or set to nothing. */
async function absent(
  context: Context,
  name: string,
  requiredBy: string,
  spec: VariableSpec,
): Promise<Observation> {
  const variable = context.variables.get(name);
  const origin = describeOrigin(variable.origin);
  if (origin !== null) {
    const facts = { origin, requiredBy, howToSet: howTo(context, name, spec) };
    return observe('env/empty', name, facts, { source: sourceOf(variable) });
  }
  const { nearNames } = await import('../variables/near-names.js');
  const set = context.variables.names.filter((each) => each in context.variables.commandEnvironment);
  const facts = {
    near: nearNames(name, set),
    howToSet: howTo(context, name, spec),
    requiredBy,
    description: spec.description ?? null,
    inFile: context.dotenv.find(({ values }) => values[name] !== undefined)?.file ?? null,
    missingFile: missingFileFor(name, context),
  };
  const source = context.settings.positionOf(['env', name]) ?? { variable: name };
  return observe('env/missing', name, facts, { source });
}

/** Variables that the `${NAME}` of a database or a path needs; a declared one was told already. */
async function missingInExpressions(context: Context): Promise<Observation[]> {
  const observations: Observation[] = [];
  const told = new Set(
    Object.keys(context.settings.env).filter((name) => isNeeded(context.settings.env[name] ?? {}, context)),
  );
  for (const { needs, missing: lacking, optional } of context.expressions) {
    for (const { variable, message } of lacking) {
      if (told.has(variable) || context.variables.get(variable).problem) continue;
      told.add(variable);
      const requiredBy = message ? `${needs} says: ${message}` : `${needs} needs it`;
      const observation = await absent(context, variable, requiredBy, context.settings.env[variable] ?? {});
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

function fileProblem({ name, problem }: Variable, context: Context): Observation {
  const { variable, path, reason } = problem ?? { variable: `${name}_FILE`, path: '', reason: 'EIO' };
  const source = { variable };
  if (reason === 'conflict') return observe('env/file-conflict', name, { variable }, { source });
  const shownPath = reason === 'not-a-path' ? null : context.variables.secrets.scrub(path);
  return observe('env/file-unreadable', name, { variable, path: shownPath, reason }, { source });
}

function usedByDatabases({ databases }: Context): string[] {
  return [...new Set(databases.flatMap(({ variables }) => variables))];
}

/** Without a configuration, NAME_FILE in place of a database's URL counts like the URL. */
function fileProblems({ settings, variables }: Context): string[] {
  if (settings.databases !== null) return [];
  return variables.names.filter((name) => namesDatabaseUrl(name) && variables.get(name).problem !== null);
}

/** The application's own configuration file that could give a variable and is not there. */
function missingFileFor(name: string, { settings, missingSettings }: Context): string | null {
  const mapped = settings.settings.find(({ file, map }) => name in map && missingSettings.includes(file));
  return mapped?.file ?? null;
}

function howTo(context: Context, name: string, spec: VariableSpec): string {
  return howToSet(
    name,
    (each) => context.variables.get(each).value,
    spec.example === undefined ? undefined : String(spec.example),
  );
}

/** A value that is no secret, cut to what a line can hold. */
function shown(value: string): string {
  return value.length > 60 ? `"${value.slice(0, 60)}…" (${value.length} characters)` : `"${value}"`;
}
