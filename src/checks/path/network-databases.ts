import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { inTime } from '../../files/in-time.js';
import { mountOf, storageOf } from '../../files/mounts.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { Context } from '../context.js';
import type { Machine } from './machine.js';
import { pathFacts } from './place.js';

/** The SQLite databases of the configuration that lie on a network file system. */
export async function databasesOnTheNetwork(
  context: Context,
  machine: Machine,
  deadline: number,
): Promise<Observation[]> {
  const { mounts } = machine;
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
    if (!mount || storageOf(mount) !== 'network') continue;
    const shown = { text: file, absolute: path, variables: [], shown: (each: string) => each };
    const facts = {
      ...pathFacts(machine, shown, 'file', { at: real, stats: null, errno: null }),
      database: name,
    };
    observations.push(observe('path/network-filesystem', file, facts, { source, database: name }));
  }
  return observations;
}

/** Of a file that need not be there; the path itself where its folder can't be asked, which `connect` tells. */
async function realFile(path: string, deadline: number): Promise<string> {
  const folder = await inTime(() => realpath(dirname(path)), deadline).catch(() => dirname(path));
  return join(folder, basename(path));
}
