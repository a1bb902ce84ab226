import type { Facts, Severity } from '../report.js';

/** The words for one code. `message` is one line with the subject in it; each fix can be pasted. */
export interface Entry<F extends Facts = Facts> {
  readonly severity: Severity;
  /** Whether waiting can cure it. */
  readonly transient: boolean;
  /** What the code means in a few words, for the list of `dbcheck explain`. */
  readonly title: string;
  message(subject: string, facts: F): string;
  /** The evidence, most telling first. */
  why(subject: string, facts: F): readonly string[];
  /** What to change, as imperatives. */
  fix(subject: string, facts: F): readonly string[];
  /** What `dbcheck explain CODE` prints below the title: what it means, why it matters, how to mend it. */
  readonly page: string;
}

/** Gives an entry the type of its facts; `{}` where a code needs none. */
export function entry<F extends Facts>(words: Entry<F>): Entry<F> {
  return words;
}
