import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../../files/errno.js';
import { headOf } from '../../files/file-head.js';
import { mountOf, storageOf } from '../../files/mounts.js';
import { isSqlite } from '../../files/sqlite-header.js';
import { ProbeFailure, probeFile, probeFolder, spaceAt } from '../../files/write-probe.js';
import { observe } from '../../findings/observe.js';
import type { Observation, Skip } from '../../report.js';
import { whatItIs } from './place.js';
import type { PathQuestion } from './question.js';
import { reachPath } from './reach-path.js';
import { refusal, type Wanted } from './refusal.js';

/** What became of one path. */
export interface PathAnswer {
  readonly observations: readonly Observation[];
  readonly skips: readonly Skip[];
  readonly passed: readonly string[];
  /** The folder that was made for it. */
  readonly made?: string;
}

/** Looks at a path, makes it where that is asked for, and writes to it. Does not watch the time. */
export async function examine(question: PathQuestion): Promise<PathAnswer> {
  const { path, subject, configured, kind } = question;
  try {
    const reached = await reachPath(question);
    if (reached.is === 'wrong') return { observations: [reached.observation], skips: [], passed: [] };
    const made = reached.made ? { made: configured.shown(reached.made) } : {};
    const wrongKind = reached.is === 'there' ? kindMismatch(question, reached.stats) : null;
    if (wrongKind) return { observations: [wrongKind], skips: [], passed: [], ...made };
    // A file that is not there yet is kept where its folder is.
    const at = reached.is === 'there' ? path : dirname(path);
    const real = await realpath(at);
    const written = question.writable
      ? await writeFault(question, reached.is === 'there' ? kind : 'none')
      : null;
    const found = [written, await spaceFault(question, at, real), await keepFault(question, at, real)];
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
  return isSqlite(await headOf(real, 16)) ? probed(question, dirname(real), probeFolder, 'folder') : null;
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
  const { free } = await spaceAt(at);
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
  const inLayer = mount.point === '/' && (storageOf(mount) === 'overlay' || container !== null);
  const emptyDir = mount.root.includes('/kubernetes.io~empty-dir/');
  const reason =
    storageOf(mount) === 'memory' ? 'memory' : inLayer ? 'container-layer' : emptyDir ? 'empty-dir' : null;
  if (!reason) return null;
  const facts = {
    ...question.facts({ at, real, stats: null, errno: null }),
    reason,
    sign: container,
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
