import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dockerIgnores, gitIgnores } from '../../src/files/ignore-files.js';

const folder = mkdtempSync(join(tmpdir(), 'dbcheck-ignore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PATHS = [
  'app.db',
  'data/app.db',
  'data/deep/app.db',
  'test/seed.db',
  'x.sqlite',
  'data/x.sqlite',
  'Data/app.DB',
];

describe('the .gitignore files of a repository', () => {
  it.each<[string, Record<string, string>]>([
    ['no rules', {}],
    ['a pattern for every folder', { '.gitignore': '*.db\n' }],
    ['a pattern for the top', { '.gitignore': '/*.db\n' }],
    ['a folder', { '.gitignore': 'data/\n' }],
    ['everything but', { '.gitignore': '*\n!*.sqlite\n!data/\n' }],
    ['a file that is taken back in', { '.gitignore': '*.db\n!test/seed.db\n' }],
    ['a file in an ignored folder that cannot be taken back in', { '.gitignore': 'data/\n!data/app.db\n' }],
    ['rules deeper down', { 'data/.gitignore': '*.db\n' }],
    ['a deeper rule against a higher one', { '.gitignore': '*.db\n', 'data/.gitignore': '!*.db\n' }],
    [
      'a deeper rule against a lower one',
      { '.gitignore': '*.db\n', 'data/.gitignore': '!*.db\n', 'data/deep/.gitignore': 'app.db\n' },
    ],
    ['comments, blanks and Windows line ends', { '.gitignore': '# *.sqlite\r\n\r\n*.db\r\n' }],
    ['two stars', { '.gitignore': '**/deep/**\n' }],
  ])('are read as git reads them: %s', async (title, files) => {
    const top = join(folder, title.replaceAll(/\W/g, '-'));
    mkdirSync(top);
    execFileSync('git', ['init', '-q', top]);
    for (const [name, text] of Object.entries({ ...files })) {
      mkdirSync(dirname(join(top, name)), { recursive: true });
      writeFileSync(join(top, name), text);
    }
    const covers = await gitIgnores(top);
    for (const path of PATHS) {
      const told = spawnSync('git', [
        '-C',
        top,
        '-c',
        'core.excludesFile=',
        'check-ignore',
        '-q',
        '--no-index',
        path,
      ]).status;
      expect({ path, covered: await covers(join(top, path)) }).toEqual({ path, covered: told === 0 });
    }
  });
});

describe('a .dockerignore', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['*.db', ['app.db']],
    ['/app.db', ['app.db']],
    ['./app.db', ['app.db']],
    ['**/*.db', ['app.db', 'data/app.db', 'data/deep/app.db', 'test/seed.db']],
    ['data', ['data/app.db', 'data/deep/app.db', 'data/x.sqlite']],
    ['data/\n!data/app.db', ['data/deep/app.db', 'data/x.sqlite']],
    ['*\n!test', ['app.db', 'data/app.db', 'data/deep/app.db', 'x.sqlite', 'data/x.sqlite', 'Data/app.DB']],
    ['# **/*.db\n\n  **/*.sqlite  ', ['x.sqlite', 'data/x.sqlite']],
    ['*/app.db', ['data/app.db']],
  ])('of %j covers %j', async (text, covered) => {
    const covers = await dockerIgnores(text);
    expect(PATHS.filter(covers)).toEqual(covered);
  });
});
