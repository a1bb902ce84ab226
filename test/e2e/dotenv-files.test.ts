import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TIMED } from '../timed.js';
import { dbcheck, folder, guarded, report } from './dbcheck.js';

interface Situation {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  /** Files that git tracks; null where there is no repository. */
  readonly tracked?: readonly string[];
  readonly mode?: number;
  readonly status: number;
  readonly says: RegExp;
  /** One where nothing is said. */
  readonly findings?: number;
}

const SECRET = 'hunter2-tulip-77';
const URL = `DATABASE_URL=postgres://app:${SECRET}@127.0.0.1:1/app\n`;
const PRODUCTION = { NODE_ENV: 'production' };
const LIVES_ON_IT = 'dotenv: { policy: required, files: [.env] }\n';
const PYTHON = { 'requirements.txt': 'python-dotenv\npsycopg2\n' };
const NODE = { 'package.json': '{"dependencies":{"dotenv":"16","pg":"8"}}' };
const SPACE = { SPACE_ID: 'me/app' };

/** The situations of `failures.jsonl` that a `.env` file makes, and others like them. */
const SITUATIONS: Readonly<Record<string, Situation>> = {
  'env-crlf': {
    files: { '.env': 'A=1\r\n' },
    status: 0,
    says: /dotenv\/syntax.*CRLF[\s\S]*sed -i 's\/\\r\$\/\/' \.env/,
  },
  'env-hash-truncated-by-dotenv': {
    files: { ...NODE, '.env': `DB_PASSWORD=abc#${SECRET}\n` },
    status: 1,
    says: /dotenv\/truncated.*DB_PASSWORD in line 1/,
  },
  'env-backtick-value': {
    files: { '.env': `DB_PASSWORD=\`${SECRET}\`\n` },
    status: 0,
    says: /dotenv\/syntax.*backticks/,
  },
  'env-unexpanded-dollar-brace': {
    files: { ...NODE, '.env': 'A=1\nB=${A}\n' },
    status: 0,
    says: /dotenv\/syntax.*\$\{NAME\}[\s\S]*does not replace it/,
  },
  'env-quotes-docker-env-file': {
    files: { Makefile: 'up:\n\tdocker run --env-file .env app\n', '.env': 'A="1"\n' },
    status: 0,
    says: /dotenv\/syntax.*quotes[\s\S]*docker run --env-file/,
  },
  'dotenv-excluded-but-needed': {
    files: { '.dockerignore': '.env*\n' },
    env: PRODUCTION,
    config: 'dotenv: { policy: required, files: [.env.production] }\n',
    status: 1,
    says: /dotenv\/missing[\s\S]*\.dockerignore keeps it out[\s\S]*!\.env\.production/,
  },
  'dotenv-world-readable': {
    files: { '.env': URL },
    mode: 0o644,
    env: PRODUCTION,
    config: LIVES_ON_IT,
    status: 0,
    says: /dotenv\/readable-by-others.*0644[\s\S]*chmod 600 \.env/,
  },
  'dotenv-tracked': {
    files: { '.env': URL },
    tracked: ['.env'],
    status: 1,
    says: /dotenv\/tracked[\s\S]*git rm --cached -- \.env[\s\S]*Change the secrets/,
  },
  'a .env in the Space': {
    files: { '.env': URL },
    env: { ...SPACE, DATABASE_URL: 'postgres://h/d' },
    status: 1,
    says: /dotenv\/in-production[\s\S]*another value than the platform: DATABASE_URL/,
  },
  'a .env.production in production': {
    files: { '.env.production': URL },
    env: PRODUCTION,
    status: 1,
    says: /dotenv\/in-production.*\.env\.production/,
  },
  'a .env.local in production': {
    files: { '.env.local': URL },
    env: PRODUCTION,
    status: 1,
    says: /dotenv\/in-production.*\.env\.local/,
  },
  'a .env that the code puts before the platform': {
    files: { ...PYTHON, '.env': URL, 'app.py': 'load_dotenv(override=True)\n' },
    env: { ...SPACE, DATABASE_URL: 'postgres://h/d' },
    status: 1,
    says: /app\.py:1 loads it so that the file wins/,
  },
  'a .env that nobody ignores': {
    files: { '.env': URL },
    tracked: [],
    status: 0,
    says: /dotenv\/not-ignored.*\.gitignore[\s\S]*>> \.gitignore/,
  },
  'a .env that COPY . . takes': {
    files: { '.env': URL, Dockerfile: 'FROM python\nCOPY . .\n' },
    status: 0,
    says: /dotenv\/not-ignored.*\.dockerignore[\s\S]*Dockerfile:2/,
  },
  'a .env that differs from the environment': {
    files: { ...NODE, '.env': 'PORT=1\n' },
    env: { PORT: '2' },
    status: 0,
    says: /dotenv\/overrides.*PORT.*the environment wins/,
  },
  'a .env of Notepad': {
    files: { '.env': '\uFEFFA=1\n' },
    status: 0,
    says: /dotenv\/syntax.*byte order mark/,
  },
  'a .env of PowerShell': {
    files: { '.env': Buffer.from('\uFEFFA=1\n', 'utf16le') },
    status: 1,
    says: /dotenv\/unreadable.*UTF-16[\s\S]*iconv/,
  },
  'a .env in Latin-1': {
    files: { '.env': Buffer.from('A=\xe9\n', 'latin1') },
    status: 0,
    says: /dotenv\/syntax.*no UTF-8/,
  },
  'a quote that is left open': {
    files: { ...PYTHON, '.env': `DB_PASSWORD="${SECRET}\n` },
    status: 0,
    says: /dotenv\/syntax.*not closed[\s\S]*passes over the variable/,
  },
  'a value with blanks': { files: { '.env': 'A=one two\n' }, status: 0, says: /dotenv\/syntax.*blanks/ },
  'a name that is set twice': {
    files: { '.env': 'A=1\nA=2\n' },
    status: 0,
    says: /dotenv\/syntax.*twice.*line 2, A/,
  },
  'a comment that python-dotenv takes for the value': {
    files: { ...PYTHON, '.env': 'A= # set me\n' },
    status: 0,
    says: /takes the comment for the value/,
  },
  'a $ that Next.js eats': {
    files: { 'package.json': '{"dependencies":{"next":"15"}}', '.env': 'A=pa$word\n' },
    status: 0,
    says: /Next\.js.*drops it/,
  },
  'no .env where one is required': {
    files: { '.env.example': 'A=\n' },
    env: PRODUCTION,
    config: LIVES_ON_IT,
    status: 1,
    says: /dotenv\/missing[\s\S]*cp \.env\.example \.env/,
  },
  'a .env of another user': {
    files: { '.env': URL },
    mode: 0,
    config: LIVES_ON_IT,
    status: 1,
    says: /dotenv\/unreadable.*may not be read by this user[\s\S]*chown/,
  },
};

function make({ files, config, tracked, mode = 0o600 }: Situation): string {
  const cwd = folder(config === undefined ? files : { ...files, 'dbcheck.yaml': config });
  if (tracked) execFileSync('git', ['init', '-q'], { cwd });
  if (tracked?.length) execFileSync('git', ['add', '-f', ...tracked], { cwd });
  for (const name of Object.keys(files)) if (name.startsWith('.env')) chmodSync(join(cwd, name), mode);
  return cwd;
}

describe('a situation that a .env file makes', () => {
  it.each(Object.entries(SITUATIONS))('%s', async (_, situation) => {
    const start = { cwd: make(situation), env: situation.env ?? {}, unprivileged: true };
    const found = await report(['--only', 'dotenv'], start);
    const told = found.checks
      .flatMap(({ findings }) => findings)
      .map(({ code, message, why, fix }) => [`${code}: ${message}`, ...why, ...fix].join('\n'));
    expect(told.join('\n')).toMatch(situation.says);
    expect(told).toHaveLength(situation.findings ?? 1);
    expect(found.status).toBe(situation.status);
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });
});

describe('a .env file with which all is well', () => {
  it.each<[string, Omit<Situation, 'status' | 'says'>]>([
    ['none, in production', { files: { '.env.example': 'A=\n' }, env: PRODUCTION }],
    ['an ignored one', { files: { '.env': URL, '.gitignore': '.env\n' }, tracked: [] }],
    [
      'one that an image does not get',
      { files: { '.env': URL, Dockerfile: 'FROM x\nCOPY . .\n', '.dockerignore': '.env\n' } },
    ],
    ['the one that a server lives on', { files: { '.env': URL }, env: PRODUCTION, config: LIVES_ON_IT }],
    ['a # that python-dotenv keeps', { files: { ...PYTHON, '.env': `DB_PASSWORD=abc#${SECRET}\n` } }],
    [
      'the usual forms',
      { files: { '.env': `# one\nexport A=1\nB="two words"\nC='\${D}'\nE=x # note\n\nF="a\nb"\n` } },
    ],
    ['values that the environment has too', { files: { '.env': 'A=1\n' }, env: { A: '1' } }],
  ])('%s', async (_, situation) => {
    const cwd = make({ ...situation, status: 0, says: /./ });
    const ended = await dbcheck(['--only', 'dotenv', '--strict'], { cwd, env: situation.env ?? {} });
    expect(ended.status, ended.stdout).toBe(0);
  });
});

it('starts the command with what was checked: as python-dotenv reads the file, below the environment', async () => {
  const cwd = folder({ ...PYTHON, '.env': 'A=x#y\nB=${A}!\nC=file\n', '.gitignore': '.env\n' });
  chmodSync(join(cwd, '.env'), 0o600);
  const { stdout, started } = await guarded(['--only', 'dotenv'], { cwd, env: { C: 'environment' } });
  expect({ stdout, started }).toEqual({ stdout: '', started: true });
  const shown = await dbcheck(['--only', 'dotenv', '--quiet', '--', 'sh', '-c', 'echo "$A $B $C"'], {
    cwd,
    env: { C: 'environment' },
  });
  expect(shown.stdout).toBe('x#y x#y! environment\n');
});

it('reads a .env of 10,000 lines in little time', TIMED, async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `NAME_${index}=value ${index} # note\n`);
  const { milliseconds, status } = await dbcheck(['--only', 'dotenv'], {
    cwd: folder({ '.env': lines.join('') }),
  });
  expect(status).toBe(0);
  expect(milliseconds).toBeLessThan(6000);
});
