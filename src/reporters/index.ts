import type { Reporter } from './reporter.js';

export type { Reporter, ReporterOptions } from './reporter.js';

export const REPORTERS = ['pretty', 'json', 'junit', 'github', 'sarif'] as const;
export type ReporterName = (typeof REPORTERS)[number];

/** Loads one reporter, and what colours it where they are wanted; only `pretty` has any. */
export async function loadReporter(name: ReporterName, { color }: { color: boolean }): Promise<Reporter> {
  switch (name) {
    case 'pretty': {
      const [{ pretty }, { loadPaint, plainPaint }] = await Promise.all([
        import('./pretty.js'),
        import('./paint.js'),
      ]);
      return pretty(color ? await loadPaint() : plainPaint);
    }
    case 'json':
      return (await import('./json.js')).json;
    case 'junit':
      return (await import('./junit.js')).junit;
    case 'github':
      return (await import('./github.js')).github;
    case 'sarif':
      return (await import('./sarif.js')).sarif;
  }
}
