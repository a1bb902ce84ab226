import type { VariableSpec } from '../config/config.js';
import type { DotenvFile } from './dotenv-files.js';
import { malformedName } from './malformed-name.js';
import { readSecretFile } from './secret-file.js';
import { holdsCredentials, namesDatabaseUrl, namesSecret } from './secret-names.js';
import { Secrets } from './secrets.js';
import type { FileProblem, Origin, Variable, Variables } from './variables.js';

export interface VariableSources {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly declared: Readonly<Record<string, VariableSpec>>;
  /** The `.env` files that are loaded here, strongest first; empty where the policy forbids them. */
  readonly dotenv: readonly DotenvFile[];
  /** From the application's own configuration files. */
  readonly settings: ReadonlyMap<
    string,
    { readonly value: string; readonly file: string; readonly key: string }
  >;
}

interface Candidate {
  readonly origin: Origin;
  readonly value: string;
}

/** Joins the sources in their order: environment, `NAME_FILE`, `.env` files, `settings`, `default`. */
export function readVariables(sources: VariableSources): Variables {
  const secrets = new Secrets();
  const known = new Map<string, Variable>();
  const names = allNames(sources);

  function get(name: string): Variable {
    const seen = known.get(name);
    if (seen) return seen;
    const { candidates, problem } = candidatesFor(name, sources);
    const [first, ...weaker] = candidates;
    const spec = sources.declared[name];
    const named = meant(name);
    const variable: Variable = {
      name,
      value: first?.value,
      origin: first?.origin ?? null,
      // A name that is spoilt hides what the name that was meant would hide.
      secret:
        isSecret(name, spec, first?.value) ||
        (named !== name && isSecret(named, sources.declared[named], first?.value)),
      shadowed: weaker.map(({ origin }) => origin),
      problem,
    };
    if (variable.secret) for (const { value } of candidates) if (hides(name, spec, value)) secrets.add(value);
    known.set(name, variable);
    return variable;
  }

  for (const name of names) {
    secrets.addPublic(name);
    // A NAME_FILE that nobody asks for is not opened.
    if (name in sources.env || name in sources.declared || namesSecret(name) || namesDatabaseUrl(name))
      get(name);
  }
  return { get, names, secrets, commandEnvironment: commandEnvironment(sources) };
}

function candidatesFor(name: string, sources: VariableSources) {
  const candidates: Candidate[] = [];
  let problem: FileProblem | null = null;
  const { env } = sources;
  const own = env[name];
  if (own !== undefined) candidates.push({ origin: { kind: 'environment' }, value: own });
  const path = env[`${name}_FILE`];
  if (path) {
    const variable = `${name}_FILE`;
    const file = readSecretFile(sources.cwd, path);
    if (own) problem = { variable, path, reason: 'conflict' };
    else if (file.problem !== null) problem = { variable, path, reason: file.problem };
    // An empty NAME beside NAME_FILE counts as unset, as in the official images.
    else
      candidates.splice(0, 1, { origin: { kind: 'file', variable, path, cut: file.cut }, value: file.value });
  }
  for (const { file, values, lines } of sources.dotenv) {
    const value = values[name];
    if (value !== undefined)
      candidates.push({ origin: { kind: 'dotenv', file, line: lines.get(name) ?? 1 }, value });
  }
  const setting = sources.settings.get(name);
  if (setting)
    candidates.push({
      origin: { kind: 'settings', file: setting.file, key: setting.key },
      value: setting.value,
    });
  const byDefault = sources.declared[name]?.default;
  if (byDefault !== undefined) candidates.push({ origin: { kind: 'default' }, value: String(byDefault) });
  return { candidates, problem };
}

function meant(name: string): string {
  return malformedName(name)?.meant ?? name;
}

function isSecret(name: string, spec: VariableSpec | undefined, value: string | undefined): boolean {
  if (spec?.secret !== undefined) return spec.secret;
  return (
    spec?.type === 'database-url' ||
    namesSecret(name) ||
    namesDatabaseUrl(name) ||
    (value !== undefined && holdsCredentials(value))
  );
}

/** A database's URL without a password is not a secret; masking it would hide which database is meant. */
function hides(name: string, spec: VariableSpec | undefined, value: string): boolean {
  const isUrl = namesDatabaseUrl(name) || spec?.type === 'database-url';
  // Without its slashes, what looks like a scheme may be the user.
  const isPlain = /^[a-z][\w+.-]*:(\/\/|[^@]*$)/i.test(value) && !holdsCredentials(value);
  return !(isUrl && isPlain);
}

function allNames({ env, declared, dotenv, settings }: VariableSources): string[] {
  const names = new Set<string>(settings.keys());
  for (const name of Object.keys(env)) {
    names.add(name);
    if (name.endsWith('_FILE')) names.add(name.slice(0, -'_FILE'.length));
  }
  for (const { values } of dotenv) for (const name of Object.keys(values)) names.add(name);
  for (const [name, spec] of Object.entries(declared)) if (spec.default !== undefined) names.add(name);
  return [...names].filter(Boolean).sort();
}

function commandEnvironment({ env, dotenv }: VariableSources): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const { values } of [...dotenv].reverse()) Object.assign(merged, values);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) merged[name] = value;
  return merged;
}
