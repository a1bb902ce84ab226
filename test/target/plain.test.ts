import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/checks/context.js';
import { plainDatabases } from '../../src/target/plain.js';
import { projectOf } from '../../src/target/project/project.js';
import { resolveDatabases } from '../../src/target/resolve.js';
import type { Database } from '../../src/target/target.js';
import '../seed.js';
import { contextWith, type Given } from './context.js';

const cwd = mkdtempSync(join(tmpdir(), 'dbcheck-plain-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const NAME = 'DATABASE_URL';
const URL = 'postgresql://app:t7-quiet-Harbour@db.shop.net/orders';
const DECLARED: Given['databases'] = { main: { url: `\${${NAME}}`, optional: true } };

const passwordsOf = (databases: readonly Database[]) =>
  databases.map(({ target }) => target?.password?.reveal());

/** What one way makes of the variables: the databases, their passwords, and what is masked of the words of the value. */
function way(
  env: Record<string, string>,
  databases: Given['databases'],
  read: (given: Pick<Context, 'settings' | 'variables'>) => Database[] | null,
) {
  const { settings, variables } = contextWith(env, databases);
  const found = read({ settings, variables });
  const words = Object.values(env).flatMap((value) => [value, ...value.split(/[:/@?=]+/)]);
  const shown = words.map((word) => variables.secrets.guard(word));
  return found && { databases: found, passwords: passwordsOf(found), shown };
}

const plainWay = (env: Record<string, string>, databases: Given['databases'] = null) =>
  way(env, databases, ({ settings, variables }) => plainDatabases(settings, variables, cwd));
const fullWay = (env: Record<string, string>, databases: Given['databases'] = null) =>
  way(env, databases, ({ settings, variables }) => resolveDatabases(settings, variables, { cwd }));

describe('a database that is written in the plainest way', () => {
  test.each([
    URL,
    'postgres://app:t7-quiet-Harbour@10.0.0.7:5433/orders?sslmode=disable',
    'postgres://app:t7-quiet-Harbour@db:5432/orders?sslmode=verify-full',
    'mysql://app:t7-quiet-Harbour@127.0.0.1:3306/orders',
  ])('is read without the grammars: %s', (value) => {
    for (const databases of [null, DECLARED]) {
      const plain = plainWay({ [NAME]: value }, databases);
      expect(plain).toEqual(fullWay({ [NAME]: value }, databases));
      expect(plain?.databases).toHaveLength(1);
    }
  });

  test('is the same as the grammars have it, whatever its parts are', () => {
    const among = (...words: string[]) => fc.constantFrom(...words);
    const text = fc.string({ unit: fc.constantFrom(...'abxyz019-_.~%@:/?# '), maxLength: 14 });
    /** Mostly what is plain; now and then what only looks so, or does not. */
    const mostly = (plain: fc.Arbitrary<string>, ...others: string[]) =>
      fc.oneof(
        { weight: 30, arbitrary: plain },
        { weight: 2, arbitrary: among(...others) },
        { weight: 1, arbitrary: text },
      );
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
    const parts = fc.record({
      scheme: mostly(
        among('postgres', 'postgresql', 'mysql'),
        'mariadb',
        'POSTGRES',
        'postgresql+psycopg2',
        'jdbc:mysql',
      ),
      user: mostly(name, 'user', 'postgres', 'root', 'todo', 'null', 'your_app', 'nobody_here'),
      password: mostly(
        fc.stringMatching(/^[A-Za-z0-9._~-]{12,24}$/),
        ...['password1234', 'Passw0rd1234', 'your-password-1', 'prefer-verify-ca1', 'app', 'xxxxxxxxxxx1'],
      ),
      host: fc.oneof(
        mostly(
          fc.stringMatching(/^[a-z][a-z0-9]{1,7}(\.[a-z][a-z0-9-]{1,5}){0,3}$/),
          'localhost',
          'host',
          'x.neon.tech',
        ),
        mostly(fc.ipV4(), 'db.abc.supabase.co', 'db.internal', 'your-db.net', 'dpg-abcdefghijklmnopqrst-a'),
      ),
      port: mostly(
        among('', ':5432', ':3306', ':5433', ':5439', ':3307', ':15432', ':33061'),
        ...[':6379', ':05432', ':6543', ':33060', ':80', ':65536', ':'],
      ),
      database: mostly(name, 'database', 'dbname', 'db_name', 'fixme', 'undefined'),
      query: mostly(
        among(
          '',
          '?sslmode=require',
          '?sslmode=disable',
          '?sslmode=prefer',
          '?ssl-mode=REQUIRED',
          '?ssl-mode=DISABLED',
        ),
        ...[
          '?sslmode=on',
          '?sslmode=verify-ca',
          '?ssl-mode=PREFERRED',
          '?ssl-mode=VERIFY_CA',
          '?ssl-mode=required',
          '?sslmode=require&x=1',
          '#sslmode=require',
        ],
      ),
    });
    let taken = 0;
    fc.assert(
      fc.property(parts, ({ scheme, user, password, host, port, database, query }) => {
        const env = { [NAME]: `${scheme}://${user}:${password}@${host}${port}/${database}${query}` };
        const plain = plainWay(env);
        if (plain === null) return;
        taken += 1;
        expect(plain, env[NAME]).toEqual(fullWay(env));
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(150);
  });

  test('is not taken for one beside any variable that the grammars ask for', () => {
    const asked = new Set<string>();
    for (const databases of [null, DECLARED]) {
      const { settings, variables } = contextWith({ [NAME]: URL }, databases);
      const get = (name: string) => {
        asked.add(name);
        return variables.get(name);
      };
      resolveDatabases(settings, { ...variables, get }, { cwd });
    }
    asked.delete(NAME);
    expect(asked.size).toBeGreaterThan(40);
    for (const name of asked) {
      expect(plainWay({ [NAME]: URL, [name]: 'x' }), name).toBeNull();
    }
  });

  test.each([
    'super-secret-123',
    'minioadmin123',
    '5y2LF4Q8z-nxec',
    'changeme-123456',
    'Your-256-bit-secret',
  ])('has no password that somebody may know: %s', (password) => {
    expect(plainWay({ [NAME]: URL.replace('t7-quiet-Harbour', password) })).toBeNull();
  });

  test('lies beside no file of a project', () => {
    const names = [
      'dbcheck.yaml',
      '.env',
      '.env.local',
      '.git',
      '.gitignore',
      '.dockerignore',
      'Dockerfile',
      'README.md',
      'LICENSE',
      'data',
    ];
    expect(
      projectOf({ list: () => names, read: (name) => (names.includes(name) ? '' : null) }).sides,
    ).toEqual([]);
    writeFileSync(join(cwd, 'requirements.txt'), 'psycopg2\n');
    const plain = plainWay({ [NAME]: URL });
    rmSync(join(cwd, 'requirements.txt'));
    expect(plain).toBeNull();
  });
});
