import type { VariableSpec } from '../../config/config.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { readDotenvFile } from '../../variables/dotenv-files.js';
import { listDotenvFiles } from '../../variables/dotenv-names.js';
import { howToSet } from '../../variables/how-to-set.js';
import { namesIn } from '../../variables/names-in.js';
import { describeOrigin, sourceOf } from '../../variables/variables.js';
import type { Context } from '../context.js';

/** Where Docker and Compose mount secrets. */
const SECRETS = '/run/secrets';

/** A needed variable that is not set, or set to nothing. */
export async function absent(
  context: Context,
  name: string,
  requiredBy: string,
  spec: VariableSpec,
): Promise<Observation> {
  const { variables, settings } = context;
  const variable = variables.get(name);
  const origin = describeOrigin(variable.origin);
  if (origin !== null) {
    const facts = { origin, requiredBy, howToSet: howTo(context, name, spec) };
    return observe('env/empty', name, facts, { source: sourceOf(variable) });
  }
  const { nearNames } = await import('../../variables/near-names.js');
  // A declared one is meant for itself.
  const set = variables.names.filter(
    (each) => variables.commandEnvironment[each] !== undefined && !(each in settings.env),
  );
  const facts = {
    near: nearNames(name, set),
    howToSet: howTo(context, name, spec),
    requiredBy,
    description: spec.description ?? null,
    ...(await inFiles(name, context)),
    missingFile: missingFileFor(name, context),
    emptyFile: variables.commandEnvironment[`${name}_FILE`] === '' ? `${name}_FILE` : null,
    secretFile: secretFileFor(name, context),
  };
  const source = settings.positionOf(['env', name]) ?? { variable: name };
  return observe('env/missing', name, facts, { source });
}

/** The `.env` file that has it and is not loaded, and why not. */
async function inFiles(
  name: string,
  { cwd, dotenv, settings, environment }: Context,
): Promise<{ inFile: string | null; notLoaded: string | null }> {
  const { policy, files } = settings.dotenv;
  const forbidden = dotenv.find(({ values }) => values[name] !== undefined)?.file;
  if (policy === 'forbidden' && forbidden !== undefined) {
    const notLoaded = `.env files are not loaded in ${environment.name} (dotenv.policy: forbidden)`;
    return { inFile: forbidden, notLoaded };
  }
  for (const file of listDotenvFiles(cwd).filter((each) => !files.includes(each))) {
    const others = policy === 'forbidden' ? null : await readDotenvFile(cwd, file);
    if (others?.values[name] === undefined) continue;
    const notLoaded = `only ${files.join(', ') || 'no file'} ${files.length > 1 ? 'are' : 'is'} loaded here (dotenv.files)`;
    return { inFile: file, notLoaded };
  }
  return { inFile: null, notLoaded: null };
}

/** A mounted secret of that name, which no NAME_FILE points to. */
function secretFileFor(name: string, { variables }: Context): string | null {
  const file = namesIn(SECRETS).find((each) => each.toUpperCase().replace(/[^A-Z0-9]/g, '_') === name);
  return file === undefined ? null : variables.secrets.scrub(`${SECRETS}/${file}`);
}

/** The application's own configuration file that could give a variable and is not there. */
function missingFileFor(name: string, { settings, missingSettings }: Context): string | null {
  const mapped = settings.settings.find(({ file, map }) => name in map && missingSettings.includes(file));
  return mapped?.file ?? null;
}

function howTo(context: Context, name: string, spec: VariableSpec): string {
  const example = spec.example ?? (spec.values?.length === 1 ? spec.values[0] : undefined);
  return howToSet(
    name,
    (each) => context.variables.get(each).value,
    example === undefined || (spec.example === undefined && context.variables.get(name).secret)
      ? undefined
      : String(example),
  );
}
