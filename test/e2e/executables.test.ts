import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folder } from './dbcheck.js';
import { sqliteFile } from './sqlite-file.js';

const root = join(import.meta.dirname, '../..');
const fileOf = (target: string) => join(root, `dist/dbcheck-linux-${target}`);

const GLIBC = ['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0'];
const TARGETS = [
  ['x64', 'X86-64', [...GLIBC, 'ld-linux-x86-64.so.2']],
  ['arm64', 'AArch64', [...GLIBC, 'ld-linux-aarch64.so.1']],
  ['x64-musl', 'X86-64', ['libc.musl-x86_64.so.1', 'libstdc++.so.6']],
  ['arm64-musl', 'AArch64', ['libc.musl-aarch64.so.1', 'libstdc++.so.6']],
] as const;

const EMULATOR = '/usr/bin/qemu-aarch64-static';
const LIBRARIES = '/usr/aarch64-linux-gnu';
const canEmulate = existsSync(EMULATOR) && existsSync(LIBRARIES);

beforeAll(() => {
  // The one for this machine was built before the tests, which run it now.
  const others = TARGETS.map(([target]) => target).filter((target) => target !== process.arch);
  execFileSync('npm', ['run', '--silent', 'build:executable', '--', ...others], { cwd: root });
}, 400_000);

describe('an executable', () => {
  it.each(TARGETS)('for %s is for its processor, and needs few libraries', (target, machine, libraries) => {
    const read = (what: string) => execFileSync('readelf', [what, fileOf(target)], { encoding: 'utf8' });
    expect(read('-h')).toMatch(new RegExp(`Machine:.*${machine}`));
    const needed = [...read('-d').matchAll(/Shared library: \[(.+)\]/g)].map(([, name]) => name);
    expect(needed.sort()).toEqual([...libraries].sort());
  });

  it.each(['x64', 'arm64'])('for %s runs with a glibc of 2012', (target) => {
    const versions = execFileSync('readelf', ['-V', fileOf(target)], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const newest = Math.max(...[...versions.matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor)));
    expect(newest).toBeLessThanOrEqual(17);
  });

  it.skipIf(!canEmulate)(
    'for arm64 opens an SQLite database (needs qemu-user-static, and glibc for arm64)',
    () => {
      const cwd = folder();
      sqliteFile(join(cwd, 'app.db'), { note: 1 });
      const args = [
        '-L',
        LIBRARIES,
        fileOf('arm64'),
        '--only',
        'connect',
        '--timeout',
        '60s',
        '--format',
        'json',
      ];
      const { stdout, stderr } = spawnSync(EMULATOR, args, {
        cwd,
        env: { DATABASE_URL: 'sqlite:///app.db' },
        encoding: 'utf8',
      });
      expect(JSON.parse(stdout || stderr)).toMatchObject({ ok: true, databases: [{ status: 'connected' }] });
    },
  );
});
