import type { Scan } from '../../files/scan.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { Context } from '../context.js';
import type { GitKnowledge } from './git-knowledge.js';
import type { Leftover } from './leftovers.js';
import type { WorkingFolder } from './working-files.js';

/** How many paths one finding names. */
const MOST_PATHS = 5;

type Reason = 'unreadable' | 'time' | 'no-answer' | 'git' | 'leftover';

/** Tells what the scan, or the look at git's files, had to leave out. */
export function notLookedAt(
  context: Context,
  folder: WorkingFolder,
  seen: Scan,
  { trouble, late }: GitKnowledge,
  leftovers: readonly Leftover[],
): Observation[] {
  const { timeoutMs } = context.settings;
  const tell = (reason: Reason, all: readonly string[], detail: string): Observation[] => {
    const [first] = all;
    if (first === undefined) return [];
    const paths = all.slice(0, MOST_PATHS).map((path) => folder.shown(path));
    const facts = { reason, paths, count: all.length, detail, timeoutMs };
    return [observe('stray/not-looked-at', folder.shown(first), facts)];
  };
  const errnos = [...new Set(seen.unread.map(({ errno }) => errno))].join(', ');
  const user = process.geteuid ? ` for uid ${process.geteuid()}` : '';
  const looked = `${seen.files} files in ${seen.folders} folders were looked at before${late ? '; git was not asked' : ''}`;
  const unasked = late && seen.unreached.length + seen.hanging.length === 0;
  return [
    ...tell(
      'unreadable',
      seen.unread.map(({ path }) => path),
      `Reading gave ${errnos}${user}`,
    ),
    ...tell('time', unasked ? [folder.real] : seen.unreached, looked),
    ...tell('no-answer', seen.hanging, looked),
    ...trouble.flatMap(({ path, problem }) => tell('git', [path], `Reading it failed: ${problem}`)),
    ...leftovers.flatMap(({ database, text, problem, source }) =>
      problem === null
        ? []
        : tell('leftover', [text], `databases.${database}.leftovers lists it: ${problem}`).map((each) => ({
            ...each,
            source,
          })),
    ),
  ];
}
