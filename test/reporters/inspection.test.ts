import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/inspect.js';
import { loadInspector } from '../../src/reporters/inspection.js';

const inspection = inspect({
  cwd: '/nowhere',
  environment: 'production',
  env: {
    DATABASE_URL: 'postgresql+psycopg2://app:hunter2hunter2@db.example.com/app?sslmode=require',
    SQLITE_URL: 'x',
    NAME: 'a\u001b[31mred\n',
  },
  config: {
    env: { NAME: 'required', MISSING: 'optional', LEVEL: { default: 'info' } },
    databases: { main: { url: '${DATABASE_URL}' }, second: { url: '${BROKEN_URL:-nonsense}' } },
  },
});

describe('an inspection', () => {
  it('for people says what each value is, where it came from, and what is wrong with it', async () => {
    const text = (await loadInspector('pretty', { color: false }))(await inspection);
    await expect(text).toMatchFileSnapshot('snapshots/inspection.txt');
  });

  it.each([
    ['"postgres://a:p@h.example/d"', 'quoted', 'env/quoted'],
    ['postgres://a:p@h.example/d\n', 'newline', 'env/whitespace'],
    ['postgres://a:****@h.example/d', 'masked', 'env/placeholder'],
    ['${{Postgres.DATABASE_URL}}', 'unexpanded', 'env/unexpanded'],
    ['undefined', 'nothing-word', 'env/literal-undefined'],
  ])('for people tells a fault once, and as JSON of both: %s', async (value, reason, code) => {
    const seen = await inspect({ cwd: '/nowhere', env: { DATABASE_URL: value } });
    expect(seen.variables[0]?.findings).toMatchObject([{ code }]);
    expect(seen.databases[0]?.findings).toMatchObject([{ code: 'url/not-a-url', facts: { reason } }]);
    const text = (await loadInspector('pretty', { color: false }))(seen);
    expect(text.match(/^ *code .*/gm)).toEqual(['     code  url/not-a-url']);
  });

  it('does not say that nothing is written where a word is wrong', async () => {
    const url = 'postgres://a:p@h.example/d?sslmode=requried';
    const seen = await inspect({
      cwd: '/nowhere',
      env: {},
      config: { databases: { main: { url, client: 'node-pg' } } },
    });
    const text = (await loadInspector('pretty', { color: false }))(seen);
    expect(text).toContain('TLS verify-full (what is written is none of its words)');
  });

  it('as JSON has the shape of the contract', async () => {
    const parsed = JSON.parse((await loadInspector('json', { color: false }))(await inspection));
    expect(Object.keys(parsed)).toEqual(['schema', 'environment', 'variables', 'databases']);
    expect(Object.keys(parsed.variables[0])).toEqual([
      'name',
      'source',
      'shadowed',
      'secret',
      'value',
      'findings',
    ]);
    expect(Object.keys(parsed.databases[0]).sort()).toEqual(
      [
        'name',
        'dialect',
        'driver',
        'grammar',
        'hosts',
        'database',
        'user',
        'passwordSet',
        'socket',
        'file',
        'tlsMode',
        'tlsEffective',
        'provider',
        'parameters',
        'target',
        'sources',
        'findings',
      ].sort(),
    );
    expect(Object.keys(parsed.databases[1]).sort()).toEqual(Object.keys(parsed.databases[0]).sort());
  });

  it.each(['pretty', 'json'] as const)('never holds the password: %s', async (format) => {
    expect((await loadInspector(format, { color: false }))(await inspection)).not.toContain('hunter2');
  });
});
