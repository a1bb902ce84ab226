import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { trackedAmong, UnreadableIndex } from '../../src/files/git-index.js';
import { isTrouble, type Repository, repositoryFinder, trackedIn } from '../../src/files/git-repository.js';

const folder = mkdtempSync(join(tmpdir(), 'dbcheck-git-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let top = '';
let count = 0;
beforeEach(() => {
  count += 1;
  top = join(folder, `repository-${count}`);
  mkdirSync(top);
});

function git(...args: string[]): string {
  const safe = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...safe, '-C', top, ...args], { encoding: 'utf8', stdio: 'pipe' });
}

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), name);
  }
}

async function tracked(at: string, ...names: string[]): Promise<string[]> {
  const repository = await repositoryFinder()(at);
  if (!repository || isTrouble(repository)) throw new Error(`no repository at ${at}`);
  const found = await trackedIn(repository, names);
  if ('problem' in found) throw new Error(found.problem);
  return [...found].sort();
}

const NAMES = [
  'a.db',
  'deep/er/b.db',
  'deep/er/bb.db',
  'deep/x',
  'ünïcode.db',
  'with blank.sqlite',
  'zz/long'.repeat(40),
];

describe("git's index", () => {
  it.each([2, 3, 4])('of version %i names what is tracked and nothing else', async (version) => {
    git('init', '-q');
    put(...NAMES, 'untracked.db', 'later.db');
    git('add', '--', ...NAMES);
    // Version 3 is 2 with at least one extended entry.
    if (version === 3) git('add', '--intent-to-add', 'later.db');
    else git('update-index', '--index-version', String(version));
    expect(readFileSync(join(top, '.git/index')).readUInt32BE(4)).toBe(version);
    const expected = version === 3 ? [...NAMES, 'later.db'] : NAMES;
    expect(await tracked(top, ...NAMES, 'untracked.db', 'later.db', 'deep')).toEqual([...expected].sort());
  });

  it('of version 4 is read with hundreds of entries', async () => {
    git('init', '-q');
    const names = Array.from(
      { length: 400 },
      (_, index) => `folder-${index % 7}/file-${index}.${'x'.repeat(index % 200)}`,
    );
    put(...names);
    git('add', '.');
    git('update-index', '--index-version', '4');
    expect(await tracked(top, ...names)).toHaveLength(400);
  });

  it('is read in a repository with SHA-256', async () => {
    git('init', '-q', '--object-format=sha256');
    put('a.db', 'b.db');
    git('add', 'a.db');
    expect(await tracked(top, 'a.db', 'b.db')).toEqual(['a.db']);
  });

  it('forgets what was taken out of it', async () => {
    git('init', '-q');
    put('a.db', 'b.db');
    git('add', '.');
    git('rm', '-q', '--cached', 'a.db');
    expect(await tracked(top, 'a.db', 'b.db')).toEqual(['b.db']);
  });

  it('tracks nothing where it does not exist yet', async () => {
    git('init', '-q');
    expect(await tracked(top, 'a.db')).toEqual([]);
  });

  it('is told when it is split', async () => {
    git('init', '-q');
    put('a.db', 'b.db');
    git('add', 'a.db');
    git('update-index', '--split-index');
    git('add', 'b.db');
    await expect(tracked(top, 'a.db')).rejects.toThrow('it is a split index');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['other text', Buffer.from('not an index at all, but long enough for one')],
    ['an unknown version', Buffer.concat([Buffer.from('DIRC\0\0\0\x09\0\0\0\0'), Buffer.alloc(20)])],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => trackedAmong(bytes, 20, ['a'])).toThrow(UnreadableIndex);
  });

  it.each([2, 4])('of version %i is refused wherever it is cut off', (version) => {
    git('init', '-q');
    put(...NAMES);
    git('add', '.');
    git('update-index', '--index-version', String(version));
    const index = readFileSync(join(top, '.git/index'));
    for (let length = 0; length < 200; length += 7) {
      expect(() => trackedAmong(index.subarray(0, length), 20, ['a.db'])).toThrow();
    }
  });
});

describe('the repository that a folder belongs to', () => {
  it('is found from far below', async () => {
    git('init', '-q');
    mkdirSync(join(top, 'a/b/c'), { recursive: true });
    const found = (await repositoryFinder()(join(top, 'a/b/c'))) as Repository;
    expect(found).toEqual({ top, gitDir: join(top, '.git') });
  });

  it('may be a worktree, which has its own index', async () => {
    git('init', '-q');
    put('a.db');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    const worktree = `${top}-worktree`;
    git('worktree', 'add', '-q', worktree);
    execFileSync('git', ['-C', worktree, 'rm', '-q', '--cached', 'a.db']);
    expect(await tracked(worktree, 'a.db')).toEqual([]);
    expect(await tracked(top, 'a.db')).toEqual(['a.db']);
  });

  it('may be a submodule, which has its own index', async () => {
    git('init', '-q');
    put('inner.db');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    const inner = top;
    top = `${top}-outer`;
    mkdirSync(top);
    git('init', '-q');
    git('submodule', '--quiet', 'add', inner, 'module');
    expect(await tracked(join(top, 'module'), 'inner.db')).toEqual(['inner.db']);
    expect(await tracked(top, 'module/inner.db')).toEqual([]);
  });

  it('is none where .git is an empty folder', async () => {
    mkdirSync(join(top, '.git'));
    expect(await repositoryFinder()(top)).toBeNull();
  });

  it('is told when its .git file leads nowhere', async () => {
    writeFileSync(join(top, '.git'), 'gitdir: ../gone\n');
    expect(await repositoryFinder()(top)).toMatchObject({ path: join(top, '.git') });
  });
});
