import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export type Files = Readonly<Record<string, string | Uint8Array>>;

const made: string[] = [];

/** A new folder with these files, removed after the tests of the file. */
export function folder(files: Files): string {
  const path = mkdtempSync(join(tmpdir(), 'dbcheck-project-'));
  made.push(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** A package.json with these dependencies. */
export function packageJson(dependencies: readonly string[], devDependencies: readonly string[] = []): Files {
  const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '*']));
  return {
    'package.json': JSON.stringify({ dependencies: of(dependencies), devDependencies: of(devDependencies) }),
  };
}

afterAll(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});
