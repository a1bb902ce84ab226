import { basename, dirname, isAbsolute } from 'node:path';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { namesIn } from '../../variables/names-in.js';
import { accessTo } from '../../variables/secret-file.js';
import type { Variable } from '../../variables/variables.js';
import type { Context } from '../context.js';

/** How many names of files a message can hold. */
const MOST = 5;

/** What is wrong with the NAME_FILE of a variable. */
export async function fileProblem({ name, problem }: Variable, context: Context): Promise<Observation> {
  const { variable, path, reason } = problem ?? { variable: `${name}_FILE`, path: '', reason: 'EIO' };
  const source = { variable };
  if (reason === 'conflict') return observe('env/file-conflict', name, { variable }, { source });
  const scrub = (text: string) => context.variables.secrets.scrub(text);
  const isHidden = reason === 'not-a-path';
  const facts = {
    variable,
    path: isHidden ? null : scrub(path),
    reason,
    folder: isHidden || isAbsolute(path) ? null : context.cwd,
    there: reason === 'ENOENT' ? (await neighbours(path, context.cwd)).map(scrub) : [],
    access: reason === 'EACCES' ? accessTo(context.cwd, path) : null,
  };
  return observe('env/file-unreadable', name, facts, { source });
}

/** What lies in a folder of secrets, the nearest name first; of other folders the content is nobody's business. */
async function neighbours(path: string, cwd: string): Promise<string[]> {
  const folder = dirname(isAbsolute(path) ? path : `${cwd}/${path}`);
  if (!/\/secrets?(\/|$)/.test(folder)) return [];
  const names = namesIn(folder);
  const { nearNames } = await import('../../variables/near-names.js');
  const near = nearNames(basename(path), names);
  return [...near, ...names.filter((name) => !near.includes(name))].slice(0, MOST);
}
