import type { Outcome } from '../report.js';
import { describeTarget } from '../target/describe.js';
import type { Database } from '../target/target.js';
import { namesDatabaseUrl } from '../variables/secret-names.js';
import type { CheckRun, Context } from './context.js';
import { isServedBy } from './dialect/served-by.js';

/** Every database is configured, its target parses, and its dialect is allowed. */
export const dialectCheck: CheckRun = {
  async run(context, blocked): Promise<Outcome> {
    const { databases, settings } = context;
    if (databases.length === 0 && settings.databases) {
      return { observations: [], nothing: 'the configuration declares no database' };
    }
    const clean = databases.flatMap((each) => (blocked.has(each.name) ? [] : cleanTarget(each, context)));
    if (databases.length > 0 && clean.length === databases.length) return { observations: [], passed: clean };
    const { tellDatabases } = await import('./dialect/tell-databases.js');
    return tellDatabases(context, blocked);
  },
};

/** The line of a database of which there is nothing to tell; none where there may be. */
function cleanTarget(
  { name, target, settings, observations, missing }: Database,
  context: Context,
): string[] {
  const allowed = settings.dialects ?? context.settings.dialects;
  const isLogin = target?.user != null && (settings.url !== undefined || namesDatabaseUrl(name));
  const isFile = target?.dialect === 'sqlite' && Number(settings.replicas ?? 1) <= 1;
  const isClean =
    observations.length + missing.length === 0 &&
    (isLogin || isFile) &&
    (!allowed || allowed.some((each) => isServedBy(target.dialect, each)));
  return isClean ? [`${name}: ${describeTarget(target)}`] : [];
}
