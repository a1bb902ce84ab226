import type { CheckId, Facts, Finding, Json, Observation, Severity } from '../report.js';
import { catalogue } from './catalogue.js';
import type { Entry } from './entry.js';

export interface Rendering {
  /** `severity` of the configuration. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Whether a database's failures are only warnings. */
  isOptional(database: string): boolean;
  /** Masks secrets: the last line of defence. */
  guard(text: string): string;
}

/** Gives an observation its words; null where the configuration has switched its code off. */
export function render(observation: Observation, check: CheckId, rendering: Rendering): Finding | null {
  const { code, source } = observation;
  const words = entryOf(code);
  const severity = severityOf(observation, words, rendering);
  if (severity === 'off') return null;
  // Facts are masked and sentences are not: a secret that is a word of a sentence would show as a hole in it.
  const subject = rendering.guard(observation.subject);
  const facts = guarded(observation.facts, rendering.guard) as Facts;
  return {
    code,
    severity,
    transient: isTransient(observation),
    check,
    subject,
    message: words.message(subject, facts),
    why: words.why(subject, facts),
    fix: words.fix(subject, facts),
    facts,
    source,
  };
}

/** Whether waiting can cure it: by the evidence, else by the catalogue. */
export function isTransient({ code, transient }: Observation): boolean {
  return transient ?? entryOf(code).transient;
}

function entryOf(code: string): Entry {
  const words = (catalogue as unknown as Readonly<Record<string, Entry>>)[code];
  if (!words) throw new Error(`no entry for ${code} in the catalogue`);
  return words;
}

function severityOf(observation: Observation, words: Entry, rendering: Rendering): Severity | 'off' {
  const configured = rendering.severity[observation.code];
  if (configured) return configured;
  const severity = observation.severity ?? words.severity;
  const { database } = observation;
  return severity === 'error' && database !== undefined && rendering.isOptional(database)
    ? 'warning'
    : severity;
}

/** Facts that hold words of dbcheck alone. */
const OWN_WORDS = new Set([
  'reason',
  'kind',
  'stage',
  'rule',
  'end',
  'by',
  'part',
  'dialect',
  'environment',
  'word',
  'problem',
]);

function guarded(value: Json, guard: (text: string) => string): Json {
  if (typeof value === 'string') return guard(value);
  if (Array.isArray(value)) return value.map((item) => guarded(item, guard));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, OWN_WORDS.has(key) ? item : guarded(item, guard)]),
  );
}
