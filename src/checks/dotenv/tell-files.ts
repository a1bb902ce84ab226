import type { Observation, Outcome } from '../../report.js';
import { readDotenvFile } from '../../variables/dotenv-files.js';
import { dotenvAbove } from '../../variables/dotenv-names.js';
import type { Context } from '../context.js';
import { NONE } from '../dotenv.js';
import { findCopies } from './find-copies.js';
import { tellForbidden } from './tell-forbidden.js';
import { tellLoaded } from './tell-loaded.js';
import { tellMissing } from './tell-missing.js';

/** What is wrong with the `.env` files that lie here and above, or that there is none. */
export async function tellFiles(context: Context): Promise<Outcome> {
  const { policy } = context.settings.dotenv;
  const copies = await findCopies(context);
  const above = await foundAbove(context);
  const notes = [...copies.notes];
  const told: Observation[] = [];
  if (policy === 'forbidden') {
    for (const file of context.dotenv)
      told.push(tellForbidden(context, file, copies.tracked.get(file.file) ?? null));
    if (above) told.push(tellForbidden(context, above, null));
  } else {
    told.push(...context.dotenv.flatMap((file) => tellLoaded(context, file)));
    if (policy === 'required' && context.dotenv.length === 0) told.push(await tellMissing(context));
    if (above) notes.push(`the application's loader finds ${above.file}, which is not loaded here`);
  }
  return { observations: [...told, ...copies.observations], notes, passed: passed(context) };
}

function passed({ settings, dotenv }: Context): string[] {
  const { policy } = settings.dotenv;
  if (policy !== 'forbidden' && dotenv.length > 0)
    return [`loaded ${dotenv.map(({ file }) => file).join(', ')}`];
  return policy === 'required' ? [] : [NONE[policy]];
}

/** The file in a folder above that the application loads, where there is none here and its code lets it search. */
async function foundAbove({ cwd, dotenv, dotenvLoaders: loaders }: Context) {
  const isHere = dotenv.some(({ file }) => file === '.env');
  if (isHere || !loaders.some(({ walksUpAt }) => walksUpAt)) return null;
  const path = dotenvAbove(cwd);
  return path === null ? null : readDotenvFile(cwd, path, { loaders });
}
