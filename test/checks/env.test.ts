import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
writeFileSync(join(cwd, 'marked'), '\uFEFFpostgres://u:p@h/d\r\n');
mkdirSync(join(cwd, 'secrets'));
for (const name of ['db_pass', 'api_key']) writeFileSync(join(cwd, 'secrets', name), 'x');

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
    ['a byte order mark in a file', main('${A}'), { A_FILE: 'marked' }, ['env/whitespace']],
    [
      'a file that is a directory',
      { env: { A: 'required' } },
      { A_FILE: 'secrets' },
      ['env/file-unreadable'],
    ],
    [
      'the name that a byte order mark spoils, in place of the one that is missing',
      { env: { DB_KEY: 'required' } },
      { '\uFEFFDB_KEY': 'x' },
      ['env/name-malformed'],
    ],
    ['a spoilt name that an expression needs', main('${A_URL}'), { 'A_URL ': 'x' }, ['env/name-malformed']],
    [
      'a spoilt name of a database that nobody declares',
      {},
      { 'export DATABASE_URL': 'x' },
      ['env/name-malformed'],
    ],
    ['nothing of a spoilt name beside the right one', { env: { A: 'required' } }, { A: 'x', 'A ': 'y' }, []],
    ['nothing of an odd name that nobody asks for', { env: { A: 'required' } }, { A: 'x', 'npm-b': 'y' }, []],
    [
      'a port that Kubernetes has set for a Service',
      {},
      { DB_CONNECTION: 'mysql', DB_HOST: 'db', DB_PORT: 'tcp://10.0.0.1:3306' },
      ['env/service-link'],
    ],
    [
      'nothing of such an address where it is meant',
      { env: { DOCKER_HOST: 'required' } },
      { DOCKER_HOST: 'tcp://10.0.0.1:2375' },
      [],
    ],
    [
      'quotes around what says which environment it is',
      { env: {} },
      { NODE_ENV: '"production"' },
      ['env/quoted'],
    ],
    [
      'a password that is base64 of text',
      { env: { DB_PASSWORD: 'required' } },
      { DB_PASSWORD: 'aHVudGVyMi14eQ==' },
      ['env/invalid'],
    ],
    [
      'a secret of too little variety',
      { env: { SESSION_SECRET: 'required' } },
      { SESSION_SECRET: 'abcabcabcabcabc' },
      ['env/weak-secret'],
    ],
    [
      'a secret that is too short for its declaration',
      { env: { SECRET_KEY: { minLength: 32 } } },
      { SECRET_KEY: 'k3y-7otter' },
      ['env/invalid'],
    ],
    ['a size below its least', { env: { A: { type: 'size', min: '1MB' } } }, { A: '12kB' }, ['env/invalid']],
    ['a duration without its unit', { env: { A: { type: 'duration' } } }, { A: '30' }, ['env/invalid']],
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

  it.each<[string, Config, Record<string, string>, RegExp]>([
    [
      'the names that lie beside a secret that is not there, nearest first',
      { env: { DB_PASS: 'required' } },
      { DB_PASS_FILE: 'secrets/db_pas' },
      /The path is relative, and was looked for from \/.*\nThe folder has: db_pass, api_key/,
    ],
    ['a NAME_FILE that is empty', { env: { A: 'required' } }, { A_FILE: '' }, /A_FILE, .*is set, but empty/],
    [
      'the only value that is declared, to paste',
      { env: { NODE_ENV: { values: ['production'] } } },
      {},
      /export NODE_ENV='production'/,
    ],
    [
      'the Service that a link is from, and the port to set',
      { env: { DB_PORT: { type: 'port' } } },
      { DB_PORT: 'tcp://10.0.0.1:5432', DB_SERVICE_HOST: '10.0.0.1' },
      /A Service is called db: .*enableServiceLinks: false.*name: DB_PORT, value: "5432"/s,
    ],
    [
      'the mark in the name by its code',
      { env: { A: 'required' } },
      { '\uFEFFA': 'x' },
      /^The environment has "\\uFEFFA", which begins with a byte order mark \(U\+FEFF\), and no A\n/,
    ],
    [
      'in Kubernetes, how an expression is written there',
      { env: { A_URL: { type: 'database-url' } } },
      { A_URL: 'postgres://u:${PW}@h/d', KUBERNETES_SERVICE_HOST: '10.0.0.1' },
      /write \$\(PW\), and declare that variable above A_URL/,
    ],
    [
      'which maker ends a value with a newline',
      { env: { A_KEY: 'required' } },
      { A_KEY: 'x7-otter\n' },
      /ends with a newline \(0x0A\).*echo "\$VALUE" \| base64.*--from-literal=A_KEY/s,
    ],
  ])('%s', async (_, config, env, expected) => {
    const [finding] = await findings(config, env);
    expect([finding?.message, ...(finding?.why ?? []), ...(finding?.fix ?? [])].join('\n')).toMatch(expected);
  });

  it('the .env file that has a missing variable, and why it is not loaded', async () => {
    const here = mkdtempSync(join(cwd, 'files-'));
    writeFileSync(join(here, '.env.production'), 'A=1\nB_URL=x\n');
    const config = { env: { A: 'required' as const } };
    const whyOf = async (environment: string) => {
      const { report } = await run({ cwd: here, env: {}, config, environment, only: ['env'] });
      return report.checks[0]?.findings[0]?.why[1];
    };
    expect(await whyOf('production')).toBe(
      '.env.production has A, but .env files are not loaded in production (dotenv.policy: forbidden)',
    );
    expect(await whyOf('development')).toBe(
      '.env.production has A, but only .env.local, .env are loaded here (dotenv.files)',
    );
  });

  it('with --verbose, that the line end of a file is no part of the value', async () => {
    const config = { env: { A: { type: 'string' as const } } };
    const { report } = await run({ cwd, env: { A_FILE: 'good' }, config, only: ['env'] });
    expect(report.checks[0]?.passed).toEqual([
      '1 variable looked at',
      'A: the content of the file of A_FILE, without the line end behind it',
    ]);
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
