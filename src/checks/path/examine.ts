import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../../files/errno.js';
import { headOf } from '../../files/file-head.js';
import { mountOf } from '../../files/mounts.js';
import { isSqlite } from '../../files/sqlite-header.js';
import { ProbeFailure, probeFile, probeFolder, spaceAt } from '../../files/write-probe.js';
import { observe } from '../../findings/observe.js';
import type { Observation, Skip } from '../../report.js';
import { lostWith, meantPath } from './keep.js';
import { octal, whatItIs } from './place.js';
import type { PathQuestion } from './question.js';
import { reachPath } from './reach-path.js';
import { refusal, type Wanted } from './refusal.js';

/** What became of one path. */
export interface PathAnswer {
  readonly observations: readonly Observation[];
  readonly skips: readonly Skip[];
  readonly passed: readonly string[];
  /** The folder that was made for it, with its mode. */
  readonly made?: string;
}

/** Looks at a path, makes it where that is asked for, and writes to it. Does not watch the time. */
export async function examine(question: PathQuestion): Promise<PathAnswer> {
  const { path, subject, kind } = question;
  try {
    const reached = await reachPath(question);
    if (reached.is === 'wrong') return { observations: [reached.observation], skips: [], passed: [] };
    const made = reached.made ? { made: await madeLine(question, reached.made) } : {};
    const wrongKind = reached.is === 'there' ? kindMismatch(question, reached.stats) : null;
    if (wrongKind) return { observations: [wrongKind], skips: [], passed: [], ...made };
    // A file that is not there yet is kept where its folder is.
    const at = reached.is === 'there' ? path : dirname(path);
    const real = await realpath(at);
    const written = question.writable
      ? await writeFault(question, reached.is === 'there' ? kind : 'none')
      : null;
    const full = written !== null && /^path\/(disk-full|no-inodes)$/.test(written.code);
    const short = full ? null : await spaceFault(question, at, real);
    const found = [written, short, await keepFault(question, at, real)];
    const observations = found.filter((each) => each !== null);
    const skips = question.persistent && !question.machine.mounts ? [unknownStorage(subject)] : [];
    return {
      observations,
      skips,
      passed: observations.length ? [] : [goodLine(question, reached.is, real)],
      ...made,
    };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    // It went away, or changed, while it was looked at.
    return {
      observations: [await refusal(question, 'stat', { at: path, stats: null, errno }, 'no-way')],
      skips: [],
      passed: [],
    };
  }
}

async function madeLine({ configured }: PathQuestion, folder: string): Promise<string> {
  const { mode, uid, gid } = await stat(folder);
  return `${configured.shown(folder)} (mode ${octal(mode)}, owner ${uid}:${gid})`;
}

function kindMismatch(question: PathQuestion, stats: Stats): Observation | null {
  const { path, subject, source, kind } = question;
  if (kind === 'directory' ? stats.isDirectory() : stats.isFile()) return null;
  const facts = { ...question.facts({ at: path, stats, errno: null }), found: whatItIs(stats) };
  return observe(kind === 'directory' ? 'path/not-a-directory' : 'path/not-a-file', subject, facts, {
    source,
  });
}

async function writeFault(
  question: PathQuestion,
  there: 'directory' | 'file' | 'none',
): Promise<Observation | null> {
  const { path } = question;
  if (there === 'directory') return probed(question, path, probeFolder, 'stays');
  if (there === 'none') return probed(question, dirname(path), probeFolder, 'no-file');
  const fault = await probed(question, path, probeFile, 'file');
  if (fault) return fault;
  // SQLite keeps its journal beside the file itself, wherever the link to it lies.
  const real = await realpath(path);
  if (!isSqlite(await headOf(real, 16))) return fullFault(question, real);
  for (const companion of COMPANIONS) {
    if (!(await isFile(`${real}${companion}`))) continue;
    const ofJournal = await probed(question, `${real}${companion}`, probeFile, 'journal');
    if (ofJournal) return ofJournal;
  }
  return probed(question, dirname(real), probeFolder, 'folder');
}

/** What SQLite writes to beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() ?? false;
}

/** Writing to the file would change it: what its folder says of the room on their file system counts for it too. */
async function fullFault(question: PathQuestion, file: string): Promise<Observation | null> {
  const folder = dirname(file);
  if ((await stat(file)).dev !== (await stat(folder)).dev) return null;
  const fault = await probed(question, folder, probeFolder, 'file');
  return fault?.code === 'path/disk-full' ? fault : null;
}

async function probed(
  question: PathQuestion,
  at: string,
  probe: (path: string) => Promise<void>,
  wanted: Wanted,
): Promise<Observation | null> {
  try {
    await probe(at);
    return null;
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    const stats = await stat(at).catch(() => null);
    const real = await realpath(at).catch(() => at);
    return refusal(question, error.step, { at, real, stats, errno: error.errno }, wanted);
  }
}

async function spaceFault(question: PathQuestion, at: string, real: string): Promise<Observation | null> {
  const { minFree, subject, source } = question;
  if (!minFree) return null;
  const { free, freeInodes } = await spaceAt(at);
  if (freeInodes === 0 && !question.writable) {
    const facts = { ...question.facts({ at, real, stats: null, errno: null }), step: 'stat', free } as const;
    return observe('path/no-inodes', subject, facts, { source });
  }
  if (free >= minFree.bytes) return null;
  const facts = {
    ...question.facts({ at, real, stats: null, errno: null }),
    free,
    wanted: minFree.bytes,
    minFree: minFree.text,
  };
  return observe('path/too-little-space', subject, facts, { source });
}

/** Whether what is written here is still there tomorrow. */
async function keepFault(question: PathQuestion, at: string, real: string): Promise<Observation | null> {
  const { mounts, container } = question.machine;
  if (!question.persistent || !mounts) return null;
  const mount = mountOf(real, mounts);
  if (!mount) return null;
  const reason = lostWith(mount, container);
  if (!reason) return null;
  const facts = {
    ...question.facts({ at, real, stats: null, errno: null }),
    reason,
    sign: container,
    meant: meantPath(question.configured, mounts),
  } as const;
  return observe('path/ephemeral', question.subject, facts, { source: question.source });
}

function unknownStorage(subject: string): Skip {
  const reason = `needs /proc/self/mountinfo to tell whether ${subject} is persistent`;
  return { subject: 'paths', reason, because: 'need' };
}

function goodLine(
  { subject, writable, machine }: PathQuestion,
  is: 'there' | 'not-yet',
  real: string,
): string {
  const mount = machine.mounts && mountOf(real, machine.mounts);
  const who = machine.identity ? ` as uid ${machine.identity.uid}` : '';
  const done =
    is === 'not-yet'
      ? `is not there yet, its folder takes a file${who}`
      : writable
        ? `takes a write${who}`
        : 'is there';
  return `${subject} ${done}${mount ? ` (${mount.type}, mounted at ${mount.point})` : ''}`;
}
