import type { Observation } from '../report.js';
import { namesSecret } from './secret-names.js';

/** Which environment this is: contract, section 3. */
export interface Environment {
  readonly name: string;
  /** In words: `SPACE_ID is set`, `nothing says otherwise`. */
  readonly because: string;
  /** Whether the rules of production hold. */
  readonly production: boolean;
  /** `environment/conflict`, told by the check `env`. */
  readonly observations: readonly Observation[];
}

export interface EnvironmentInput {
  /** `--environment`, which wins, or `DBCHECK_ENVIRONMENT`. */
  readonly option: string | undefined;
  /** The `environments.*.when` of the configuration. */
  readonly when: ReadonlyMap<string, readonly string[]>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a framework or a platform says: a name, the words for it, and how sure it is. */
interface Signal {
  readonly says: 'production' | 'development' | 'test';
  readonly because: string;
}

export const FRAMEWORK_VARIABLES: readonly string[] = [
  'NODE_ENV',
  'APP_ENV',
  'ENV',
  'ENVIRONMENT',
  'FLASK_ENV',
  'DJANGO_ENV',
  'RAILS_ENV',
  'RACK_ENV',
  'GO_ENV',
  'NEST_ENV',
  'ASPNETCORE_ENVIRONMENT',
  'DOTNET_ENVIRONMENT',
  'SPRING_PROFILES_ACTIVE',
];

const FRAMEWORK_WORDS = new Map<string, Signal['says']>([
  ['production', 'production'],
  ['prod', 'production'],
  ['test', 'test'],
  ['testing', 'test'],
  ['development', 'development'],
  ['dev', 'development'],
  ['local', 'development'],
]);

const PLATFORM_VARIABLES = [
  'SPACE_ID',
  'HF_SPACE_ID',
  'KUBERNETES_SERVICE_HOST',
  'DYNO',
  'RENDER',
  'FLY_APP_NAME',
  'RAILWAY_ENVIRONMENT_NAME=production',
  'VERCEL_ENV=production',
  'K_SERVICE',
  'ECS_CONTAINER_METADATA_URI_V4',
  'AWS_LAMBDA_FUNCTION_NAME',
  'WEBSITE_INSTANCE_ID',
];

/** The words that an environment is told by, and those that dbcheck says of it. */
export const environmentWords: readonly string[] = [
  ...FRAMEWORK_VARIABLES,
  ...FRAMEWORK_WORDS.keys(),
  ...PLATFORM_VARIABLES,
];

/** A build runner often lives in a cluster, which says nothing about what is built there. */
const CLUSTER = 'KUBERNETES_SERVICE_HOST is set';

export function detectEnvironment({ option, when, env }: EnvironmentInput): Environment {
  if (option) return named(option, '--environment');
  if (env['DBCHECK_ENVIRONMENT']) return named(env['DBCHECK_ENVIRONMENT'], 'DBCHECK_ENVIRONMENT is set');
  return byConfiguration(when, env) ?? bySignals(env);
}

/** `NAME`: set and not empty; `NAME=value`: exactly that, or one item of a list. */
export function conditionHolds(condition: string, lookUp: (name: string) => string | undefined): boolean {
  const at = condition.indexOf('=');
  if (at < 0) return Boolean(lookUp(condition));
  return items(lookUp(condition.slice(0, at))).includes(condition.slice(at + 1));
}

function byConfiguration(when: EnvironmentInput['when'], env: EnvironmentInput['env']): Environment | null {
  const holding: Signal[] = [];
  for (const [name, conditions] of when) {
    const condition = conditions.find((each) => conditionHolds(each, (variable) => env[variable]));
    if (condition) holding.push({ says: canonical(name) as Signal['says'], because: inWords(condition) });
  }
  return strictest(holding);
}

function bySignals(env: EnvironmentInput['env']): Environment {
  const signals: Signal[] = [];
  for (const name of FRAMEWORK_VARIABLES) {
    // Quotes that a loader kept are a fault of their own, and no reason for milder rules.
    for (const item of items(env[name]?.replace(/^\s*(["'])(.*)\1\s*$/s, '$2'))) {
      const says = FRAMEWORK_WORDS.get(item.toLowerCase());
      if (says) signals.push({ says, because: `${name}=${item}` });
    }
  }
  for (const condition of PLATFORM_VARIABLES) {
    if (conditionHolds(condition, (name) => env[name])) {
      signals.push({ says: 'production', because: inWords(condition) });
    }
  }
  const speaksForProduction = signals.some(
    ({ says, because }) => says === 'production' && because !== CLUSTER,
  );
  if (env['CI'] === 'true' && !speaksForProduction) {
    const test = signals.find(({ says }) => says === 'test');
    return found('test', test?.because ?? 'CI=true');
  }
  return strictest(signals) ?? found('development', 'nothing says otherwise');
}

/** The first that speaks for production, else for test, else the first; with a warning when they disagree. */
function strictest(signals: readonly Signal[]): Environment | null {
  const strict =
    signals.find(({ says }) => says === 'production') ??
    signals.find(({ says }) => says === 'test') ??
    signals[0];
  if (!strict) return null;
  const other = signals.find(({ says }) => says !== strict.says);
  if (!other) return found(strict.says, strict.because);
  const facts = {
    counts: strict.says,
    because: strict.because,
    other: other.says,
    otherBecause: other.because,
  };
  const conflict = {
    code: 'environment/conflict',
    subject: 'environment',
    facts,
    source: { variable: variableOf(other.because) },
  };
  return { ...found(strict.says, strict.because), observations: [conflict] };
}

function named(name: string, because: string): Environment {
  return found(canonical(name), because);
}

/** `prod` is short for production wherever an environment is named. */
function canonical(name: string): string {
  return /^prod(uction)?$/i.test(name) ? 'production' : name;
}

function found(name: string, because: string): Environment {
  return { name, because, production: name === 'production', observations: [] };
}

function items(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function inWords(condition: string): string {
  const [name = condition] = condition.split('=', 1);
  if (namesSecret(name)) return `${name} is set`;
  return condition.includes('=') ? condition : `${condition} is set`;
}

function variableOf(because: string): string {
  return because.split(/[= ]/, 1)[0] ?? because;
}
