import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDotenvFile } from '../../src/variables/dotenv-files.js';
import { listDotenvFiles } from '../../src/variables/dotenv-names.js';
import { nearNames } from '../../src/variables/near-names.js';
import { readVariables, type VariableSources } from '../../src/variables/read-variables.js';
import { describeOrigin } from '../../src/variables/variables.js';

const cwd = mkdtempSync(join(tmpdir(), 'dbcheck-variables-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(cwd, name), content);

const read = (more: Partial<VariableSources>) =>
  readVariables({ cwd, env: {}, declared: {}, dotenv: [], settings: new Map(), ...more });

describe('the sources of a variable', () => {
  it('come in their order, and the weaker ones are told', async () => {
    write('.env', '# first\nA=dotenv\nB=dotenv\n');
    write('b-secret', 'file\n');
    const dotenv = await readDotenvFile(cwd, '.env');
    const variables = read({
      env: { A: 'environment', B_FILE: 'b-secret' },
      declared: { A: { default: 'd' }, B: { default: 'd' }, C: { default: 'd' }, D: { default: 5 } },
      dotenv: dotenv ? [dotenv] : [],
      settings: new Map(
        ['A', 'B', 'C'].map((name) => [name, { value: 'settings', file: 'app.yaml', key: `x.${name}` }]),
      ),
    });
    const told = ['A', 'B', 'C', 'D'].map((name) => {
      const { value, origin, shadowed } = variables.get(name);
      return [value, describeOrigin(origin), ...shadowed.map(describeOrigin)];
    });
    expect(told).toEqual([
      ['environment', 'environment', '.env:2', 'app.yaml:x.A', 'default'],
      ['file', 'B_FILE', '.env:3', 'app.yaml:x.B', 'default'],
      ['settings', 'app.yaml:x.C', 'default'],
      ['5', 'default'],
    ]);
  });

  it('give the command only what an application would be given', async () => {
    const dotenv = await readDotenvFile(cwd, '.env');
    const { commandEnvironment } = read({
      env: { A: 'environment', B_FILE: 'b-secret', GONE: undefined },
      declared: { D: { default: 5 } },
      dotenv: dotenv ? [dotenv] : [],
    });
    expect(commandEnvironment).toEqual({ A: 'environment', B: 'dotenv', B_FILE: 'b-secret' });
  });
});

describe('a NAME_FILE', () => {
  mkdirSync(join(cwd, 'directory'));
  write('empty', '');
  write('large', Buffer.alloc(1024 * 1024, 'x'));
  write('crlf', 'value\r\n');
  it.each<[string, string | undefined, string | null]>([
    ['crlf', 'value', null],
    ['./missing', undefined, 'ENOENT'],
    ['directory', undefined, 'directory'],
    ['empty', undefined, 'empty'],
    ['large', undefined, 'too-large'],
    ['hunter2', undefined, 'not-a-path'],
    ['postgres://u:p@h/d', undefined, 'not-a-path'],
    ['/dev/null', undefined, 'not-a-file'],
  ])('of %s gives %s, and the problem is %s', (path, value, problem) => {
    const variable = read({ env: { X_FILE: path } }).get('X');
    expect(variable.value).toBe(value);
    expect(variable.problem?.reason ?? null).toBe(problem);
  });

  it('beside its NAME is a conflict, but not beside an empty one', () => {
    expect(read({ env: { X: 'a', X_FILE: 'crlf' } }).get('X').problem?.reason).toBe('conflict');
    expect(read({ env: { X: '', X_FILE: 'crlf' } }).get('X')).toMatchObject({
      value: 'value',
      problem: null,
    });
  });
});

describe('a .env file', () => {
  it('is one by its name', () => {
    const names = ['.env', '.env.local', '.env.production', '.env.production.local'];
    const others = [
      '.env.example',
      '.env.sample',
      '.env.template',
      '.env.dist',
      '.envrc',
      'x.env',
      '.env.a.b.c',
    ];
    const here = mkdtempSync(join(cwd, 'names-'));
    for (const name of [...names, ...others]) writeFileSync(join(here, name), '');
    mkdirSync(join(here, '.env.d'));
    expect(listDotenvFiles(here).filter((name) => name !== '.env.d')).toEqual(names);
  });

  it('tells what loaders read differently, with the line', async () => {
    write(
      'odd',
      '\uFEFFA=1\r\nB=two words\r\nC="quoted words # no comment"\nD=ok # comment\njunk\nE="multi\nline"\nF=\'x\'\n',
    );
    const file = await readDotenvFile(cwd, 'odd');
    expect(file?.faults.map(({ line, reason, name }) => [line, reason, name])).toEqual([
      [1, 'byte-order-mark', null],
      [1, 'carriage-return', null],
      [2, 'unquoted-blanks', 'B'],
      [3, 'quotes', 'C'],
      [4, 'inline-comment', 'D'],
      [5, 'no-assignment', null],
      [6, 'quotes', 'E'],
      [6, 'multi-line', 'E'],
      [8, 'quotes', 'F'],
    ]);
    expect(file?.values).toMatchObject({ A: '1', C: 'quoted words # no comment', D: 'ok', E: 'multi\nline' });
    expect([...(file?.lines ?? [])]).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 3],
      ['D', 4],
      ['E', 6],
      ['F', 8],
    ]);
  });

  it('that is a directory is a virtual environment, and none', async () => {
    mkdirSync(join(cwd, 'venv'));
    writeFileSync(join(cwd, 'venv/pyvenv.cfg'), '');
    expect(await readDotenvFile(cwd, 'venv')).toBeNull();
  });
});

describe('a name that is near', () => {
  it.each<[string, string, boolean]>([
    ['DATABASE_URL', 'DATABSE_URL', true],
    ['DATABASE_URL', 'DATABASE_URI', true],
    ['DATABASE_URL', 'database_url', true],
    ['DATABASE_URL', 'URL_DATABASE', true],
    ['DATABASE_URL', 'DB_URL', true],
    ['DATABASE_URL', 'MYAPP_DATABASE_URL', true],
    ['DATABASE_URL', 'LD_LIBRARY_PATH', false],
    ['PORT', 'HOST', false],
    ['HINDSIGHT_API_DATABASE_URL', 'HINDSIGHT_DATABASE_URL', true],
    ['DB_PASSWORD', 'APP_MAIN_DB_PASSWORD', true],
    ['DB_PASSWORD', 'DB_MAIN_PASSWORD', true],
    ['DB_PASSWORD', 'DB_PWD', true],
    ['DB_PASSWORD', 'PASSWORD', true],
    ['POSTGRES_USER', 'PGSQL_USERNAME', true],
    ['DB_PASSWORD', 'REDIS_PASSWORD', false],
    ['DB_PASSWORD', 'DB_USER', false],
    ['SMTP_PASSWORD', 'DB_PASSWORD', false],
  ])('%s and %s: %s', (wanted, name, near) => expect(nearNames(wanted, [name])).toEqual(near ? [name] : []));
});
