import type { Check } from '../report.js';
import { connectCheck } from './connect.js';
import type { Context } from './context.js';
import { dialectCheck } from './dialect.js';
import { dotenvCheck } from './dotenv.js';
import { envCheck } from './env.js';
import { pathsCheck } from './paths.js';
import { strayCheck } from './stray.js';

/** What dbcheck does, in this order. */
export const checks: readonly Check<Context>[] = [
  envCheck,
  dotenvCheck,
  dialectCheck,
  connectCheck,
  pathsCheck,
  strayCheck,
];
