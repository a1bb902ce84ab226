import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes, folder, guarded, report } from '../../test/e2e/dbcheck.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';

const env = { SPACE_ID: 'me/auth', JWT_SECRET: 'a3f1c09be5d2478896e0b1f4d7c2a9e8' };
const IGNORED = '*.db\n*.sqlite\n*.sqlite3\n';

/** The repository of the service, before anything is committed. */
function repository(files: Record<string, string>): string {
  const cwd = folder(files, import.meta.dirname);
  git(cwd, 'init', '--quiet');
  return cwd;
}

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', args, { cwd });
}

describe('the auth service', () => {
  it('starts when all is well, and its folder is made at start', async () => {
    const cwd = repository({ '.gitignore': IGNORED });
    const { status, started, stderr } = await guarded([], { cwd, env });
    expect({ status, started }, stderr).toEqual({ status: 0, started: true });
    expect(existsSync(join(cwd, 'database'))).toBe(true);
    expect(stderr).toContain('connect/file-missing');
  });

  it('starts with its database in place', async () => {
    const cwd = repository({ '.gitignore': IGNORED });
    sqliteFile(join(cwd, 'database/auth.db'), { user: 3 });
    const found = await report([], { cwd, env });
    expect(codes(found)).toEqual([]);
    expect(found.databases).toMatchObject([
      { name: 'auth', status: 'connected', target: 'sqlite:///database/auth.db' },
    ]);
  });

  it('does not start when git tracks database/auth.db', async () => {
    const cwd = repository({});
    sqliteFile(join(cwd, 'database/auth.db'), { user: 3 });
    git(cwd, 'add', 'database/auth.db');
    const found = await report([], { cwd, env });
    expect(codes(found)).toEqual(['stray/tracked']);
    expect(codes(found, 'warning')).toContain('stray/not-ignored');
    expect(await guarded([], { cwd, env })).toMatchObject({ status: 1, started: false });
  });

  it('is told when .gitignore lacks the patterns, and does not start with --strict', async () => {
    const cwd = repository({ '.gitignore': '__pycache__/\n' });
    const found = await report([], { cwd, env });
    expect(codes(found, 'warning')).toContain('stray/not-ignored');
    expect(await guarded(['--strict'], { cwd, env })).toMatchObject({ status: 1, started: false });
  });
});
