import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may look into whose room; everybody may look into `report.ts`. A room that is not named may look nowhere. */
const MAY_LOOK_INTO: Readonly<Record<string, readonly string[]>> = {
  report: [],
  'usage-error': [],
  version: [],
  'nearest-name': [],
  'is-bun': [],
  output: [],
  now: [],
  terminal: ['option-values'],
  executable: [],
  exec: ['executable'],
  progress: ['now', 'output', 'reporters'],
  findings: ['nearest-name'],
  config: ['usage-error', 'nearest-name'],
  variables: ['config'],
  target: ['config', 'variables', 'findings', 'nearest-name'],
  files: ['now'],
  probe: ['config', 'variables', 'target', 'findings', 'is-bun', 'now'],
  checks: ['config', 'variables', 'target', 'files', 'probe', 'findings', 'now'],
  reporters: ['findings'],
  'run-options': ['config'],
  prepare: ['run-options', 'usage-error', 'config', 'variables', 'target', 'checks', 'findings'],
  'render-all': ['checks', 'findings'],
  settle: ['checks', 'findings', 'now', 'render-all', 'target'],
  'lazy-abort': [],
  run: ['checks', 'lazy-abort', 'now', 'prepare', 'run-options', 'settle', 'usage-error', 'version'],
  inspect: ['checks', 'target', 'variables', 'prepare', 'run-options', 'render-all'],
  index: ['config', 'inspect', 'run', 'run-options', 'usage-error'],
  'option-values': ['config', 'reporters', 'run-options', 'usage-error', 'variables'],
  'plain-command-line': ['command-line', 'option-values', 'reporters'],
  'command-line': ['option-values', 'config', 'run-options', 'reporters', 'usage-error', 'version'],
  'run-checks': [
    'command-line',
    'exec',
    'option-values',
    'output',
    'plain-command-line',
    'progress',
    'reporters',
    'run',
    'terminal',
    'usage-error',
  ],
  cli: [
    'command-line',
    'config',
    'exec',
    'findings',
    'inspect',
    'is-bun',
    'nearest-name',
    'output',
    'reporters',
    'run-checks',
    'terminal',
    'usage-error',
    'version',
  ],
};

/** Packages that only one room may know. */
const KNOWN_ONLY_TO: Readonly<Record<string, readonly string[]>> = {
  pg: ['probe'],
  mysql2: ['probe'],
  'better-sqlite3': ['probe'],
  'bun:sqlite': ['probe'],
  'bun:ffi': ['probe'],
  commander: ['command-line'],
  chalk: ['reporters'],
  zod: ['config'],
  yaml: ['config'],
  'toml-eslint-parser': ['config'],
  dotenv: ['variables'],
};

/** What only the outermost files may touch: the library never prints and never exits. */
const PROCESS = /\bprocess\.(exit|argv|stdout|stderr|stdin|on)\b/;
const MAY_TOUCH_PROCESS = ['cli', 'exec'];

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g;
const files = globSync('src/**/*.ts').map((file) => ({
  file,
  text: readFileSync(file, 'utf8').replace(COMMENT, ''),
}));
const imports = files.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)'([^']+)'/g)].map(([, to = '']) => ({
    file,
    to,
  })),
);

function roomOf(file: string): string {
  return (
    normalize(file)
      .replace(/^src\//, '')
      .replace(/\.(ts|js)$/, '')
      .split('/')[0] ?? ''
  );
}

describe('the rooms of src/', () => {
  it('is read whole', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('has no arrow that points up or sideways', () => {
    const broken = imports
      .filter(({ to }) => to.startsWith('.') && !to.endsWith('package.json'))
      .map(({ file, to }) => ({ file, from: roomOf(file), into: roomOf(join(dirname(file), to)) }))
      .filter(({ from, into }) => from !== into && into !== 'report' && !MAY_LOOK_INTO[from]?.includes(into))
      .map(({ file, from, into }) => `${file}: "${from}" may not look into "${into}"`);
    expect(broken).toEqual([]);
  });

  it('keeps each package in the room that knows it', () => {
    const broken = imports
      .map(({ file, to }) => ({ file, name: to.split('/')[0] ?? '' }))
      .filter(({ file, name }) => KNOWN_ONLY_TO[name] && !KNOWN_ONLY_TO[name].includes(roomOf(file)))
      .map(({ file, name }) => `${file}: only ${KNOWN_ONLY_TO[name]} may know ${name}`);
    expect(broken).toEqual([]);
  });

  it('leaves the process to the command line', () => {
    const broken = files
      .filter(({ file, text }) => PROCESS.test(text) && !MAY_TOUCH_PROCESS.includes(roomOf(file)))
      .map(({ file }) => `${file} touches ${PROCESS.source}`);
    expect(broken).toEqual([]);
  });
});
