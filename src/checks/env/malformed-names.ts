import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { COMMON_NAMES } from '../../target/sources/discover.js';
import { malformedName } from '../../variables/malformed-name.js';
import { namesDatabaseUrl } from '../../variables/secret-names.js';
import type { Context } from '../context.js';

/** Set variables whose names are spoilt, where the name that was meant is asked for and not set. */
export function malformedNames(context: Context, asked: readonly string[]): Observation[] {
  const { variables } = context;
  const wanted = new Set([...asked, ...COMMON_NAMES]);
  const observations = new Map<string, Observation>();
  for (const name of Object.keys(variables.commandEnvironment)) {
    // Frameworks read some names with dots and dashes.
    const found = namesDatabaseUrl(name) ? null : malformedName(name);
    if (!found) continue;
    const { meant, reason } = found;
    if (!(wanted.has(meant) || namesDatabaseUrl(meant)) || variables.get(meant).value?.trim()) continue;
    const facts = { written: variables.secrets.scrub(escaped(name)), reason };
    observations.set(meant, observe('env/name-malformed', meant, facts, { source: { variable: meant } }));
  }
  return [...observations.values()];
}

/** What does not show is written as its code. */
function escaped(name: string): string {
  return JSON.stringify(name).replace(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
