// What each import of a run adds: every file and every module of Node that a start loads, in their order, with the
// bytes and the time of its own (without what it loads itself), as a part of a bare start of the same Node.
//   npm run imports -- --version
//   DATABASE_URL=postgres://… npm run imports -- --quiet
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 9;
const root = new URL('..', import.meta.url).pathname;
const room = mkdtempSync(join(tmpdir(), 'dbcheck-imports-'));
const out = join(room, 'loaded.json');
const empty = join(room, 'empty.js');

try {
  writeFileSync(empty, '');
  const bare = median(Array.from({ length: ROUNDS }, () => start([empty])));
  const rounds = Array.from({ length: ROUNDS }, loaded);
  const [first = []] = rounds;
  const rows = first.map(({ name, bytes }, index) => ({
    name,
    bytes,
    share: median(rounds.map((round) => round[index]?.ms ?? Number.NaN)) / bare,
  }));
  console.log('| loaded, in this order | KB | × bare Node |\n|---|---|---|');
  for (const { name, bytes, share } of rows) {
    console.log(`| ${name} | ${bytes === null ? '' : (bytes / 1000).toFixed(1)} | ${share.toFixed(3)} |`);
  }
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  console.log(
    `| all ${rows.length} | ${(sum(({ bytes }) => bytes ?? 0) / 1000).toFixed(1)} | ${sum(({ share }) => share).toFixed(3)} |`,
  );
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** What dbcheck loaded with the arguments of this script. */
function loaded() {
  start([
    '--require',
    `${root}scripts/imports/record.cjs`,
    `${root}bin/dbcheck.js`,
    ...process.argv.slice(2),
  ]);
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** Milliseconds of a start. */
function start(args) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const began = performance.now();
  spawnSync(process.execPath, args, { env: { ...env, DBCHECK_IMPORTS: out }, stdio: 'ignore' });
  return performance.now() - began;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
