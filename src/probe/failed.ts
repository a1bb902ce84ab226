import type { Facts, Observation } from '../report.js';

/** What a second experiment may call, or say more of. */
type Retold =
  | 'tls/required'
  | 'connect/host-not-allowed'
  | 'connect/auth-failed'
  | 'connect/database-missing'
  | 'connect/database-denied';

/** Ends an attempt from any depth of it, with what was seen. Not a bug: `probe` turns it into a result. */
export class Failed extends Error {
  readonly observations: readonly [Observation, ...Observation[]];

  constructor(first: Observation, ...more: Observation[]) {
    super(first.code);
    this.observations = [first, ...more];
  }

  /** The code of what was seen first. */
  get code(): string {
    return this.observations[0].code;
  }

  get facts(): Facts {
    return this.observations[0].facts;
  }

  /** The same evidence under another code of the same facts, after a second experiment. */
  as(code: Retold, facts: Facts): Failed {
    const [first] = this.observations;
    return new Failed({ ...first, code, facts: { ...first.facts, ...facts } });
  }
}
