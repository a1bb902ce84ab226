import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { codesOf, factsOf, probed, targetOf, wordsOf } from './targets.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dbcheck-sqlite-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (file: string) => targetOf({ dialect: 'sqlite', file });
const path = (name: string) => join(folder, name);
const isRoot = process.getuid?.() === 0;

/** A database with a table; stays open where the test needs somebody else to have it open. */
function database(name: string, ...pragmas: string[]) {
  const made = new Database(path(name));
  for (const pragma of pragmas) made.pragma(pragma);
  made.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
  return made;
}

/** Name and content of every file. */
async function contents() {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path(name), 'latin1')])),
  );
}

describe('an SQLite database', () => {
  test.each(['delete', 'truncate', 'wal'])(
    'with journal mode %s connects, and nothing is left behind',
    async (mode) => {
      database('app.db', `journal_mode = ${mode}`).close();
      const before = await contents();
      const result = await probed(at(path('app.db')), { writable: true });
      expect(result).toMatchObject({ status: 'connected', tls: null, observations: [] });
      expect(result).toHaveProperty('server', expect.stringMatching(/^SQLite 3\.\d+\.\d+$/));
      expect(await contents()).toEqual(before);
    },
  );

  test('in WAL mode that another process has open connects', async () => {
    const open = database('app.db', 'journal_mode = wal');
    onTestFinished(() => void open.close());
    expect(await probed(at(path('app.db')))).toMatchObject({ status: 'connected', observations: [] });
    expect((await readdir(folder)).sort()).toEqual(['app.db', 'app.db-shm', 'app.db-wal']);
  });

  test('that is named relative to the working directory connects', async () => {
    database('app.db').close();
    expect(await probed(at('app.db'), { cwd: folder })).toMatchObject({
      status: 'connected',
      observations: [],
    });
  });

  test('in memory, and one in an empty file, connect', async () => {
    await writeFile(path('empty.db'), '');
    for (const file of [':memory:', path('empty.db')]) {
      expect(await probed(at(file))).toMatchObject({ status: 'connected', observations: [] });
    }
    expect(await contents()).toEqual({ 'empty.db': '' });
  });

  test('that is not there yet is a warning, and is not made', async () => {
    const result = await probed(at(path('app.db')));
    expect(result.status).toBe('connected');
    expect(codesOf(result)).toEqual(['connect/file-missing']);
    expect(await readdir(folder)).toEqual([]);
  });

  test('whose version is another than required is told', async () => {
    expect(codesOf(await probed(at(':memory:'), { version: '>=99' }))).toEqual(['state/version-too-old']);
  });

  test('that somebody writes to is locked, and worth waiting for', async () => {
    const open = database('app.db');
    onTestFinished(() => void open.close());
    open.exec('BEGIN EXCLUSIVE');
    expect(codesOf(await probed(at(path('app.db')), { timeoutMs: 300 }))).toEqual(['connect/file-locked']);
    setTimeout(() => open.exec('COMMIT'), 100);
    expect(codesOf(await probed(at(path('app.db'))))).toEqual([]);
  });

  test('whose last write was cut off connects, since its application will mend it', async () => {
    database('app.db').close();
    const open = new Database(path('app.db'));
    open.pragma('cache_size = 0');
    open.exec('BEGIN; INSERT INTO t SELECT hex(randomblob(5000)) FROM t, t b, t c, t d');
    const [file, journal] = await Promise.all([readFile(path('app.db')), readFile(path('app.db-journal'))]);
    open.exec('ROLLBACK');
    open.close();
    await writeFile(path('cut.db'), file);
    await writeFile(path('cut.db-journal'), journal);
    const before = await contents();
    expect(await probed(at(path('cut.db')))).toMatchObject({ status: 'connected', observations: [] });
    expect(await contents()).toEqual(before);
  });

  test.skipIf(isRoot)(
    'that can be read but not written is told where writing is asked for (skipped as root, who may write everything)',
    async () => {
      database('app.db').close();
      await chmod(path('app.db'), 0o444);
      expect(codesOf(await probed(at(path('app.db'))))).toEqual([]);
      expect(codesOf(await probed(at(path('app.db')), { writable: true }))).toEqual(['state/read-only']);
    },
  );
});

describe('what is no SQLite database', () => {
  test.each([
    ['a text', 'SECRET_KEY=do-not-tell-this\n', 'text'],
    [
      'a pointer of Git LFS',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
      'lfs-pointer',
    ],
    ['compressed', '\x1f\x8b\x08\0\0\0', 'gzip'],
    ['encrypted', '\x9e\x01\xc7\x55'.repeat(1024), 'binary'],
  ])('%s is told by its kind, never by its content', async (_, text, looksLike) => {
    await writeFile(path('app.db'), text, 'latin1');
    const result = await probed(at(path('app.db')));
    expect(codesOf(result)).toEqual(['connect/not-a-database']);
    expect(factsOf(result)).toMatchObject({ looksLike });
    expect(JSON.stringify(result)).not.toContain('do-not-tell-this');
  });

  test.each(['delete', 'wal'])('one that was cut off (journal mode %s) is damaged', async (mode) => {
    const made = database('app.db', `journal_mode = ${mode}`);
    made.exec('CREATE TABLE u (a)');
    made.close();
    await truncate(path('app.db'), 5000);
    expect(codesOf(await probed(at(path('app.db'))))).toEqual(['connect/file-corrupt']);
  });

  test('one that ends in its header is damaged', async () => {
    database('app.db').close();
    await truncate(path('app.db'), 50);
    expect(codesOf(await probed(at(path('app.db'))))).toEqual(['connect/file-corrupt']);
  });

  test('a folder, a missing folder, a dangling link and a device are unusable', async () => {
    await mkdir(path('sub'));
    await symlink(path('nowhere'), path('link.db'));
    const reasons: unknown[] = [];
    for (const file of [path('sub'), path('none/app.db'), path('link.db'), '/dev/null']) {
      const result = await probed(at(file));
      expect(codesOf(result)).toEqual(['connect/file-unusable']);
      reasons.push(factsOf(result)['reason']);
    }
    expect(reasons).toEqual(['directory', 'folder-missing', 'dangling-link', 'not-a-file']);
  });

  test('a loop of links and a path through a file are not given to another user', async () => {
    await symlink('loop.db', path('loop.db'));
    await writeFile(path('file'), '');
    for (const [file, reason] of [
      ['loop.db', 'link-loop'],
      ['file/app.db', 'folder-is-a-file'],
    ] as const) {
      const result = await probed(at(path(file)));
      expect(factsOf(result)).toMatchObject({ reason });
      expect(result.observations.map(wordsOf).join()).not.toContain('chown');
    }
  });

  test.skipIf(isRoot)(
    'a file and a folder without permission are unusable (skipped as root, who may read everything)',
    async () => {
      database('app.db').close();
      await chmod(path('app.db'), 0);
      expect(factsOf(await probed(at(path('app.db'))))).toMatchObject({
        reason: 'permission',
        errno: 'EACCES',
      });
      await chmod(folder, 0o555);
      expect(factsOf(await probed(at(path('new.db'))))).toMatchObject({ reason: 'folder-not-writable' });
      await chmod(folder, 0o755);
    },
  );
});
