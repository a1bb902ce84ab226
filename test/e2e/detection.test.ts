import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/report.js';
import { dbcheck, folder, report } from './dbcheck.js';

const requirements = { 'requirements.txt': 'Flask\nSQLAlchemy==2.0.44\npsycopg2-binary\n' };

async function inspected(cwd: string, env: Record<string, string>) {
  const { stdout, status } = await dbcheck(['inspect', '--format', 'json'], { cwd, env });
  return { status, databases: (JSON.parse(stdout) as Inspection).databases };
}

describe('the client is told by the files of the project', () => {
  it('so that postgres:// is an error under SQLAlchemy', async () => {
    const cwd = folder(requirements);
    const env = { DATABASE_URL: 'postgres://app:S3cretQX@db.example.com/app' };
    const { status, checks } = await report(['--only', 'dialect'], { cwd, env });
    const findings = checks.flatMap((each) => each.findings);
    expect([status, findings.map(({ code, facts }) => [code, facts['client']])]).toEqual([
      1,
      [['dialect/client-mismatch', 'sqlalchemy']],
    ]);
    expect(findings[0]?.why).toContain('Read as sqlalchemy does: requirements.txt names SQLAlchemy');
    expect(findings[0]?.fix).toEqual(['Begin DATABASE_URL with postgresql://']);
  });

  it('which inspect shows with what tells it', async () => {
    const cwd = folder(requirements);
    const { databases } = await inspected(cwd, {
      DATABASE_URL: 'postgresql://app:S3cretQX@db.example.com/app',
    });
    expect(databases[0]).toMatchObject({
      grammar: 'sqlalchemy',
      sources: { client: 'requirements.txt names SQLAlchemy', host: 'variable DATABASE_URL' },
      findings: [],
    });
  });

  it('also where the value cannot be read', async () => {
    const cwd = folder(requirements);
    const env = { DATABASE_URL: 'postgres://app:S3cretQX@db.example.com/app' };
    const { status, databases } = await inspected(cwd, env);
    expect([status, databases[0]?.target, databases[0]?.grammar, databases[0]?.sources]).toEqual([
      1,
      null,
      'sqlalchemy',
      { client: 'requirements.txt names SQLAlchemy' },
    ]);
  });

  it('unless the configuration names it', async () => {
    const cwd = folder({
      ...requirements,
      'dbcheck.yaml': 'databases: { main: { url: "${DATABASE_URL}", client: any } }',
    });
    const env = { DATABASE_URL: 'postgres://app:S3cretQX@db.example.com/app' };
    const { status, databases } = await inspected(cwd, env);
    expect([status, databases[0]?.grammar, databases[0]?.sources['client']]).toEqual([
      0,
      'any',
      'configuration databases.main.client',
    ]);
  });

  it('and a driver that is not listed is told with the line to add', async () => {
    const cwd = folder(requirements);
    const env = { DATABASE_URL: 'postgresql+asyncpg://app:S3cretQX@db.example.com/app' };
    const { stdout, status } = await dbcheck(['--only', 'dialect'], { cwd, env });
    expect(status).toBe(1);
    expect(stdout).toMatch(/pip install asyncpg[\s\S]*Add a line to requirements\.txt: asyncpg/);
    expect(stdout).not.toContain('S3cret');
  });
});
