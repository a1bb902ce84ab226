import { basename } from 'node:path';
import { type DatabaseFile, databaseFile } from '../../files/database-names.js';
import { errnoOf } from '../../files/errno.js';
import { headOf } from '../../files/file-head.js';
import { stat } from '../../files/fs-calls.js';
import { inTime, NoAnswer } from '../../files/in-time.js';
import type { Skip, Source } from '../../report.js';
import { configuredPath } from '../configured-path.js';
import type { Context } from '../context.js';
import { realOf } from './working-files.js';

/** An SQLite file that the configuration lists under `databases.NAME.leftovers`. */
export interface Leftover {
  readonly database: string;
  /** As it is written. */
  readonly text: string;
  readonly source: Source | null;
  /** Null where it is gone, which is as it should be. */
  readonly file: DatabaseFile | null;
  /** Why nobody knows what is in it. */
  readonly problem: string | null;
}

export interface Leftovers {
  readonly listed: readonly Leftover[];
  readonly skips: readonly Skip[];
}

export async function leftoversOf(context: Context, deadline: number): Promise<Leftovers> {
  const listed: Leftover[] = [];
  const skips: Skip[] = [];
  for (const { name, settings } of context.databases) {
    for (const [index, text] of (settings.leftovers ?? []).entries()) {
      const configured = configuredPath(context, text, ['databases', name, 'leftovers', index]);
      if (configured.missing.length || configured.absolute === '') {
        const names = configured.missing.map(({ variable }) => variable).join(', ') || 'a path';
        skips.push({ subject: `databases.${name}.leftovers`, reason: `needs ${names}`, because: 'need' });
        continue;
      }
      const { source } = configured;
      const looked = await lookAt(await realOf(configured.absolute, deadline), deadline);
      listed.push({ database: name, text, source, ...looked });
    }
  }
  return { listed, skips };
}

async function lookAt(path: string, deadline: number): Promise<Pick<Leftover, 'file' | 'problem'>> {
  try {
    return await inTime(async () => {
      const { size, mtimeMs: modifiedAt, birthtimeMs } = await stat(path);
      const companions: string[] = [];
      for (const end of ['-wal', '-shm', '-journal']) {
        if (await stat(path + end).catch(() => null)) companions.push(basename(path) + end);
      }
      const bornAt = birthtimeMs || null;
      const candidate = { path, size, modifiedAt, bornAt, named: true, companions, orphanOf: null };
      const file = databaseFile(candidate, await headOf(path, Math.min(size, 64)));
      return { file, problem: file ? null : 'it is not an SQLite database' };
    }, deadline);
  } catch (error) {
    if (error instanceof NoAnswer) return { file: null, problem: 'its storage gave no answer in time' };
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return { file: null, problem: errno === 'ENOENT' || errno === 'ENOTDIR' ? null : errno };
  }
}
