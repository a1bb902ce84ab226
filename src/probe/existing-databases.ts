import type { Attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** Those of the server itself, which no application means. */
const OWN = new Set(['postgres', 'information_schema', 'performance_schema', 'mysql', 'sys']);

/** The same failure, with the databases that this login can see in its place; `column` holds their names. */
export function withNames(
  { request: { scrub } }: Attempt,
  failed: Failed,
  rows: readonly Readonly<Record<string, unknown>>[],
  column: string,
): Failed {
  const names = rows.map((row) => String(row[column])).filter((name) => !OWN.has(name));
  const code = failed.code === 'connect/database-denied' ? failed.code : 'connect/database-missing';
  // A name that is a secret says nothing to anybody.
  return failed.as(code, { databases: names.filter((name) => scrub(name) === name) });
}
