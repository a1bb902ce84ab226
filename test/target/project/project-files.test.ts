import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../src/target/project/project.js';
import { projectFiles, unreadable } from '../../../src/target/project/project-files.js';
import { timesTheLimit } from '../time-limit.js';
import { folder } from './folder.js';

describe('the files of a project', () => {
  it('are read within the folder alone, links followed', () => {
    const outside = folder({ 'requirements.txt': 'sqlalchemy' });
    const cwd = folder({ 'sub/base.txt': 'x' });
    symlinkSync(join(outside, 'requirements.txt'), join(cwd, 'requirements.txt'));
    symlinkSync('sub/base.txt', join(cwd, 'inside.txt'));
    symlinkSync(outside, join(cwd, 'requirements'));
    const files = projectFiles(cwd);
    expect(files.read('requirements.txt')).toBe(unreadable);
    expect(files.read(`../${outside.split('/').at(-1)}/requirements.txt`)).toBe(unreadable);
    expect(files.read('inside.txt')).toBe('x');
    expect(files.list('requirements')).toEqual([]);
  });

  it('are passed over where they are huge, no files, or too many', () => {
    const many = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`${index}.txt`, 'x']));
    const cwd = folder({ ...many, 'huge.txt': Buffer.alloc(3 * 1024 * 1024), 'folder/x': '' });
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const files = projectFiles(cwd);
    expect(['huge.txt', 'folder', 'pipe', 'none.txt'].map(files.read)).toEqual([
      unreadable,
      unreadable,
      unreadable,
      null,
    ]);
    expect(Object.keys(many).map(files.read)).toContain(unreadable);
  });

  it('are none where the folder is none', () => {
    expect(readProject('/nowhere/at/all').sides).toEqual([]);
  });

  it('take no time, whatever they hold', () => {
    const hostile = [
      '[',
      '"',
      '[[',
      "'''",
      '={',
      '\\\n',
      'a[',
      '<PackageReference Include="',
      'gem (',
      '{:',
      '#',
    ];
    const names = [
      'requirements.txt',
      'pyproject.toml',
      'Pipfile',
      'setup.cfg',
      'Cargo.toml',
      'Gemfile',
      'go.mod',
      'mix.exs',
      'a.csproj',
      'pom.xml',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(64 * 1024).slice(0, 256 * 1024);
      const cwd = folder(Object.fromEntries(names.map((name) => [name, text])));
      // Ten files of 256 KB.
      expect(
        timesTheLimit(() => readProject(cwd), 20),
        piece,
      ).toBeLessThan(1);
    }
  });
});
