import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXECUTABLE, folder, type Place, root } from './place.js';

export interface Size {
  /** What `npm install` of the packed package leaves, in MB, and without the SQLite binaries of other platforms. */
  readonly installed: number;
  readonly here: number;
  readonly packages: number;
  readonly executable: number;
}

/** Packs and installs the package as a user would. */
export function size(place: Place): Size {
  const cwd = folder(place, 'installed', { 'package.json': '{}' });
  const archive = execFileSync('npm', ['pack', '--silent', '--pack-destination', cwd], {
    cwd: root,
    encoding: 'utf8',
  });
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${archive.trim()}`], { cwd });
  const files = readdirSync(join(cwd, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => ({ path: join(each.parentPath, each.name), name: each.name }));
  const bytes = (some: typeof files) => some.reduce((sum, { path }) => sum + statSync(path).size, 0) / 1e6;
  const own = `${process.platform}-${process.arch}.node`;
  return {
    installed: bytes(files),
    here: bytes(files.filter(({ name }) => !name.endsWith('.node') || name.includes(own))),
    packages: files.filter(({ path }) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path)).length,
    executable: statSync(EXECUTABLE[0] ?? '').size / 1e6,
  };
}
