import type { Outcome } from '../report.js';
import { listDotenvFiles } from '../variables/dotenv-names.js';
import type { CheckRun } from './context.js';

/** The `.env` policy of this environment holds. */
export const dotenvCheck: CheckRun = {
  async run(context): Promise<Outcome> {
    const { cwd, dotenv, dotenvLoaders, settings } = context;
    const isNone = dotenv.length + dotenvLoaders.length + listDotenvFiles(cwd).length === 0;
    if (isNone && settings.dotenv.policy !== 'required')
      return { observations: [], passed: [NONE[settings.dotenv.policy]] };
    const { tellFiles } = await import('./dotenv/tell-files.js');
    return tellFiles(context);
  },
};

/** What is said where there is no file. */
export const NONE = {
  forbidden: 'no .env file in the working directory',
  optional: 'no .env file, and none is required',
};
