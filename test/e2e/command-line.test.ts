import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes, dbcheck, folder, guarded, PROGRAM_IN_SHELL, report } from './dbcheck.js';

const cwd = folder();

describe('a usage error has status 2, one line on standard error, and says what was meant', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown option', ['--ofline'], /unknown option "--ofline" \(did you mean "--offline"\?\)/],
    ['an unknown command', ['inspekt'], /unknown command "inspekt".*did you mean "inspect"/],
    ['an unknown check', ['--only', 'conect'], /unknown check "conect".*did you mean "connect"/],
    ['an unknown check in a list', ['--skip', 'env,pahts'], /unknown check "pahts"/],
    [
      'an unknown dialect',
      ['--dialect', 'postgresql'],
      /unknown dialect "postgresql".*did you mean "postgres"/,
    ],
    ['an unknown format', ['--format', 'xml'], /unknown format "xml"/],
    ['an unknown code', ['explain', 'env/mising'], /unknown code "env\/mising".*did you mean "env\/missing"/],
    [
      'a duration without a unit',
      ['--wait', '5'],
      /--wait takes a duration such as 500ms, 5s or 2m, not "5"/,
    ],
    ['an option without its value', ['--config'], /--config needs a value/],
    ['a report without a file', ['--report', 'junit'], /--report takes NAME=FILE/],
    ['an empty list', ['--only', ''], /--only needs a value/],
    ['an empty dialect', ['--dialect', 'postgres,'], /--dialect needs a value/],
    ['a report of inspect', ['inspect', '--report', 'json=x'], /inspect writes no report files/],
    ['an environment that is no name', ['-e', 'a b'], /--environment takes a name/],
    ['nothing after --', ['--'], /no command after --/],
    ['a command for inspect', ['inspect', '--', 'true'], /"inspect" starts no command/],
    [
      'a format that inspect lacks',
      ['inspect', '--format', 'junit'],
      /unknown format "junit"; known: pretty, json/,
    ],
    ['both quiet and verbose', ['--quiet', '--verbose'], /exclude each other/],
    ['a missing configuration', ['--config', 'nowhere.yaml'], /nowhere\.yaml/],
    ['checks that have nothing to look at', ['--only', 'paths'], /nothing was checked/],
    [
      'a network check without the network',
      ['--only', 'connect', '--offline', '--database', 'D'],
      /nothing was checked/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await dbcheck(args, { cwd, env: { D: 'postgres://u@h/d' } });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    '--password=hunter2hunter2',
    'postgres://u:hunter2hunter2@h/d',
    '--wait=postgres://u:hunter2hunter2@h',
    '--database=hunter2/hunter2',
    '--report=x=/nowhere/hunter2hunter2/x',
  ])('and never echoes what may be a secret: %s', async (argument) => {
    const { status, stdout, stderr } = await dbcheck([argument], { cwd });
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  it('as JSON on standard output where that was asked for', async () => {
    const { status, stdout } = await dbcheck(['--format', 'json', '--ofline'], { cwd });
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      ok: false,
      exitCode: 2,
      error: {
        message: 'unknown option "--ofline"',
        file: null,
        line: null,
        column: null,
        nearest: '--offline',
      },
    });
  });

  it('in the place of a configuration file', async () => {
    const here = folder({ 'dbcheck.yaml': 'databases:\n  main:\n    ulr: x\n' });
    const { status, stdout, stderr } = await dbcheck(['--format=json'], { cwd: here });
    expect(status).toBe(2);
    expect(stderr).toContain('dbcheck.yaml:3:5');
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 2,
      error: { file: 'dbcheck.yaml', line: 3, column: 5, nearest: 'url' },
    });
  });
});

describe('what the command line prints', () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

  it.each<[string[], RegExp]>([
    [['--version'], new RegExp(`^${version}\n$`)],
    [['--help'], /^Usage: dbcheck \[options\] \[-- command args…\]/],
    [['inspect', '--help'], /--offline/],
    [['explain'], /env\/missing/],
    [['explain', 'connect/refused'], /transient/],
    [['schema'], /"\$schema": "https:\/\/json-schema.org\/draft\/2020-12\/schema"/],
  ])('%j', async (args, expected) => {
    const { status, stdout, stderr } = await dbcheck(args, { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });
});

describe('DBCHECK_ variables stand in for options, and the option wins', () => {
  const here = folder({ 'other.json': '{"env":{"NEEDED":"required"}}' });

  it('DBCHECK_CONFIG', async () => {
    const found = await report(['--only', 'env'], { cwd: here, env: { DBCHECK_CONFIG: 'other.json' } });
    expect(codes(found)).toEqual(['env/missing']);
  });

  it('DBCHECK_ENVIRONMENT', async () => {
    const found = await report([], { cwd: here, env: { DBCHECK_ENVIRONMENT: 'staging' } });
    expect(found.environment.name).toBe('staging');
    const other = await report(['-e', 'test'], { cwd: here, env: { DBCHECK_ENVIRONMENT: 'staging' } });
    expect(other.environment.name).toBe('test');
  });

  it('DBCHECK_FORMAT', async () => {
    const { stdout } = await dbcheck([], { cwd: here, env: { DBCHECK_FORMAT: 'json' } });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1 });
    const pretty = await dbcheck(['--format', 'pretty'], { cwd: here, env: { DBCHECK_FORMAT: 'json' } });
    expect(pretty.stdout).toMatch(/^dbcheck /);
  });

  it('DBCHECK_WAIT and DBCHECK_TIMEOUT', async () => {
    const { status, stderr } = await dbcheck([], { cwd: here, env: { DBCHECK_WAIT: 'soon' } });
    expect(status).toBe(2);
    expect(stderr).toContain('DBCHECK_WAIT');
  });
});

describe('the common cases need no file', () => {
  const here = folder({ 'a/.keep': '' });
  const env = { HOME: '/', D: 'sqlite:///x.db' };

  it.each<[string, string[], string[]]>([
    ['--require', ['--only', 'env', '--require', 'A,B', '--require', 'HOME'], ['env/missing', 'env/missing']],
    ['--database', ['--only', 'dialect', '--database', 'MISSING_URL'], []],
    [
      '--dialect',
      ['--only', 'dialect', '--database', 'D', '--dialect', 'postgres,mysql'],
      ['dialect/not-allowed'],
    ],
    ['--dialect that fits', ['--only', 'dialect', '--database', 'D', '--dialect', 'sqlite'], []],
    ['--writable', ['--only', 'paths', '--writable', 'a', '--writable', 'b'], ['path/missing']],
  ])('%s', async (_, args, expected) => {
    expect(codes(await report(args, { cwd: here, env }))).toEqual(expected);
  });

  it('--root', async () => {
    const found = await report(['--only', 'stray', '--root', 'a', '-e', 'production'], {
      cwd: folder({ 'a/x': '', 'b/x.db': 'SQLite format 3\0' }),
    });
    expect(codes(found)).toEqual([]);
  });
});

describe('reports', () => {
  it('are written to files beside the one on standard output', async () => {
    const here = folder();
    await dbcheck(['--report', 'json=a.json', '--report', 'junit=b.xml', '--report', 'sarif=c.sarif'], {
      cwd: here,
    });
    expect(JSON.parse(readFileSync(join(here, 'a.json'), 'utf8'))).toMatchObject({ schema: 1 });
    expect(readFileSync(join(here, 'b.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(JSON.parse(readFileSync(join(here, 'c.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('that cannot be written keep the command from starting', async () => {
    const { status, started, stderr } = await guarded(['--report', 'json=nowhere/a.json'], { cwd });
    expect({ status, started }).toEqual({ status: 2, started: false });
    expect(stderr).toContain('nowhere/a.json cannot be written (ENOENT)');
  });

  it('have colour only where it is wanted', async () => {
    const plain = await dbcheck([], { cwd });
    const forced = await dbcheck([], { cwd, env: { FORCE_COLOR: '1' } });
    const forbidden = await dbcheck(['--no-color'], { cwd, env: { FORCE_COLOR: '1' } });
    const asked = await dbcheck([], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect([plain, forced, forbidden, asked].map(({ stdout }) => stdout.includes('\u001b['))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('the verdict', () => {
  it('lets the command start with warnings, and not with --strict', async () => {
    const start = { cwd: folder() };
    const loose = await guarded([], start);
    expect(loose).toMatchObject({ status: 0, started: true });
    expect(loose.stderr).toContain('dialect/missing');
    expect(await guarded(['--strict'], start)).toMatchObject({ status: 1, started: false });
  });

  it('stops at the first failing check with --fail-fast', async () => {
    const found = await report(['--fail-fast', '--require', 'A', '--writable', 'nowhere'], { cwd });
    expect(found.checks.map(({ status }) => status)).toEqual(['failed', ...Array(5).fill('skipped')]);
    expect(codes(found)).toEqual(['env/missing']);
  });

  it('does not depend on an optional database that is not configured', async () => {
    const here = folder({
      'dbcheck.yaml':
        'databases:\n  cache: { url: "${CACHE_URL}", optional: true }\n  odd: { url: nonsense, optional: true }\n',
    });
    const { status, started, stderr } = await guarded([], { cwd: here });
    expect({ status, started }, stderr).toEqual({ status: 0, started: true });
    expect(stderr).toContain('env/missing');
    expect(stderr).toContain('url/not-a-url');
  });

  it('says what is wrong with a URL even when the check of targets is left out', async () => {
    const found = await report(['--only', 'connect'], { cwd, env: { DATABASE_URL: 'postgre://u@h/d' } });
    expect(codes(found)).toEqual(['dialect/unknown']);
  });

  it('counts a NAME_FILE in place of a database URL, without a configuration too', async () => {
    const found = await report([], { cwd, env: { DATABASE_URL_FILE: '/nowhere/url' } });
    expect(codes(found)).toEqual(['env/file-unreadable']);
  });

  it('says which folder was made', async () => {
    const here = folder({ 'dbcheck.yaml': 'paths: [{ path: a/b, create: true }]\n' });
    expect((await dbcheck([], { cwd: here })).stdout).toMatch(
      /note {2}made .*\/a \(mode 0[0-7]{3}, owner \d+:\d+\)\n/,
    );
  });

  it('that nobody can read keeps the command from starting', async () => {
    const marker = join(folder(), 'started');
    const full = spawnSync('bash', ['-c', `${PROGRAM_IN_SHELL} -- touch ${marker} 2>/dev/full`], { cwd });
    expect({ status: full.status, started: existsSync(marker) }).toEqual({ status: 2, started: false });
  });

  it('is silent with --quiet when a command starts', async () => {
    const { stderr, started } = await guarded(['--quiet'], { cwd });
    expect({ stderr, started }).toEqual({ stderr: '', started: true });
  });
});
