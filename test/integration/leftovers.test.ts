import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { now } from '../../src/now.js';
import { type Compared, compareLeftover } from '../../src/probe/compare-leftover.js';
import { probed, targetAt } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { runStatements } from '../servers/run-statements.js';

const folder = mkdtempSync(join(tmpdir(), 'dbcheck-leftovers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

describe.each(DIALECTS)('rows of an SQLite file beside $server', (dialect) => {
  const server = dialect.provided();
  const isPostgres = dialect.dialect === 'postgres';
  const quoted = (name: string) =>
    isPostgres ? `"${name.replaceAll('"', '""')}"` : `\`${name.replaceAll('`', '``')}\``;
  const made: string[] = [];
  afterAll(() => runStatements(server, ...made.map((name) => `DROP TABLE IF EXISTS ${quoted(name)}`)));

  let path = '';
  beforeEach(() => {
    count += 1;
    path = join(folder, `${count}.db`);
  });

  /** The same table on both sides, with rows as SQL writes them. */
  async function both(
    name: string,
    columns: string,
    here: string[],
    there: string[] | null,
    serverColumns = columns,
  ): Promise<void> {
    const file = new Sqlite(path);
    const own = `"${name.replaceAll('"', '""')}"`;
    file.exec(`CREATE TABLE ${own} (${columns})`);
    for (const row of here) file.exec(`INSERT INTO ${own} VALUES (${row})`);
    file.close();
    if (there === null) return;
    made.push(name);
    await runStatements(
      server,
      `DROP TABLE IF EXISTS ${quoted(name)}`,
      `CREATE TABLE ${quoted(name)} (${serverColumns})`,
      ...there.map((row) => `INSERT INTO ${quoted(name)} VALUES (${row})`),
    );
  }

  async function compared(tables: string[], timeoutMs = 3000, asked: string[] = []): Promise<Compared> {
    let found: Compared | null = null;
    const deadline = now() + timeoutMs;
    const result = await probed(targetAt(server, dialect), {
      afterwards: async (ask) => {
        const listening = (sql: string) => {
          asked.push(sql);
          return ask(sql);
        };
        found = await compareLeftover(path, tables, dialect.dialect, listening, deadline);
      },
    });
    expect(result.observations).toEqual([]);
    if (!found) throw new Error('was not compared');
    return found;
  }

  const only = async (name: string) => (await compared([name])).tables[0];
  const USER = 'id INTEGER PRIMARY KEY, name VARCHAR(80), email VARCHAR(80)';

  test.each<[string, string[], string[] | null, object]>([
    ['has none of them', ["1, 'a', 'a@x'", "2, 'b', 'b@x'"], [], { rows: 2, missing: 2, by: 'key' }],
    ['has them all', ["1, 'a', 'a@x'", "2, 'ä', NULL"], ["1, 'a', 'a@x'", "2, 'ä', NULL"], { missing: 0 }],
    [
      'has one of them',
      ["1, 'a', 'a@x'", "2, 'b', 'b@x'"],
      ["2, 'b', 'b@x'", "7, 'z', 'z@x'"],
      { missing: 1, other: 0 },
    ],
    [
      'has other rows with their keys',
      ["1, 'a', 'a@x'", "2, 'b', 'b@x'"],
      ["1, 'y', 'y@x'", "2, 'z', 'b@z'"],
      { missing: 2, other: 2 },
    ],
    ['has no such table', ["1, 'a', 'a@x'"], null, { rows: 1, missing: 1, by: 'absent' }],
  ])('are looked for on one that %s', async (_, here, there, expected) => {
    await both(`user_${count}`, USER, here, there);
    expect(await only(`user_${count}`)).toMatchObject({ unfinished: null, ...expected });
  });

  test('are there when a text of three was changed since', async () => {
    await both(`user_${count}`, `${USER}, role VARCHAR(9)`, ["1, 'a', 'a@x', 'c'"], ["1, 'b', 'a@x', 'c'"]);
    expect(await only(`user_${count}`)).toMatchObject({ rows: 1, missing: 0 });
  });

  test.each<[string, string, string, string[], string[], object]>([
    ['a text as key', 'k VARCHAR(9) PRIMARY KEY', '', ["'a''x'", "'b'"], ["'b'"], { missing: 1, by: 'key' }],
    [
      'a key of two columns',
      'a INTEGER, b VARCHAR(9), PRIMARY KEY (a, b)',
      '',
      ["1, 'x'", "1, 'y'"],
      ["1, 'x'", "2, 'y'"],
      { missing: 1, by: 'key' },
    ],
    ['no key', 'a INTEGER', '', ['1', '2', '3'], ['1'], { missing: 2, by: 'count' }],
    [
      'a key that the server has not',
      'a INTEGER PRIMARY KEY',
      'a INTEGER',
      ['1', '2'],
      ['1', '2', '3'],
      { missing: 0, by: 'count' },
    ],
    [
      'texts as key where the server has numbers',
      'a TEXT PRIMARY KEY',
      'a INTEGER PRIMARY KEY',
      ["'x'"],
      ['1'],
      { missing: 0, by: 'count' },
    ],
    [
      'no row ids',
      'a INTEGER PRIMARY KEY) WITHOUT ROWID /*',
      'a INTEGER PRIMARY KEY',
      ['1', '2'],
      ['1'],
      { missing: 1, by: 'count' },
    ],
  ])('with %s are told apart', async (_, columns, serverColumns, here, there, expected) => {
    await both(`t_${count}`, columns, here, there, serverColumns || columns);
    expect(await only(`t_${count}`)).toMatchObject({ unfinished: null, ...expected });
  });

  test('with a UUID as key are found, with and without dashes', async () => {
    const [one, two] = ['5c1e9b7f30d24a86b9e8f7a6c5d4e3b2', '6c1e9b7f-30d2-4a86-b9e8-f7a6c5d4e3b2'];
    const here = [`'${one}'`, `'${two}'`];
    await both(`u_${count}`, 'a CHAR(36) PRIMARY KEY', here, [`'${one}'`], 'a UUID PRIMARY KEY');
    expect(await only(`u_${count}`)).toMatchObject({ rows: 2, missing: 1, by: 'key' });
  });

  test.each(['user', 'Order', 'we"ird', 'we`ird', "we'ird", 'with blank', 'tännchen', 'a;DROP TABLE x'])(
    'in a table called %s are looked for',
    async (name) => {
      await both(name, 'id INTEGER PRIMARY KEY', ['1', '2'], ['2']);
      expect(await only(name)).toMatchObject({ rows: 2, missing: 1, by: 'key' });
    },
  );

  test('in a table whose name is written in another case there are found', async () => {
    await both('Members', 'Id INTEGER PRIMARY KEY', ['1'], null);
    made.push('members');
    const create = 'CREATE TABLE members (id INTEGER PRIMARY KEY)';
    await runStatements(server, create, 'INSERT INTO members VALUES (1)');
    expect(await only('Members')).toMatchObject({ missing: 0, by: 'key' });
  });

  test('are looked for some hundred at a time', async () => {
    const name = `big_${count}`;
    const rows = (to: number) => Array.from({ length: to }, (_, i) => `(${i + 1}, 'name ${i + 1}')`).join();
    const create = `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, name VARCHAR(20))`;
    const file = new Sqlite(path);
    file.exec(`${create}; INSERT INTO ${name} VALUES ${rows(5000)}`);
    file.close();
    made.push(name);
    await runStatements(server, create, `INSERT INTO ${name} VALUES ${rows(4990)}`);
    const asked: string[] = [];
    expect(await compared([name], 3000, asked)).toMatchObject({ tables: [{ rows: 5000, missing: 10 }] });
    expect(asked).toHaveLength(11);
  });

  test('are not looked for when there is no time, which is said', async () => {
    await both(`late_${count}`, 'id INTEGER PRIMARY KEY', ['1'], []);
    expect(await compared([`late_${count}`], 0)).toEqual({ tables: [], left: 1 });
  });

  test('go to the server as hashes only, and leave the file as it is', async () => {
    const row = "'Heron.4-lantern', 'Heron.5-lantern'";
    await both(`trace_${count}`, 'k VARCHAR(40) PRIMARY KEY, v VARCHAR(40)', [row], []);
    const before = statSync(path).mtimeMs;
    const asked: string[] = [];
    expect((await compared([`trace_${count}`], 3000, asked)).tables[0]).toMatchObject({ missing: 1 });
    expect(statSync(path).mtimeMs).toBe(before);
    expect(asked.join()).toMatch(/'[0-9a-f]{32}'/);
    expect(asked.join()).not.toMatch(/heron/i);
  });

  test.runIf(isPostgres)('are not known where this user may not read the table, which is said', async () => {
    const name = `closed_${count}`;
    await both(name, 'id INTEGER PRIMARY KEY', ['1'], []);
    await runStatements(server, `REVOKE SELECT ON ${name} FROM "${server.user}"`);
    expect(await only(name)).toMatchObject({ unfinished: 'refused', missing: 0 });
  });
});
