import { existsSync } from 'node:fs';
import type { DatabaseFile } from '../files/database-names.js';
import { type Mount, readMounts } from '../files/mounts.js';
import { type Scan, scan } from '../files/scan.js';
import { type Comparison, isWhole } from '../findings/comparison.js';
import { now } from '../now.js';
import type { After, Observation, Outcome, Skip } from '../report.js';
import { configuredPath } from './configured-path.js';
import type { CheckRun, Context } from './context.js';
import { signOfContainer } from './path/container.js';
import { askGit, type GitKnowledge } from './stray/git-knowledge.js';
import { type Leftover, leftoversOf } from './stray/leftovers.js';
import { notLookedAt } from './stray/not-looked-at.js';
import type { StrayPlace } from './stray/stray-facts.js';
import type { StrayFile } from './stray/tell-files.js';
import {
  allowList,
  configuredFiles,
  realOf,
  type WorkingFolder,
  workingFolder,
} from './stray/working-files.js';

/** No database file lies where it must not. */
export const strayCheck: CheckRun = {
  async run(context, _, after = async () => new Map()): Promise<Outcome> {
    const deadline = now() + context.settings.timeoutMs;
    const folder = await workingFolder(context, deadline);
    const { roots, skips } = await rootsOf(context, deadline);
    const mounts = (await readMounts()) ?? [];
    const seen = await scan(roots, { deadline, mounts, signal: context.signal });
    const configured = await configuredFiles(context, deadline);
    const isAllowed = await allowList(context, folder);
    const leftovers = await leftoversOf(context, deadline);
    const strays = seen.found.filter(({ path }) => !configured.has(path) && !isAllowed(path));
    // The configured databases lie where they belong, but git must not have them either.
    const working = seen.found.filter(({ path }) => configured.has(path));
    const git = context.settings.stray.git
      ? await askGit(
          [...strays, ...working],
          roots,
          folder,
          context.variables.commandEnvironment['HOME'],
          deadline,
        )
      : NO_GIT;
    const isNone = strays.length + working.length + leftovers.listed.length === 0;
    const told = isNone
      ? { observations: [], unopened: [], whole: [] }
      : await tellFound(
          context,
          { strays, working, leftovers: leftovers.listed, git, folder, mounts },
          deadline,
          after,
        );
    return {
      observations: [
        ...told.observations,
        ...git.ignores,
        ...notLookedAt(context, folder, seen, git, [...leftovers.listed, ...told.unopened]),
      ],
      skips: [...skips, ...leftovers.skips],
      notes: leftOut(seen),
      passed: [lookedAt(seen), ...goneLeftovers(leftovers.listed), ...told.whole],
    };
  },
};

const NO_GIT: GitKnowledge = { tracked: new Map(), ignores: [], trouble: [], late: false };

interface Met {
  readonly strays: readonly DatabaseFile[];
  /** The configured databases. */
  readonly working: readonly DatabaseFile[];
  readonly leftovers: readonly Leftover[];
  readonly git: GitKnowledge;
  readonly folder: WorkingFolder;
  readonly mounts: readonly Mount[];
}

/** Opens what was found, compares what is left over, and says what each of them is. */
async function tellFound(
  context: Context,
  { strays, working, leftovers, git, folder, mounts }: Met,
  deadline: number,
  after: After,
): Promise<{ observations: Observation[]; unopened: Leftover[]; whole: string[] }> {
  const [{ openFiles, tellFiles, tellTracked }, { compareFiles }] = await Promise.all([
    import('./stray/tell-files.js'),
    import('./stray/compare-files.js'),
  ]);
  const place = { folder, mounts, container: await containerOf(context) };
  const files = await openFiles(strays, leftovers, deadline);
  const compared = await compareFiles(context, files, after);
  return {
    observations: [
      ...tellFiles(context, place, files, git.tracked, compared),
      ...tellTracked(context, place, working, git.tracked),
    ],
    unopened: files.flatMap(({ leftover, tables }) =>
      leftover && tables && 'unread' in tables ? [{ ...leftover, problem: tables.unread }] : [],
    ),
    whole: wholeLeftovers(files, compared),
  };
}

async function containerOf(context: Context): Promise<StrayPlace['container']> {
  if ((await signOfContainer(context)) === null) return null;
  const { containerStart } = await import('../files/container-start.js');
  const startedAt = await containerStart();
  return startedAt === null ? null : { startedAt };
}

async function rootsOf(context: Context, deadline: number): Promise<{ roots: string[]; skips: Skip[] }> {
  const roots: string[] = [];
  const skips: Skip[] = [];
  for (const [index, text] of context.settings.stray.roots.entries()) {
    const { absolute, missing, shown } = configuredPath(context, text, ['stray', 'roots', index]);
    const names = missing.map(({ variable }) => variable);
    // What a secret variable holds is no folder's name, and must not be shown as one.
    const concealed = shown(absolute) !== absolute && !existsSync(absolute);
    if (names.length === 0 && absolute !== '' && !concealed) roots.push(await realOf(absolute, deadline));
    else skips.push({ subject: 'stray', reason: `needs ${names.join(', ') || 'a folder'}`, because: 'need' });
  }
  return { roots: [...new Set(roots)], skips };
}

function lookedAt({ files, folders }: Scan): string {
  return `${files} files in ${folders} folders were looked at`;
}

function leftOut({ leftOut: found }: Scan): string[] {
  if (found.size === 0) return [];
  const what = [...found].sort().map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
  return [`not looked into: ${what.join(', ')}`];
}

function wholeLeftovers(files: readonly StrayFile[], compared: ReadonlyMap<string, Comparison>): string[] {
  return files.flatMap(({ file, leftover }) => {
    const comparison = compared.get(file.path);
    return leftover && comparison && isWhole(comparison)
      ? [`${leftover.text}: all ${comparison.rows} rows are in ${comparison.server}`]
      : [];
  });
}

function goneLeftovers(leftovers: readonly Leftover[]): string[] {
  return leftovers
    .filter(({ file, problem }) => file === null && problem === null)
    .map(({ text }) => `${text} is gone`);
}
