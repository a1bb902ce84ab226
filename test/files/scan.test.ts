import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parseMounts, readMounts } from '../../src/files/mounts.js';
import { type Scan, scan } from '../../src/files/scan.js';
import { now } from '../../src/now.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dbcheck-scan-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let top = '';
let count = 0;
beforeEach(() => {
  count += 1;
  top = join(folder, String(count));
  mkdirSync(top);
});

function put(name: string, content: string | Buffer): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  writeFileSync(join(top, name), content);
}

function database(name: string): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  const made = new Sqlite(join(top, name));
  made.exec('CREATE TABLE t (a)');
  made.close();
}

const look = async (roots = [top], deadline = now() + 5000): Promise<Scan> =>
  scan(roots, { deadline, mounts: (await readMounts()) ?? [], signal });

const signal = new AbortController().signal;

const told = ({ found }: Scan): string[] =>
  found.map(({ path, kind }) => `${path.slice(top.length + 1)} ${kind}`);

const mountedAt = (name: string, type: string) =>
  parseMounts(`1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / ${join(top, name)} rw - ${type} x rw`);

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
const WAL = Buffer.from('377f0682002de218000010000000000000000000000000000000000000000000', 'hex');

describe('the scan for database files', () => {
  it.each([
    'app.db',
    'deep/er/a.sqlite3',
    'no-extension',
    'data.bin',
    'renamed.db.old',
    'notes.txt',
    'py',
    '.py',
    'UPPER.DB',
    'chroma.sqlite3',
    'with\nline',
  ])('finds an SQLite database called %j', async (name) => {
    database(name);
    expect(told(await look())).toEqual([`${name} database`]);
  });

  it.each(['module.py', 'page.html', 'logo.png', 'package-lock.json', 'logs.tar.gz'])(
    'does not ask %s what it holds',
    async (name) => {
      database(name);
      expect(told(await look())).toEqual([]);
    },
  );

  it.each<[string, string | Buffer, string[]]>([
    ['empty.db', '', ['empty.db empty']],
    ['file:app.db?mode=rwc', '', ['file:app.db?mode=rwc empty']],
    ['pointer.sqlite', LFS, ['pointer.sqlite lfs-pointer']],
    ['app.db-wal', '', ['app.db orphan']],
    ['app.sqlite3-journal', 'x', ['app.sqlite3 orphan']],
    ['store-wal', WAL, ['store orphan']],
    ['Thumbs.db', Buffer.alloc(4096, 0xd0), []],
    ['berkeley.db', Buffer.alloc(8192, 1), []],
    ['notes.db', 'just text', []],
    ['empty.txt', '', []],
    ['pointer.bin', LFS, []],
    ['blocks.bin', Buffer.alloc(1024), []],
    ['system-journal', 'text', []],
    ['x-shm', Buffer.alloc(32_768), []],
    ['SQLite format 3', 'SQLite format 3', []],
  ])('tells of a file called %j what it is', async (name, content, expected) => {
    put(name, content);
    expect(told(await look())).toEqual(expected);
  });

  it('takes the logs of a database for a part of it', async () => {
    database('app.db');
    put('app.db-wal', WAL);
    put('app.db-shm', '');
    const { found } = await look();
    expect(found).toMatchObject([{ kind: 'database', companions: ['app.db-wal', 'app.db-shm'] }]);
  });

  it('tells all logs of a missing database at once', async () => {
    put('app.db-wal', WAL);
    put('app.db-shm', 'abc');
    const { found } = await look();
    expect(found).toMatchObject([
      {
        path: join(top, 'app.db'),
        kind: 'orphan',
        companions: ['app.db-shm', 'app.db-wal'],
        size: WAL.length + 3,
      },
    ]);
  });

  it('leaves out node_modules, .git and virtual environments, and counts them', async () => {
    for (const name of [
      'node_modules/a/x.db',
      'b/node_modules/x.db',
      '.git/x.db',
      '.venv/x.db',
      'venv/x.db',
    ]) {
      database(name);
    }
    database('env/lib/x.db');
    put('env/pyvenv.cfg', '');
    put('module/.git', 'gitdir: ../.git/modules/module\n');
    database('module/x.db');
    const seen = await look();
    expect(told(seen)).toEqual(['module/x.db database']);
    expect(Object.fromEntries(seen.leftOut)).toEqual({
      node_modules: 2,
      '.git': 2,
      'virtual environments': 3,
    });
  });

  it('follows no symbolic link but a root', async () => {
    database('real/app.db');
    put('elsewhere/x.txt', '');
    symlinkSync(join(top, 'real'), join(top, 'elsewhere/link'));
    symlinkSync(join(top, 'real/app.db'), join(top, 'elsewhere/link.db'));
    symlinkSync(join(top, 'real'), join(top, 'root'));
    expect(told(await look([join(top, 'elsewhere')]))).toEqual([]);
    expect(told(await look([join(top, 'root')]))).toEqual(['real/app.db database']);
  });

  it('tells each file once, however many roots it lies below', async () => {
    database('a/b/app.db');
    expect(told(await look([top, join(top, 'a'), top]))).toEqual(['a/b/app.db database']);
  });

  it('tells a root that does not exist, or is no folder', async () => {
    put('file', '');
    const { unread } = await look([join(top, 'gone'), join(top, 'file')]);
    expect(unread).toEqual([
      { path: join(top, 'gone'), errno: 'ENOENT' },
      { path: join(top, 'file'), errno: 'ENOTDIR' },
    ]);
  });

  it('tells a name that is not UTF-8, which it cannot ask for', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${top}/bad-`), Buffer.from([0xff])]), '');
    const { unread } = await look();
    expect(unread).toMatchObject([{ errno: 'ENOENT' }]);
  });

  it('stops at the deadline, and says which folders it did not reach', async () => {
    const started = now();
    const { unreached, hanging } = await look(['/usr'], started + 40);
    expect(now() - started).toBeLessThan(1000);
    expect(unreached.length + hanging.length).toBeGreaterThan(0);
    expect([...unreached, ...hanging].every((path) => path.startsWith('/usr'))).toBe(true);
  });

  it('stops when it is told to', async () => {
    put('a/b', '');
    const options = { deadline: now() + 5000, mounts: [], signal: AbortSignal.abort() };
    expect(await scan([top], options)).toMatchObject({ folders: 0, unreached: [top] });
  });

  it('lets the event loop run while it walks a large tree', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    const started = now();
    await look(['/usr', join(process.cwd(), 'node_modules')]);
    const duration = now() - started;
    clearInterval(timer);
    // Every 30 ms, and half of that on a machine that has other things to do.
    expect(ticks).toBeGreaterThan(duration / 60 - 2);
    expect(duration).toBeGreaterThan(60);
  }, 20_000);

  it('does not look into the file systems of the kernel', async () => {
    database('proc/app.db');
    const seen = await scan([top], {
      deadline: now() + 5000,
      mounts: mountedAt('proc', 'proc'),
      signal,
    });
    expect(told(seen)).toEqual([]);
    expect(seen.leftOut.get('virtual file systems')).toBe(1);
  });

  it('finds the same on network storage', async () => {
    database('share/deep/app.db');
    put('share/app.db-wal', WAL);
    put('share/empty.db', '');
    put('share/.venv/x.db', '');
    const seen = await scan([top], {
      deadline: now() + 5000,
      mounts: mountedAt('share', 'nfs4'),
      signal,
    });
    expect(told(seen)).toEqual(['share/app.db orphan', 'share/deep/app.db database', 'share/empty.db empty']);
    expect(seen).toMatchObject({ files: 3, folders: 3, hanging: [], unreached: [] });
  });

  it('counts what it looked at', async () => {
    put('a/one.txt', '');
    put('a/two.txt', '');
    expect(await look()).toMatchObject({ files: 2, folders: 2 });
  });
});
