import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../src/probe/probe.js';
import { bundle } from '../bundle.js';
import { asUser, canSwitchUser } from '../checks/check-process.js';
import { codesOf, factsOf, wordsOf } from './targets.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dbcheck-user-')));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!canSwitchUser)('an SQLite file and a user that is not root', () => {
  const runner = join(folder, 'run-probe.cjs');
  beforeAll(async () => {
    await bundle(join(import.meta.dirname, 'run-probe.ts'), folder);
  });

  function probedAs(uid: number, file: string): ProbeResult {
    const [command = '', ...args] = [...asUser(uid), process.execPath, runner, file];
    return JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));
  }

  it('below a folder that lets nobody through, which is named with its own mode', () => {
    const closed = join(folder, 'closed');
    mkdirSync(join(closed, 'data'), { recursive: true });
    new Sqlite(join(closed, 'data/app.db')).exec('CREATE TABLE t (a)').close();
    chmodSync(closed, 0o700);
    const result = probedAs(1234, join(closed, 'data/app.db'));
    expect(factsOf(result)).toMatchObject({
      reason: 'folder-closed',
      at: closed,
      mode: '0700',
      owner: '0:0',
    });
    const words = result.observations.map(wordsOf).join('\n');
    expect(words).toContain(`setfacl -m u:1234:x ${closed}`);
    expect(words).not.toContain('chown');
  });

  it.each([
    ['with a log and no index', true],
    ['without either', false],
  ])('in WAL mode %s, in a folder that it may not write', (name, log) => {
    const there = join(folder, name.replaceAll(' ', '-'));
    mkdirSync(there);
    const live = join(folder, `live-${log}.db`);
    const database = new Sqlite(live);
    database.pragma('journal_mode = wal');
    database.exec('CREATE TABLE t (a)');
    const file = join(there, 'app.db');
    if (log) {
      copyFileSync(live, file);
      copyFileSync(`${live}-wal`, `${file}-wal`);
    }
    database.close();
    if (!log) copyFileSync(live, file);
    const result = probedAs(1234, file);
    expect(codesOf(result)).toEqual(['connect/file-unusable']);
    expect(factsOf(result)).toMatchObject({ reason: 'folder-takes-no-log', at: there });
    expect(codesOf(probedAs(0, file))).toEqual([]);
  });
});
