import { accepts } from './accepts.js';
import { compiledSchema } from './compiled-schema.js';
import type { Config } from './config.js';
import type { Path } from './document.js';
import type { Position } from './line-index.js';
import { relationFaults } from './relations.js';

export interface ValidateOptions {
  /** The codes of the findings; asked for only where there is a section `severity`. */
  knownCodes(): Promise<readonly string[]>;
  /** For messages; null for a configuration that comes from a program. */
  readonly file: string | null;
  positionOf(path: Path, part: 'key' | 'value'): Position | null;
}

/**
 * Checks a configuration strictly. What has nothing wrong with it is told by the compiled schema; zod and its words
 * are loaded for anything else. Throws one `UsageError` that names every fault, the first with its place.
 */
export async function validate(data: unknown, options: ValidateOptions): Promise<Config> {
  if (accepts(compiledSchema(), data)) {
    const { $schema: _, ...config } = data as Config & { $schema?: string };
    const sections = [config, ...Object.values(config.environments ?? {})];
    const isPlain = sections.every(({ severity = {} }) => Object.keys(severity).length === 0);
    if (isPlain && relationFaults(config).length === 0) return config;
  }
  const { checkInWords } = await import('./check-in-words.js');
  return checkInWords(data, options);
}
