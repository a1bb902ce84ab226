import type { Outcome } from '../report.js';
import type { CheckRun } from './context.js';

export const NOTHING = 'no paths are declared';

/** Every persistence path holds what is written to it. */
export const pathsCheck: CheckRun = {
  async run(context): Promise<Outcome> {
    const hasFile = context.databases.some(({ target }) => target?.dialect === 'sqlite');
    if (context.settings.paths.length === 0 && !hasFile) return { observations: [], nothing: NOTHING };
    const { askPaths } = await import('./path/ask-paths.js');
    return askPaths(context);
  },
};
