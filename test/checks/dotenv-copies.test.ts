import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DotenvPolicy } from '../../src/config/config.js';
import { run } from '../../src/run.js';

const room = mkdtempSync(join(tmpdir(), 'dbcheck-copies-'));
afterAll(() => rmSync(room, { recursive: true }));

const SECRETS = 'DB_PASSWORD=hunter2-and-more\nDEBUG=1\n';

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const cwd = mkdtempSync(join(room, 'x'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content, { mode: 0o600 });
  }
  return cwd;
}

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd, stdio: 'pipe' });

/** A repository in which the named files were added, ignored or not. */
function repository(files: Record<string, string>, ...added: string[]): string {
  const cwd = folder(files);
  git(cwd, 'init', '-q');
  if (added.length) git(cwd, 'add', '-f', ...added);
  return cwd;
}

async function check(cwd: string, policy: DotenvPolicy = 'optional', environment = 'development') {
  const { report } = await run({
    cwd,
    env: {},
    config: { dotenv: { policy } },
    environment,
    only: ['dotenv'],
  });
  const { findings = [] } = report.checks[1] ?? {};
  const text = findings.flatMap(({ message, why, fix }) => [message, ...why, ...fix]).join('\n');
  return {
    findings,
    text,
    told: findings.map(({ code, severity, subject }) => `${code} ${severity} ${subject}`),
  };
}

describe('a .env file in a repository', () => {
  it.each<[string, () => string, string[]]>([
    ['that git tracks', () => repository({ '.env': SECRETS }, '.env'), ['dotenv/tracked error .env']],
    [
      'that git tracks, ignored since',
      () => repository({ '.env': SECRETS, '.gitignore': '.env\n' }, '.env'),
      ['dotenv/tracked error .env'],
    ],
    [
      'that git tracks, without a secret',
      () => repository({ '.env': 'DEBUG=1\nPASSWORD=\n' }, '.env'),
      ['dotenv/tracked warning .env'],
    ],
    [
      'that git tracks, with a URL that has a password',
      () => repository({ '.env': 'BACKEND=postgres://u:pw12345@h/d\n' }, '.env'),
      ['dotenv/tracked error .env'],
    ],
    [
      'of another environment that git tracks',
      () => repository({ '.env.production': SECRETS }, '.env.production'),
      ['dotenv/tracked error .env.production'],
    ],
    ['that is an example', () => repository({ '.env.example': SECRETS }, '.env.example'), []],
    [
      'that nothing ignores',
      () => repository({ '.env': SECRETS }),
      ['dotenv/not-ignored warning .gitignore'],
    ],
    ['that is ignored', () => repository({ '.env': SECRETS, '.gitignore': '.env*\n!.env.example\n' }), []],
    [
      'that is ignored by name, and another one not',
      () => repository({ '.env': SECRETS, '.env.local': SECRETS, '.gitignore': '.env\n' }),
      ['dotenv/not-ignored warning .gitignore'],
    ],
    [
      'whose folder lies below the top',
      () => join(repository({ 'app/.env': SECRETS }, 'app/.env'), 'app'),
      ['dotenv/tracked error .env'],
    ],
    [
      'whose index cannot be read',
      () => {
        const cwd = repository({ '.env': SECRETS });
        writeFileSync(join(cwd, '.git/index'), 'no index');
        return cwd;
      },
      [],
    ],
  ])('%s', async (_, make, expected) => {
    expect((await check(make())).told).toEqual(expected);
  });

  it('is told with the names of its secrets, and what to do about them', async () => {
    const { text } = await check(repository({ '.env': SECRETS }, '.env'));
    expect(text).toMatch(/DB_PASSWORD/);
    expect(text).toMatch(/git rm --cached -- \.env/);
    expect(text).toMatch(/Change the secrets/);
    expect(text).not.toMatch(/hunter2|DEBUG/);
  });

  it('is mended by the commands of the fix', async () => {
    const cwd = repository({ '.env': SECRETS }, '.env');
    const { findings } = await check(cwd);
    const commands = findings[0]?.fix.filter((line) => /^(git rm|printf)/.test(line)) ?? [];
    execFileSync('sh', ['-ec', commands.join('\n')], { cwd });
    expect((await check(cwd)).told).toEqual([]);
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(SECRETS);
  });

  it('that production must not have is told to be tracked, too', async () => {
    const { told, text } = await check(repository({ '.env': SECRETS }, '.env'), 'forbidden', 'production');
    expect(told).toEqual(['dotenv/in-production error .env', 'dotenv/tracked error .env']);
    expect(text).toMatch(/Git tracks it, so it comes along with every checkout/);
  });
});

describe('a .env file beside a Dockerfile', () => {
  it.each<[string, string, string | null, string[]]>([
    ['COPY . .', 'FROM x\nCOPY . .\n', null, ['dotenv/not-ignored warning .dockerignore']],
    [
      'COPY . /app',
      'FROM x\nCOPY --chown=app . /app\n',
      '*.db\n',
      ['dotenv/not-ignored warning .dockerignore'],
    ],
    ['ADD ./', 'FROM x\nADD ./ /app/\n', '', ['dotenv/not-ignored warning .dockerignore']],
    ['COPY ["."', 'FROM x\nCOPY [".", "/app"]\n', null, ['dotenv/not-ignored warning .dockerignore']],
    ['COPY . ., and it is ignored', 'FROM x\nCOPY . .\n', '.env*\n', []],
    ['COPY of some files', 'FROM x\nCOPY app.py requirements.txt ./\n', null, []],
    ['COPY from another stage', 'FROM x\nCOPY --from=build . .\n', null, []],
    ['a comment', 'FROM x\n# COPY . .\n', null, []],
  ])('with %s', async (_, dockerfile, ignore, expected) => {
    const cwd = folder({
      '.env': SECRETS,
      Dockerfile: dockerfile,
      ...(ignore === null ? {} : { '.dockerignore': ignore }),
    });
    expect((await check(cwd)).told).toEqual(expected);
  });

  it('is kept out by the command of the fix', async () => {
    const cwd = folder({ '.env': SECRETS, Dockerfile: 'FROM x\nCOPY . .\n', '.dockerignore': '*.db' });
    const { findings, text } = await check(cwd);
    expect(text).toMatch(/Dockerfile:2 copies the whole folder/);
    execFileSync('sh', ['-ec', findings[0]?.fix[0] ?? ''], { cwd });
    expect((await check(cwd)).told).toEqual([]);
    expect(readFileSync(join(cwd, '.dockerignore'), 'utf8')).toBe('*.db\n.env\n');
  });
});

describe('a .env file that no loader reads', () => {
  it.each<[string, (cwd: string) => void, RegExp]>([
    [
      'in UTF-16',
      (cwd) => writeFileSync(join(cwd, '.env'), Buffer.from('\uFEFFA=1\n', 'utf16le')),
      /iconv -f UTF-16/,
    ],
    ['with a NUL byte', (cwd) => writeFileSync(join(cwd, '.env'), 'A=1\0\n'), /NUL byte/],
    ['that is an empty directory', (cwd) => mkdirSync(join(cwd, '.env')), /rmdir \.env/],
    ['that is a link to nowhere', (cwd) => symlinkSync('gone', join(cwd, '.env')), /readlink \.env/],
    [
      'that is too large',
      (cwd) => writeFileSync(join(cwd, '.env'), Buffer.alloc(1024 * 1024 + 1, 'x')),
      /larger than 1 MiB/,
    ],
  ])('%s is an error', async (_, make, says) => {
    const cwd = folder({});
    make(cwd);
    const { told, text } = await check(cwd, 'required');
    expect(told).toEqual(['dotenv/unreadable error .env']);
    expect(text).toMatch(says);
  });
});

describe('a .env file that is required and missing', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['with an example', { '.env.example': 'A=\n' }, /cp \.env\.example \.env, and fill it in/],
    ['that Windows gave another name', { '.env.txt': 'A=\n' }, /names that are near: \.env\.txt/],
    [
      'that the image does not get',
      { '.dockerignore': '.env\n' },
      /\.dockerignore keeps it out of images: \.env/,
    ],
  ])('%s', async (_, files, says) => {
    const { told, text } = await check(folder(files), 'required', 'production');
    expect(told).toEqual(['dotenv/missing error .env.local, .env']);
    expect(text).toMatch(says);
  });

  it('is told with the one in a folder above', async () => {
    const cwd = folder({ '.env': 'A=1\n', 'app/x': '' });
    const { text } = await check(join(cwd, 'app'), 'required', 'production');
    expect(text).toContain(`A folder above has one: ${join(cwd, '.env')}`);
  });
});
