// Builds dist/dbcheck-linux-*: dbcheck and Bun's runtime in one file, from the same sources as the npm package.
// npm run build:executable             all four; those for another processor or C library need the registry once
// npm run build:executable -- x64      one of x64, arm64, x64-musl, arm64-musl; `host` is this machine's
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { forBun as compiled } from './compiled.mjs';
import { forBun as lighter } from './lighter-packages.mjs';

const root = new URL('..', import.meta.url).pathname;
const cache = `${root}node_modules/.cache/dbcheck`;
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;

/** Bun's packages, by our names. */
const RUNTIMES = {
  x64: '@oven/bun-linux-x64',
  arm64: '@oven/bun-linux-aarch64',
  'x64-musl': '@oven/bun-linux-x64-musl',
  'arm64-musl': '@oven/bun-linux-aarch64-musl',
};

const musl = globSync('/lib/ld-musl-*').length > 0 && globSync('/lib*/ld-linux-*').length === 0;
const host = `${process.arch}${musl ? '-musl' : ''}`;

const asked = process.argv.slice(2).map((name) => (name === 'host' ? host : name));
const unknown = asked.filter((name) => !(name in RUNTIMES));
if (unknown.length > 0) {
  console.error(
    `build-executable: no target ${unknown.join(', ')}; there are ${Object.keys(RUNTIMES).join(', ')}, host`,
  );
  process.exit(2);
}
mkdirSync(`${root}dist`, { recursive: true });
for (const name of asked.length > 0 ? asked : Object.keys(RUNTIMES)) await compile(name);

async function compile(name) {
  const file = `${root}dist/dbcheck-linux-${name}`;
  // Beside its place and then renamed: a copy of it may be running.
  const made = `${file}.new`;
  await Bun.build({
    entrypoints: [`${root}bin/executable.ts`],
    compile: {
      target: `bun-linux-${name}`,
      executablePath: runtimeOf(name),
      outfile: made,
      // Bun would read both from the folder of the application, before dbcheck looks at them.
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
    target: 'bun',
    format: 'esm',
    splitting: true,
    minify: true,
    bytecode: true,
    external: ['better-sqlite3', 'pg-native', 'cloudflare:sockets'],
    plugins: [lighter, compiled],
  });
  renameSync(made, file);
  console.log(`dist/dbcheck-linux-${name}`);
}

/** The path of Bun for this target: the installed one, or the package that the lock file names. */
function runtimeOf(name) {
  if (name === host) return process.execPath;
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
