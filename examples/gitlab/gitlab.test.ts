import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { folder, PROGRAM_IN_SHELL } from '../../test/e2e/dbcheck.js';
import { runScript } from '../../test/e2e/run-script.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';
import { git } from '../git.js';

const file = parse(readFileSync(join(import.meta.dirname, '.gitlab-ci.yml'), 'utf8'));
const INSTALLED = '/opt/dbcheck/node_modules/.bin/dbcheck';

/** Runs what a job's script does after the installation, as GitLab's runner does. */
async function job(name: string, cwd: string, env: Record<string, string> = {}) {
  const [install, ...lines] = file[name].script as string[];
  expect(install).toContain('npm install');
  const program = join(folder({ dbcheck: `#!/bin/sh\nexec ${PROGRAM_IN_SHELL} "$@"\n` }), 'dbcheck');
  chmodSync(program, 0o755);
  const script = lines.join('\n').replaceAll(INSTALLED, program);
  const ended = await runScript(script, {
    cwd,
    env: { CI: 'true', GITLAB_CI: 'true', ...env },
    shell: ['bash', '-eo', 'pipefail'],
  });
  const report = join(cwd, file['.dbcheck'].artifacts.reports.junit);
  return { ...ended, report: existsSync(report) ? readFileSync(report, 'utf8') : '' };
}

describe('the GitLab jobs', () => {
  it('leave a JUnit report of a database file that git tracks', async () => {
    const cwd = folder();
    sqliteFile(join(cwd, 'app.db'), { users: 3 });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', 'app.db');
    const { status, report } = await job('files', cwd);
    expect(status).toBe(1);
    expect(report).toMatch(/<failure[^>]*stray\/tracked|stray\/tracked/);
    expect(file['.dbcheck'].artifacts.when).toBe('always');
  });

  it('pass for a clean repository', async () => {
    const cwd = folder({ '.gitignore': '*.db\n*.sqlite\n*.sqlite3\n.env\n' });
    git(cwd, 'init', '--quiet');
    const { status, output, report } = await job('files', cwd);
    expect(status, output).toBe(0);
    expect(report).toContain('<testsuites');
  });

  it('check the connection of the tests', async () => {
    const { url } = inject('postgres');
    const { status, output, report } = await job('connection', folder(), { DATABASE_URL: url });
    expect(status, output).toBe(0);
    expect(report).toContain('Database connections');
  });
});
