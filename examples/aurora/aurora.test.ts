import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { codes, folder, foreignFolder, guarded, report } from '../../test/e2e/dbcheck.js';
import { sqliteFile } from '../../test/e2e/sqlite-file.js';

const space = (files: Record<string, string> = {}) => folder(files, import.meta.dirname);

/** The Space as it is when all is well. */
function healthy(): Record<string, string> {
  const { user, password, host, port, database, ca: source } = inject('mariadb');
  const ca = join(folder({ 'ca.pem': readFileSync(source) }), 'ca.pem');
  return {
    SPACE_ID: 'aurora/aurora',
    AURORA_DB_URL: `mysql+pymysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}?ssl_ca=${encodeURIComponent(ca)}`,
    MYSQL_SSL_CA_PATH: ca,
    CHROMA_DIR: join(folder(), 'chroma_store'),
  };
}

describe('Aurora', () => {
  it('starts when all is well, and makes the folder of Chroma', async () => {
    const cwd = space();
    const { status, started, stderr } = await guarded([], { cwd, env: healthy() });
    expect({ status, started }, stderr).toEqual({ status: 0, started: true });
    expect(stderr).toMatch(/MariaDB 10.*TLSv1\.3 \(certificate/);
  });

  const failures: [
    string,
    string[],
    (env: Record<string, string>) => { cwd: string; env: Record<string, string> },
  ][] = [
    [
      'when AURORA_DB_URL is missing, instead of falling back to SQLite',
      ['env/missing'],
      ({ AURORA_DB_URL: _, ...env }) => ({ cwd: space(), env }),
    ],
    [
      'when AURORA_DB_URL is an SQLite URL',
      ['dialect/not-allowed'],
      (env) => ({ cwd: space(), env: { ...env, AURORA_DB_URL: 'sqlite:///aurora.db' } }),
    ],
    [
      'when a .env came along into the Space',
      ['dotenv/in-production'],
      (env) => ({ cwd: space({ '.env': 'AURORA_DB_URL=sqlite:///local.db\n' }), env }),
    ],
    [
      'when the code lets a .env that came along win over the Space',
      ['dotenv/in-production'],
      (env) => ({
        cwd: space({
          '.env': 'AURORA_DB_URL=sqlite:///local.db\n',
          'requirements.txt': 'fastapi\npython-dotenv\nSQLAlchemy\nPyMySQL\n',
          'app.py': 'from dotenv import load_dotenv\n\nload_dotenv(override=True)\n',
        }),
        env,
      }),
    ],
    [
      "when Chroma's SQLite files lie in the repository",
      ['stray/database-file'],
      (env) => {
        const cwd = space();
        sqliteFile(join(cwd, 'chroma_store/chroma.sqlite3'));
        return { cwd, env };
      },
    ],
    [
      'when the user of the Space may not write to CHROMA_DIR',
      ['path/not-writable'],
      (env) => ({ cwd: space(), env: { ...env, CHROMA_DIR: foreignFolder() } }),
    ],
    [
      'when the CA file is missing',
      ['tls/ca-unreadable'],
      (env) => ({ cwd: space(), env: { ...env, MYSQL_SSL_CA_PATH: '/app/ca.pem' } }),
    ],
  ];

  it.each(failures)('does not start %s', async (_, expected, change) => {
    const { cwd, env } = change(healthy());
    const found = await report([], { cwd, env, unprivileged: true });
    expect(codes(found)).toEqual(expected);
    expect(found.environment).toEqual({ name: 'production', because: 'SPACE_ID is set' });
    const { status, started, stdout, stderr } = await guarded([], { cwd, env, unprivileged: true });
    expect({ status, started, stdout }).toEqual({ status: 1, started: false, stdout: '' });
    expect(stderr).not.toContain(inject('mariadb').password);
  });

  it('names the loader that prefers the .env, its line, and the variable that it takes from the Space', async () => {
    const cwd = space({
      '.env': 'AURORA_DB_URL=sqlite:///local.db\n',
      'requirements.txt': 'python-dotenv\n',
      'app.py': 'load_dotenv(override=True)\n',
    });
    const { stderr } = await guarded(['--only', 'dotenv'], { cwd, env: healthy() });
    expect(stderr).toMatch(/another value than the platform: AURORA_DB_URL/);
    expect(stderr).toMatch(/app\.py:1 loads it so that the file wins/);
  });
});
