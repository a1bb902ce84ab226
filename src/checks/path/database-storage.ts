import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errnoOf } from '../../files/errno.js';
import { inTime } from '../../files/in-time.js';
import { isBelow, mountOf, storageOf } from '../../files/mounts.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { Context } from '../context.js';
import { lostWith, meantPath } from './keep.js';
import type { Machine } from './machine.js';
import { pathFacts } from './place.js';
import type { PathQuestion } from './question.js';

/**
 * The SQLite databases of the configuration that lie on a network file system, or, in production, where a
 * restart wipes them. The declared paths tell the latter of what lies below them.
 */
export async function databaseStorage(
  context: Context,
  machine: Machine,
  questions: readonly PathQuestion[],
  deadline: number,
): Promise<Observation[]> {
  const { mounts, container } = machine;
  if (!mounts) return [];
  const observations: Observation[] = [];
  for (const { name, target, source } of context.databases) {
    const file = target?.dialect === 'sqlite' ? target.file : null;
    if (!file || file === ':memory:') continue;
    const path = resolve(context.cwd, file);
    const written = mountOf(path, mounts);
    // Only where its own text says nothing is the storage asked where links lead.
    const real = written && storageOf(written) === 'network' ? path : await realFile(path, deadline);
    const mount = mountOf(real, mounts);
    if (!mount) continue;
    const shown = { text: file, absolute: path, variables: [], shown: (each: string) => each };
    const facts = {
      ...pathFacts(machine, shown, 'file', { at: real, stats: null, errno: null }),
      database: name,
    };
    const more = { source, database: name };
    if (storageOf(mount) === 'network') {
      observations.push(observe('path/network-filesystem', file, facts, more));
      continue;
    }
    const reason = context.environment.production ? lostWith(mount, container) : null;
    const told = questions.some((each) => each.persistent && isBelow(path, each.path));
    if (!reason || told || !(await isWritten(real, deadline))) continue;
    const lost = { ...facts, reason, sign: container, meant: meantPath(shown, mounts) };
    observations.push(observe('path/ephemeral', file, lost, { ...more, severity: 'warning' }));
  }
  return observations;
}

/** A database that this user can't write came with the image, and is read only. */
async function isWritten(file: string, deadline: number): Promise<boolean> {
  try {
    await inTime(() => access(file, constants.W_OK), deadline);
    return true;
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}

/** Of a file that need not be there; the path itself where its folder can't be asked, which `connect` tells. */
async function realFile(path: string, deadline: number): Promise<string> {
  const folder = await inTime(() => realpath(dirname(path)), deadline).catch(() => dirname(path));
  return join(folder, basename(path));
}
