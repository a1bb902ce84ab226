import { constants, existsSync } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../now.js';
import type { Observation } from '../report.js';
import type { Attempt } from './attempt.js';
import type { Failed } from './failed.js';
import type { Reached } from './probe.js';
import { otherVersion } from './server-faults.js';
import { canOpenSqlite, loadSqlite, type SqliteDatabase, type SqliteDriver } from './sqlite-driver.js';
import { lookAtFile, type SqliteFile, unusable, withoutWal } from './sqlite-file.js';
import { satisfies } from './version.js';

/** A writer holds its lock for a moment; one that holds it longer is told. */
const LOCK_PATIENCE_MS = 1000;
const LOCK_RETRY_MS = 50;
/** A database in WAL mode up to this size is read as a copy in memory. */
const LARGEST_COPY = 16 << 20;
const LOCKED = /^SQLITE_(BUSY|LOCKED)/;
/** A write was cut off; the application mends that when it opens the file, and a reader can't. */
const NEEDS_A_WRITER = /^SQLITE_READONLY_(ROLLBACK|RECOVERY)/;
const QUERY = 'SELECT count(*) AS tables FROM sqlite_schema';

export async function probeSqlite(attempt: Attempt): Promise<Reached> {
  const { file } = attempt.target;
  if (file === null) throw new Error(`${attempt.target.name} has no file`);
  const memory = file === ':memory:';
  const path = memory ? file : resolve(attempt.request.cwd, file);
  const driver = await loadDriver(attempt, path);
  attempt.enter('file', path);
  const observations: Observation[] = [];
  if (!memory) {
    const found = await lookAtFile(attempt, path);
    if (found) await query(attempt, driver, found);
    else observations.push(missing(attempt, path));
    if (found) observations.push(...(await notWritable(attempt, path)));
  }
  const { version } = driver;
  const { version: required } = attempt.request;
  if (required !== undefined && !satisfies(version, required)) {
    observations.push(otherVersion(attempt, { place: path, server: 'SQLite', version, required }));
  }
  attempt.passed();
  return { server: `SQLite ${version}`, latencyMs: attempt.elapsedMs(), tls: null, observations };
}

async function loadDriver(attempt: Attempt, path: string): Promise<SqliteDriver> {
  if (!canOpenSqlite()) throw unusable(attempt, path, 'node-too-old', null);
  try {
    return await loadSqlite();
  } catch (error) {
    throw unusable(attempt, path, 'module-missing', (error as NodeJS.ErrnoException).code ?? null);
  }
}

/** Reads the schema; waits for a lock that is held for a moment. */
async function query(attempt: Attempt, driver: SqliteDriver, file: SqliteFile): Promise<void> {
  const source = await readable(attempt, file);
  const patience = Math.min(LOCK_PATIENCE_MS, attempt.remainingMs() - LOCK_RETRY_MS);
  const started = now();
  for (;;) {
    const error = source === null ? null : queryOnce(driver, source);
    if (error === null) return;
    if (NEEDS_A_WRITER.test(error.code)) return takesRecovery(attempt, file.path);
    const waited = Math.round(now() - started);
    if (!LOCKED.test(error.code) || waited > patience) throw meaning(attempt, file, error, waited);
    await sleep(LOCK_RETRY_MS);
  }
}

/**
 * Even a read-only connection makes `-wal` and `-shm` for a database in WAL mode, and leaves them behind. So
 * it gets the file only where both are there; else a copy, or nothing where that would be too large: its
 * header has been looked at.
 */
async function readable(attempt: Attempt, { path, size, wal }: SqliteFile): Promise<string | Buffer | null> {
  if (!wal || (existsSync(`${path}-wal`) && existsSync(`${path}-shm`))) return path;
  await takesLog(attempt, path);
  if (size > LARGEST_COPY) return null;
  const late = () =>
    attempt.failed('connect/no-answer', { place: path, stage: 'file', ms: attempt.elapsedMs() });
  return withoutWal(await attempt.within(readFile(path), late));
}

/** Whoever opens such a database makes its `-wal` and `-shm`, even to read, and can't without the folder. */
async function takesLog(attempt: Attempt, path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = null } = error as NodeJS.ErrnoException;
    throw unusable(attempt, path, 'folder-takes-no-log', code, await stat(folder));
  }
}

/** What a cut-off write left is mended by the first who opens the file, and must be writable for that. */
async function takesRecovery(attempt: Attempt, path: string): Promise<void> {
  for (const place of [path, dirname(path), ...companionsOf(path)]) {
    try {
      await access(place, constants.W_OK);
    } catch (error) {
      const { code = null } = error as NodeJS.ErrnoException;
      throw unusable(attempt, path, 'not-recoverable', code, await stat(place), place);
    }
  }
}

/** The logs that lie beside the database now. */
function companionsOf(path: string): string[] {
  return ['-journal', '-wal', '-shm'].map((suffix) => `${path}${suffix}`).filter((each) => existsSync(each));
}

interface SqliteError {
  readonly code: string;
  readonly message: string;
}

function queryOnce(driver: SqliteDriver, source: string | Buffer): SqliteError | null {
  let database: SqliteDatabase | undefined;
  try {
    database = driver.open(source);
    database.rows(QUERY);
    return null;
  } catch (error) {
    const { code, message } = error as Partial<SqliteError>;
    if (code?.startsWith('SQLITE_')) return { code, message: message ?? '' };
    throw error;
  } finally {
    database?.close();
  }
}

function meaning(
  attempt: Attempt,
  { path, size }: SqliteFile,
  { code, message }: SqliteError,
  waited: number,
): Failed {
  const answer = attempt.request.scrub(`${code}: ${message}`);
  if (LOCKED.test(code)) {
    return attempt.failed('connect/file-locked', { file: path, answer, ms: waited });
  }
  if (code === 'SQLITE_NOTADB') {
    return attempt.failed('connect/not-a-database', { file: path, size, looksLike: 'binary' });
  }
  if (code.startsWith('SQLITE_CORRUPT'))
    return attempt.failed('connect/file-corrupt', { file: path, size, answer });
  return unusable(attempt, path, 'sqlite', answer);
}

/** SQLite writes beside the file too: its journal lies in the same folder. */
async function notWritable(attempt: Attempt, path: string): Promise<Observation[]> {
  if (!attempt.request.writable) return [];
  for (const place of [path, dirname(path), ...companionsOf(path)]) {
    try {
      await access(place, constants.W_OK);
    } catch {
      const mode = ((await stat(place)).mode & 0o7777).toString(8);
      return [
        attempt.saw('state/read-only', {
          place: path,
          server: 'SQLite',
          setting: `mode of ${place}`,
          value: `0${mode}`,
          from: null,
          user: null,
          database: null,
        }),
      ];
    }
  }
  return [];
}

function missing(attempt: Attempt, file: string): Observation {
  const folder = dirname(file);
  return attempt.saw('connect/file-missing', {
    file,
    folder,
    made: attempt.request.willBeMade(folder),
  });
}
