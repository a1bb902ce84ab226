import type { core } from 'zod/mini';
import { nearestName } from '../nearest-name.js';
import { dataAt, isMapping } from './data-at.js';
import type { Path } from './document.js';
import { knownKeys } from './schema.js';
import { showKey } from './syntax-fault.js';

/** One thing that is wrong with the configuration, in words. */
export interface Fault {
  readonly path: Path;
  /** What the position is to be of. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly nearest: string | null;
}

type Issue = core.$ZodIssue;

/** The faults that an issue of the schema stands for; `data` is the whole configuration. */
export function faultsOf(issue: Issue, data: unknown, above: Path = []): Fault[] {
  const path = [...above, ...(issue.path as Path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path));
    case 'invalid_union':
      return unionFaults(issue.errors, data, path);
    case 'invalid_key':
      return [badName(path, issue.issues[0])];
    default:
      return [badValue(path, [issue], data)];
  }
}

function unknownKey(key: string, path: Path): Fault {
  const known = knownKeys(patternOf(path));
  const nearest = nearestName(key, known);
  const where = path.length > 0 ? `${showPath(path)}: ` : '';
  const hint = nearest ? ` (did you mean "${nearest}"?)` : ` (known here: ${known.join(', ')})`;
  return {
    path: [...path, key],
    part: 'key',
    message: `${where}unknown key ${showKey(key)}${hint}`,
    nearest,
  };
}

function badName(path: Path, issue: Issue | undefined): Fault {
  const name = showKey(String(path.at(-1)));
  const where = showPath(path.slice(0, -1));
  const message = `${where}: the name ${name} cannot be used; ${issue ? complaint([issue]) : 'choose another'}`;
  return { path, part: 'key', message, nearest: null };
}

/** Of a key that takes several forms, the complaint of the form that was meant. */
function unionFaults(branches: readonly (readonly Issue[])[], data: unknown, path: Path): Fault[] {
  const meant = branches.find((issues) => issues.every((issue) => !isWrongKind(issue)));
  return meant
    ? meant.flatMap((issue) => faultsOf(issue, data, path))
    : [badValue(path, branches.flat(), data)];
}

/** Whether the value is not even of the kind that this form takes. */
function isWrongKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function badValue(path: Path, issues: readonly Issue[], data: unknown): Fault {
  const value = dataAt(data, path);
  if (value === undefined && path.length > 0) {
    const message = `${showPath(path.slice(0, -1))}: the key ${showKey(String(path.at(-1)))} is missing`;
    return { path, part: 'value', message, nearest: null };
  }
  const allowed = issues.flatMap((issue) => ('values' in issue ? issue.values : []));
  const names = allowed.filter((each) => typeof each === 'string');
  const nearest = typeof value === 'string' ? nearestName(value, names) : null;
  const hint = nearest ? ` (did you mean "${nearest}"?)` : '';
  const said = complaint(issues);
  const got = said.startsWith(EXPECTED) ? `, got ${describe(value, path)}` : '';
  return { path, part: 'value', message: `${showPath(path)}: ${said}${got}${hint}`, nearest };
}

/** `expected A, B or C`, or a sentence of schema-values.ts. */
function complaint(issues: readonly Issue[]): string {
  const own = issues.find(({ message }) => message.startsWith('has '));
  if (own) return own.message;
  const all = [...new Set(issues.flatMap(alternatives))];
  const last = all.pop() ?? 'something else';
  return `${EXPECTED}${all.length > 0 ? `${all.join(', ')} or ` : ''}${last}`;
}

function alternatives(issue: Issue): string[] {
  if (issue.message.startsWith(EXPECTED)) return [issue.message.slice(EXPECTED.length)];
  if (issue.code === 'invalid_type') return [KINDS[issue.expected] ?? issue.expected];
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

const EXPECTED = 'expected ';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (name: value)',
};

/** A value may be a secret wherever it is not one of a few known words or a plain measure. */
function describe(value: unknown, path: Path): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint')
    return SHOWN.has(patternOf(path)) ? String(value) : 'a number';
  if (typeof value === 'string') {
    if (value === '') return 'empty text';
    return SHOWN.has(patternOf(path)) && /^[\w.<>=-]{1,20}$/.test(value) ? `"${value}"` : 'text';
  }
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  return isMapping(value) ? 'a mapping' : 'something else';
}

const SHOWN = new Set([
  'env.*.type',
  'env.*.minLength',
  'env.*.min',
  'env.*.max',
  'dotenv.policy',
  'stray.policy',
  'severity.*',
  'wait',
  'timeout',
  'databases.*.dialect',
  'databases.*.dialects.*',
  'databases.*.tls',
  'databases.*.tls.mode',
  'databases.*.port',
  'databases.*.replicas',
  'databases.*.version',
  'paths.*.kind',
  'paths.*.minFree',
]);

/** `databases.*.dialects.*` for a dialect of a database, in the base as in an environment. */
function patternOf(path: Path): string {
  const [first, , ...below] = path;
  if (first === 'environments')
    return path.length > 2 ? patternOf(below) : path.length === 2 ? 'environments.*' : 'environments';
  const named = first === 'env' || first === 'databases' || first === 'severity';
  return path
    .map((segment, index) => (typeof segment === 'number' || (named && index === 1) ? '*' : segment))
    .join('.');
}

/** `databases.main.url`, `paths[0].kind`. */
export function showPath(path: Path): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((segment) =>
      typeof segment === 'number'
        ? `[${segment}]`
        : `.${/^[\p{L}\p{N}_./-]{1,60}$/u.test(segment) ? segment : '…'}`,
    )
    .join('')
    .replace(/^\./, '');
}
