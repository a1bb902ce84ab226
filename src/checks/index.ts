import type { Check } from '../report.js';
import { connectCheck } from './connect.js';
import type { Context } from './context.js';
import { dialectCheck } from './dialect.js';
import { dotenvCheck } from './dotenv.js';
import { envCheck } from './env.js';
import { pathsCheck } from './paths.js';

/** What dbcheck does, in this order. Each loads what it needs to look further when there is something to look at. */
export const checks: readonly Check<Context>[] = [
  { id: 'env', title: 'Environment variables', ...envCheck },
  { id: 'dotenv', title: '.env files', ...dotenvCheck },
  { id: 'dialect', title: 'Database targets', needs: 'env', ...dialectCheck },
  { id: 'connect', title: 'Database connections', needs: 'dialect', ...connectCheck },
  { id: 'paths', title: 'Persistence paths', ...pathsCheck },
  {
    id: 'stray',
    title: 'Stray database files',
    run: async (...given) => (await import('./stray.js')).strayCheck.run(...given),
  },
];
