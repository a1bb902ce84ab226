import { errnoOf } from '../../files/errno.js';
import { inTime, NoAnswer } from '../../files/in-time.js';
import { sqliteImage, usesLog } from '../../files/sqlite-image.js';
import { canOpenSqlite, type Tables, tablesIn } from '../../probe/sqlite-tables.js';

/** The tables of an SQLite file and their rows. Makes and changes nothing beside the file. */
export async function tablesOf(file: string, deadline: number): Promise<Tables> {
  if (!canOpenSqlite()) {
    return { unread: `Node ${process.versions.node} cannot open SQLite files; 22.14 and newer can` };
  }
  if (performance.now() >= deadline) return { unread: 'there was no time left' };
  try {
    const source = await inTime(async () => ((await usesLog(file)) ? sqliteImage(file) : file), deadline);
    if (source === null)
      return { unread: 'it is in WAL mode and too large to be read without touching its log' };
    return await tablesIn(source, deadline);
  } catch (error) {
    if (error instanceof NoAnswer) return { unread: 'its storage gave no answer in time' };
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return { unread: errno };
  }
}
