import type { Context } from './checks/context.js';
import { dialectCheck } from './checks/dialect.js';
import { envCheck } from './checks/env.js';
import { type Prepared, prepare } from './prepare.js';
import { renderAll } from './render-all.js';
import type { Finding, InspectedDatabase, InspectedVariable, Inspection } from './report.js';
import type { RunOptions } from './run-options.js';
import { targetFields } from './target/describe.js';
import type { Database } from './target/target.js';
import { namesDatabaseUrl } from './variables/secret-names.js';
import { describeOrigin, type Variable } from './variables/variables.js';

/** Looks at variables and database targets without connecting to anything. Throws `UsageError`. */
export async function inspect(options: RunOptions = {}): Promise<Inspection> {
  const prepared = await prepare(options);
  const context: Context = {
    ...prepared,
    startedAt: 0,
    signal: options.signal ?? new AbortController().signal,
    waiting: new AbortController().signal,
    progress: () => {},
    inspecting: true,
  };
  const ofVariables = (await envCheck.run(context, new Map())).observations;
  const ofTargets = (await dialectCheck.run(context, new Map())).observations;
  const empty = ofTargets
    .filter(({ code, source }) => code === 'dialect/missing' && source)
    .map(({ subject }) => subject);
  const spoilt = ofVariables
    .filter(({ code }) => code === 'env/name-malformed')
    .map(({ subject }) => subject);
  const { name, because } = prepared.environment;
  return {
    schema: 1,
    environment: { name, because },
    variables: await Promise.all(
      [...new Set([...shownNames(prepared), ...empty, ...spoilt])].map(async (each) => {
        const variable = prepared.variables.get(each);
        const scrubbed =
          variable.value === undefined ? null : prepared.variables.secrets.scrub(variable.value);
        return describeVariable(
          { ...variable, shown: variable.secret ? null : scrubbed },
          await renderAll(
            ofVariables.filter(({ subject }) => subject === each),
            'env',
            prepared,
          ),
          await renderAll(
            ofTargets.filter(({ subject, database }) => subject === each && !database),
            'dialect',
            prepared,
          ),
        );
      }),
    ),
    databases: await Promise.all(
      prepared.databases.map(async (database) =>
        describeDatabase(
          database,
          await renderAll(
            ofTargets.filter((each) => each.database === database.name),
            'dialect',
            prepared,
          ),
        ),
      ),
    ),
  };
}

/** Declared variables, those that databases are read from, and every set one that names a database's URL. */
function shownNames({ settings, databases, expressions, variables }: Prepared): string[] {
  return [
    ...new Set([
      ...Object.keys(settings.env),
      ...databases.flatMap((database) => database.variables),
      ...expressions.flatMap(({ missing }) => missing.map(({ variable }) => variable)),
      ...variables.names.filter(namesDatabaseUrl),
    ]),
  ];
}

function describeVariable(
  { name, origin, shadowed, secret, shown }: Variable & { shown: string | null },
  ...found: Finding[][]
): InspectedVariable {
  return {
    name,
    source: describeOrigin(origin),
    shadowed: shadowed.map(describeOrigin).filter((each) => each !== null),
    secret,
    value: shown,
    findings: found.flat(),
  };
}

function describeDatabase({ name, target, known }: Database, findings: Finding[]): InspectedDatabase {
  return target ? { name, ...targetFields(target), findings } : { name, ...NO_TARGET, ...known, findings };
}

/** A value that could not be read says nothing about where the database is; `known` may say a little. */
const NO_TARGET = {
  dialect: null,
  driver: null,
  grammar: 'any',
  hosts: [],
  database: null,
  user: null,
  passwordSet: false,
  socket: null,
  file: null,
  tlsMode: null,
  tlsEffective: null,
  provider: null,
  parameters: {},
  target: null,
  sources: {},
} as const;
