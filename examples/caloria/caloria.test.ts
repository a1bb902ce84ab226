import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { codes, folder, guarded, report } from '../../test/e2e/dbcheck.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';
import { runStatements } from '../../test/servers/run-statements.js';

const env = { FLASK_ENV: 'production' };
const KEY = 'SECRET_KEY=5c1e9b7f30d24a86b9e8f7a6c5d4e3b2\n';
const DOWN = 'postgresql://app:hunter2hunter2@127.0.0.1:1/caloria';

/** The server's folder with this `.env`, or without one. */
function server(dotenv: string | null): string {
  const cwd = folder(dotenv === null ? {} : { '.env': dotenv }, import.meta.dirname);
  if (dotenv !== null) chmodSync(join(cwd, '.env'), 0o600);
  return cwd;
}

const url = () => `DATABASE_URL=${inject('postgres').url.replace('postgres://', 'postgresql://')}\n`;

describe('Caloria', () => {
  it('starts on PostgreSQL with a .env that is loaded, and the command gets its variables', async () => {
    const { status, started, stderr } = await guarded([], { cwd: server(url() + KEY), env });
    expect({ status, started }, stderr).toEqual({ status: 0, started: true });
  });

  it('says the health in JSON', async () => {
    const found = await report([], { cwd: server(url() + KEY), env });
    expect(found).toMatchObject({
      schema: 1,
      ok: true,
      exitCode: 0,
      databases: [{ name: 'main', status: 'connected', server: expect.stringMatching(/^PostgreSQL 1/) }],
    });
  });

  const failures: [string, () => string, string[], number][] = [
    [
      'on SQLite in production',
      () => server(`DATABASE_URL=sqlite:///instance/caloria.db\n${KEY}`),
      ['dialect/not-allowed'],
      1,
    ],
    ['without SECRET_KEY', () => server(url()), ['env/missing'], 1],
    ['with a short SECRET_KEY', () => server(`${url()}SECRET_KEY=dev\n`), ['env/invalid'], 1],
    [
      'without the .env that it lives on',
      () => server(null),
      ['env/missing', 'env/missing', 'dotenv/missing'],
      1,
    ],
    ['when PostgreSQL is down', () => server(`DATABASE_URL=${DOWN}\n${KEY}`), ['connect/refused'], 3],
    [
      'when PostgreSQL is down and users are in a left-over instance/caloria.db',
      () => {
        const cwd = server(`DATABASE_URL=${DOWN}\n${KEY}`);
        sqliteFile(join(cwd, 'instance/caloria.db'), { user: 3, meal: 0 });
        return cwd;
      },
      ['connect/refused', 'stray/holds-data'],
      1,
    ],
  ];
  it.each(failures)('does not start %s', async (_, make, expected, status) => {
    const cwd = make();
    const found = await report([], { cwd, env });
    expect(codes(found)).toEqual(expected);
    const ended = await guarded([], { cwd, env });
    expect(ended).toMatchObject({ status, started: false, stdout: '' });
    expect(ended.stderr).not.toContain('hunter2');
  });

  describe('with a left-over instance/caloria.db', () => {
    const users = (ids: number[]) => ids.map((id) => `(${id}, 'user ${id}')`).join(', ');
    const create = 'CREATE TABLE "user" (id INTEGER PRIMARY KEY, username VARCHAR(80))';
    /** The server's folder, with these users in the wrong database. */
    const withUsers = (ids: number[]) => {
      const cwd = server(url() + KEY);
      mkdirSync(join(cwd, 'instance'));
      const file = new Sqlite(join(cwd, 'instance/caloria.db'));
      file.exec(`${create}; INSERT INTO "user" VALUES ${users(ids)}; CREATE TABLE alembic_version (v)`);
      file.exec("INSERT INTO alembic_version VALUES ('1a2b3c')");
      file.close();
      return cwd;
    };
    beforeAll(() =>
      runStatements(inject('postgres'), create, `INSERT INTO "user" VALUES ${users([1, 2, 3])}`),
    );
    afterAll(() => runStatements(inject('postgres'), 'DROP TABLE "user"'));

    it('does not start when three users are there alone, and names the table and the number', async () => {
      const cwd = withUsers([3, 11, 12, 13]);
      const found = await report([], { cwd, env });
      expect(codes(found)).toEqual(['stray/holds-data']);
      const finding = found.checks
        .flatMap(({ findings }) => findings)
        .find(({ severity }) => severity === 'error');
      expect(finding?.message).toBe(
        'instance/caloria.db holds 3 rows of user that main (postgres) does not have',
      );
      expect(finding?.why).toContain('user: 3 of 4 rows are not there, looked for by id');
      const ended = await guarded([], { cwd, env });
      expect(ended).toMatchObject({ status: 1, started: false, stdout: '' });
    });

    it('starts when the server has all of them, and says so', async () => {
      const { status, started, stderr } = await guarded([], { cwd: withUsers([1, 3]), env });
      expect({ status, started }, stderr).toEqual({ status: 0, started: true });
      expect(stderr).toMatch(/All its 2 rows are in main \(postgres\)/);
    });
  });

  it('names the folder in which the .env lies, when it is started in one below', async () => {
    const below = join(server(`${url()}${KEY}`), 'instance');
    mkdirSync(below);
    const { stderr } = await guarded(['--config', '../dbcheck.yaml', '--only', 'dotenv'], {
      cwd: below,
      env,
    });
    expect(stderr).toMatch(/No \.env file: \.env is not here/);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/A folder above has one: \S+\.env/);
  });

  it('starts with a SECRET_KEY that has a #, which python-dotenv keeps', async () => {
    const cwd = server(`${url()}SECRET_KEY=5c1e9b7f30d2#4a86b9e8f7a6c5d4e3b2\n`);
    writeFileSync(join(cwd, 'requirements.txt'), 'flask\npython-dotenv\nflask-sqlalchemy\npsycopg2-binary\n');
    const { status, started, stderr } = await guarded([], { cwd, env });
    expect({ status, started }, stderr).toEqual({ status: 0, started: true });
  });
});
