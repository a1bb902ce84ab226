import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { summary, warnings } from './summary.js';

describe('asyncpg reads', () => {
  it.each([
    ['hosts with their ports in the query', 'postgres:///shop?host=a:1,b:2', 'a:1,b:2/shop'],
    ['brackets in the query', 'postgres:///shop?host=[::1],[::2]:6432', '::1,::2:6432/shop'],
    ['a socket among hosts', 'postgres:///shop?host=/run/pg,b:2', '/run/pg,b:2/shop'],
    ['no port of the query beside a host in its place', 'postgres://pg/shop?port=6432', 'pg/shop'],
    ['the port in its place before the other', 'postgres://pg:1/shop?host=x&port=2', 'pg:1/shop'],
    ['a database in the query', 'postgres://app@pg?database=shop', 'app@pg/shop'],
    ['a zone', 'postgres://[fe80::5%25eth0]/shop', 'fe80::5%eth0/shop'],
    ['capitals in the scheme', 'Postgres://pg/shop', 'pg/shop'],
  ])('%s', (_, text, wanted) => {
    expect(summary(text, 'asyncpg')).toBe(wanted);
  });

  it.each([
    ['postgres://a,/shop', 'url/bad-host empty'],
    ['postgres://pg/shop?target_session_attrs=writable', 'url/bad-parameter refused-value'],
    ['postgres://pg/shop?gsslib=heimdal', 'url/bad-parameter refused-value'],
    ['postgres://pg/shop?verbose', 'url/bad-parameter no-value'],
    ['postgres://pg/shop?a=b&', 'url/bad-parameter no-value'],
  ])('and refuses %s', (text, wanted) => {
    expect(summary(text, 'asyncpg')).toBe(wanted);
  });

  it('leaves a parameter without a value out, and one for libpq alone in', () => {
    const { parameters, socket } = readValue('postgres://pg/shop?a=&unix_sock=/x', 'asyncpg');
    expect([parameters, socket]).toEqual([{ unix_sock: '/x' }, null]);
  });
});

describe('SQLAlchemy reads', () => {
  const psycopg = (rest: string) => `postgresql+psycopg://app:pw@${rest}`;
  it.each([
    ['an empty port of a host in the query', psycopg('/shop?host=db-1:'), 'app:pw@db-1/shop'],
    ['a name with "_" and a colon as a whole', psycopg('/shop?host=db_1:6432'), 'app:pw@db_1:6432/shop'],
    ['no port of the authority for several hosts', psycopg('x:1/shop?host=a,b'), 'app:pw@a,b/shop'],
    ['the port of the authority for one', psycopg('x:1/shop?host=a'), 'app:pw@a:1/shop'],
    ['a colon and a port of its own as one name', psycopg('/shop?host=a:1&port=2'), 'app:pw@a:1:2/shop'],
    ['a list for MySQL as one name', 'mysql+pymysql://app@/shop?host=a,b', 'app@a,b/shop'],
    ['an escape in a zone as it is', 'postgresql://[fe80::5%25eth0]/shop', 'fe80::5%25eth0/shop'],
    ['encoded separators in a user', 'postgresql://a%25%26%7C:pw@pg/shop', 'a%&|:pw@pg/shop'],
    ['an example of a host that is one', 'postgresql://USER:s@/shop?host=HOST', 'USER:s@HOST/shop'],
    ['the file of a URI', 'sqlite:///file:///srv/shop.db?uri=yes', '/srv/shop.db'],
    ['memory in a URI alone', 'sqlite:///shop.db?mode=memory&uri=true', 'shop.db'],
  ])('%s', (_, text, wanted) => {
    expect(summary(text, 'sqlalchemy')).toBe(wanted);
  });

  it.each([
    [psycopg('/shop?host=a:1&host=b:2&port=1,2'), 'url/bad-port two-lists'],
    [psycopg('/shop?host=a,b&port=1'), 'url/bad-port count'],
    [psycopg('/shop?port=1,2'), 'url/bad-port count'],
    [psycopg('/shop?host=a:1&host=b:2:3'), 'url/bad-port not-a-number'],
    ['postgresql+asyncpg://app@/shop?host=a,&port=1,2', 'url/bad-host empty'],
    ['mysql+pymysql://app@db:/shop', 'url/bad-port empty'],
    ['mysql+pymysql://app@db:%33306/shop', 'url/bad-port not-a-number'],
    ['mysql+pymysql://app@db/shop?read_timeout=5s', 'url/bad-parameter refused-value'],
    ['mysql+mysqldb://app@db/shop?compress=maybe', 'url/bad-parameter refused-value'],
    ['sqlite:///shop.db?check_same_thread=never', 'url/bad-parameter refused-value'],
  ])('and refuses %s', (text, wanted) => {
    expect(summary(text, 'sqlalchemy')).toBe(wanted);
  });

  it('makes a list of a repeated parameter, and drops one without a value', () => {
    expect(readValue('sqlite:///a.db?x=1&x=2&y=', 'sqlalchemy').parameters).toEqual({ x: ['1', '2'] });
  });
});

describe('the packages of Django read', () => {
  it.each([
    [
      'capitals of a host as small ones',
      'dj-database-url',
      'postgres://DB.Example.com/shop',
      'db.example.com/shop',
    ],
    [
      'those of an encoded socket as they are',
      'dj-database-url',
      'postgres://%2Frun%2FPg/shop',
      '/run/Pg/shop',
    ],
    ['a zone', 'dj-database-url', 'postgres://[fe80::5%25eth0]/shop', 'fe80::5%eth0/shop'],
    ['a bracket in a name as wrong', 'dj-database-url', 'postgres://p]g/shop', 'url/bad-host character'],
    ['an encoded port as none', 'dj-database-url', 'mysql://db:%33306/shop', 'url/bad-port not-a-number'],
    ['no scheme of the other', 'dj-database-url', 'psql://pg/shop', 'dialect/client-mismatch scheme'],
    ['its own', 'django-environ', 'psql://app:pw@pg/shop', 'app:pw@pg/shop'],
    ['the engines of Prometheus', 'django-environ', 'prometheus-mysql://app:pw@db/shop', 'app:pw@db/shop'],
    ['two slashes for MySQL as a name', 'django-environ', 'mysql://app@db//shop', 'app@db//shop'],
    [
      'those of Cloud SQL as a socket',
      'django-environ',
      'mysql://a@//cloudsql/p:r:i/shop',
      'a@/cloudsql/p:r:i/shop',
    ],
    ['a "#" in a password', 'django-environ', 'postgres://app:p#w@pg/shop', 'app:p#w@pg/shop'],
    ['an "@" in the query as data', 'django-environ', 'postgres://a:b@pg/shop?user=x@y', 'a:b@pg/shop'],
    ['no several hosts for MySQL', 'django-environ', 'mysql://a:1,b:2/shop', 'url/wrong-form several-hosts'],
  ])('%s (%s)', (_, client, text, wanted) => {
    expect(summary(text, client)).toBe(wanted);
  });

  it('and the scheme of one of them is unknown to others', () => {
    expect(summary('psql://pg/shop', 'any')).toMatch(/^dialect\/unknown unknown-scheme/);
  });
});

describe('encode/databases', () => {
  it('decodes no name of a database', () => {
    expect(warnings('postgresql://app@pg/my%20shop', 'databases')).toContain('not-decoded');
    expect(summary('postgresql://app@pg/my%20shop', 'databases')).toBe('app@pg/my%20shop');
  });

  it.each([
    ['postgresql://pg/shop?ssl=true', 'require', 'verify-full'],
    ['mysql+aiomysql://db/shop?ssl=True', 'require', 'verify-full'],
    ['mysql://db/shop?ssl=false', 'disable', 'disable'],
    ['postgresql://pg/shop?sslmode=require', 'require', 'prefer'],
  ])('%s: %s, %s', (text, mode, effective) => {
    const { tls } = readValue(text, 'databases');
    expect([tls.mode, tls.effective]).toEqual([mode, effective]);
  });
});

describe('SQLite reads a file: URI', () => {
  it.each([
    ['file:shop.db?mode=rwc&cache=private', 'shop.db'],
    ['file:shop.db#now', 'shop.db'],
    ['file:shop.db?mode=write', 'url/bad-parameter refused-value'],
    ['file:shop.db?cache=none', 'url/bad-parameter refused-value'],
  ])('%s: %s', (text, wanted) => {
    expect(summary(text, 'sqlite-uri')).toBe(wanted);
  });

  it('up to a "#", with a warning', () => {
    expect(warnings('file:shop.db?mode=ro#now', 'sqlite-uri')).toEqual(['fragment']);
  });
});

describe('what a driver of Python hands to its library', () => {
  const refused = (client: string, text: string) =>
    readValue(text, client)
      .faults.filter(({ severity }) => severity === 'error')
      .map(({ reason, name, instead }) => `${reason} ${name} ${instead}`);

  it.each([
    ['sqlalchemy', 'postgresql+psycopg2://u:pw@h/d?pgbouncer=true', ['unknown-parameter pgbouncer null']],
    ['sqlalchemy', 'postgresql://u:pw@h/d?ssl_mode=require', ['unknown-parameter ssl_mode sslmode']],
    ['sqlalchemy', 'postgresql+psycopg://u:pw@h/d?ssl-mode=REQUIRED', ['unknown-parameter ssl-mode sslmode']],
    ['dj-database-url', 'postgres://u:pw@h/d?schema=x', ['unknown-parameter schema options']],
    ['dj-database-url', 'postgres://u:pw@h/d?currentSchema=x&conn_max_age=60', []],
    ['sqlalchemy', 'postgresql+psycopg2://u:pw@h/d?foo=bar&connect_timeout=3', []],
    ['sqlalchemy', 'postgresql+asyncpg://u:pw@h/d?command_timeout=60', []],
    ['sqlalchemy', 'mysql://u:pw@h/d?ssl-mode=REQUIRED', ['other-spelling ssl-mode ssl_mode']],
    ['dj-database-url', 'mysql://u:pw@h/d?ssl-mode=REQUIRED', ['other-spelling ssl-mode ssl_mode']],
    ['sqlalchemy', 'mysql+mysqldb://u:pw@h/d?ssl_mode=REQUIRED', []],
  ])('%s: %s', (client, text, expected) => expect(refused(client, text)).toEqual(expected));
});
