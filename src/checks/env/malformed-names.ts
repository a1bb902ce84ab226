import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { malformedName } from '../../variables/malformed-name.js';
import { namesDatabaseUrl } from '../../variables/secret-names.js';
import type { Context } from '../context.js';

/** Set variables whose names are spoilt, where the name that was meant is asked for and not set. */
export async function malformedNames(context: Context, asked: readonly string[]): Promise<Observation[]> {
  const { variables } = context;
  const spoilt = Object.keys(variables.commandEnvironment).flatMap((name) => {
    // Frameworks read some names with dots and dashes.
    const found = namesDatabaseUrl(name) ? null : malformedName(name);
    return found ? [{ name, ...found }] : [];
  });
  if (spoilt.length === 0) return [];
  const { COMMON_NAMES } = await import('../../target/sources/discover.js');
  const wanted = new Set([...asked, ...COMMON_NAMES]);
  const observations = new Map<string, Observation>();
  for (const { name, meant, reason } of spoilt) {
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
