import type { Severity } from '../../report.js';
import type { Described } from './described.js';

/** A database that the variables describe. */
export interface Found {
  readonly name: string;
  readonly described: Described;
  /** Other descriptions of the same database that say something else. */
  readonly conflicts: Conflict[];
}

/** Another description, and in what it differs. */
export interface Conflict {
  readonly name: string;
  readonly differs: readonly string[];
  readonly says: readonly { readonly variable: string; readonly dialect: string }[];
  readonly severity: Severity;
}
