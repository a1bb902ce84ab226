// npm run bench [-- ROUNDS]: what a start of dbcheck costs, whole processes side by side in one run: each round starts
// every command once, in an order of its own. Ratios are medians over the rounds, to a bare start of the same Node.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const rounds = Number(process.argv[2] ?? 21);
const room = mkdtempSync(join(tmpdir(), 'dbcheck-bench-'));
const names = Array.from({ length: 20 }, (_, index) => `SETTING_${index + 1}`);
const ARTEFACTS = {
  package: [process.execPath, `${root}bin/dbcheck.js`],
  executable: [`${root}dist/dbcheck-linux-${process.arch}`],
};
// NODE_EXTRA_CA_CERTS, which many build machines set, would cost each start of an older Node 75 ms.
const env = {
  PATH: process.env.PATH,
  DATABASE_URL: 'postgresql://app:s3cr3t-of-the-bench@db.example.com/app',
  ...Object.fromEntries(names.map((name) => [name, 'a-value-of-some-length'])),
};

const variables = Object.fromEntries(names.map((name) => [name, 'required']));
const database = '${DATABASE_URL}';
const folders = {
  nothing: folder('nothing', {}),
  json: folder('json', {
    'dbcheck.json': JSON.stringify({ env: variables, databases: { main: { url: database } } }),
  }),
  yaml: folder('yaml', {
    'dbcheck.yaml': `env:\n${names.map((name) => `  ${name}: required\n`).join('')}databases:\n  main: { url: "${database}" }\n`,
  }),
};
const STATIC = ['--offline', '--skip', 'stray', '--quiet'];
const rows = [
  ['node -e 0', [process.execPath, '-e', '0'], folders.nothing],
  ...Object.entries(ARTEFACTS).flatMap(([artefact, program]) => [
    [`${artefact}: --version`, [...program, '--version'], folders.nothing],
    [
      `${artefact}: 20 variables, flags`,
      [...program, '--require', names.join(','), ...STATIC],
      folders.nothing,
    ],
    [`${artefact}: 20 variables, JSON`, [...program, ...STATIC], folders.json],
    [`${artefact}: 20 variables, YAML`, [...program, ...STATIC], folders.yaml],
  ]),
];

try {
  await measure();
} finally {
  rmSync(room, { recursive: true, force: true });
}

async function measure() {
  const taken = rows.map(() => []);
  // The first start of each reads files that later ones find in memory.
  for (const row of rows) await start(row);
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(rows.length)) taken[index].push(await start(rows[index]));
  }
  console.log(`Node ${process.versions.node}, ${rounds} rounds\n`);
  console.log('| start | × bare Node | peak memory |\n|---|---|---|');
  for (const [index, row] of rows.entries()) {
    const ratio = median(taken[index].map((ms, round) => ms / taken[0][round]));
    console.log(`| ${row[0]} | ${ratio.toFixed(2)} | ${peakOf(row)} MB |`);
  }
  const size = statSync(ARTEFACTS.executable[0]).size;
  console.log(`\nThe executable has ${Math.round(size / 1e6)} MB.`);
}

/** Milliseconds of one start. */
function start([name, [command, ...args], cwd]) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (status) => {
      if (status === 0) resolve(performance.now() - began);
      else reject(new Error(`${name}: exit status ${status}`));
    });
  });
}

/** The most that it had in memory, in MB, as the kernel tells GNU time. */
function peakOf([, command, cwd]) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], { cwd, env, encoding: 'utf8' });
  return Math.round(Number(stderr.trim().split('\n').at(-1)) / 1024);
}

function shuffled(length) {
  return Array.from({ length }, (_, index) => [Math.random(), index])
    .sort(([a], [b]) => a - b)
    .map(([, index]) => index);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function folder(name, files) {
  const path = join(room, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}
