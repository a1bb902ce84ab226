import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { timeLimit } from '../target/time-limit.js';
import { folder } from './folder.js';
import { load, loadText } from './load-text.js';

it('gives the place of every key, also in a section of a file of somebody else', async () => {
  const { positionOf } = await loadText(
    'pyproject.toml',
    '[project]\nname = "x"\n\n[tool.dbcheck.env]\nA = "required"\n',
  );
  expect(positionOf(['env', 'A'])).toEqual({ file: 'pyproject.toml', line: 5, column: 5 });
  expect(positionOf(['env', 'B'])).toEqual({ file: 'pyproject.toml', line: 4, column: 15 });
});

it('names the place of a fault in a section', async () => {
  const text = '{\n  "name": "x",\n  "dbcheck": {\n    "env": { "A": "requird" }\n  }\n}\n';
  await expect(loadText('package.json', text)).rejects.toMatchObject({
    file: 'package.json',
    line: 4,
    column: 19,
  });
});

it('reads 500 databases in about a second', async () => {
  const databases = Array.from(
    { length: 500 },
    (_, index) => `  db${index}:\n    url: \${DB${index}_URL}\n    tls: verify-full\n`,
  );
  const start = performance.now();
  const { config, positionOf } = await loadText('dbcheck.yaml', `databases:\n${databases.join('')}`);
  expect(Object.keys(config.databases ?? {})).toHaveLength(500);
  expect(positionOf(['databases', 'db499', 'tls'])).toMatchObject({ line: 1501 });
  expect(performance.now() - start).toBeLessThan(20 * timeLimit());
});

it('asks for the codes of the findings only when there is a file', async () => {
  const { loadConfig } = await import('../../src/config/load.js');
  const knownCodes = async () => Promise.reject(new Error('asked'));
  await expect(loadConfig({ cwd: folder({}), explicit: null, knownCodes })).resolves.toMatchObject({
    file: null,
  });
  await expect(load(folder({ 'dbcheck.yaml': 'wait: 1s' }))).resolves.toMatchObject({ file: 'dbcheck.yaml' });
});

it.each(['load', 'effective', 'application-settings', 'expression', 'duration', 'size'])(
  '%s.ts loads no package before it is needed',
  (name) => {
    const imported = staticImports(join(import.meta.dirname, `../../src/config/${name}.ts`));
    expect([...imported].filter((each) => !each.startsWith('/') && !each.startsWith('node:'))).toEqual([]);
  },
);

/** The modules that are loaded with a file: what it imports at once, and what that imports. */
function staticImports(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)) {
    const target = name.startsWith('.') ? join(dirname(file), name.replace(/\.js$/, '.ts')) : name;
    if (seen.has(target)) continue;
    seen.add(target);
    if (target.startsWith('/')) staticImports(target, seen);
  }
  return seen;
}
