// Builds dist/: the command line and the library as CommonJS chunks that are loaded on demand, and the
// types of the library. Every dependency is bundled, and the binaries of better-sqlite3 lie beside.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { forRolldown as compiled } from './compiled.mjs';
import { forRolldown as lighter } from './lighter-packages.mjs';

const root = new URL('..', import.meta.url).pathname;
for (const made of globSync(`${root}dist/{*.js,chunks,compiled,prebuilds,types}`))
  rmSync(made, { recursive: true });

/** What is loaded together: a file for each, with all that these modules import at once and an earlier part does not. */
const PARTS = {
  cli: ['cli'],
  run: ['run-checks', 'config/validate', 'config/parse-json'],
  stray: ['checks/stray'],
  probe: ['probe/surroundings', 'probe/probe', 'probe/postgres', 'probe/mysql'],
};

/** The path of a module to the part that it belongs to. */
const parts = new Map();

const bundle = await rolldown({
  preserveEntrySignatures: 'allow-extension',
  input: { cli: `${root}src/cli.ts`, index: `${root}src/index.ts` },
  platform: 'node',
  external: ['bun:sqlite', 'bun:ffi', 'pg-native', 'cloudflare:sockets'],
  resolve: {
    extensionAlias: { '.js': ['.ts', '.js'] },
    // Of the two builds of yaml, the one whose unused parts can be left out.
    alias: { yaml: `${root}node_modules/yaml/browser/dist/index.js` },
  },
  transform: { target: 'node20' },
  plugins: [lighter, compiled],
  // A dynamic import into the part that it stands in is free, and the one from outside still is one.
  checks: { ineffectiveDynamicImport: false },
});
await bundle.write({
  dir: `${root}dist`,
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  minify: true,
  exports: 'named',
  dynamicImportInCjs: false,
  codeSplitting: { groups: [{ name: partOf, debugName: 'parts', includeDependenciesRecursively: false }] },
});
await bundle.close();
for (const file of globSync(`${root}dist/{*,chunks/*}.js`)) {
  const text = ascii(readFileSync(file, 'utf8'));
  writeFileSync(file, /\/(cli|run-[\w-]+)\.js$/.test(file) ? withHelpers(text) : text);
}
execFileSync(process.execPath, [`${root}bin/compile.js`]);

// Where better-sqlite3 looks for them: in the folder beside its own.
const sqlite = `${root}node_modules/better-sqlite3/`;
cpSync(`${sqlite}prebuilds`, `${root}dist/prebuilds`, { recursive: true });
cpSync(`${sqlite}LICENSE`, `${root}dist/prebuilds/LICENSE`);

/** Is read without being decoded. Whatever is no ASCII stands in texts and regular expressions. */
function ascii(text) {
  return text.replace(
    /[^\0-\x7F]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The bundler's helpers, which are a file of their own, in a file that every run loads. */
function withHelpers(text) {
  const [helpers] = globSync(`${root}dist/chunks/rolldown-runtime-*.js`);
  return text.replace(
    /require\("[\w./]+\/rolldown-runtime-[\w-]+\.js"\)/,
    () => `(exports=>{${readFileSync(helpers, 'utf8')};return exports})({})`,
  );
}

/** What every run needs is one file: each one more costs a look-up, a read and a compilation. */
function partOf(id, context) {
  if (parts.size === 0) {
    for (const [part, entries] of Object.entries(PARTS))
      for (const entry of entries) gather(`${root}src/${entry}.ts`, part, context);
  }
  return parts.get(id) ?? null;
}

/** Puts a module and all that it imports at once into a part, where they are in none. */
function gather(id, part, context) {
  if (parts.has(id) || !id.startsWith(root) || id.includes('/node_modules/')) return;
  parts.set(id, part);
  for (const imported of context.getModuleInfo(id)?.importedIds ?? []) gather(imported, part, context);
}

const types = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', `${root}tsconfig.build.json`], {
  stdio: 'inherit',
});
process.exitCode = types.status ?? 1;
keepReachable(`${root}dist/types/index.d.ts`);

/** The compiler writes the types of every file; users need those that the public ones speak of. */
function keepReachable(entry) {
  const reached = new Set();
  const queue = [entry];
  for (const file of queue) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.js'/g))
      queue.push(join(dirname(file), `${to}.d.ts`));
  }
  for (const file of globSync(`${root}dist/types/**/*.d.ts`)) if (!reached.has(file)) rmSync(file);
}
