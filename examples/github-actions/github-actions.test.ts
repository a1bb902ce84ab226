import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { folder, PROGRAM_IN_SHELL } from '../../test/e2e/dbcheck.js';
import { runScript } from '../../test/e2e/run-script.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';
import { git } from '../git.js';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

const read = (path: string) => parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
const action = read('../../action.yml');
const workflow = read('workflow.yml');
const steps: readonly Step[] = action.runs.steps;

/** What GitHub's runner starts a `shell: bash` with. */
const BASH = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'];

/** Runs the step that checks, with these inputs, in the folder of a repository. */
async function check(cwd: string, given: Record<string, string>, env: Record<string, string> = {}) {
  const temporary = folder({
    output: '',
    'program.sh': `#!/bin/sh\nexec ${PROGRAM_IN_SHELL} "$@"\n`,
  });
  const inputs: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries<{ default: string }>(action.inputs).map(([name, input]) => [name, input.default]),
    ),
    program: join(temporary, 'program.sh'),
    ...given,
  };
  const step = steps.find(({ id }) => id === 'check');
  const filled = Object.entries(step?.env ?? {}).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ inputs\.(\S+) \}\}/, (_, input) => inputs[input] ?? ''),
  ]);
  await runScript('chmod +x program.sh', { cwd: temporary, env: {}, shell: BASH });
  const { status, output } = await runScript(step?.run ?? '', {
    cwd,
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: join(temporary, 'output'),
      ...Object.fromEntries(filled),
      ...env,
    },
    shell: BASH,
  });
  const outputs = Object.fromEntries(
    readFileSync(join(temporary, 'output'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')),
  );
  return { status, output, outputs };
}

/** What `with: args:` of the workflow's job says. */
function argsOf(job: string): string {
  return workflow.jobs[job].steps.find(({ uses }: Step) => uses?.startsWith('dbcheck/')).with.args;
}

describe('the GitHub Action', () => {
  it('annotates a database file that git tracks, fails the step, and tells its status', async () => {
    const cwd = folder();
    sqliteFile(join(cwd, 'app.db'), { users: 3 });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', 'app.db');
    const { status, output, outputs } = await check(cwd, { args: argsOf('files') });
    expect(status, output).toBe(1);
    expect(output).toMatch(/^::error title=dbcheck stray\/tracked::Git tracks the database file app\.db/m);
    expect(outputs['exit-status']).toBe('1');
    expect(JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8'))).toMatchObject({ ok: false });
  });

  it('passes for a clean repository', async () => {
    const cwd = folder({ '.gitignore': '*.db\n*.sqlite\n*.sqlite3\n.env\n' });
    git(cwd, 'init', '--quiet');
    const { status, output, outputs } = await check(cwd, { args: argsOf('files') });
    expect(status, output).toBe(0);
    expect(outputs['exit-status']).toBe('0');
  });

  it('checks the connection of the tests', async () => {
    const { url, password } = inject('postgres');
    const args = argsOf('connection');
    const good = await check(folder(), { args }, { DATABASE_URL: url });
    expect(good.status, good.output).toBe(0);
    const wrong = url.replace(encodeURIComponent(password), 'wrong');
    const bad = await check(folder(), { args }, { DATABASE_URL: wrong });
    expect(bad.outputs['exit-status']).toBe('1');
    expect(bad.output).toContain('connect/auth-failed');
  });

  it('takes arguments in lines, and gives none of them to a shell', async () => {
    const cwd = folder();
    const args = '--only env\n--require PATH\n--root $(id>made) --root *';
    const { status, output } = await check(cwd, { args });
    expect(status, output).toBe(0);
    expect(existsSync(join(cwd, 'made'))).toBe(false);
  });

  it('installs the npm package into a folder of its own where no program is given', () => {
    const [install] = steps;
    expect(install?.if).toBe("inputs.program == ''");
    expect(install?.run).toContain('--prefix "$RUNNER_TEMP/dbcheck"');
    expect(steps.at(-1)?.run).toContain('$RUNNER_TEMP/dbcheck/node_modules/.bin/dbcheck');
  });
});
