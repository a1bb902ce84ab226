// Builds dist/dbcheck-linux-*: dbcheck and Bun's runtime in one file, from the same sources as the npm package.
// npm run build:executable             all four; those for another processor or C library need the registry once
// npm run build:executable -- x64      one of x64, arm64, x64-musl, arm64-musl; `host` is this machine's
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const bun = `${root}node_modules/bun/bin/bun.exe`;
const cache = `${root}node_modules/.cache/dbcheck`;
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;

/** Bun's packages, by our names. */
const RUNTIMES = {
  x64: '@oven/bun-linux-x64',
  arm64: '@oven/bun-linux-aarch64',
  'x64-musl': '@oven/bun-linux-x64-musl',
  'arm64-musl': '@oven/bun-linux-aarch64-musl',
};

const glibc = Boolean(process.report.getReport().header.glibcVersionRuntime);
const host = `${process.arch}${glibc ? '' : '-musl'}`;

const asked = process.argv.slice(2).map((name) => (name === 'host' ? host : name));
const unknown = asked.filter((name) => !(name in RUNTIMES));
if (unknown.length > 0) {
  console.error(
    `build-executable: no target ${unknown.join(', ')}; there are ${Object.keys(RUNTIMES).join(', ')}, host`,
  );
  process.exit(2);
}
mkdirSync(`${root}dist`, { recursive: true });
for (const name of asked.length > 0 ? asked : Object.keys(RUNTIMES)) compile(name);

function compile(name) {
  const file = `${root}dist/dbcheck-linux-${name}`;
  // Beside its place and then renamed: a copy of it may be running.
  const made = `${file}.new`;
  execFileSync(
    bun,
    [
      'build',
      `${root}bin/executable.ts`,
      '--compile',
      `--compile-executable-path=${runtimeOf(name)}`,
      `--target=bun-linux-${name}`,
      `--outfile=${made}`,
      '--format=esm',
      '--splitting',
      '--minify',
      '--bytecode',
      // Bun would read both from the folder of the application, before dbcheck looks at them.
      '--no-compile-autoload-dotenv',
      '--no-compile-autoload-bunfig',
      ...['better-sqlite3', 'pg-native', 'cloudflare:sockets'].flatMap((each) => ['--external', each]),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  renameSync(made, file);
  console.log(`dist/dbcheck-linux-${name}`);
}

/** The path of Bun for this target: the installed one, or the package that the lock file names. */
function runtimeOf(name) {
  if (name === host) return bun;
  const folder = `${cache}/${name}`;
  const file = `${folder}/package/bin/bun`;
  if (existsSync(file)) return file;
  const { version, integrity } = lock[`node_modules/${RUNTIMES[name]}`];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', `${RUNTIMES[name]}@${version}`, '--json', '--pack-destination', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    }),
  );
  const tarball = `${folder}/${packed.filename}`;
  const [algorithm, expected] = integrity.split('-');
  if (createHash(algorithm).update(readFileSync(tarball)).digest('base64') !== expected) {
    throw new Error(`${RUNTIMES[name]}@${version} is not what package-lock.json says`);
  }
  execFileSync('tar', ['xzf', tarball, '-C', folder, 'package/bin/bun']);
  rmSync(tarball);
  return file;
}
