import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DotenvPolicy } from '../../src/config/config.js';
import { run } from '../../src/run.js';

const room = mkdtempSync(join(tmpdir(), 'dbcheck-dotenv-'));
afterAll(() => rmSync(room, { recursive: true }));

async function check(
  files: Record<string, string>,
  {
    environment = 'development',
    policy,
    env = {},
  }: { environment?: string; policy?: DotenvPolicy; env?: Record<string, string> } = {},
) {
  const cwd = mkdtempSync(join(room, 'x'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(cwd, name), content);
    chmodSync(join(cwd, name), 0o600);
  }
  const config = policy ? { dotenv: { policy } } : {};
  const { report, commandEnvironment } = await run({ cwd, env, config, environment, only: ['dotenv'] });
  return { findings: report.checks[1]?.findings ?? [], commandEnvironment };
}

describe('a .env file in production', () => {
  it.each(['.env', '.env.local', '.env.production', '.env.production.local'])(
    'is an error: %s',
    async (name) => {
      const { findings } = await check({ [name]: 'A=1\n' }, { environment: 'production' });
      expect(findings.map(({ code, subject, severity }) => [code, subject, severity])).toEqual([
        ['dotenv/in-production', name, 'error'],
      ]);
    },
  );

  it.each(['.env.example', '.env.sample', '.env.template', '.env.dist'])('is none: %s', async (name) => {
    expect((await check({ [name]: 'A=1\n' }, { environment: 'production' })).findings).toEqual([]);
  });

  it('is told with the names that it would set and override, and never loaded', async () => {
    const { findings, commandEnvironment } = await check(
      { '.env': 'A=hunter2\nB=2\nC=3\n' },
      { environment: 'production', env: { A: '1', C: '3' } },
    );
    expect(findings[0]?.facts).toMatchObject({ overrides: ['A'], adds: ['B'] });
    expect(JSON.stringify(findings)).not.toContain('hunter2');
    expect(commandEnvironment).toEqual({ A: '1', C: '3' });
  });
});

describe('a .env file elsewhere', () => {
  it('is loaded below the environment, .env.local before .env', async () => {
    const { commandEnvironment } = await check(
      { '.env': 'A=1\nB=1\nC=1\n', '.env.local': 'B=2\nC=2\n' },
      { env: { C: '3' } },
    );
    expect(commandEnvironment).toEqual({ A: '1', B: '2', C: '3' });
  });

  it.each<[string, Record<string, string>, Parameters<typeof check>[1], string[]]>([
    ['missing, and required', {}, { policy: 'required' }, ['dotenv/missing']],
    ['missing, and optional', {}, { policy: 'optional' }, []],
    ['there, and forbidden', { '.env': 'A=1\n' }, { policy: 'forbidden' }, ['dotenv/in-production']],
    ['different from the environment', { '.env': 'A=1\n' }, { env: { A: '2' } }, ['dotenv/overrides']],
    ['the same as the environment', { '.env': 'A=1\n' }, { env: { A: '1' } }, []],
    [
      'saved with a byte order mark and Windows line ends',
      { '.env': '\uFEFFA=1\r\n' },
      {},
      ['dotenv/syntax', 'dotenv/syntax'],
    ],
  ])('that is %s', async (_, files, options, expected) => {
    expect((await check(files, options)).findings.map(({ code }) => code)).toEqual(expected);
  });

  it('that everybody can read is a warning in production', async () => {
    const cwd = mkdtempSync(join(room, 'y'));
    writeFileSync(join(cwd, '.env'), 'A=1\n');
    chmodSync(join(cwd, '.env'), 0o644);
    const config = { dotenv: { policy: 'required' as const } };
    const { report } = await run({ cwd, env: {}, config, environment: 'production', only: ['dotenv'] });
    expect(report.checks[1]?.findings).toMatchObject([
      { code: 'dotenv/readable-by-others', severity: 'warning', facts: { mode: '0644' } },
    ]);
  });
});
