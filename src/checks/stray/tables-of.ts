import { errnoOf } from '../../files/errno.js';
import { inTime, NoAnswer } from '../../files/in-time.js';
import { sqliteImage, usesLog } from '../../files/sqlite-image.js';
import { now } from '../../now.js';
import { canOpenSqlite } from '../../probe/sqlite-driver.js';
import { type Tables, tablesIn } from '../../probe/sqlite-tables.js';

/** What SQLite can open without making or changing anything: the file itself, or its content in memory. */
type SqliteSource = { readonly source: string | Buffer } | { readonly unread: string };

export async function sqliteSource(file: string, deadline: number): Promise<SqliteSource> {
  if (!canOpenSqlite()) {
    return { unread: `Node ${process.versions.node} cannot open SQLite files; 22.14 and newer can` };
  }
  if (now() >= deadline) return { unread: 'there was no time left' };
  try {
    const source = await inTime(async () => ((await usesLog(file)) ? sqliteImage(file) : file), deadline);
    return source === null
      ? { unread: 'it is in WAL mode and too large to be read without touching its log' }
      : { source };
  } catch (error) {
    if (error instanceof NoAnswer) return { unread: 'its storage gave no answer in time' };
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return { unread: errno };
  }
}

/** The tables of an SQLite file and their rows. Makes and changes nothing beside the file. */
export async function tablesOf(file: string, deadline: number): Promise<Tables> {
  const opened = await sqliteSource(file, deadline);
  return 'unread' in opened ? opened : tablesIn(opened.source, deadline);
}
