import type { Settings } from '../config/settings.js';
import type { Variables } from '../variables/variables.js';
import { declaredDatabase } from './sources/declared.js';
import { discoveredDatabases } from './sources/discovered.js';
import type { Database } from './target.js';

/** The databases of a run: those that the configuration declares, else those that the variables describe. */
export function resolveDatabases(
  settings: Settings,
  variables: Variables,
  _: { readonly cwd: string },
): Database[] {
  if (settings.databases === null) return discoveredDatabases(variables);
  return Object.entries(settings.databases).map(([name, written]) =>
    declaredDatabase(name, written, settings, variables),
  );
}
