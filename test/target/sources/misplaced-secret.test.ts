import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/inspect.js';

const SECRET = 'Xq/Z7kWvJ2';
const cwd = mkdtempSync(join(tmpdir(), 'dbcheck-'));
const inspected = async (env: Record<string, string>) => JSON.stringify(await inspect({ cwd, env }));

const LARAVEL = { DB_CONNECTION: 'mysql', DB_HOST: 'host' };
const SPRING = { SPRING_DATASOURCE_URL: 'jdbc:postgresql://host/data' };

describe('a password in the variable of another part is not shown', () => {
  it.each<[string, Record<string, string>]>([
    ['a login as the host', { MYSQL_HOST: `user:${SECRET}@host` }],
    ['a login with a slash in its password as the user', { ...LARAVEL, DB_USERNAME: `user:${SECRET}@host` }],
    ['user and password as the user', { ...LARAVEL, DB_USERNAME: `user:${SECRET}` }],
    [
      'and the password in its own place too',
      { ...LARAVEL, DB_DATABASE: `data ${SECRET}`, DB_PASSWORD: SECRET },
    ],
    ['encoded', { ...LARAVEL, DB_USERNAME: `user%3A${encodeURIComponent(SECRET)}`, DB_PASSWORD: SECRET }],
    ['a login as the port', { ...LARAVEL, DB_PORT: `user:${SECRET}@host` }],
    ['a password behind the port', { ...LARAVEL, DB_PORT: `3306/${SECRET}` }],
    ['a URL as the host of WordPress', { WORDPRESS_DB_HOST: `mysql://user:${SECRET}@host/data` }],
    ['a URL with a password in its query there', { WORDPRESS_DB_HOST: `mysql://user@host/data?x=${SECRET}` }],
    ['words as the host', { PGHOST: `user ${SECRET} host` }],
    ['a URL as the user of Spring', { ...SPRING, SPRING_DATASOURCE_USERNAME: `postgres://u:${SECRET}@h/d` }],
    ['a parameter there', { ...SPRING, SPRING_DATASOURCE_USERNAME: `user;password=${SECRET}` }],
    [
      'the password there as well',
      { ...SPRING, SPRING_DATASOURCE_USERNAME: `user/${SECRET}`, SPRING_DATASOURCE_PASSWORD: SECRET },
    ],
  ])('%s', async (_, env) => {
    expect(await inspected(env)).not.toMatch(/Z7kW|kWvJ/i);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a password that is a piece of a name', { DB_USERNAME: 'app_prod', DB_PASSWORD: 'prod' }, /app_prod/],
    ['a colon beside a password', { DB_USERNAME: 'app:x', DB_PASSWORD: 'other' }, /app:x/],
    ['a port in the host', { DB_HOST: 'db.example.com:3306' }, /db\.example\.com:3306/],
  ])('but %s is', async (_, env, shown) => {
    expect(await inspected({ ...LARAVEL, ...env })).toMatch(shown);
  });
});
