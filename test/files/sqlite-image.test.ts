import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sqliteImage, usesLog } from '../../src/files/sqlite-image.js';

const folder = mkdtempSync(join(tmpdir(), 'dbcheck-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let file = '';
let count = 0;
beforeEach(() => {
  count += 1;
  file = join(folder, `${count}.db`);
});

/** A database as a process leaves it that is killed: with its log, whose content is not in the file yet. */
function killed(name: string, write: (database: Sqlite.Database) => void): void {
  const live = join(folder, `live-${count}.db`);
  const database = new Sqlite(live);
  database.pragma('journal_mode = wal');
  database.pragma('wal_autocheckpoint = 0');
  write(database);
  copyFileSync(live, name);
  copyFileSync(`${live}-wal`, `${name}-wal`);
  database.close();
}

function rowsOf(image: Buffer | null): unknown {
  if (!image) throw new Error('no image');
  const database = new Sqlite(image);
  try {
    return database.prepare('SELECT count(*) FROM t').pluck().get();
  } finally {
    database.close();
  }
}

const fill = (database: Sqlite.Database, rows: number) => {
  const insert = database.prepare('INSERT INTO t VALUES (?)');
  for (let row = 0; row < rows; row += 1) insert.run('x'.repeat(500));
};

describe('the image of a database in WAL mode', () => {
  it('holds what only the log has', async () => {
    killed(file, (database) => {
      database.exec('CREATE TABLE t (a)');
      fill(database, 300);
    });
    expect(rowsOf(await sqliteImage(file))).toBe(300);
  });

  it('holds what lies in the file and in the log', async () => {
    killed(file, (database) => {
      database.exec('CREATE TABLE t (a)');
      fill(database, 100);
      database.pragma('wal_checkpoint(TRUNCATE)');
      fill(database, 11);
    });
    expect(rowsOf(await sqliteImage(file))).toBe(111);
  });

  it('leaves out old frames of a log that was begun anew', async () => {
    killed(file, (database) => {
      database.exec('CREATE TABLE t (a)');
      fill(database, 200);
      database.pragma('wal_checkpoint(RESTART)');
      database.exec('DELETE FROM t WHERE rowid > 150');
    });
    expect(rowsOf(await sqliteImage(file))).toBe(150);
  });

  it('leaves out a transaction whose end is missing', async () => {
    killed(file, (database) => {
      database.exec('CREATE TABLE t (a)');
      fill(database, 1);
      database.transaction(() => fill(database, 50))();
    });
    const whole = rowsOf(await sqliteImage(file));
    truncateSync(`${file}-wal`, 32 + 3 * (24 + 4096));
    expect(whole).toBe(51);
    expect(rowsOf(await sqliteImage(file))).toBe(1);
  });

  it('takes no notice of a log that is none', async () => {
    const database = new Sqlite(file);
    database.exec('CREATE TABLE t (a)');
    database.close();
    writeFileSync(`${file}-wal`, Buffer.alloc(5000, 7));
    expect(rowsOf(await sqliteImage(file))).toBe(0);
  });

  it('makes nothing beside the file', async () => {
    killed(file, (database) => database.exec('CREATE TABLE t (a)'));
    const before = readdirSync(folder);
    rowsOf(await sqliteImage(file));
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is not made of a very large file', async () => {
    const database = new Sqlite(file);
    database.pragma('journal_mode = wal');
    database.exec('CREATE TABLE t (a)');
    database.close();
    truncateSync(file, 40 * 1024 * 1024);
    expect(await sqliteImage(file)).toBeNull();
  });

  it.each([
    ['delete', false],
    ['wal', true],
  ])('is needed in journal mode %s: %s', async (mode, needed) => {
    const database = new Sqlite(file);
    database.pragma(`journal_mode = ${mode}`);
    database.exec('CREATE TABLE t (a)');
    database.close();
    expect(await usesLog(file)).toBe(needed);
  });
});
