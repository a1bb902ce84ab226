import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../src/findings/catalogue.js';
import { codes, folder, report } from './dbcheck.js';

/** A row of `failures.jsonl` that shows before anything is connected to. */
interface Situation {
  readonly id: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly code: FindingCode;
  /** The fact that solves it, in message, why and fix. */
  readonly says: RegExp;
  /** Where it is no more than likely: what is installed shows in no file for certain. */
  readonly warns?: true;
}

const URL = 'postgres://app:Lantern.7-otter@db.example.com/app';
const at = (url: string) => ({ DATABASE_URL: url });
const required = (name: string) => ({ 'dbcheck.yaml': `env: { ${name}: required }` });
const needs = (...packages: string[]) => ({ 'requirements.txt': packages.join('\n') });
const uses = (...packages: string[]) => ({
  'package.json': JSON.stringify({ dependencies: Object.fromEntries(packages.map((name) => [name, '*'])) }),
});
const split = (more: Record<string, string>) => ({
  DB_CONNECTION: 'pgsql',
  DB_HOST: 'db.example.com',
  DB_DATABASE: 'app',
  DB_USERNAME: 'app',
  ...more,
});

const SITUATIONS: readonly Situation[] = [
  {
    id: 'env-missing-reference',
    env: { RAILWAY_ENVIRONMENT_NAME: 'production' },
    files: required('DATABASE_URL'),
    code: 'env/missing',
    says: /DATABASE_URL=\$\{\{ ?Postgres\.DATABASE_URL ?\}\}/,
  },
  {
    id: 'env-missing-reference',
    env: { RAILWAY_ENVIRONMENT_NAME: 'production' },
    code: 'dialect/missing',
    says: /DATABASE_URL=\$\{\{ ?Postgres\.DATABASE_URL ?\}\}/,
  },
  {
    id: 'env-typo-name',
    env: { DATABSE_URL: URL },
    files: required('DATABASE_URL'),
    code: 'env/missing',
    says: /Rename DATABSE_URL to DATABASE_URL/,
  },
  {
    id: 'env-typo-name',
    env: { HINDSIGHT_DATABASE_URL: URL },
    files: required('HINDSIGHT_API_DATABASE_URL'),
    code: 'env/missing',
    says: /Rename HINDSIGHT_DATABASE_URL to HINDSIGHT_API_DATABASE_URL/,
  },
  {
    id: 'env-quotes-docker-env-file',
    env: at(`"${URL}"`),
    code: 'env/quoted',
    says: /docker run --env-file.*keep quotes.*Remove the quotes/s,
  },
  {
    id: 'env-quotes-yaml-list',
    env: split({ DB_PASSWORD: '"app pw"' }),
    code: 'env/quoted',
    says: /YAML list items.*DB_PASSWORD/s,
  },
  {
    id: 'env-newline-hidden-by-node',
    env: at(`${URL}\n`),
    files: uses('pg'),
    code: 'env/whitespace',
    says: /ends with a newline \(0x0A\).*Python.*printf %s/s,
  },
  {
    id: 'env-crlf',
    env: at(`${URL}\r`),
    code: 'env/whitespace',
    says: /carriage return \(0x0D\).*sed -i/s,
  },
  {
    id: 'env-unexpanded-dollar-brace',
    env: at('postgres://app:${DB_PASSWORD}@db.example.com/app'),
    code: 'env/unexpanded',
    says: /\$\{DB_PASSWORD\}/,
  },
  {
    id: 'env-unexpanded-dollar-brace',
    env: { ...at('postgres://app:$(DB_PASSWORD)@db.example.com/app'), KUBERNETES_SERVICE_HOST: '10.96.0.1' },
    code: 'env/unexpanded',
    says: /\$\(DB_PASSWORD\).*above DATABASE_URL/s,
  },
  {
    id: 'env-platform-reference-literal',
    env: at('${{Postgres.DATABASE_URL}}'),
    code: 'env/unexpanded',
    says: /\$\{\{ Postgres\.DATABASE_URL \}\}.*Railway/s,
  },
  {
    id: 'env-at-in-password',
    env: at('postgres://app:p@ss.7-otter@db.example.com/app'),
    code: 'url/ambiguous',
    says: /@ as %40|%40/,
  },
  {
    id: 'env-hash-in-password-url',
    env: at('postgres://app:pa#ss.7-otter@db.example.com/app'),
    code: 'url/ambiguous',
    says: /%23/,
  },
  {
    id: 'env-slash-in-password',
    env: at('postgres://app:pa/ss.7-otter@db.example.com/app'),
    code: 'url/ambiguous',
    says: /%2F/,
  },
  {
    id: 'env-inline-comment',
    env: at(`${URL}?sslmode=disable # prod`),
    code: 'url/not-a-url',
    says: /comment.*docker --env-file.*line of its own/s,
  },
  {
    id: 'env-backtick-value',
    env: split({ DB_PASSWORD: '`Lantern.7-otter`' }),
    code: 'env/quoted',
    says: /DB_PASSWORD starts and ends with `/,
  },
  {
    id: 'env-export-keyword',
    env: { 'export DATABASE_URL': URL },
    files: required('DATABASE_URL'),
    code: 'env/name-malformed',
    says: /"export DATABASE_URL".*export/s,
  },
  {
    id: 'env-e-without-value',
    env: split({}),
    files: required('DB_PASSWORD'),
    code: 'env/missing',
    says: /-e DB_PASSWORD/,
  },
  {
    id: 'env-url-in-host-field',
    env: split({ DB_HOST: 'db.example.com:5432' }),
    code: 'url/bad-host',
    says: /port/,
  },
  {
    id: 'env-url-in-host-field',
    env: split({ DB_HOST: 'http://db.example.com' }),
    code: 'url/bad-host',
    says: /DB_HOST/,
  },
  {
    id: 'env-url-in-host-field',
    env: split({ DB_HOST: URL }),
    code: 'url/bad-host',
    says: /DB_HOST/,
  },
  {
    id: 'env-empty-means-localhost',
    env: { ...at(''), SPACE_ID: 'me/app' },
    code: 'dialect/missing',
    says: /DATABASE_URL is empty/,
  },
  {
    id: 'env-empty-means-localhost',
    env: at(''),
    files: required('DATABASE_URL'),
    code: 'env/empty',
    says: /DATABASE_URL is set, but empty/,
  },
  {
    id: 'env-trailing-slash',
    env: at(`${URL} `),
    code: 'env/whitespace',
    says: /ends with a blank \(0x20\)/,
  },
  {
    id: 'env-multihost-url',
    env: at('postgres://app:Lantern.7-otter@h1.example.com:5432,h2.example.com:5432/app'),
    files: uses('pg'),
    code: 'url/wrong-form',
    says: /one host/,
  },
  {
    id: 'dialect-postgres-scheme',
    env: at(URL),
    files: needs('SQLAlchemy==2.0.44', 'psycopg2-binary'),
    code: 'dialect/client-mismatch',
    says: /postgresql:\/\//,
  },
  {
    id: 'dialect-default-driver-psycopg',
    env: at(URL.replace('postgres:', 'postgresql:')),
    files: needs('SQLAlchemy==2.1.1', 'psycopg2-binary'),
    code: 'dialect/client-mismatch',
    says: /postgresql\+psycopg2:\/\//,
    warns: true,
  },
  {
    id: 'dialect-mysqldb-missing',
    env: at('mysql://app:Lantern.7-otter@db.example.com/app'),
    files: needs('SQLAlchemy==2.0.44', 'PyMySQL'),
    code: 'dialect/client-mismatch',
    says: /mysql\+pymysql:\/\//,
    warns: true,
  },
  {
    id: 'dialect-async-driver',
    env: at(URL.replace('postgres:', 'postgresql:')),
    files: needs('SQLAlchemy[asyncio]==2.0.44', 'asyncpg'),
    code: 'dialect/client-mismatch',
    says: /postgresql\+asyncpg:\/\//,
    warns: true,
  },
  {
    id: 'dialect-asyncpg-sslmode',
    env: at(`${URL.replace('postgres:', 'postgresql+asyncpg:')}?sslmode=require`),
    files: needs('SQLAlchemy==2.0.44', 'asyncpg'),
    code: 'url/bad-parameter',
    says: /ssl=/,
  },
  {
    id: 'dialect-silent-sqlite',
    env: { SPACE_ID: 'me/app' },
    code: 'dialect/missing',
    says: /falls back to a new, empty SQLite file/,
  },
  {
    id: 'dialect-silent-sqlite',
    env: { ...at('sqlite:///app.db'), NODE_ENV: 'production' },
    code: 'dialect/not-allowed',
    says: /lost with the container/,
  },
  {
    id: 'dialect-node-env',
    env: split({ DB_PASSWORD: 'Lantern.7-otter' }),
    files: { 'dbcheck.yaml': 'env: { NODE_ENV: { type: enum, values: [production] } }\ndatabases: {}' },
    code: 'env/missing',
    says: /NODE_ENV='production'/,
  },
  {
    id: 'dialect-sqlite-url-as-path',
    env: at('sqlite:///data/app.db'),
    files: uses('better-sqlite3'),
    code: 'connect/file-unusable',
    says: /data.*does not exist|does not exist.*data/s,
  },
  {
    id: 'hf-secret-not-set',
    env: { SPACE_ID: 'me/app' },
    files: required('DATABASE_URL'),
    code: 'env/missing',
    says: /https:\/\/huggingface\.co\/spaces\/me\/app\/settings/,
  },
  {
    id: 'hf-secret-not-set',
    env: { SPACE_ID: 'me/app' },
    code: 'dialect/missing',
    says: /Variables and secrets/,
  },
  {
    id: 'hf-ephemeral',
    env: { ...at('sqlite:////app/data.db'), SPACE_ID: 'me/app' },
    code: 'dialect/not-allowed',
    says: /SQLite/,
  },
  {
    id: 'k8s-double-base64',
    env: at(Buffer.from(URL).toString('base64')),
    code: 'url/not-a-url',
    says: /base64.*stringData/s,
  },
];

/** What shows at no value of a variable, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'env-compose-invalid-interpolation': 'Compose refuses the file, and no container starts',
  'env-hash-truncated-by-dotenv': 'a matter of the .env file: the tests of the check dotenv',
  'env-file-variable-ignored': 'NAME_FILE stands in for NAME: what the application reads is not known',
  'env-build-vs-runtime': 'a build has no database to check',
  'dialect-sqlite-when-db-down': 'the check connect tells that the server is down',
};

/** Of the areas that hold connections as well, those that the tests of connections make. */
const COLLECTED = readFileSync(join(import.meta.dirname, '../fixtures/failures.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; area: string })
  .filter(({ area }) => ['env', 'dialect'].includes(area));

describe('a situation that was seen', () => {
  for (const [index, { id, env = {}, files = {}, code, says, warns }] of SITUATIONS.entries()) {
    it(`${index + 1}: ${id} is ${code}`, async () => {
      const found = await report(['--offline', '--skip', 'stray,dotenv'], { cwd: folder(files), env });
      const finding = found.checks.flatMap(({ findings }) => findings).find((each) => each.code === code);
      const words = finding && [finding.message, ...finding.why, ...finding.fix].join('\n');
      expect.soft(codes(found, warns ? 'warning' : 'error'), words).toContain(code);
      expect.soft(found.status).toBe(warns ? 0 : 1);
      expect(words).toMatch(says);
    });
  }
});

it('every collected situation of variables and dialects is among these, or left out for a reason', () => {
  const made = new Set(SITUATIONS.map(({ id }) => id));
  const lacking = COLLECTED.filter(({ id }) => !made.has(id) && LEFT_OUT[id] === undefined);
  expect(lacking).toEqual([]);
});
