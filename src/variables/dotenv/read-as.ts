import { parseEnv } from 'node:util';
import type { grammarOf } from './loaders.js';
import { readAsPythonDotenv } from './python-dotenv.js';

/** The variables of a `.env` file's text, as a loader reads them. */
export async function readAs(
  grammar: ReturnType<typeof grammarOf>,
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  if (grammar === 'python-dotenv') return readAsPythonDotenv(text, env);
  // An object without a prototype, with undefined for what is not there, as its types say.
  if (grammar === 'node') return { ...(parseEnv(text) as Record<string, string>) };
  const { parse } = await import('dotenv');
  // Its expression takes time by the square of a run of blank lines.
  return parse(text.replace(/\n\s{100,}\n/g, '\n'));
}
