import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../../files/file-text.js';
import { dockerIgnores } from '../../files/ignore-files.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { dotenvAbove } from '../../variables/dotenv-names.js';
import type { Context } from '../context.js';

const MOST_NEAR = 5;

/** None of the files that the policy asks for is here; what is here that may tell why. */
export async function tellMissing({ cwd, settings }: Context): Promise<Observation> {
  const { files } = settings.dotenv;
  const names = await readdir(cwd).catch((): string[] => []);
  const rules = await textOf(join(cwd, '.dockerignore')).catch(() => null);
  const covers = rules === null ? () => false : await dockerIgnores(rules);
  const facts = {
    files,
    folder: cwd,
    near: names
      .filter((name) => /^(\.env[\w.-]*|_?env\.?(txt)?|dotenv|[\w-]+\.env)$/i.test(name))
      .sort()
      .slice(0, MOST_NEAR),
    above: dotenvAbove(cwd),
    dockerIgnored: files.filter((file) => !file.startsWith('/') && covers(file)),
  };
  const source = settings.positionOf(['dotenv', 'policy']);
  return observe('dotenv/missing', files.join(', '), facts, { source });
}
