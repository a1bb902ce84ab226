import { dirname, join, relative } from 'node:path';
import type { DatabaseFile } from '../../files/database-names.js';
import { textOf } from '../../files/file-text.js';
import { access } from '../../files/fs-calls.js';
import { type AskGit, gitQuestions } from '../../files/git-questions.js';
import {
  excludeFiles,
  type GitTrouble,
  isTrouble,
  type Repository,
  type RepositoryOf,
  repositoryFinder,
  trackedIn,
} from '../../files/git-repository.js';
import { dockerIgnores, gitIgnores } from '../../files/ignore-files.js';
import { isBelow } from '../../files/mounts.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { WorkingFolder } from './working-files.js';

export interface Tracked {
  readonly top: string;
  /** Relative to the top. */
  readonly files: readonly string[];
}

/** What git knows of the files below the roots. Asks the repositories' own files, never git. */
export interface GitKnowledge {
  /** By the path of the database. Empty `files` where git does not track it; missing where nothing is known. */
  readonly tracked: ReadonlyMap<string, Tracked>;
  readonly ignores: readonly Observation[];
  readonly trouble: readonly GitTrouble[];
  /** Whether something of git's could not be read in time. */
  readonly late: boolean;
}

export async function askGit(
  files: readonly DatabaseFile[],
  roots: readonly string[],
  folder: WorkingFolder,
  home: string | undefined,
  deadline: number,
): Promise<GitKnowledge> {
  const questions = gitQuestions(deadline);
  const find = repositoryFinder();
  const tracked = await trackedFiles(files, find, questions.ask);
  const ignores: Observation[] = [];
  for (const root of roots) {
    ignores.push(...((await questions.ask(root, () => openToDatabases(root, find, folder, home))) ?? []));
  }
  const once = new Map(ignores.map((each) => [each.subject, each]));
  return { tracked, ignores: [...once.values()], trouble: questions.trouble(), late: questions.late() };
}

async function trackedFiles(files: readonly DatabaseFile[], find: RepositoryOf, ask: AskGit) {
  const byTop = new Map<string, { repository: Repository; names: Map<string, string[]> }>();
  for (const file of files) {
    const at = dirname(file.path);
    const repository = await ask(at, () => find(at));
    if (!repository) continue;
    const { top } = repository;
    const own = byTop.get(top) ?? { repository, names: new Map() };
    const base = file.kind === 'orphan' ? [] : [file.path];
    const all = [...base, ...file.companions.map((name) => join(at, name))];
    own.names.set(
      file.path,
      all.map((path) => relative(top, path)),
    );
    byTop.set(top, own);
  }
  const tracked = new Map<string, Tracked>();
  for (const [top, { repository, names }] of byTop) {
    const inIndex = await ask(top, () => trackedIn(repository, [...names.values()].flat()));
    if (!inIndex) continue;
    for (const [path, own] of names)
      tracked.set(path, { top, files: own.filter((name) => inIndex.has(name)) });
  }
  return tracked;
}

const ENDINGS = ['db', 'sqlite', 'sqlite3'];

/** The ignore files of a repository that let database files through. */
async function openToDatabases(
  root: string,
  find: RepositoryOf,
  folder: WorkingFolder,
  home: string | undefined,
): Promise<Observation[] | GitTrouble> {
  const repository = await find(root);
  if (!repository || isTrouble(repository)) return repository ?? [];
  const { top } = repository;
  // One finding, and one file to mend, for all roots below the working directory.
  const place = isBelow(root, folder.real) && isBelow(folder.real, top) ? folder.real : root;
  const covers = await gitIgnores(top, await excludeFiles(repository, home));
  const found: Observation[] = [];
  const missing: string[] = [];
  for (const ending of ENDINGS) {
    const here = await covers(join(place, `dbcheck-probe.${ending}`));
    const below = await covers(join(place, 'dbcheck-probe', `dbcheck-probe.${ending}`));
    if (!here || !below) missing.push(`*.${ending}`);
  }
  const at = join(place, '.gitignore');
  if (missing.length) found.push(lacks(folder.shown(at), await textOf(at), missing, 'git'));
  const docker = join(place, '.dockerignore');
  const rules = await textOf(docker);
  if (rules === null || !(await exists(join(place, 'Dockerfile')))) return found;
  const dockerCovers = await dockerIgnores(rules);
  const open = ENDINGS.filter(
    (ending) =>
      !dockerCovers(`dbcheck-probe.${ending}`) || !dockerCovers(`dbcheck-probe/dbcheck-probe.${ending}`),
  );
  if (open.length) {
    const lines = open.map((ending) => `**/*.${ending}`);
    found.push(lacks(folder.shown(docker), rules, lines, 'docker'));
  }
  return found;
}

function lacks(file: string, text: string | null, lines: string[], by: 'git' | 'docker'): Observation {
  const facts = { file, exists: text !== null, lines, ended: !text || text.endsWith('\n'), by };
  return observe('stray/not-ignored', file, facts, {
    source: text === null ? null : { file, line: null, column: null },
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
