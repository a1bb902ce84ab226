import type { Check } from '../report.js';
import type { Context } from './context.js';

/** What dbcheck does, in this order. Each is loaded when it runs. */
export const checks: readonly Check<Context>[] = [
  {
    id: 'env',
    title: 'Environment variables',
    run: async (...given) => (await import('./env.js')).envCheck.run(...given),
  },
  {
    id: 'dotenv',
    title: '.env files',
    run: async (...given) => (await import('./dotenv.js')).dotenvCheck.run(...given),
  },
  {
    id: 'dialect',
    title: 'Database targets',
    needs: 'env',
    run: async (...given) => (await import('./dialect.js')).dialectCheck.run(...given),
  },
  {
    id: 'connect',
    title: 'Database connections',
    needs: 'dialect',
    run: async (...given) => (await import('./connect.js')).connectCheck.run(...given),
  },
  {
    id: 'paths',
    title: 'Persistence paths',
    run: async (...given) => (await import('./paths.js')).pathsCheck.run(...given),
  },
  {
    id: 'stray',
    title: 'Stray database files',
    run: async (...given) => (await import('./stray.js')).strayCheck.run(...given),
  },
];
