// Shows dbcheck on an application with an embedded SQLite database: first with a broken configuration, then
// with the mended one, after which the application starts.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const root = join(import.meta.dirname, '..');
const dbcheck = join(root, 'bin/dbcheck.js');
const app = join(root, 'examples/demo/app.js');
const folder = mkdtempSync(join(tmpdir(), 'dbcheck-demo-'));
cpSync(join(root, 'examples/demo/dbcheck.yaml'), join(folder, 'dbcheck.yaml'));

// Not console.log: the child writes to the same stream, and the order counts.
const say = (text) => writeSync(1, `${text}\n`);

function show(title, env) {
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  say(`\n# ${title}\n$ ${assignments.join(' ')} \\\n    dbcheck -- node app.js\n`);
  const { status } = spawnSync(process.execPath, [dbcheck, '--', process.execPath, app], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  say(`\nexit status ${status}`);
  return status;
}

const old = new Database(join(folder, 'notes-old.sqlite3'));
old.exec("create table note (text text); insert into note values ('forgotten'), ('here')");
old.close();
const broken = show(
  'A broken configuration: a slip in a name, a port that is none, a short key, a forgotten database.',
  {
    NODE_ENV: 'production',
    DATABSE_URL: 'sqlite:///data/notes.db',
    SECRET_KEY: 'short',
    PORT: '80a',
  },
);

rmSync(join(folder, 'notes-old.sqlite3'));
const mended = show('The same, mended: the application starts.', {
  NODE_ENV: 'production',
  DATABASE_URL: 'sqlite:///data/notes.db',
  SECRET_KEY: 'ff0a1c4e5b6d7f8091a2b3c4d5e6f708',
  PORT: '8000',
});
rmSync(folder, { recursive: true });
if (broken !== 1 || mended !== 0) {
  console.error(`the demo was to end with 1 and 0, not with ${broken} and ${mended}`);
  process.exitCode = 1;
}
