import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.js';
import type { Finding } from '../../src/report.js';
import { run } from '../../src/run.js';

const cwd = mkdtempSync(join(tmpdir(), 'dbcheck-env-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'empty'), '');
writeFileSync(join(cwd, 'good'), 'postgres://u:p@h/d\n');

/** The findings of the check `env` alone. */
async function findings(config: Config, env: Record<string, string>): Promise<readonly Finding[]> {
  const { report } = await run({ cwd, env, config, only: ['env'] });
  return report.checks[0]?.findings ?? [];
}

describe('the check env tells', () => {
  const main = (url: string) => ({ databases: { main: { url } } });
  it.each<[string, Config, Record<string, string>, string[]]>([
    ['a variable that is missing', { env: { A: 'required' } }, {}, ['env/missing']],
    ['a variable that is empty', { env: { A: 'required' } }, { A: ' ' }, ['env/empty']],
    ['nothing of an optional one', { env: { A: 'optional' } }, {}, []],
    [
      'nothing of an optional one that is empty',
      { env: { A: { required: false, type: 'port' } } },
      { A: '' },
      [],
    ],
    ['nothing where there is a default', { env: { A: { default: 'x' } } }, {}, []],
    [
      'nothing of a password that the check of the targets tells of',
      {},
      { DB_CONNECTION: 'mysql', DB_HOST: 'db', DB_USERNAME: 'u', DB_PASSWORD: 'password' },
      [],
    ],
    ['a default that is wrong', { env: { A: { type: 'port', default: 'x' } } }, {}, ['env/invalid']],
    ['a wrong type', { env: { A: { type: 'integer' } } }, { A: 'ten' }, ['env/invalid']],
    [
      'a value that is not on the list',
      { env: { A: { type: 'enum', values: ['x', 'y'] } } },
      { A: 'z' },
      ['env/invalid'],
    ],
    [
      'nothing of a listed word that looks like a fault',
      { env: { A: { type: 'enum', values: ['None', 'all'] } } },
      { A: 'None' },
      [],
    ],
    [
      'what is required when a condition holds',
      { env: { A: { requiredWhen: 'B=x' }, B: 'optional' } },
      { B: 'x' },
      ['env/missing'],
    ],
    ['nothing when it does not hold', { env: { A: { requiredWhen: 'B=x' }, B: 'optional' } }, { B: 'y' }, []],
    ['a group of which none is set', { envGroups: [{ anyOf: ['A', 'B'] }] }, { A: '' }, ['env/group']],
    ['nothing of a group of which one is set', { envGroups: [{ anyOf: ['A', 'B'] }] }, { B: 'x' }, []],
    ['a group that is set by half', { envGroups: [{ allOrNone: ['A', 'B'] }] }, { A: 'x' }, ['env/group']],
    ['nothing of a group that is not set at all', { envGroups: [{ allOrNone: ['A', 'B'] }] }, {}, []],
    [
      'a deprecated variable that is set',
      { env: { A: { required: false, deprecated: 'use B' } } },
      { A: 'x' },
      ['env/deprecated'],
    ],
    ['a weak secret', { env: { SECRET_KEY: 'required' } }, { SECRET_KEY: 'changeme' }, ['env/weak-secret']],
    ['a variable that a database needs', main('${A}'), {}, ['env/missing']],
    ['a variable that a database needs and that is empty', main('${A}'), { A: '' }, ['env/empty']],
    [
      'a variable once that is declared and needed',
      { env: { A: 'required' }, ...main('${A}') },
      {},
      ['env/missing'],
    ],
    ['a variable that a path needs', { paths: [{ path: '${A}/x' }] }, {}, ['env/missing']],
    ['quotes around the URL of a database', main('${A}'), { A: '"postgres://u:p@h/d"' }, ['env/quoted']],
    ['a line end that Node would hide', main('${A}'), { A: 'postgres://u:p@h/d\n' }, ['env/whitespace']],
    ['a file that is empty', { env: { A: 'required' } }, { A_FILE: './empty' }, ['env/file-unreadable']],
    [
      'a file that is not there',
      { env: { A: 'required' } },
      { A_FILE: './nowhere' },
      ['env/file-unreadable'],
    ],
    ['nothing of a file that is good', main('${A}'), { A_FILE: 'good' }, []],
    [
      'a variable and its file together',
      { env: { A: 'required' } },
      { A: 'x', A_FILE: 'good' },
      ['env/file-conflict'],
    ],
  ])('%s', async (_, config, env, expected) => {
    expect((await findings(config, env)).map(({ code }) => code)).toEqual(expected);
  });

  it('the names that are near, and the message of an expression', async () => {
    const [finding] = await findings(
      { databases: { main: { url: '${DATABASE_URL:?see the wiki}' } } },
      { DATABSE_URL: 'x' },
    );
    expect(finding?.why).toEqual(['databases.main says: see the wiki', 'Set, and similar: DATABSE_URL']);
    expect(finding?.fix[0]).toBe('Rename DATABSE_URL to DATABASE_URL, if that is what was meant');
  });

  it('what a quoted URL reads as without its quotes, and nothing of its password', async () => {
    const [finding] = await findings(main('${A}'), { A: '"postgres://u:Kq7-wz@h/d"' });
    expect(finding?.why.at(-1)).toBe('Once that is mended, it reads as postgres://u@h:5432/d');
    expect(JSON.stringify(finding)).not.toContain('Kq7');
  });

  it('only a warning where the database that needs it is optional', async () => {
    const [finding] = await findings({ databases: { main: { url: '${A}', optional: true } } }, {});
    expect(finding).toMatchObject({ code: 'env/missing', severity: 'warning' });
  });

  it('where a variable is set on the platform', async () => {
    const [finding] = await findings({ env: { A: 'required' } }, { FLY_APP_NAME: 'x' });
    expect(finding?.fix).toEqual(["fly secrets set A='VALUE'"]);
  });

  it('the value of what is no secret, and only the length of what is', async () => {
    const env = { A: { type: 'port' as const }, B: { type: 'port' as const, secret: true } };
    const [plain, secret] = await findings({ env }, { A: 'ninety', B: 'eighty' });
    expect(plain?.why[0]).toBe('Got "ninety"');
    expect(secret?.why[0]).toBe('Got 6 characters (not shown)');
  });
});
