import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, programInPath } from '../../test/e2e/dbcheck.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

/** A repository with these files in its index, and what its commit says. */
function commit(ignored: string, database: string | null) {
  const cwd = folder({ '.gitignore': ignored, 'app.py': 'print(1)\n' }, import.meta.dirname);
  const env = {
    ...process.env,
    PATH: programInPath(),
    PRE_COMMIT_HOME: folder(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    NO_COLOR: '1',
  };
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  run('git', 'init', '-q');
  run('git', 'config', 'user.name', 'Tester');
  run('git', 'config', 'user.email', 'tester@example.com');
  run('pre-commit', 'install');
  if (database) sqliteFile(join(cwd, database), { users: 3 });
  run('git', 'add', '--all', '--force');
  const { status, stdout, stderr } = run('git', 'commit', '-m', 'A change');
  return { status, text: stdout + stderr };
}

const IGNORED = '*.db\n*.sqlite\n*.sqlite3\n.env\n';

describe.skipIf(!hasPreCommit)('the hook of pre-commit (needs pre-commit)', () => {
  it('lets a clean commit through', () => {
    const { status, text } = commit(IGNORED, null);
    expect(status, text).toBe(0);
    expect(text).toMatch(/dbcheck\.+Passed/);
  });

  it('stops a commit of a database, and says what to do', () => {
    const { status, text } = commit(IGNORED, 'auth.db');
    expect(status).toBe(1);
    expect(text).toMatch(/dbcheck\.+Failed/);
    expect(text).toMatch(/stray\/tracked/);
    expect(text).toContain('git rm --cached');
  });
});

it('the hook that the repository offers is the one of the example', () => {
  const read = (...path: string[]) => parse(readFileSync(join(import.meta.dirname, ...path), 'utf8'));
  const [{ description: _, ...offered }] = read('../../.pre-commit-hooks.yaml');
  expect(read('.pre-commit-config.yaml').repos[0].hooks).toEqual([offered]);
});
