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
  const { code, subject, facts, source } = observation;
  const words = entryOf(code);
  const severity = severityOf(observation, words, rendering);
  if (severity === 'off') return null;
  const guard = rendering.guard;
  return {
    code,
    severity,
    transient: isTransient(observation),
    check,
    subject: guard(subject),
    message: guard(words.message(subject, facts)),
    why: words.why(subject, facts).map(guard),
    fix: words.fix(subject, facts).map(guard),
    facts: guarded(facts, guard) as Facts,
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

function guarded(value: Json, guard: (text: string) => string): Json {
  if (typeof value === 'string') return guard(value);
  if (Array.isArray(value)) return value.map((item) => guarded(item, guard));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, guarded(item, guard)]));
}
