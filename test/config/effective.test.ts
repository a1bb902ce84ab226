import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/config/document.js';
import { effectiveSettings, type Flags } from '../../src/config/effective.js';
import type { Settings } from '../../src/config/settings.js';
import { CONTRACT_EXAMPLE } from './contract-example.js';
import { faultOf, loadText } from './load-text.js';

const NO_FLAGS: Flags = {
  databases: [],
  require: [],
  dialects: [],
  writable: [],
  roots: [],
  waitMs: undefined,
  timeoutMs: undefined,
};
const PRODUCTION = { name: 'production', production: true };
const TEST = { name: 'test', production: false };

async function settings(yaml: string, environment = TEST, flags: Partial<Flags> = {}): Promise<Settings> {
  return effectiveSettings({
    ...(await loadText('dbcheck.yaml', yaml)),
    environment,
    flags: { ...NO_FLAGS, ...flags },
  });
}

describe('without a word in the file', () => {
  it('production is strict', async () => {
    expect(await settings('{}', PRODUCTION)).toMatchObject({
      env: {},
      envGroups: [],
      settings: [],
      dotenv: { policy: 'forbidden', files: ['.env.local', '.env'] },
      databases: null,
      dialects: ['postgres', 'mysql', 'mariadb'],
      paths: [],
      stray: { policy: 'forbidden', roots: ['.'], allow: [], git: true },
      severity: {},
      waitMs: 0,
      timeoutMs: 5000,
    });
  });

  it('any other environment is not', async () => {
    expect(await settings('{}')).toMatchObject({
      dotenv: { policy: 'optional' },
      dialects: null,
      stray: { policy: 'reported' },
    });
  });

  it('a name of your own can be production', async () => {
    expect((await settings('{}', { name: 'live', production: true })).dotenv.policy).toBe('forbidden');
  });
});

describe('the file', () => {
  it('is taken whole, the short forms written out', async () => {
    const { env, databases, paths, stray, severity, waitMs, timeoutMs, file } = await settings(
      CONTRACT_EXAMPLE,
      PRODUCTION,
    );
    expect(env['AURORA_DB_URL']).toEqual({ required: true });
    expect(env['OPENAI_API_KEY']).toEqual({ required: false });
    expect(databases?.['main']).toMatchObject({ url: '${AURORA_DB_URL}', tls: { mode: 'verify-ca' } });
    expect(paths).toHaveLength(1);
    expect(stray.allow).toEqual(['test/fixtures/**']);
    expect(severity).toEqual({ 'path/ephemeral': 'error', 'stray/not-ignored': 'info' });
    expect({ waitMs, timeoutMs, file }).toEqual({ waitMs: 60_000, timeoutMs: 5000, file: 'dbcheck.yaml' });
  });

  it('waits no longer than a timer can', async () => {
    expect((await settings('wait: 9999h')).waitMs).toBe(2 ** 31 - 1);
  });

  it('keeps a list that is empty on purpose', async () => {
    expect((await settings('dotenv: { files: [] }')).dotenv.files).toEqual([]);
  });
});

describe('an override', () => {
  const YAML = `env:
  A: required
  B: { type: port, default: 1 }
databases:
  main: { url: x, tls: require, dialects: [mysql, postgres] }
  other: { url: y, tls: { mode: require, ca: a.pem } }
paths:
  - { path: a, kind: file }
  - { path: b }
dotenv: { policy: optional, files: [.env] }
wait: 1s
environments:
  test:
    env: { A: optional, B: { default: 2 }, C: required }
    databases:
      main: { tls: { ca: b.pem }, dialects: [sqlite] }
      other: { tls: verify-full }
    paths:
      - path: c
    dotenv: { policy: required }
  prod: { wait: 9s }
`;

  it('is merged in depth; lists and values are replaced', async () => {
    expect(await settings(YAML)).toMatchObject({
      env: { A: { required: false }, B: { type: 'port', default: 2 }, C: { required: true } },
      databases: {
        main: { url: 'x', tls: { mode: 'require', ca: 'b.pem' }, dialects: ['sqlite'] },
        other: { url: 'y', tls: { mode: 'verify-full', ca: 'a.pem' } },
      },
      paths: [{ path: 'c' }],
      dotenv: { policy: 'required', files: ['.env'] },
      waitMs: 1000,
    });
  });

  it('counts in its own environment only', async () => {
    const staging = { name: 'staging', production: false };
    expect(await settings(YAML, staging)).toMatchObject({
      env: { A: { required: true } },
      dotenv: { policy: 'optional' },
    });
  });

  it('of prod counts in production', async () => {
    expect((await settings(YAML, PRODUCTION)).waitMs).toBe(9000);
  });

  it('is where a key that it sets stands', async () => {
    const { positionOf } = await settings(YAML);
    const at = (...path: Path) => {
      const source = positionOf(path);
      return source && 'line' in source ? `${source.file}:${source.line}:${source.column}` : source;
    };
    expect(at('env', 'A')).toBe('dbcheck.yaml:14:15');
    expect(at('env', 'B', 'default')).toBe('dbcheck.yaml:14:39');
    expect(at('env', 'B', 'type')).toBe('dbcheck.yaml:3:14');
    expect(at('env', 'C', 'required')).toBe('dbcheck.yaml:14:44');
    expect(at('databases', 'main', 'url')).toBe('dbcheck.yaml:5:16');
    expect(at('databases', 'main', 'tls', 'mode')).toBe('dbcheck.yaml:5:19');
    expect(at('databases', 'main', 'tls', 'ca')).toBe('dbcheck.yaml:16:26');
    expect(at('databases', 'other', 'tls', 'mode')).toBe('dbcheck.yaml:17:16');
    expect(at('paths', 0, 'kind')).toBe('dbcheck.yaml:19:9');
    expect(at('paths', 1)).toBeNull();
    expect(at('dotenv', 'policy')).toBe('dbcheck.yaml:20:23');
    expect(at('dotenv', 'files')).toBe('dbcheck.yaml:10:29');
    expect(at('stray', 'policy')).toBeNull();
    expect(at('env', 'NOT_THERE')).toBeNull();
  });
});

describe('the command line', () => {
  it('adds databases, variables and paths to those of the file', async () => {
    const yaml =
      'env: { A: { default: x, requiredWhen: B } }\ndatabases: { main: { url: x } }\npaths: [{ path: a, kind: file }]\n';
    const merged = await settings(yaml, TEST, {
      databases: ['APP_URL'],
      require: ['A', 'C'],
      writable: ['a', '/data'],
    });
    expect(merged.databases).toEqual({ main: { url: 'x' }, APP_URL: { url: '${APP_URL}' } });
    expect(merged.env).toEqual({ A: { default: 'x', required: true }, C: { required: true } });
    expect(merged.paths).toEqual([
      { path: 'a', kind: 'file', writable: true },
      { path: '/data', writable: true },
    ]);
    expect(merged.positionOf(['databases', 'APP_URL'])).toBeNull();
    expect(merged.positionOf(['paths', 1])).toBeNull();
  });

  it('wins over the file', async () => {
    const yaml =
      'databases: { main: { url: x, dialects: [sqlite] } }\nwait: 1s\ntimeout: 1s\nstray: { roots: [a], git: false }\n';
    const flags = { dialects: ['postgres'], waitMs: 0, timeoutMs: 250, roots: ['b'] };
    expect(await settings(yaml, PRODUCTION, flags)).toMatchObject({
      databases: { main: { dialects: ['postgres'] } },
      dialects: ['postgres'],
      waitMs: 0,
      timeoutMs: 250,
      stray: { roots: ['b'], git: false },
    });
  });

  it.each([
    [
      { databases: ['postgres://u:hunter2@h/d'] },
      'the name of a variable is expected, not its value (not shown, it may be a secret)',
    ],
    [
      { require: ['A B'] },
      'the name of a variable is expected, not its value (not shown, it may be a secret)',
    ],
    [{ dialects: ['postgress'] }, 'unknown dialect "postgress"'],
  ])('is checked when it is a program: %j', async (flags, expected) => {
    expect(await faultOf(() => settings('{}', TEST, flags))).toBe(expected);
  });
});
