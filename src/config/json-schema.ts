import { toJSONSchema } from 'zod/mini';
import { configSchema } from './schema.js';

/** The JSON Schema (draft 2020-12) of the configuration file, for editors. */
export function jsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = toJSONSchema(configSchema(), { target: 'draft-2020-12', io: 'input' });
  return { $schema, title: 'Configuration of dbcheck', ...schema };
}
