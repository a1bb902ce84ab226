import { describe, expect, it } from 'vitest';
import { dialectCheck } from '../../src/checks/dialect.js';
import { render } from '../../src/findings/render.js';
import { contextOf, type Given } from './context.js';

/** Each finding as its sentences: what, why and fix, one to a line. */
async function told(given: Given): Promise<string> {
  const { observations } = await dialectCheck.run(contextOf(given), new Map());
  const rendering = { severity: {}, isOptional: () => false, guard: (text: string) => text };
  return observations
    .map((each) => render(each, 'dialect', rendering))
    .flatMap((each) => (each ? [each.message, ...each.why, ...each.fix] : []))
    .join('\n');
}

const read = (url: string, client = 'any') => told({ databases: { main: { url, client } } });

describe('a fix is written for the client and the dialect', () => {
  it.each<[string, string, string]>([
    ['prisma', 'sqlite:///dev.db', 'as file:./FILE,'],
    ['prisma', 'mariadb://a:p@h.example/d', 'with mysql://'],
    ['mariadb-node', 'mysql://a:p@h.example/d', 'with mariadb://'],
    ['mysql2', 'mysql://a:p@2001:db8::1:3306/d', ': [2001:db8::1]:3306'],
    ['mysql2', 'mysql://a:p@:3306/d', 'Write the host in databases.main'],
    ['mysql2', 'a:p@h.example/d', ': mysql://USER:PASSWORD@HOST:3306/DATABASE'],
    ['any', 'a:p@h.example:3306/d', ': mysql://USER:PASSWORD@HOST:3306/DATABASE'],
    ['any', 'a:p@h.example:5432/d', ': postgresql://USER:PASSWORD@HOST:5432/DATABASE'],
    [
      'sqlalchemy',
      'postgresql+asyncpg://a:p@h.example/d?sslmode=verify-full',
      'Write ssl=verify-full instead of sslmode',
    ],
    [
      'sqlalchemy',
      'mysql+pymysql://a:p@h.example/d?ssl-mode=REQUIRED',
      'Write ssl_ca=/PATH/ca.pem instead of ssl-mode',
    ],
    ['sqlalchemy', 'postgresql+asyncpg://a:p@h.example/d?channel_binding=require', 'Remove channel_binding'],
    ['node-pg', 'postgres://a:p@h.example/d?sslmode=require', 'Else write sslmode=no-verify'],
    ['typeorm', 'postgres://a:p@h.example/d?sslmode=require', 'in the options of the DataSource'],
    ['prisma', 'mysql://a:p@h.example/d?ssl-mode=REQUIRED', 'Write sslaccept=strict instead of ssl-mode'],
    ['mariadb-node', 'mariadb://a:p@h.example/d?ssl-mode=REQUIRED', 'Write ssl=true instead of ssl-mode'],
    ['asyncpg', 'postgres://a:p@h.example/d?ssl=require', 'Write sslmode=require instead of ssl'],
    ['any', 'mysql://a:p@h.example/d?sslmode=verify-ca', 'Write ssl-mode=VERIFY_CA instead of sslmode'],
    ['node-pg', 'postgres://a:p@h.example/d?sslmode=requried', 'Write sslmode=require in'],
    ['libpq', 'postgres://a:p@h.example/d?sslmode=REQUIRED', 'Write sslmode=require in'],
    ['any', 'postgres://a:p@h ost/d', 'Remove the blank from the host in'],
    ['go-sql-driver', 'u:p%40w@tcp(h.example:3306)/d', 'At column 4, in the password'],
    ['any', 'postgres://app:Xy12zzQQ9db.example:5432/app', 'Write "@" between password and host'],
    ['ecto', 'ecto://a:p@h.example/d', 'Nothing to do with Ecto.Adapters.Postgres'],
    ['sqlx', 'sqlite://data.db?mode=rwc', 'Nothing to do while sqlx alone reads'],
    ['any', 'mysql://a:p@h.example:x/d', 'the default is 3306'],
  ])('%s: %s', async (client, url, expected) => {
    const text = await read(url, client);
    expect(text).toContain(expected);
    expect(text).not.toMatch(/postgresql:\/\/.*mysql:\/\//);
  });

  it.each<[string, string]>([
    ['postgres://a:p/w@h.example/d', 'SQLAlchemy alone reads on; libpq and TypeORM take'],
    ['postgres://a:p#w@h.example/d', 'libpq and SQLAlchemy read on; Node'],
    ['postgres://a:p[w@h.example/d', 'libpq, SQLAlchemy, Node and PHP read on; Django'],
    ['postgres://a@server:p@h.example/d', 'In the user of databases.main.url write @ as %40'],
    ['postgres://a:p@w@h.example/d', 'In the password of databases.main.url write @ as %40'],
    ['true', 'holds true or false, and no URL'],
  ])('%s: what is said of it is true', async (url, expected) => {
    expect(await read(url)).toContain(expected);
  });

  it('names the form of the client where both kinds of database would do', async () => {
    expect(await read('a:p@h.example/d')).toContain(
      'postgresql://USER:PASSWORD@HOST:5432/DATABASE, mysql://',
    );
  });

  it("has Laravel's word for PostgreSQL in Laravel's variable", async () => {
    const env = { DB_CONNECTION: 'sqlite', DB_DATABASE: '/a.db' };
    expect(await told({ env, production: true })).toContain('Set DB_CONNECTION to pgsql or mysql');
    const both = { DATABASE_URL: 'postgres://a:p@h.example/d', DB_CONNECTION: 'mysql' };
    expect(await told({ env: both })).toContain('Set DB_CONNECTION to pgsql or unset it');
  });

  it('names the variable of the port beside the one of the host', async () => {
    const env = { DB_HOST: 'h.example:5432', DB_PORT: '5432', DB_USER: 'a', DB_PASSWORD: 'x' };
    expect(await told({ env })).toContain('write the port in DB_PORT');
  });

  it('does not speak of a password where a variable holds a port alone', async () => {
    const env = { DB_CONNECTION: 'mysql', DB_HOST: 'h.example', DB_PORT: '33O6', DB_USER: 'a' };
    expect(await told({ env })).toMatch(/DB_PORT has a port that is no number\nAnything but digits/);
    expect(await told({ env })).not.toContain('@');
  });

  it('does not send MySQL to a socket of PostgreSQL', async () => {
    expect(await read('mysql://a:p@:3306/d', 'mysql2')).not.toContain('PostgreSQL');
  });
});
