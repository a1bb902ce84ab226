import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { IS_EXECUTABLE } from './dbcheck.js';

const root = join(import.meta.dirname, '../..');
const room = mkdtempSync(join(tmpdir(), 'dbcheck-imports-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const NAMES = Array.from({ length: 20 }, (_, index) => `SETTING_${index + 1}`);
const ENV = {
  PATH: process.env['PATH'],
  DATABASE_URL: 'postgresql://app:t7-quiet-Harbour@db.shop.net/orders',
  ...Object.fromEntries(NAMES.map((name) => [name, 'a-value-of-some-length'])),
};
const STATIC = ['--offline', '--skip', 'stray', '--quiet'];
const VARIABLES = Object.fromEntries(NAMES.map((name) => [name, 'required']));
const MAIN = { main: { url: '${DATABASE_URL}' } };

interface Loaded {
  /** Of dbcheck's own files, without the hash. */
  readonly files: readonly string[];
  /** Of Node's. */
  readonly modules: readonly string[];
  readonly kilobytes: number;
  /** Whether V8 had to compile none of dbcheck's own. */
  readonly isCompiled: boolean;
}

/** What a start of the npm package loads. */
function loaded(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Loaded {
  const cwd = mkdtempSync(join(room, 'cwd-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const out = join(room, 'loaded.json');
  const record = ['--require', join(root, 'scripts/imports/record.cjs'), join(root, 'bin/dbcheck.js')];
  const { status, stderr } = spawnSync(process.execPath, [...flags, ...record, ...args], {
    cwd,
    env: { ...ENV, DBCHECK_IMPORTS: out },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const rows = JSON.parse(readFileSync(out, 'utf8')) as {
    name: string;
    bytes: number | null;
    compiled?: boolean;
  }[];
  return {
    files: rows
      .filter(({ bytes }) => bytes !== null)
      .map(({ name }) => name.replace(/(-[\w-]{8})?\.js$/, '')),
    modules: rows.filter(({ bytes }) => bytes === null).map(({ name }) => name),
    isCompiled: rows.every(({ name, compiled }) => compiled ?? name === 'dbcheck.js'),
    kilobytes: rows.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) / 1000,
  };
}

const LAUNCHER = ['cli', 'dbcheck'];
const RUN = [...LAUNCHER, 'run'];

describe.skipIf(IS_EXECUTABLE)('a start of the npm package (the executable has no files)', () => {
  test('that says its version loads next to nothing', () => {
    const { files, modules, kilobytes } = loaded(['--version']);
    expect(files.toSorted()).toEqual(LAUNCHER);
    expect(modules).toEqual([]);
    expect(kilobytes).toBeLessThan(9);
  });

  test('with nothing wrong loads one file for the whole run, and nothing of Node', () => {
    const { files, modules, kilobytes } = loaded(['--require', NAMES.join(','), ...STATIC]);
    expect(files.toSorted()).toEqual(RUN);
    expect(modules).toEqual([]);
    expect(kilobytes).toBeLessThan(105);
  });

  test('with a configuration in JSON loads what reads and accepts it, and not zod', () => {
    const { files, modules, kilobytes } = loaded(STATIC, {
      'dbcheck.json': JSON.stringify({ env: VARIABLES, databases: MAIN }),
    });
    expect(files.toSorted()).toEqual(RUN);
    expect(modules).toEqual([]);
    expect(kilobytes).toBeLessThan(105);
  });

  test('has all of it compiled, for the Node that built it', () => {
    expect(loaded(['--require', NAMES.join(','), ...STATIC]).isCompiled).toBe(true);
  });

  test('compiles it anew where Node is started with flags, of which V8 makes other code', () => {
    const { files, isCompiled } = loaded(['--require', NAMES.join(','), ...STATIC], {}, ['--no-opt']);
    expect(files.toSorted()).toEqual(RUN);
    expect(isCompiled).toBe(false);
  });

  test('with a configuration in YAML loads the library for it besides', () => {
    const { files, kilobytes } = loaded(STATIC, {
      'dbcheck.yaml': `env:\n${NAMES.map((name) => `  ${name}: required\n`).join('')}databases:\n  main: { url: "\${DATABASE_URL}" }\n`,
    });
    expect(files).toContain('parse-yaml');
    expect(kilobytes).toBeLessThan(200);
  });

  test('in a folder without a database looks for some, and needs nothing of Node either', () => {
    const { modules, kilobytes } = loaded(['--offline', '--quiet']);
    expect(modules).toEqual([]);
    expect(kilobytes).toBeLessThan(130);
  });
});
