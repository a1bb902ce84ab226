import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/run.js';

const room = mkdtempSync(join(tmpdir(), 'dbcheck-loaders-'));
afterAll(() => rmSync(room, { recursive: true }));

type Files = Readonly<Record<string, string | Uint8Array>>;

function folder(files: Files): string {
  const cwd = mkdtempSync(join(room, 'x'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content, { mode: 0o600 });
  }
  return cwd;
}

async function check(files: Files, env: Record<string, string> = {}, environment = 'development', cwd = '') {
  const config = { dotenv: { policy: environment === 'production' ? 'forbidden' : 'optional' } } as const;
  const at = join(folder(files), cwd);
  const { report, commandEnvironment } = await run({ cwd: at, env, config, environment, only: ['dotenv'] });
  const { findings = [], notes = [] } = report.checks[1] ?? {};
  const text = findings.flatMap(({ message, why, fix }) => [message, ...why, ...fix]).join('\n');
  return {
    findings,
    notes,
    text,
    commandEnvironment,
    codes: findings.map(({ code, facts }) => reasonOf(code, facts)),
  };
}

const reasonOf = (code: string, { reason }: Readonly<Record<string, unknown>>) =>
  code === 'dotenv/syntax' ? String(reason) : code;

const PYTHON: Files = { 'requirements.txt': 'python-dotenv==1.0\n' };
const NODE: Files = { 'package.json': '{"dependencies":{"dotenv":"^16"}}' };
const NODE_FLAG: Files = { 'package.json': '{"scripts":{"start":"node --env-file=.env app.js"}}' };
const NEXT: Files = { 'package.json': '{"dependencies":{"next":"15","dotenv":"16"}}' };
const COMPOSE: Files = { 'compose.yaml': 'services:\n  app:\n    env_file: .env\n' };
const DOCKER: Files = { Makefile: 'run:\n\tdocker run --env-file .env app\n' };
const LARAVEL: Files = { 'composer.json': '{"require":{"laravel/framework":"^11"}}' };
const NOBODY: Files = {};

describe('a line of a .env file', () => {
  it.each<[string, string, [Files, string][]]>([
    [
      '# in a value',
      'P=abc#def\n',
      [
        [PYTHON, ''],
        [NODE, 'dotenv/truncated'],
        [NODE_FLAG, 'dotenv/truncated'],
        [NEXT, 'dotenv/truncated'],
        [LARAVEL, 'dotenv/truncated'],
        [DOCKER, ''],
        [COMPOSE, ''],
        [NOBODY, 'dotenv/truncated'],
      ],
    ],
    [
      '# first in a value',
      'P=#def\n',
      [
        [PYTHON, ''],
        [NODE, 'dotenv/truncated'],
        [NOBODY, 'dotenv/truncated'],
      ],
    ],
    [
      '# behind a blank',
      'P=abc #def\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [DOCKER, 'inline-comment'],
        [NOBODY, ''],
      ],
    ],
    [
      '# in quotes',
      'P="abc#def"\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [DOCKER, 'quotes'],
        [NOBODY, ''],
      ],
    ],
    [
      'a comment for a value',
      'P= # set me\n',
      [
        [PYTHON, 'comment-as-value'],
        [NODE, ''],
        [DOCKER, 'comment-as-value'],
        [NOBODY, 'comment-as-value'],
      ],
    ],
    [
      '${NAME}',
      'P=${HOME}/x\n',
      [
        [PYTHON, ''],
        [NODE, 'expression'],
        [NEXT, ''],
        [NODE_FLAG, 'expression'],
        [COMPOSE, ''],
        [NOBODY, ''],
      ],
    ],
    [
      '$NAME',
      'P=pa$word\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [NEXT, 'dollar'],
        [COMPOSE, 'dollar'],
        [NOBODY, ''],
      ],
    ],
    [
      '$NAME in single quotes',
      "P='pa$word'\n",
      [
        [NEXT, ''],
        [COMPOSE, ''],
      ],
    ],
    [
      'export',
      'export P=x\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [DOCKER, 'export'],
        [NOBODY, ''],
      ],
    ],
    [
      'a colon',
      'P: x\n',
      [
        [PYTHON, 'colon'],
        [NODE, ''],
        [NODE_FLAG, 'colon'],
        [NOBODY, 'colon'],
      ],
    ],
    [
      'blanks around =',
      'P = x\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [DOCKER, 'blanks-around-equals'],
        [NOBODY, 'blanks-around-equals'],
      ].map(([a, b]) => [a, b] as [Files, string]),
    ],
    [
      'backticks',
      'P=`x`\n',
      [
        [PYTHON, 'backticks'],
        [NODE, ''],
        [NOBODY, 'backticks'],
      ],
    ],
    [
      'an escaped quote',
      'P="a\\"b"\n',
      [
        [PYTHON, ''],
        [NODE, 'escaped-quote'],
        [NOBODY, 'escaped-quote'],
      ],
    ],
    [
      'a tab escape',
      'P="a\\tb"\n',
      [
        [PYTHON, ''],
        [NODE, ''],
        [NOBODY, 'escapes'],
      ],
    ],
    [
      'text behind quotes',
      'P="a"b\n',
      [
        [PYTHON, 'text-behind-quotes'],
        [NODE, 'text-behind-quotes'],
      ],
    ],
    [
      'no last quote',
      'P="a\n',
      [
        [PYTHON, 'unclosed-quote'],
        [NODE, 'unclosed-quote'],
      ],
    ],
    [
      'a name twice',
      'P=a\nP=b\n',
      [
        [PYTHON, 'duplicate'],
        [NOBODY, 'duplicate'],
      ],
    ],
    ['a name twice, with one value', 'P=a\nP=a\n', [[NOBODY, '']]],
    [
      'several lines',
      'P="a\nb"\n',
      [
        [PYTHON, ''],
        [DOCKER, 'quotes multi-line'],
        [NOBODY, ''],
      ],
    ],
    [
      'a byte order mark',
      '\uFEFFP=a\n',
      [
        [PYTHON, 'byte-order-mark'],
        [NODE, 'byte-order-mark'],
      ],
    ],
    [
      'blanks',
      'P=a b\n',
      [
        [PYTHON, 'unquoted-blanks'],
        [NOBODY, 'unquoted-blanks'],
      ],
    ],
    [
      'nothing odd',
      "A=1\nB=\nC='a b'\n\n# D\nE=a=b\n",
      [
        [PYTHON, ''],
        [NODE, ''],
        [NEXT, ''],
        [NODE_FLAG, ''],
        [COMPOSE, ''],
        [LARAVEL, ''],
        [NOBODY, ''],
      ],
    ],
  ])('with %s is told where the loader of the project misreads it', async (_, text, cases) => {
    for (const [project, expected] of cases)
      expect((await check({ ...project, '.env': text })).codes.join(' '), JSON.stringify(project)).toBe(
        expected,
      );
  });

  it('in Latin-1 is told', async () => {
    const { codes } = await check({ '.env': Buffer.from('P=caf\xe9\n', 'latin1') });
    expect(codes).toEqual(['not-utf-8']);
  });

  it('names the loader, its file, the line and the edit', async () => {
    const { text } = await check({ ...NODE, '.env': 'A=1\nGREETING=abc#def\n' });
    expect(text).toMatch(/GREETING in line 2 of \.env has a # without quotes/);
    expect(text).toMatch(/dotenv, which this project uses \(package\.json\)/);
    expect(text).toMatch(/4 characters/);
    expect(text).toContain(`sed -i "2s/=[[:blank:]]*\\(.*[^[:space:]]\\)/='\\1'/" .env`);
  });

  it('shows neither a secret that is cut nor its length', async () => {
    const { text, findings } = await check({ '.env': 'DB_PASSWORD=abc#defghijkl\n' });
    expect(findings[0]).toMatchObject({ code: 'dotenv/truncated', severity: 'error', facts: { lost: null } });
    expect(text).not.toMatch(/defgh|\b10\b|character/);
  });
});

describe('what the command gets', () => {
  it.each<[string, Files, string, Record<string, string>]>([
    ['python-dotenv', PYTHON, 'A=x#y\nB=${A}-${OUTSIDE}\n', { A: 'x#y', B: 'x#y-1' }],
    ['npm dotenv', NODE, 'A=x#y\nB=${A}\n', { A: 'x', B: '${A}' }],
    ['node --env-file', NODE_FLAG, 'A="x"y\n', { A: 'x' }],
    ['nobody that is known', NOBODY, 'A=x#y\n', { A: 'x' }],
  ])('is what %s reads', async (_, project, text, expected) => {
    const { commandEnvironment } = await check({ ...project, '.env': text }, { OUTSIDE: '1' });
    expect(commandEnvironment).toEqual({ ...expected, OUTSIDE: '1' });
  });
});

describe('a variable that the file and the environment give differently', () => {
  it.each<[string, Files, RegExp]>([
    [
      'python-dotenv',
      PYTHON,
      /the environment wins\n.*python-dotenv.*\(requirements\.txt\), lets the environment win, but for load_dotenv\(override=True\)/,
    ],
    [
      'an override in Python',
      { ...PYTHON, 'app.py': '# load_dotenv(override=False)\nload_dotenv(override=True)\n' },
      /the file wins \(app\.py:2\)/,
    ],
    [
      'an override in Node',
      { ...NODE, 'src/index.ts': "import d from 'dotenv';\nd.config({ path: '.env', override: true });\n" },
      /the file wins \(src\/index\.ts:2\)/,
    ],
    [
      'an override that is a comment',
      { ...PYTHON, 'app.py': '# load_dotenv(override=True)\n' },
      /the environment wins/,
    ],
    ['node --env-file', NODE_FLAG, /node --env-file.*lets the environment win$/m],
    [
      'nobody that is known',
      NOBODY,
      /npm dotenv, python-dotenv, Compose and node --env-file let the environment win/,
    ],
  ])('is told with who wins: %s', async (_, project, expected) => {
    const { text, codes } = await check({ ...project, '.env': 'A=file\n' }, { A: 'environment' });
    expect(codes).toEqual(['dotenv/overrides']);
    expect(text).toMatch(expected);
  });

  it('is one of a few findings where there are many', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `NAME_${index}`);
    const env = Object.fromEntries(names.map((name) => [name, '1']));
    const { findings } = await check({ '.env': names.map((name) => `${name}=2\n`).join('') }, env);
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toMatch(/^NAME_20 and 279 more/);
  });
});

describe('a .env above, in production', () => {
  const app = { 'app/requirements.txt': 'python-dotenv\n', '.env': 'DATABASE_URL=sqlite:///dev.db\n' };

  it('is told where the code lets python-dotenv search for it', async () => {
    const files = { ...app, 'app/main.py': 'from dotenv import load_dotenv\nload_dotenv()\n' };
    const { findings, text } = await check(files, {}, 'production', 'app');
    expect(findings.map(({ code }) => code)).toEqual(['dotenv/in-production']);
    expect(text).toMatch(/main\.py:2 searches the folders above/);
    expect(findings[0]?.facts).toMatchObject({ adds: ['DATABASE_URL'] });
  });

  it.each<[string, Files]>([
    ['where the code names the file', { ...app, 'app/main.py': "load_dotenv('/etc/app.env')\n" }],
    ['where nothing loads it', app],
  ])('is not told %s', async (_, files) => {
    expect((await check(files, {}, 'production', 'app')).findings).toEqual([]);
  });

  it('is noted elsewhere, because it is not what was checked', async () => {
    const files = { ...app, 'app/main.py': 'load_dotenv()\n' };
    expect((await check(files, {}, 'development', 'app')).notes.join()).toMatch(
      /finds .*\.env, which is not loaded here/,
    );
  });
});

it('tells of an override in the code with the .env that production must not have', async () => {
  const files = {
    ...PYTHON,
    'config.py': 'load_dotenv(override=True)\n',
    '.env': 'DATABASE_URL=sqlite:///x.db\n',
  };
  const { text } = await check(files, { DATABASE_URL: 'postgres://h/d' }, 'production');
  expect(text).toMatch(/config\.py:1 loads it so that the file wins/);
  expect(text).toMatch(/Take the override out of config\.py:1/);
});
