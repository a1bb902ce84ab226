import type { Settings } from '../config/settings.js';
import type { Variables } from '../variables/variables.js';
import { projectIn } from './sources/choose-client.js';
import { declaredDatabase } from './sources/declared.js';
import { discoveredDatabases } from './sources/discovered.js';
import type { Database } from './target.js';

/**
 * The databases of a run: those that the configuration declares, else those that the variables describe. `cwd` is
 * where the files of the project lie, which tell the client that the configuration does not name.
 */
export function resolveDatabases(
  settings: Settings,
  variables: Variables,
  { cwd }: { readonly cwd: string },
): Database[] {
  const project = projectIn(cwd);
  if (settings.databases === null) return discoveredDatabases(variables, project);
  return Object.entries(settings.databases).map(([name, written]) =>
    declaredDatabase(name, written, settings, variables, project),
  );
}
