import type { Report } from '../report.js';

export interface ReporterOptions {
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** Columns of the terminal; null: nothing is wrapped. */
  readonly width: number | null;
}

/** A report as text that ends in a newline, or is empty where there is nothing to say. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
