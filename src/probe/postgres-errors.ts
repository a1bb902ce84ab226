import { NEON } from './answers/neon.js';
import { PGBOUNCER } from './answers/pgbouncer.js';
import { POSTGRES, POSTGRES_REST } from './answers/postgres.js';
import { POSTGRES_CLOUDS } from './answers/postgres-clouds.js';
import { POSTGRES_POOLERS } from './answers/postgres-poolers.js';
import type { Row } from './answers/row.js';
import { SUPABASE } from './answers/supabase.js';

/**
 * What PostgreSQL, and the poolers and clouds in front of it, mean by their errors. The first row that fits
 * counts: words that only one of them uses come before the server's own, which go by SQLSTATE.
 */
export const POSTGRES_ANSWERS: readonly Row[] = [
  ...SUPABASE,
  ...NEON,
  ...POSTGRES_POOLERS,
  ...PGBOUNCER,
  ...POSTGRES_CLOUDS,
  ...POSTGRES,
  ...POSTGRES_REST,
];
