import type { Compiled } from './accepts.js';
import { compileSchema } from './compile-schema.js';

/** The schema of all configurations, compiled. The build puts the result in the place of this (scripts/compiled.mjs). */
export function compiledSchema(): Compiled {
  return compileSchema();
}
