import type { Observation } from '../report.js';
import type { FactsOf, FindingCode } from './catalogue.js';

type More = Partial<Pick<Observation, 'source' | 'severity' | 'transient' | 'database'>>;

/** An observation whose code exists and whose facts are those that its sentences need. */
export function observe<C extends FindingCode>(
  code: C,
  subject: string,
  facts: FactsOf<C>,
  more: More = {},
): Observation {
  return { source: null, ...more, code, subject, facts };
}
