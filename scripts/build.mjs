// Builds dist/: the command line and the library as CommonJS chunks that are loaded on demand, and the
// types of the library. Everything but better-sqlite3 is bundled.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });

const bundle = await rolldown({
  input: { cli: `${root}src/cli.ts`, index: `${root}src/index.ts` },
  platform: 'node',
  external: ['better-sqlite3', 'pg-native', 'cloudflare:sockets'],
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  transform: { target: 'node20' },
});
await bundle.write({
  dir: `${root}dist`,
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  minify: true,
  exports: 'named',
});
await bundle.close();

const types = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', `${root}tsconfig.build.json`], {
  stdio: 'inherit',
});
process.exitCode = types.status ?? 1;
