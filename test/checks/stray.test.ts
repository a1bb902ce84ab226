import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { strayCheck } from '../../src/checks/stray.js';
import { render } from '../../src/findings/render.js';
import type { Observation, Outcome } from '../../src/report.js';
import {
  asUser,
  bundleChecks,
  canHang,
  canSwitchUser,
  codesOf,
  only,
  runCheck,
  whileHanging,
} from './check-process.js';
import { type FileContextOptions, fileContext } from './file-context.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dbcheck-stray-')));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let top = '';
let count = 0;
beforeEach(() => {
  count += 1;
  top = join(folder, String(count));
  mkdirSync(top);
});

const check = (more: Partial<FileContextOptions> = {}): Promise<Outcome> =>
  strayCheck.run(fileContext({ cwd: top, ...more }), new Map());

function put(name: string, content = ''): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  writeFileSync(join(top, name), content);
}

function database(name: string, rows = 0, table = 'users'): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  const made = new Sqlite(join(top, name));
  made.exec(`CREATE TABLE "${table}" (a)`);
  for (let row = 0; row < rows; row += 1) made.prepare(`INSERT INTO "${table}" VALUES (1)`).run();
  made.close();
}

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-C', top, ...args], { stdio: 'pipe' });
}

/** Lets the ignore rules of a repository be no matter. */
const IGNORES = '*.db\n*.sqlite\n*.sqlite3\n';

const told = ({ observations }: Outcome): string[] =>
  observations.map(({ code, subject }) => `${code} ${subject}`);

function words(observation: Observation) {
  const finding = render(observation, 'stray', {
    severity: {},
    isOptional: () => false,
    guard: (text) => text,
  });
  if (!finding) throw new Error('no finding');
  return finding;
}

describe('a stray database', () => {
  it.each([
    [true, 'error'],
    [false, 'warning'],
  ])('in production %s is an %s', async (production, severity) => {
    database('instance/caloria.db');
    const found = only(await check({ production }), 'stray/database-file');
    expect(words(found)).toMatchObject({ severity, subject: 'instance/caloria.db' });
  });

  it('goes by the policy, not by the environment, where the configuration has one', async () => {
    database('a.db');
    const found = only(
      await check({ production: true, stray: { policy: 'reported' } }),
      'stray/database-file',
    );
    expect(found.severity).toBe('warning');
  });

  it.each([
    ['an empty one', 0, false, true],
    ['one with rows', 3, false, false],
    ['one with a log beside it', 0, true, false],
  ])('is offered for removal last, and only where no row is lost: %s', async (_, rows, log, removed) => {
    database('a.db', rows);
    if (log) put('a.db-journal', 'x');
    const { fix } = words(only(await check(), 'stray/database-file'));
    expect(fix.map((line) => line.includes('rm -- ')).lastIndexOf(true)).toBe(removed ? fix.length - 1 : -1);
    expect(fix.findIndex((line) => line.includes('mv -- a.db'))).toBeGreaterThan(0);
  });

  it('with rows beside a server is never offered for removal', async () => {
    database('a.db', 3);
    const outcome = await check({ databases: { main: { server: 'postgres' } } });
    const { fix } = words(only(outcome, 'stray/holds-data'));
    expect(fix.join('\n')).not.toContain('rm --');
    expect(fix.join('\n')).toContain('mv -- a.db /FOLDER/OUTSIDE/');
  });

  it('is told with size, age and tables', async () => {
    database('a.db', 3);
    const { facts } = only(await check(), 'stray/database-file');
    expect(facts).toMatchObject({
      size: 8192,
      tables: [{ name: 'users', rows: 3, more: false }],
      tableCount: 1,
    });
    expect(facts['modified']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('whose name holds a new line is told by its name as it is', async () => {
    database('a\nb.db');
    expect(told(await check())).toEqual(['stray/database-file a\nb.db']);
  });

  it.each([
    ['a URI taken for a path', 'file:app.db?mode=rwc', 'Its name begins with file:'],
    ['a folder made of a URI', 'file:/app.db', 'Its name begins with file:'],
  ])('that is %s says so', async (_, name, line) => {
    database(name);
    expect(words(only(await check(), 'stray/database-file')).why.join()).toContain(line);
  });

  it('is opened without anything being made beside it', async () => {
    const live = new Sqlite(join(folder, 'live.db'));
    live.pragma('journal_mode = wal');
    live.exec('CREATE TABLE users (a); INSERT INTO users VALUES (1), (2)');
    copyFileSync(join(folder, 'live.db'), join(top, 'a.db'));
    copyFileSync(join(folder, 'live.db-wal'), join(top, 'a.db-wal'));
    live.close();
    const { facts } = only(await check(), 'stray/database-file');
    expect(facts['tables']).toEqual([{ name: 'users', rows: 2, more: false }]);
    expect(readdirSync(top)).toEqual(['a.db', 'a.db-wal']);
  });

  it('that another process holds locked is told all the same, at once', async () => {
    database('a.db', 1);
    const other = new Sqlite(join(top, 'a.db'));
    other.exec('BEGIN EXCLUSIVE');
    const started = performance.now();
    const found = only(await check(), 'stray/database-file');
    other.close();
    expect(found.facts).toMatchObject({ tables: null, unread: 'SQLITE_BUSY' });
    const { why, fix } = words(found);
    expect(why.join()).toContain('It is in use');
    expect(fix.join('\n')).not.toContain('rm --');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('that is corrupt is told all the same', async () => {
    put('a.db', `SQLite format 3\0${'x'.repeat(4096)}`);
    expect(only(await check(), 'stray/database-file').facts['unread']).toMatch(/^SQLITE_(CORRUPT|NOTADB)$/);
  });

  it('masks what a table is called after, where that is a secret', async () => {
    database('a.db', 1, 'hunter2-table');
    const outcome = await check({ env: { DB_PASSWORD: 'hunter2' } });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });
});

describe('what is no stray', () => {
  it('is the configured database, with its companions, by whatever path', async () => {
    database('real/app.db');
    put('real/app.db-wal', 'x');
    symlinkSync('real', join(top, 'data'));
    expect(told(await check({ databases: { main: { file: 'data/app.db' } } }))).toEqual([]);
  });

  it('is the log of a configured database that is gone', async () => {
    put('app.db-wal', 'x');
    expect(told(await check({ databases: { main: { file: 'app.db' } } }))).toEqual([]);
  });

  it.each(['test/fixtures/**', './test/fixtures/', 'test/fixtures/seed.db', '**/seed.db', 'test'])(
    'is what the allow-list takes: %s',
    async (glob) => {
      database('test/fixtures/seed.db');
      database('other/x.db');
      expect(told(await check({ stray: { allow: [glob] } }))).toEqual(['stray/database-file other/x.db']);
    },
  );

  it('is what lies outside the roots', async () => {
    database('data/app.db');
    put('src/a.txt');
    expect(told(await check({ stray: { roots: ['src'] } }))).toEqual([]);
  });

  it('is a file with the name of a database and another content', async () => {
    put('Thumbs.db', 'x'.repeat(4096));
    expect(told(await check())).toEqual([]);
  });
});

describe('what is not quite a database', () => {
  it.each([
    ['empty.db', '', 'stray/empty-file empty.db'],
    ['app.db-journal', 'x', 'stray/orphan-wal app.db'],
    ['p.db', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n', 'stray/lfs-pointer p.db'],
  ])('%s is a warning, in production too', async (name, content, expected) => {
    put(name, content);
    const outcome = await check({ production: true });
    expect(told(outcome)).toEqual([expected]);
    expect(outcome.observations.map((each) => words(each).severity)).toEqual(['warning']);
  });
});

describe('a stray database beside a server', () => {
  const databases = { main: { server: 'postgres' } };

  it('that holds rows is told as data', async () => {
    database('a.db', 2);
    const outcome = await check({ databases, production: true });
    expect(codesOf(outcome)).toEqual(['stray/holds-data']);
    expect(words(only(outcome, 'stray/holds-data'))).toMatchObject({
      severity: 'error',
      message:
        'a.db holds data (1 tables, 2 rows in users alone), and the application is configured for main (postgres)',
    });
  });

  it.each([
    ['has no rows', 'users', 0],
    ['has rows of a migration tool only', 'alembic_version', 1],
  ])('that %s is a stray and no more', async (_, table, rows) => {
    database('a.db', rows, table);
    expect(codesOf(await check({ databases }))).toEqual(['stray/database-file']);
  });

  it('whose rows are those of a search index that holds nothing is a stray and no more', async () => {
    const made = new Sqlite(join(top, 'a.db'));
    made.exec('CREATE VIRTUAL TABLE search USING fts5(a)');
    made.close();
    expect(codesOf(await check({ databases }))).toEqual(['stray/database-file']);
  });

  it('that is listed as left over is an error everywhere, wherever it lies', async () => {
    database('instance/old.db', 1);
    const main = { server: 'postgres', leftovers: ['instance/old.db', 'instance/gone.db'] };
    const outcome = await check({ databases: { main }, stray: { roots: ['src'], allow: ['**'] } });
    const found = only(outcome, 'stray/holds-data');
    expect(words(found)).toMatchObject({ severity: 'error', facts: { leftoverOf: 'main' } });
    expect(outcome.passed).toContain('instance/gone.db is gone');
  });

  it('that is listed as left over and holds nothing is no stray outside the roots', async () => {
    database('old.db');
    put('src/a');
    const main = { server: 'mysql', leftovers: ['old.db'] };
    expect(told(await check({ databases: { main }, stray: { roots: ['src'] } }))).toEqual([]);
  });

  it('that is listed as left over and cannot be read is not taken for empty', async () => {
    put('old.db', 'something else');
    const main = { server: 'mysql', leftovers: ['old.db'] };
    const found = only(await check({ databases: { main } }), 'stray/not-looked-at');
    expect(found.facts).toMatchObject({ reason: 'leftover' });
  });
});

describe('a stray database in a repository', () => {
  it('that git tracks is an error everywhere, beside what it is', async () => {
    git('init', '-q');
    put('.gitignore', IGNORES);
    database('database/auth.db', 1);
    git('add', '-f', 'database/auth.db');
    const outcome = await check();
    expect(told(outcome)).toEqual(['stray/database-file database/auth.db', 'stray/tracked database/auth.db']);
    const { severity, fix } = words(only(outcome, 'stray/tracked'));
    expect(severity).toBe('error');
    expect(fix[0]).toBe('git rm --cached -- database/auth.db');
  });

  it.each([['git rm --cached'], ['printf']])(
    'is mended by the fix that begins with %s',
    async (beginning) => {
      git('init', '-q');
      put('.gitignore', 'other');
      database("we ird's.db");
      git('add', '.');
      for (const finding of (await check()).observations.map(words)) {
        for (const line of finding.fix.filter((each) => each.startsWith(beginning))) {
          execFileSync('sh', ['-c', line], { cwd: top });
        }
      }
      const after = codesOf(await check());
      expect(after).toContain('stray/database-file');
      expect(after.includes('stray/tracked')).toBe(beginning !== 'git rm --cached');
      expect(after.includes('stray/not-ignored')).toBe(beginning !== 'printf');
    },
  );

  it('is told for its companions too', async () => {
    git('init', '-q');
    put('.gitignore', IGNORES);
    database('a.db');
    put('a.db-shm');
    git('add', '-f', 'a.db', 'a.db-shm');
    expect(only(await check(), 'stray/tracked').facts).toMatchObject({
      files: ['a.db', 'a.db-shm'],
      repository: '.',
    });
  });

  it('above the working directory is found', async () => {
    git('init', '-q');
    put('.gitignore', IGNORES);
    database('service/a.db');
    git('add', '-f', 'service/a.db');
    const outcome = await strayCheck.run(fileContext({ cwd: join(top, 'service') }), new Map());
    const found = only(outcome, 'stray/tracked');
    expect(found).toMatchObject({ subject: 'a.db', facts: { repository: top, files: ['service/a.db'] } });
    expect(words(found).fix[0]).toBe(`git -C ${top} rm --cached -- service/a.db`);
  });

  it('is not asked about where the configuration says so', async () => {
    git('init', '-q');
    database('a.db');
    git('add', '.');
    expect(codesOf(await check({ stray: { git: false } }))).toEqual(['stray/database-file']);
  });

  it('whose index cannot be read is told', async () => {
    git('init', '-q');
    put('.gitignore', IGNORES);
    database('a.db');
    writeFileSync(join(top, '.git/index'), 'rubbish');
    const outcome = await check();
    expect(codesOf(outcome)).toEqual(['stray/database-file', 'stray/not-looked-at']);
    expect(words(only(outcome, 'stray/not-looked-at'))).toMatchObject({
      severity: 'warning',
      facts: { reason: 'git' },
    });
  });
});

describe('ignore rules that let databases through', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['there are none', {}, ['.gitignore *.db,*.sqlite,*.sqlite3']],
    ['all is covered', { '.gitignore': IGNORES }, []],
    ['one is missing', { '.gitignore': '*.db\n*.sqlite\n' }, ['.gitignore *.sqlite3']],
    ['only the top is covered', { '.gitignore': '/*.db\n*.sqlite*\n' }, ['.gitignore *.db']],
    ['only a folder is covered', { '.gitignore': 'instance/\n' }, ['.gitignore *.db,*.sqlite,*.sqlite3']],
    ['a fixture is taken back in', { '.gitignore': `${IGNORES}!test/seed.db\n` }, []],
    ['all is taken back in', { '.gitignore': `${IGNORES}!*.db\n` }, ['.gitignore *.db']],
    ['everything is ignored', { '.gitignore': '*\n' }, []],
    [
      'Docker is told for the top only',
      { '.gitignore': IGNORES, Dockerfile: 'FROM x\n', '.dockerignore': '*.db\n**/*.sqlite*\n' },
      ['.dockerignore **/*.db'],
    ],
    [
      'Docker is told everything',
      { '.gitignore': IGNORES, Dockerfile: '', '.dockerignore': '**/*.db\n**/*.sqlite*\n' },
      [],
    ],
    ['there is no Dockerfile', { '.gitignore': IGNORES, '.dockerignore': 'x\n' }, []],
  ])('are told when %s', async (_, files, expected) => {
    git('init', '-q');
    for (const [name, text] of Object.entries(files)) put(name, text);
    const outcome = await check();
    expect(outcome.observations.map(({ subject, facts }) => `${subject} ${facts['lines']}`)).toEqual(
      expected,
    );
    expect(outcome.observations.every((each) => words(each).severity === 'warning')).toBe(true);
  });

  it.each(['.git/info/exclude', 'home/.config/git/ignore', 'home/own'])(
    'are not told when %s covers them',
    async (place) => {
      git('init', '-q');
      put(place, IGNORES);
      if (place === 'home/own') put('home/.gitconfig', '[core]\n\texcludesFile = ~/own\n');
      expect(codesOf(await check({ env: { HOME: join(top, 'home') } }))).toEqual([]);
    },
  );

  it('are told when .gitignore takes back in what this clone leaves out', async () => {
    git('init', '-q');
    put('.git/info/exclude', IGNORES);
    put('.gitignore', '!*.db\n');
    expect(only(await check(), 'stray/not-ignored').facts['lines']).toEqual(['*.db']);
  });

  it('are not told outside of a repository', async () => {
    expect(codesOf(await check())).toEqual([]);
  });

  it('are told once for several roots', async () => {
    git('init', '-q');
    put('a/x');
    put('b/x');
    expect(codesOf(await check({ stray: { roots: ['a', 'b'] } }))).toEqual(['stray/not-ignored']);
  });
});

describe('many stray databases', () => {
  it('are told one by one up to twenty, and the rest in one', async () => {
    for (let index = 10; index < 37; index += 1) database(`${index}.db`);
    const outcome = await check({ production: true });
    expect(outcome.observations).toHaveLength(21);
    const last = words(outcome.observations[20] as Observation);
    expect(last.message).toBe('7 more SQLite databases: 30.db, 31.db, 32.db, 33.db, 34.db …');
    expect(last.severity).toBe('error');
  });
});

describe('what could not be looked at', () => {
  let bundle = '';
  beforeAll(async () => {
    bundle = await bundleChecks(folder);
  }, 60_000);

  it.skipIf(!canSwitchUser)('names the folders that this user may not read', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) mkdirSync(join(top, name), { mode: 0o700 });
    database('open/x.db');
    const outcome = runCheck(bundle, 'stray', { cwd: top }, asUser(1234));
    expect(codesOf(outcome)).toEqual(['stray/database-file', 'stray/not-looked-at']);
    const found = words(only(outcome, 'stray/not-looked-at'));
    expect(found.facts).toMatchObject({ count: 7, detail: 'Reading gave EACCES for uid 1234' });
    expect(found.facts['paths']).toHaveLength(5);
    expect(found.severity).toBe('warning');
  });

  it.skipIf(!canSwitchUser)('names a file that could be a database', () => {
    database('a.db');
    chmodSync(join(top, 'a.db'), 0o600);
    const found = only(runCheck(bundle, 'stray', { cwd: top }, asUser(1234)), 'stray/not-looked-at');
    expect(found.subject).toBe('a.db');
  });

  it('names a root that does not exist', async () => {
    expect(only(await check({ stray: { roots: ['gone'] } }), 'stray/not-looked-at').subject).toBe('gone');
  });

  it('says what the time did not reach', async () => {
    put('a/b');
    const found = only(await check({ timeoutMs: 0 }), 'stray/not-looked-at');
    expect(words(found).message).toContain('within 0 ms');
  });

  it.skipIf(!canHang)('names the storage that does not answer, and tells what lies elsewhere', async () => {
    database('a.db');
    mkdirSync(join(top, 'share'));
    mkdirSync(join(top, 'other'));
    await whileHanging(join(top, 'share'), async () => {
      const started = performance.now();
      const outcome = await check({ timeoutMs: 400, stray: { roots: ['share/deep', '.', 'other'] } });
      expect(performance.now() - started).toBeLessThan(900);
      expect(codesOf(outcome)).toEqual(['stray/database-file', 'stray/not-looked-at']);
      const { facts } = only(outcome, 'stray/not-looked-at');
      expect(facts).toMatchObject({ reason: 'no-answer', paths: ['share/deep', 'share'] });
    });
  });

  it('is skipped where a root needs a variable that is missing', async () => {
    const { skips } = await check({ stray: { roots: ['${DATA_DIR}'] } });
    expect(skips).toEqual([{ subject: 'stray', reason: 'needs DATA_DIR', because: 'need' }]);
  });

  it('on purpose is said', async () => {
    put('node_modules/a/b');
    put('node_modules/.venv/b');
    put('.venv/b');
    const { notes } = await check();
    expect(notes).toEqual(['not looked into: node_modules, virtual environments']);
  });
});
