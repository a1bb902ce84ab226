import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { codes, folder, guarded, report } from '../../test/e2e/dbcheck.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';

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
