import { join, relative } from 'node:path';
import { copyOfAll } from '../../files/dockerfile.js';
import { textOf } from '../../files/file-text.js';
import { gitQuestions } from '../../files/git-questions.js';
import { isTrouble, type Repository, repositoryFinder, trackedIn } from '../../files/git-repository.js';
import { dockerIgnores, gitIgnores } from '../../files/ignore-files.js';
import { observe } from '../../findings/observe.js';
import { now } from '../../now.js';
import type { Observation } from '../../report.js';
import { readDotenvFile } from '../../variables/dotenv-files.js';
import { listDotenvFiles } from '../../variables/dotenv-names.js';
import { holdsCredentials, namesDatabaseUrl, namesSecret } from '../../variables/secret-names.js';
import type { Context } from '../context.js';
import { type WorkingFolder, workingFolder } from '../stray/working-files.js';
import { at, isPlainName } from './loader-facts.js';

/** Who has a copy of the `.env` files here, or would take one. */
export interface Copies {
  readonly observations: readonly Observation[];
  /** By the file's name, whether git tracks it; missing where nothing is known. */
  readonly tracked: ReadonlyMap<string, boolean>;
  readonly notes: readonly string[];
}

/** Asks git's own files and the ignore files; never runs git. */
export async function findCopies(context: Context): Promise<Copies> {
  const listed = listDotenvFiles(context.cwd);
  const loaded = context.dotenv.map(({ file }) => file).filter((file) => !/^(\/|\.\.)/.test(file));
  const files = [...new Set([...listed, ...loaded])];
  const tracked = new Map<string, boolean>();
  if (files.length === 0) return { observations: [], tracked, notes: [] };
  const deadline = now() + context.settings.timeoutMs;
  const folder = await workingFolder(context, deadline);
  const { ask, trouble, late } = gitQuestions(deadline);
  const observations: Observation[] = [];
  const find = repositoryFinder();
  const repository = await ask(folder.real, () => find(folder.real));
  if (repository && !isTrouble(repository)) {
    const { top } = repository;
    const path = (file: string) => relative(top, join(folder.real, file));
    const inIndex = await ask(top, () => trackedIn(repository, files.map(path)));
    if (inIndex) for (const file of files) tracked.set(file, inIndex.has(path(file)));
    const ignored = await ask(top, () => ignoredByGit(top, folder, files));
    for (const file of files) {
      if (!tracked.get(file)) continue;
      const covered = ignored?.includes(file) ?? false;
      observations.push(await tellTracked(context, folder, repository, file, covered));
    }
    const open = files.filter((file) => tracked.get(file) === false && ignored && !ignored.includes(file));
    if (open.length > 0) observations.push(await lacks(folder, '.gitignore', open, null));
  }
  const open = await ask(folder.real, () => openToDocker(folder, files));
  if (open) observations.push(open);
  const unasked = trouble().map(({ path, problem }) => `not asked: ${folder.shown(path)} (${problem})`);
  return {
    observations,
    tracked,
    notes: [...unasked, ...(late() ? ['not asked: git, whose files did not answer in time'] : [])],
  };
}

async function ignoredByGit(top: string, folder: WorkingFolder, files: readonly string[]): Promise<string[]> {
  const covers = await gitIgnores(top);
  const ignored: string[] = [];
  for (const file of files) if (await covers(join(folder.real, file))) ignored.push(file);
  return ignored;
}

async function tellTracked(
  context: Context,
  folder: WorkingFolder,
  { top }: Repository,
  file: string,
  ignored: boolean,
): Promise<Observation> {
  const known =
    context.dotenv.find((each) => each.file === file) ?? (await readDotenvFile(context.cwd, file));
  const secrets =
    !known || known.problem
      ? null
      : Object.entries(known.values)
          .filter(([name, value]) => value !== '' && isPlainName(name) && isSecret(context, name, value))
          .map(([name]) => name)
          .sort();
  const facts = {
    repository: folder.shown(top),
    path: relative(top, join(folder.real, file)),
    secrets,
    ignored,
  };
  const more = secrets?.length === 0 ? ({ severity: 'warning' } as const) : {};
  return observe('dotenv/tracked', file, facts, { source: at(file, null), ...more });
}

function isSecret({ settings }: Context, name: string, value: string): boolean {
  return (
    settings.env[name]?.secret ?? (namesSecret(name) || namesDatabaseUrl(name) || holdsCredentials(value))
  );
}

/** The `.dockerignore` that lets files into an image that copies the whole folder. */
async function openToDocker(folder: WorkingFolder, files: readonly string[]): Promise<Observation | null> {
  const copiedAt = await copyOfAll(folder.real);
  if (copiedAt === null) return null;
  const rules = await textOf(join(folder.real, '.dockerignore'));
  const covers = rules === null ? () => false : await dockerIgnores(rules);
  const open = files.filter((file) => !covers(file));
  return open.length > 0 ? lacks(folder, '.dockerignore', open, copiedAt) : null;
}

async function lacks(
  folder: WorkingFolder,
  file: string,
  files: readonly string[],
  copiedAt: string | null,
): Promise<Observation> {
  const text = await textOf(join(folder.real, file));
  const facts = {
    file,
    exists: text !== null,
    files,
    lines: files,
    ended: !text || text.endsWith('\n'),
    by: file === '.gitignore' ? ('git' as const) : ('docker' as const),
    copiedAt,
  };
  const source = text === null ? null : at(file, null);
  return observe('dotenv/not-ignored', file, facts, { source });
}
