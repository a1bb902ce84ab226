import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectCheck } from '../../src/checks/dialect.js';
import { render } from '../../src/findings/render.js';
import { describeTarget, targetFields } from '../../src/target/describe.js';
import { contextOf } from './context.js';

/** Letters that no sentence here is made of, and everything that means something in a connection string. */
const LETTERS = [...'QXZJKVWqxzjkvw'];
const MARKS = [...'@:/?#[]%&=+ ,;\'"\\$!*(){}<>|^~`\n'];
const secret = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...LETTERS) }, fc.constantFrom(...MARKS)), {
    minLength: 4,
    maxLength: 24,
  })
  .map((characters) => characters.join(''));

const CLIENTS = [
  'any',
  'libpq',
  'sqlalchemy',
  'node-pg',
  'mysql2',
  'django',
  'rails',
  'prisma',
  'typeorm',
  'asyncpg',
  'go-sql-driver',
  'npgsql',
  'mysql-ado',
  'sqlite-ado',
  'pdo',
  'pgjdbc',
  'connectorj',
  'mariadb-jdbc',
];
const FORMS: readonly ((secret: string) => string)[] = [
  (s) => `postgres://user:${s}@host:5432/data`,
  (s) => `mysql://user:${s}@host/data?ssl-mode=REQUIRED`,
  (s) => `postgresql+psycopg2://user:${s}@host/data`,
  (s) => `postgres://user:${encodeURIComponent(s)}@host/data`,
  (s) => `postgres://user:${encodeURIComponent(s)}@ho st:99999/data?sslmode=x`,
  (s) => `postgres://host/data?user=u&password=${s}`,
  (s) => `postgres://host/data?sslpassword=${encodeURIComponent(s)}`,
  (s) => `host=host user=user password=${s} dbname=data`,
  (s) => `host=host user=user password='${s}' dbname=data`,
  (s) => `sqlite+pysqlcipher://:${s}@/data.db`,
  (s) => `user:${s}@tcp(host:3306)/data`,
  (s) => `Server=host;Uid=user;Pwd=${s};Database=data`,
  (s) => `user:${s}@proxy(host:3306)/data?tls=name`,
  (s) => `user:${s}@host:3306/data`,
  (s) => `Host=host;Username=user;Password=${s};Database=data`,
  (s) => `Host=host;Username=user;Password="${s}";Database=data`,
  (s) => `Host=host;Username=user;Password='${s.replaceAll("'", "''")}';SSL Mode=x`,
  (s) => `Server=host;Port=3306;Uid=user;Pwd=${s};Charset=utf8mb4`,
  (s) => `Data Source=data.db;Password=${s};Cache=Shared`,
  (s) => `Host=host Username=user Password=${s} Database=data`,
  (s) => `Host=host;SSL Key=key.pem;SSL Password=${s}`,
  (s) => `mysql:host=host;dbname=data;user=user;password=${s}`,
  (s) => `mysql:host=host;password=${s};dbname=data`,
  (s) => `pgsql:host=host;user=user;password=${s};dbname=data`,
  (s) => `pgsql:host=host user=user password='${s}' dbname=data`,
  (s) => `postgres:host=host;password=${s}`,
  (s) => `jdbc:mysql://host/data?user=u&password=${s}`,
  (s) => `jdbc:mysql://user:${s}@one,two/data`,
  (s) => `jdbc:postgresql://host/data?user=u&password=${s}&sslmode=require`,
  (s) => `jdbc:mariadb://user:${s}@host/data`,
  (s) => `unknown://user:${s}@host/data`,
  (s) => `postgres:user:${s}@host/data`,
  (s) => `p${s}`,
  (s) => `postgres://host/data?user=user;password=${s}`,
  (s) => `postgres://user;password=${encodeURIComponent(s)}@host/data`,
  (s) => `postgres://user,${encodeURIComponent(s)}@host/data`,
  (s) => `mysql://user%3A${encodeURIComponent(s)}@host/data`,
  (s) => `host=host user='user:${s.replace(/[\\']/g, '\\$&')}' dbname=data`,
  (s) => `postgres://host/data;user=user;password=${s}`,
  (s) => `postgres://host/data?host=host;password=${s}`,
  (s) => `sqlite:///user:${encodeURIComponent(s)}@host/data`,
  (s) => `postgres://host/data?pasword=${s}`,
  (s) => `sqlite:////data.db?hexkey=${s}`,
  (s) => `mysql://host/data?init_command=SET x=${s}`,
  (s) => `mysql://host/data?something=${encodeURIComponent(s)}`,
  (s) => `postgres://host/data?dbname=postgres://user:${encodeURIComponent(s)}@host/data`,
  (s) => `dbname=postgres://user:${encodeURIComponent(s)}@host/data`,
];

/** Four characters of a secret that say something: two letters at least. */
function pieces(text: string): string[] {
  const all = Array.from({ length: Math.max(0, text.length - 3) }, (_, index) =>
    text.slice(index, index + 4),
  );
  return all.filter((piece) => (piece.match(/[A-Za-z]/g) ?? []).length >= 2);
}

async function everythingSaid(context: ReturnType<typeof contextOf>): Promise<string> {
  const outcome = await dialectCheck.run(context, new Map());
  // The guard is the last line of defence; here it must not be needed.
  const rendering = { severity: {}, isOptional: () => false, guard: (text: string) => text };
  return JSON.stringify([
    outcome,
    outcome.observations.map((each) => render(each, 'dialect', rendering)),
    context.databases.map(({ target }) => target && [targetFields(target), describeTarget(target)]),
    context.databases,
  ]);
}

describe('no piece of a secret is said', () => {
  it('whatever the form, the client, and the characters of the password', async () => {
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom(...FORMS),
        fc.constantFrom(...CLIENTS),
        async (password, form, client) => {
          const env = { A_DATABASE_URL: form(password) };
          const said =
            (await everythingSaid(contextOf({ env }))) +
            (await everythingSaid(
              contextOf({ env, databases: { main: { url: '${A_DATABASE_URL}', client } } }),
            ));
          for (const piece of [...pieces(password), ...pieces(encodeURIComponent(password))])
            expect(said).not.toContain(JSON.stringify(piece).slice(1, -1));
        },
      ),
      { numRuns: 3000 },
    );
  }, 300_000);

  it('and not one character of what stands where the port belongs', async () => {
    const said = await everythingSaid(contextOf({ env: { DATABASE_URL: 'postgres://app:Kqsecret' } }));
    expect(said).toContain('url/bad-port');
    expect(said).not.toMatch(/"K"|Kq/);
  });

  it('nor the value of a parameter that is not known as harmless', () => {
    const url = 'mysql://u:p@h/d?charset=utf8mb4&pasword=S&verbose=S&init_command=SET%20x&connect_timeout=5';
    const [database] = contextOf({ env: { DATABASE_URL: url } }).databases;
    expect(database?.target?.parameters).toEqual({
      charset: 'utf8mb4',
      pasword: null,
      init_command: null,
      connect_timeout: '5',
    });
  });

  it('but what a client is told of itself is shown, where the password stands in its own place', () => {
    const parametersOf = (query: string) =>
      contextOf({ env: { DATABASE_URL: `mysql://u:p@h/d?${query}` } }).databases[0]?.target?.parameters;
    expect(parametersOf('sticky=yes&cipher=aes-256-cfb&list[a][]=10.0.0.1')).toEqual({
      sticky: 'yes',
      cipher: 'aes-256-cfb',
      'list[a][]': '10.0.0.1',
    });
    expect(parametersOf('x=Kq3vXz8wJ1&ssl_key=/a/b.pem&sslkey=Kq&secert=a&pwrd=b')).toEqual({
      secert: null,
      pwrd: null,
      x: null,
      ssl_key: '/a/b.pem',
      sslkey: null,
    });
  });

  it('nor a name that a piece of a secret made', () => {
    const url = 'mysql://u@h/d?token=S&Mysecret1=x&Kqpass&charset=utf8mb4';
    const [database] = contextOf({ databases: { main: { url, client: 'mysql2' } } }).databases;
    expect(database?.target?.parameters).toEqual({ token: null, charset: 'utf8mb4' });
  });

  it.each(['postgresql', 'mysql', 'mariadb'])(
    'nor what an "&" in a password makes of it in JDBC for %s',
    (kind) => {
      const url = `jdbc:${kind}://h/d?user=u&password=ab&Kq7wz=1`;
      const [database] = contextOf({ databases: { main: { url } } }).databases;
      expect(database?.target?.password?.reveal()).toBe('ab');
      expect(JSON.stringify(database?.target?.parameters)).not.toContain('Kq7wz');
    },
  );

  it('nor of a password that came alone', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (password) => {
        const env = {
          MYSQL_HOST: 'host',
          MYSQL_USER: 'user',
          MYSQL_PASSWORD: password,
          MYSQL_URL: 'mysql://u:other@host/d',
        };
        const said = await everythingSaid(contextOf({ env }));
        for (const piece of pieces(password)) expect(said).not.toContain(JSON.stringify(piece).slice(1, -1));
      }),
      { numRuns: 500 },
    );
  });
});
