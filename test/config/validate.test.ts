import { describe, expect, it } from 'vitest';
import { validate } from '../../src/config/validate.js';
import { CONTRACT_EXAMPLE } from './contract-example.js';
import { CODES, faultIn, faultOf, loadText } from './load-text.js';

const fault = (yaml: string) => faultIn('dbcheck.yaml', yaml);

describe('a configuration', () => {
  it('may be the example of the contract', async () => {
    const { config } = await loadText('dbcheck.yaml', CONTRACT_EXAMPLE);
    expect(config.databases?.['main']).toMatchObject({
      dialects: ['mysql', 'mariadb'],
      version: '>=14',
      replicas: 3,
    });
    expect(config.env?.['AURORA_DB_URL']).toBe('required');
  });

  it.each([
    '{}',
    '$schema: ./dbcheck.schema.json',
    'databases: {}',
    'databases: { main: { port: "${PORT:-5432}", replicas: "${REPLICAS}", dialect: "${DATABASE_TYPE}", version: "14" } }',
    'databases: { main: { port: 5432, tls: require, version: ">=10.6 <12", url: "" } }',
    'databases: { "größe-1.a_b": { url: "p$$ss$word" } }',
    'env: { A: { min: 1.5, max: 2, type: number }, B: { type: duration, min: 0, max: 5m }, C: { type: size, max: 1GiB } }',
    'env: { A: { deprecated: true }, B: { deprecated: "use A" }, C: { default: false, example: 3 } }',
    'envGroups: []\npaths: []\nsettings: []',
    'dotenv: { files: [] }\nstray: { allow: [] }',
    'paths: [{ path: a, minFree: "${MIN_FREE:-1GB}" }]',
    'wait: 0s',
    'severity: { env/missing: "off" }',
    'environments: { staging: { env: { A: optional }, severity: { env/missing: info }, wait: 1m } }',
    'env: { A: { type: enum, values: [1, true, x] } }\nenvironments: { test: { env: { A: { type: enum } } } }',
  ])('may be %j', async (yaml) => {
    await expect(loadText('dbcheck.yaml', yaml)).resolves.toBeDefined();
  });

  it('has no $schema once it is read', async () => {
    expect((await loadText('dbcheck.json', '{"$schema": "x", "wait": "1s"}')).config).toEqual({ wait: '1s' });
  });
});

describe('an unknown key is told with its place and the nearest known one', () => {
  it.each([
    ['databses: {}', '1:1: unknown key "databses" (did you mean "databases"?)'],
    ['Databases: {}', '1:1: unknown key "Databases" (did you mean "databases"?)'],
    ['databases:\n  main:\n    hots: x', '3:5: databases.main: unknown key "hots" (did you mean "host"?)'],
    [
      'databases:\n  main:\n    tls:\n      mod: x',
      '4:7: databases.main.tls: unknown key "mod" (did you mean "mode"?)',
    ],
    ['env: { A: { requird: true } }', '1:13: env.A: unknown key "requird" (did you mean "required"?)'],
    ['paths:\n  - path: a\n    creat: true', '3:5: paths[0]: unknown key "creat" (did you mean "create"?)'],
    ['stray: { alow: [] }', '1:10: stray: unknown key "alow" (did you mean "allow"?)'],
    [
      'environments:\n  test:\n    dotnev: {}',
      '3:5: environments.test: unknown key "dotnev" (did you mean "dotenv"?)',
    ],
    [
      'environments:\n  test:\n    databases: { main: { ulr: x } }',
      '3:26: environments.test.databases.main: unknown key "ulr" (did you mean "url"?)',
    ],
    ['when: [A]', '1:1: unknown key "when" (known here: environments, env, '],
    ['dotenv: { zebra: 1 }', '1:11: dotenv: unknown key "zebra" (known here: policy, files)'],
  ])('%j', async (yaml, expected) => {
    const told = await fault(yaml);
    expect(told).toContain(`dbcheck.yaml:${expected}`);
  });

  it('gives the nearest known key to machines too', async () => {
    await expect(loadText('dbcheck.yaml', 'wiat: 1s')).rejects.toMatchObject({
      nearest: 'wait',
      line: 1,
      column: 1,
    });
    await expect(loadText('dbcheck.yaml', 'severity: { env/mising: info }')).rejects.toMatchObject({
      nearest: 'env/missing',
    });
    await expect(loadText('dbcheck.yaml', 'zebra: 1')).rejects.toMatchObject({ nearest: null });
  });
});

describe('a wrong value is told with what was expected and what there is', () => {
  it.each([
    [
      'databases: { main: { dialects: [postgress] } }',
      '1:33: databases.main.dialects[0]: expected postgres, mysql, mariadb or sqlite, got "postgress" (did you mean "postgres"?)',
    ],
    ['databases: { main: { dialects: mysql } }', 'databases.main.dialects: expected a list, got text'],
    [
      'databases: { main: { dialects: [] } }',
      'databases.main.dialects: expected at least one entry, got a list',
    ],
    [
      'databases: { main: { dialect: oracle } }',
      'databases.main.dialect: expected postgres, mysql, mariadb, sqlite or an expression, got "oracle"',
    ],
    [
      'databases: { main: { tls: requir } }',
      'databases.main.tls: expected disable, allow, prefer, require, verify-ca, verify-full or a mapping (key: value), got "requir" (did you mean "require"?)',
    ],
    [
      'databases: { main: { tls: { mode: verify } } }',
      'databases.main.tls.mode: expected disable, allow, prefer, require, verify-ca or verify-full, got "verify"',
    ],
    [
      'databases: { main: { port: 70000 } }',
      'databases.main.port: expected a port (1 to 65535) or an expression, got 70000',
    ],
    [
      'databases: { main: { port: "5432x" } }',
      'databases.main.port: expected a port (1 to 65535) or an expression, got "5432x"',
    ],
    [
      'databases: { main: { port: 1.5 } }',
      'databases.main.port: expected a port (1 to 65535) or an expression, got 1.5',
    ],
    [
      'databases: { main: { replicas: -1 } }',
      'databases.main.replicas: expected a whole number or an expression, got -1',
    ],
    [
      'databases: { main: { version: 14 } }',
      'databases.main.version: expected versions such as ">=14" or ">=10.6 <12", got 14',
    ],
    [
      'databases: { main: { version: latest } }',
      'databases.main.version: expected versions such as ">=14" or ">=10.6 <12", got "latest"',
    ],
    ['databases: { main: { writable: "yes" } }', 'databases.main.writable: expected true or false, got text'],
    [
      'databases: { main: { url: "${1X}" } }',
      'databases.main.url: has a "${" that begins none of ${NAME}, ${NAME:-default} and ${NAME:?message}',
    ],
    ['databases: { main: { tls: { ca: "${CA" } } }', 'databases.main.tls.ca: has a "${" that'],
    ['databases: { main: null }', 'databases.main: expected a mapping (key: value), got nothing'],
    ['databases:', 'databases: expected a mapping (name: value), got nothing'],
    ['databases: [main]', 'databases: expected a mapping (name: value), got a list'],
    [
      'databases: { "a b": {} }',
      '1:14: databases: the name (not shown) cannot be used; expected a name of letters, digits, _, - and .',
    ],
    [
      'env: { A: requird }',
      '1:11: env.A: expected required, optional or a mapping (key: value), got text (did you mean "required"?)',
    ],
    ['env: { A: true }', 'env.A: expected required, optional or a mapping (key: value), got true'],
    [
      'env: { A: { type: prot } }',
      'env.A.type: expected string, url, database-url, integer, number, boolean, port, enum, duration, size, path, hex or base64, got "prot" (did you mean "port"?)',
    ],
    ['env: { A: { type: enum } }', '1:19: env.A.type: type enum needs the key "values"'],
    ['env: { A: { pattern: "[" } }', 'env.A.pattern: expected a regular expression, got text'],
    ['env: { A: { pattern: "a)(b" } }', 'env.A.pattern: expected a regular expression, got text'],
    ['env: { A: { type: integer, min: 5, max: 1 } }', 'env.A.min: "min" is more than "max"'],
    ['env: { A: { type: duration, min: 1m, max: 5s } }', 'env.A.min: "min" is more than "max"'],
    [
      'env: { A: { type: size, max: 5 apples } }',
      'env.A.max: expected a size such as 500MB, as the type is size',
    ],
    ['env: { A: { type: port, min: low } }', 'env.A.min: expected a number, as the type is port'],
    ['env: { A: { type: boolean, max: 1 } }', 'env.A.max: type boolean has no "max"'],
    ['env: { A: { minLength: -1 } }', 'env.A.minLength: expected 0 or more, got -1'],
    ['env: { A: { requiredWhen: "B == 1" } }', 'env.A.requiredWhen: expected NAME or NAME=value, got text'],
    [
      'env: { 1A: required }',
      '1:8: env: the name "1A" cannot be used; expected the name of a variable: letters, digits and _, no digit first',
    ],
    ['env: { A-B: required }', 'env: the name "A-B" cannot be used'],
    ['envGroups: [{}]', '1:13: envGroups[0]: expected exactly one of "anyOf" and "allOrNone"'],
    [
      'envGroups: [{ anyOf: [A], allOrNone: [B] }]',
      'envGroups[0]: expected exactly one of "anyOf" and "allOrNone"',
    ],
    [
      'envGroups: [{ anyOf: ["a b"] }]',
      'envGroups[0].anyOf[0]: expected the name of a variable: letters, digits and _, no digit first, got text',
    ],
    [
      'environments: { test: { when: ["=x"] } }',
      'environments.test.when[0]: expected NAME or NAME=value, got text',
    ],
    [
      'environments: { test: { env: { A: { type: integer, min: 2, max: 1 } } } }',
      'environments.test.env.A.min: "min" is more than "max"',
    ],
    ['environments: { test: { envGroups: [{}] } }', 'environments.test.envGroups[0]: expected exactly one'],
    ['settings: [{ file: a.yaml }]', '1:12: settings[0]: the key "map" is missing'],
    [
      'settings: [{ file: "${DIR}/a.yaml", map: {} }]',
      'settings[0].file: has a "${", which is not filled in here',
    ],
    ['paths: [{ kind: directory }]', 'paths[0]: the key "path" is missing'],
    ['paths: [{ path: "" }]', 'paths[0].path: expected a path, got empty text'],
    ['paths: [{ path: a, kind: folder }]', 'paths[0].kind: expected directory or file, got "folder"'],
    [
      'paths: [{ path: a, minFree: 500 apples }]',
      'paths[0].minFree: expected a size such as 500MB or 2GiB, got text',
    ],
    ['stray: { policy: warn }', 'stray.policy: expected forbidden or reported, got "warn"'],
    [
      'dotenv: { policy: forbiden }',
      'dotenv.policy: expected forbidden, optional or required, got "forbiden" (did you mean "forbidden"?)',
    ],
    [
      'severity: { env/mising: error }',
      '1:13: severity: unknown code "env/mising" (did you mean "env/missing"?)',
    ],
    ['severity: { env: error }', 'severity: the name "env" cannot be used; expected the code of a finding'],
    [
      'severity: { env/missing: fatal }',
      'severity.env/missing: expected error, warning, info or off, got "fatal"',
    ],
    [
      'environments: { test: { severity: { env/mising: info } } }',
      'environments.test.severity: unknown code "env/mising"',
    ],
    ['wait: 5', 'wait: expected a duration such as 500ms, 5s or 2m, got 5'],
    ['wait: "${WAIT}"', 'wait: expected a duration such as 500ms, 5s or 2m, got text'],
    ['timeout: 0s', 'timeout: expected a duration longer than 0, such as 500ms, 5s or 2m, got "0s"'],
  ])('%j', async (yaml, expected) => {
    const told = await fault(yaml);
    expect(told).toContain(expected);
    expect(told).toMatch(/^dbcheck\.yaml:1:\d+: /);
    expect(told).not.toContain('\n');
  });

  it('completes the values of an enum from the base, and only what is wrong there is told there', async () => {
    const told = await fault(
      'env: { A: { type: enum } }\nenvironments: { test: { env: { A: { secret: true } } } }',
    );
    expect(told).toBe('dbcheck.yaml:1:19: env.A.type: type enum needs the key "values"');
  });
});

describe('several faults', () => {
  it('are all told, in the order of the file, each with its place', async () => {
    expect(await fault('wait: x\npaths:\n  - kind: file\nenv:\n  A: { type: prt }\nfoo: 1\n')).toBe(
      [
        'dbcheck.yaml:1:7: wait: expected a duration such as 500ms, 5s or 2m, got "x"',
        '  dbcheck.yaml:3:5: paths[0]: the key "path" is missing',
        '  dbcheck.yaml:5:14: env.A.type: expected string, url, database-url, integer, number, boolean, port, enum, duration, size, path, hex or base64, got "prt" (did you mean "port"?)',
        '  dbcheck.yaml:6:1: unknown key "foo" (known here: environments, env, envGroups, settings, dotenv, databases, paths, stray, severity, wait, timeout)',
      ].join('\n'),
    );
  });

  it('are counted after the twentieth', async () => {
    const lines = (await fault(Array.from({ length: 50 }, (_, index) => `k${index}: 1`).join('\n'))).split(
      '\n',
    );
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('  and 30 more');
  });
});

describe('no value that may be a secret is echoed', () => {
  it.each([
    'env: { SECRET_KEY: hunter2 }',
    'env: { SECRET_KEY: { default: [hunter2] } }',
    'env: { hunter2 word: required }',
    'env: { A: { secret: hunter2 } }',
    'databases: { main: { password: { value: hunter2 } } }',
    'databases: { main: { password: ["hunter2"] } }',
    'databases: { main: { url: "postgres://u:hunter2@h/${db" } }',
    'databases: { main: "postgres://u:hunter2@h/db" }',
    'databases: "postgres://u:hunter2@h/db"',
    'databases: { "postgres://u:hunter2@h/db": {} }',
    'databases: { main: { "postgres://u:hunter2@h/db": 1 } }',
    'databases: { main: { dialects: ["postgres://u:hunter2@h/db"] } }',
    'databases: { main: { port: "postgres://u:hunter2@h/db" } }',
    'databases: { main: { tls: "a key: hunter2" } }',
    'postgres://u:hunter2@h/db',
    '- postgres://u:hunter2@h/db',
  ])('%s', async (yaml) => {
    const told = await fault(yaml);
    expect(told).toContain('dbcheck.yaml:1:');
    expect(told).not.toContain('hunter2');
  });

  it('a password of digits is only a number', async () => {
    expect(await fault('databases: { main: { password: 12345 } }')).toBe(
      'dbcheck.yaml:1:32: databases.main.password: expected text, got a number',
    );
  });
});

describe('a configuration that comes from a program', () => {
  const options = { knownCodes: async () => CODES, file: null, positionOf: () => null };

  it('may leave out what is undefined', async () => {
    expect(
      await validate({ wait: '1s', env: undefined, databases: { main: { url: undefined } } }, options),
    ).toMatchObject({ wait: '1s' });
  });

  it('is told its faults without a place', async () => {
    expect(await faultOf(() => validate({ wiat: '1s', paths: [1n] }, options))).toBe(
      'paths[0]: expected a mapping (key: value), got a number\n  unknown key "wiat" (did you mean "wait"?)',
    );
    expect(await faultOf(() => validate(undefined, options))).toContain(
      'the configuration: expected a mapping',
    );
  });
});
