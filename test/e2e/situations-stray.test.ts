import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../src/findings/catalogue.js';
import { codes, folder, report } from './dbcheck.js';
import { sqliteFile } from './sqlite-file.js';

/** What a folder looks like before the start, and what is to be told of it. */
interface Situation {
  /** Of `failures.jsonl`, or in words. */
  readonly id: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  make?(top: string): void;
  /** Null where nothing is wrong. */
  readonly code: FindingCode | null;
  /** The fact that solves it, in message, why and fix. */
  readonly says?: RegExp;
  readonly warns?: true;
}

const SERVER = { DATABASE_URL: 'postgres://app:Lantern.7-otter@db.example.com/app', NODE_ENV: 'production' };
const SPACE = { DATABASE_URL: 'mysql://app:Lantern.7-otter@db.example.com/app', SPACE_ID: 'me/app' };
const IGNORED = { '.gitignore': '*.db\n*.sqlite\n*.sqlite3\n' };
const POINTER =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';
const git = (top: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-C', top, ...args], { stdio: 'pipe' });
const old = (path: string) => utimesSync(path, 1e9, 1e9);

const SITUATIONS: readonly Situation[] = [
  {
    id: 'stray-hf-binary',
    env: SPACE,
    files: IGNORED,
    make: (top) => {
      git(top, 'init', '-q');
      sqliteFile(join(top, 'chroma.sqlite3'));
      git(top, 'add', '-f', '.');
    },
    code: 'stray/tracked',
    says: /Hugging Face refuses a push.*git rm --cached -- chroma\.sqlite3.*git filter-repo/s,
  },
  {
    id: 'stray-app-and-server-db',
    env: SERVER,
    make: (top) => sqliteFile(join(top, 'app.db')),
    code: 'stray/database-file',
    says: /names a server \(DATABASE_URL \(postgres\)\).*(falls|fell) back to SQLite/s,
  },
  {
    id: 'a fall-back in a container that runs',
    env: SPACE,
    make: (top) => sqliteFile(join(top, 'app.db'), { user: 2 }),
    code: 'stray/holds-data',
    says: /made \d+ \w+ after this container started.*mysql.*sign that the application fell back/s,
  },
  {
    id: 'Chroma beside MySQL on a Space',
    env: SPACE,
    make: (top) => sqliteFile(join(top, 'chroma_store/chroma.sqlite3'), { embeddings: 3 }),
    code: 'stray/holds-data',
    says: /chroma_store\/chroma\.sqlite3 holds data.*3 rows in embeddings.*allow|\.dockerignore/s,
  },
  {
    id: "Django's database in git",
    env: SERVER,
    files: IGNORED,
    make: (top) => {
      git(top, 'init', '-q');
      sqliteFile(join(top, 'db.sqlite3'), { auth_user: 1, django_migrations: 18 });
      git(top, 'add', '-f', 'db.sqlite3');
    },
    code: 'stray/tracked',
    says: /git rm --cached -- db\.sqlite3/,
  },
  {
    id: "Flask's instance folder",
    env: SERVER,
    make: (top) => sqliteFile(join(top, 'instance/app.db'), { user: 3 }),
    code: 'stray/holds-data',
    says: /instance\/app\.db holds data.*3 rows in user/s,
  },
  {
    id: 'a database in a submodule',
    env: SERVER,
    make: (top) => {
      const module = folder();
      git(module, 'init', '-q');
      sqliteFile(join(module, 'data.sqlite3'), { a: 1 });
      git(module, 'add', '-f', '.');
      git(module, 'commit', '-qm', 'x');
      git(top, 'init', '-q');
      git(top, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', module, 'vendor/lib');
    },
    code: 'stray/tracked',
    says: /git -C vendor\/lib rm --cached -- data\.sqlite3/,
  },
  {
    id: 'a database without an ending',
    env: SERVER,
    make: (top) => sqliteFile(join(top, 'data/storage')),
    code: 'stray/database-file',
    says: /data\/storage is an SQLite database/,
  },
  {
    id: 'a URI taken for a name',
    env: SERVER,
    make: (top) => sqliteFile(join(top, 'file:./dev.db')),
    code: 'stray/database-file',
    says: /took an SQLite URI for a plain path/,
  },
  {
    id: 'an empty file',
    env: SERVER,
    files: { 'app.db': '' },
    code: 'stray/empty-file',
    says: /default in the code/,
    warns: true,
  },
  {
    id: 'a Git LFS pointer',
    env: SERVER,
    files: { 'seed.sqlite': POINTER },
    code: 'stray/lfs-pointer',
    says: /git lfs pull --include=seed\.sqlite/,
    warns: true,
  },
  {
    id: 'a log without its database',
    env: SERVER,
    files: { 'app.db-wal': 'x', 'app.db-shm': 'x' },
    code: 'stray/orphan-wal',
    says: /app\.db-shm, app\.db-wal are there without the database app\.db/,
    warns: true,
  },
  {
    id: 'an ignore file that lets databases through',
    env: SERVER,
    files: { '.gitignore': '/*.db\n' },
    make: (top) => git(top, 'init', '-q'),
    code: 'stray/not-ignored',
    says: /printf '%s\\n' .*\*\.db/,
    warns: true,
  },
  {
    id: 'an image that takes databases in',
    env: SERVER,
    files: { ...IGNORED, Dockerfile: 'FROM scratch\n', '.dockerignore': '*.db\n*.sqlite\n*.sqlite3\n' },
    make: (top) => git(top, 'init', '-q'),
    code: 'stray/not-ignored',
    says: /without \*\*\/ counts for the top folder only.*\*\*\/\*\.db/s,
    warns: true,
  },
  {
    id: 'a backup from long ago',
    env: SERVER,
    make: (top) => old(sqliteFile(join(top, 'backup/app.db.bak'), { user: 1 })),
    code: 'stray/holds-data',
    says: /2001-09-09T/,
  },
  {
    id: 'files with the names of databases that are none',
    env: SERVER,
    files: {
      'Thumbs.db': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]),
      'berkeley.db': Buffer.concat([Buffer.alloc(12), Buffer.from('61150600', 'hex'), Buffer.alloc(496)]),
      'gdbm.db': Buffer.concat([Buffer.from('ce9a5713', 'hex'), Buffer.alloc(508)]),
      'levels.db': 'one\ntwo\n',
      'notes-journal': 'Monday\n',
    },
    code: null,
  },
  {
    id: 'what tools leave',
    env: SERVER,
    files: { '.eslintcache': '[]' },
    make: (top) => {
      for (const path of [
        '.coverage',
        '.mypy_cache/3.12/cache.db',
        '.ipython/history.sqlite',
        '.tox/py/a.db',
      ])
        sqliteFile(join(top, path), { t: 1 });
    },
    code: null,
  },
  {
    id: 'what libraries bring along',
    env: SERVER,
    make: (top) => {
      for (const path of ['node_modules/a/seed.db', '.venv/a.db', 'env/a.sqlite'])
        sqliteFile(join(top, path), { t: 1 });
      writeFileSync(join(top, 'env/pyvenv.cfg'), '');
    },
    code: null,
  },
  {
    id: 'a fixture that the configuration allows',
    env: SERVER,
    files: { 'dbcheck.yaml': 'stray: { allow: ["test/fixtures/**"] }\n' },
    make: (top) => sqliteFile(join(top, 'test/fixtures/a.db'), { t: 1 }),
    code: null,
  },
  {
    id: 'the configured database, and what SQLite keeps beside it',
    env: { DATABASE_URL: 'sqlite:///data/app.db' },
    files: { 'data/app.db-wal': '', 'data/app.db-shm': '' },
    make: (top) => sqliteFile(join(top, 'data/app.db'), { t: 1 }),
    code: null,
  },
];

describe('a situation that was seen', () => {
  for (const [index, { id, env = {}, files = {}, make, code, says, warns }] of SITUATIONS.entries()) {
    it(`${index + 1}: ${id} is ${code ?? 'nothing to tell'}`, async () => {
      const top = folder();
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(top, name)), { recursive: true });
        writeFileSync(join(top, name), content);
      }
      make?.(top);
      const found = await report(['--offline', '--only', 'stray'], { cwd: top, env });
      const findings = found.checks.flatMap((check) => check.findings);
      if (code === null) {
        expect(findings).toEqual([]);
        return;
      }
      const finding = findings.find((each) => each.code === code);
      const words = finding && [finding.message, ...finding.why, ...finding.fix].join('\n');
      expect.soft(codes(found, warns ? 'warning' : 'error'), words).toContain(code);
      expect.soft(found.status).toBe(warns ? 0 : 1);
      expect(words).toMatch(says ?? /./);
    });
  }
});

it('every collected situation of stray databases is among these', () => {
  const made = new Set(SITUATIONS.map(({ id }) => id));
  const collected = readFileSync(join(import.meta.dirname, '../fixtures/failures.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; area: string })
    .filter(({ area }) => area === 'stray-db');
  expect(collected.map(({ id }) => id).filter((id) => !made.has(id))).toEqual([]);
});
