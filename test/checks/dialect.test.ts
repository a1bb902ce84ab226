import { describe, expect, it } from 'vitest';
import { dialectCheck } from '../../src/checks/dialect.js';
import { render } from '../../src/findings/render.js';
import { inspect } from '../../src/inspect.js';
import { contextOf, type Given } from '../target/context.js';

async function findings(given: Given, blocked = new Map<string, string>()) {
  const { observations } = await dialectCheck.run(contextOf(given), blocked);
  return observations.map((observation) => {
    const rendering = { severity: {}, isOptional: () => false, guard: (text: string) => text };
    const finding = render(observation, 'dialect', rendering);
    if (!finding) throw new Error('nothing is switched off here');
    return finding;
  });
}

const summary = async (given: Given) =>
  (await findings(given)).map(({ code, severity, subject }) => `${severity} ${code} ${subject}`);

describe('an @ in a password with which the client copes', () => {
  const given: Given = { databases: { main: { url: 'mysql://u:p@ssw0rd@h/d', client: 'mysql2' } } };

  it('is an error of a run, which would show the host that it tries', async () => {
    expect(await summary(given)).toEqual(['error url/ambiguous databases.main.url']);
  });

  it('is a warning to who only looks', async () => {
    const { observations } = await dialectCheck.run({ ...contextOf(given), inspecting: true }, new Map());
    expect(observations.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('the allow-list', () => {
  const url = (value: string, dialects: Given['dialects'], production = false): Given => ({
    env: { DATABASE_URL: value },
    production,
    ...(dialects ? { dialects } : {}),
  });

  it.each<[string, Given, string[]]>([
    ['lets everything pass in development', url('sqlite:////a.db', undefined), []],
    [
      'keeps SQLite out of production',
      url('sqlite:////a.db', undefined, true),
      ['error dialect/not-allowed DATABASE_URL'],
    ],
    ['takes mysql:// for mariadb', url('mysql://u:p@h/d', ['mariadb']), []],
    ['takes mariadb:// for mysql', url('mariadb://u:p@h/d', ['mysql']), []],
    [
      'does not take postgres for mysql',
      url('postgres://u:p@h/d', ['mysql', 'mariadb']),
      ['error dialect/not-allowed DATABASE_URL'],
    ],
    ['takes SQLite where it is allowed', url('sqlite:////a.db', ['sqlite'], true), []],
  ])('%s', async (_, given, expected) => {
    expect(await summary(given)).toEqual(expected);
  });

  it('of a database wins over the general one', async () => {
    const databases = { main: { url: 'sqlite:////a.db', dialects: ['sqlite' as const] } };
    expect(await summary({ databases, production: true })).toEqual([]);
  });

  it('tells the story of the silent fall-back, and what to write', async () => {
    const [finding] = await findings(url('sqlite:////a.db', undefined, true));
    expect(finding?.message).toBe('DATABASE_URL leads to an SQLite file, and production must not run on one');
    expect(finding?.why.join('\n')).toMatch(/comes from: environment[\s\S]*\/a\.db[\s\S]*falls back/);
    expect(finding?.fix.join('\n')).toContain('postgresql://USER:PASSWORD@HOST:5432/DATABASE');
  });
});

describe('no database', () => {
  it.each([
    [true, 'error'],
    [false, 'warning'],
  ])('in production: %s, is an %s', async (production, severity) => {
    expect(await summary({ production })).toEqual([`${severity} dialect/missing databases`]);
  });

  it('names set variables that are near, and those that are empty', async () => {
    const [finding] = await findings({ env: { DATABSE_URL: 'x', MYSQL_URL: '' } });
    expect(finding?.facts['near']).toEqual([{ name: 'DATABSE_URL', like: 'DATABASE_URL' }]);
    expect(finding?.facts['empty']).toEqual(['MYSQL_URL']);
  });

  it('is told with the dialect that a variable names', async () => {
    const [finding] = await findings({ env: { DB_CONNECTION: 'sqlite' } });
    expect(finding?.fix[0]).toBe('Set DB_DATABASE to the file: export DB_DATABASE=/data/app.sqlite');
  });

  it('is told of the variable that is empty', async () => {
    const [finding] = await findings({ env: { DATABASE_URL: '' }, production: true });
    expect(finding?.message).toBe('DATABASE_URL is empty, so that no database is configured in production');
    const { variables } = await inspect({ env: { DATABASE_URL: '' }, environment: 'production' });
    expect(variables[0]?.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error dialect/missing',
    ]);
  });

  it.each([
    [true, ['warning url/missing-part DB_PASSWORD']],
    [false, []],
  ])(
    'and a password that is empty beside a host is told in production (%s)',
    async (production, expected) => {
      const env = {
        DB_CONNECTION: 'mysql',
        DB_HOST: 'db',
        DB_USERNAME: 'u',
        DB_PASSWORD: '',
        DB_DATABASE: 'd',
      };
      expect(await summary({ env, production })).toEqual(expected);
    },
  );

  it('is nothing to look at where the configuration declares none', async () => {
    const outcome = await dialectCheck.run(contextOf({ databases: {} }), new Map());
    expect([outcome.observations, outcome.nothing]).toEqual([[], 'the configuration declares no database']);
  });
});

describe('SQLite with several replicas', () => {
  it.each([
    [1, []],
    ['3', ['error dialect/single-writer DATABASE_URL']],
    ['${REPLICAS}', ['error dialect/single-writer DATABASE_URL']],
  ])('%s', async (replicas, expected) => {
    const env = { DATABASE_URL: 'sqlite:////a.db', REPLICAS: '2' };
    expect(await summary({ env, databases: { main: { url: '${DATABASE_URL}', replicas } } })).toEqual(
      expected,
    );
  });
});

describe('a database whose need failed', () => {
  it('is skipped, and names the variable that it lacks', async () => {
    const context = contextOf({ databases: { main: { url: '${AURORA_DB_URL}' } } });
    expect((await dialectCheck.run(context, new Map())).skips).toEqual([
      { subject: 'databases.main', reason: 'needs AURORA_DB_URL', because: 'need' },
    ]);
  });

  it('is skipped where the check of the variables failed for it', async () => {
    const context = contextOf({ env: { DATABASE_URL: 'sqlite:////a.db' }, production: true });
    const outcome = await dialectCheck.run(context, new Map([['DATABASE_URL', 'DATABASE_URL']]));
    expect([outcome.observations, outcome.skips?.[0]?.reason]).toEqual([[], 'needs DATABASE_URL']);
  });
});

it('lists the targets that it found good, without their passwords', async () => {
  const outcome = await dialectCheck.run(contextOf({ env: { DATABASE_URL: 'mysql://u:p@h/d' } }), new Map());
  expect(outcome.passed).toEqual(['DATABASE_URL: mysql://u@h:3306/d']);
});
