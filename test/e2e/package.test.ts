import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Report } from '../../src/report.js';
import { folder } from './dbcheck.js';
import { sqliteFile } from './sqlite-file.js';

const root = join(import.meta.dirname, '../..');
/** The oldest Node that the package runs on, and the last one that better-sqlite3 crashes. */
const OLDEST = '20.18.0';
const home = folder({ 'package.json': '{ "private": true }' });

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
  });
}

function run(node: string, args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(node, [join(home, 'node_modules/dbcheck/bin/dbcheck.js'), ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
  });
}

beforeAll(() => {
  const [{ filename }] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', home),
  );
  npm(
    home,
    'install',
    '--ignore-scripts',
    join(home, filename),
    `node-${process.platform}-${process.arch}@${OLDEST}`,
  );
}, 400_000);

describe('the packed package, installed in an empty folder without running a script', () => {
  it('brings no other package along', () => {
    const installed = readdirSync(join(home, 'node_modules')).filter(
      (name) => !/^(\.|node-linux)/.test(name),
    );
    expect(installed.sort()).toEqual(['dbcheck']);
  });

  it('has no script that npm would run', () => {
    const { scripts } = JSON.parse(readFileSync(join(home, 'node_modules/dbcheck/package.json'), 'utf8'));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  it('runs as node_modules/.bin/dbcheck', () => {
    const { stdout } = spawnSync(join(home, 'node_modules/.bin/dbcheck'), ['--version'], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('opens an SQLite database', () => {
    sqliteFile(join(home, 'app.db'), { note: 1 });
    const { status, stdout } = run(process.execPath, ['--only', 'connect', '--format', 'json'], {
      DATABASE_URL: 'sqlite:///app.db',
    });
    expect({ status, report: JSON.parse(stdout) }).toMatchObject({
      status: 0,
      report: { databases: [{ status: 'connected' }] },
    });
  });

  it('says when it has no SQLite for this system', () => {
    const binaries = join(home, 'node_modules/dbcheck/dist/prebuilds');
    renameSync(binaries, `${binaries}-away`);
    try {
      const { status, stdout } = run(process.execPath, ['--only', 'connect'], {
        DATABASE_URL: 'sqlite:///app.db',
      });
      expect(status).toBe(1);
      expect(stdout).toContain("the SQLite that dbcheck brings along can't be loaded on this system");
    } finally {
      renameSync(`${binaries}-away`, binaries);
    }
  });

  it('can be called from a program, with types', () => {
    const program = `import { defineConfig, run } from 'dbcheck';
const { report } = await run({ config: defineConfig({ env: { A: 'required' } }), only: ['env'], env: {} });
console.log(report.exitCode, report.checks[0].findings[0].code);\n`;
    writeFileSync(join(home, 'program.mjs'), program);
    const { stdout, stderr } = spawnSync(process.execPath, ['program.mjs'], { cwd: home, encoding: 'utf8' });
    expect(stdout, stderr).toBe('1 env/missing\n');
    expect(existsSync(join(home, 'node_modules/dbcheck/dist/types/index.d.ts'))).toBe(true);
  });
});

describe(`on Node ${OLDEST}`, () => {
  const old = join(home, `node_modules/node-${process.platform}-${process.arch}/bin/node`);

  it.each(['postgres', 'mariadb'] as const)('logs in to %s over TLS', (name) => {
    const { url, ca } = inject(name);
    const tls = name === 'postgres' ? `?sslmode=verify-full&sslrootcert=${ca}` : '';
    const { status, stdout, stderr } = run(old, ['--format', 'json'], { DATABASE_URL: url + tls });
    expect(status, stderr + stdout).toBe(0);
    expect((JSON.parse(stdout) as Report).databases).toMatchObject([
      { status: 'connected', tls: { version: 'TLSv1.3' } },
    ]);
  });

  it('takes what it has compiled for itself', () => {
    const compile = join(home, 'node_modules/dbcheck/bin/compile.js');
    expect(spawnSync(old, [compile], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    const { url } = inject('postgres');
    expect(run(old, ['--quiet'], { DATABASE_URL: url })).toMatchObject({ status: 0, stderr: '' });
    const folders = readdirSync(join(home, 'node_modules/dbcheck/dist/compiled'));
    expect(folders.length).toBe(2);
  });

  it('says of an SQLite target which Node it needs, instead of crashing', () => {
    const { status, signal, stdout } = run(old, [], { DATABASE_URL: 'sqlite:///app.db' });
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(stdout).toContain(`Node ${OLDEST} is too old to look into an SQLite file`);
    expect(stdout).toContain('22.14');
  });

  it('runs the command as a child, and ends as it ends', () => {
    const command = ['--quiet', '--only', 'env', '--require', 'PATH', '--', 'sh', '-c'];
    expect(run(old, [...command, 'echo out; exit 7'])).toMatchObject({
      status: 7,
      stdout: 'out\n',
      stderr: '',
    });
    expect(run(old, [...command, 'kill -TERM $$'])).toMatchObject({ status: 143, signal: null });
    expect(run(old, [...command.slice(0, -2), './nothing'])).toMatchObject({ status: 127, signal: null });
  });

  it('forwards signals to the command at once', () => {
    const script = `"${old}" "${join(home, 'node_modules/dbcheck/bin/dbcheck.js')}" --quiet --only env --require PATH -- sh -c 'trap "echo caught; exit 42" TERM; echo ready; while :; do sleep 0.05; done' >said & until grep -q ready said; do sleep 0.05; done; kill -TERM $!; wait $!; status=$?; cat said; echo "status $status"`;
    const { stdout } = spawnSync('bash', ['-c', script], { cwd: home, encoding: 'utf8' });
    expect(stdout).toBe('ready\ncaught\nstatus 42\n');
  });
});
