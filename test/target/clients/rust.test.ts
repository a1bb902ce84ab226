import { describe, expect, it } from 'vitest';
import { fields, tls, warnings } from './fields.js';

describe('prisma', () => {
  it.each([
    ['postgresql://u:p@h/d?user=v', 'u:p@h/d {"user":"v"}'],
    ['postgresql://u:p@localhost/d?host=/cloudsql/p:r:i', 'u:p@/d /cloudsql/p:r:i'],
    ['postgresql://u:p@/d', 'url/missing-part no-host'],
    ['postgresql://u:p@%2Frun%2Fpg/d', 'url/wrong-form encoded-host'],
    ['postgresql://u:p@h/d?connection_limit=many', 'url/bad-parameter refused-value'],
    ['postgresql://u:p@h/d?pgbouncer=1', 'url/bad-parameter refused-value'],
    ['mysql://u:p@h/d?socket=(/run/mysqld.sock)', 'u:p@h/d /run/mysqld.sock'],
    ['file:./prisma/', 'url/wrong-form directory'],
    ['sqlite:app.db', 'dialect/client-mismatch scheme'],
  ])('reads %s as %s', (text, wanted) => {
    expect(fields(text, 'prisma')).toBe(wanted);
  });

  it.each([
    ['postgresql://h/d?sslmode=verify-full', 'verify-full prefer'],
    ['postgresql://h/d?sslmode=bogus', 'null prefer'],
    ['postgresql://h/d?sslmode=require&sslaccept=accept_invalid_certs', 'require require'],
    ['postgresql://h/d?sslmode=require&sslaccept=strict', 'verify-full verify-full'],
    ['mysql://h/d?sslaccept=bogus', 'verify-full verify-full'],
  ])('takes the words of %s as %s', (text, wanted) => {
    expect(tls(text, 'prisma')).toBe(wanted);
  });

  it.each([
    ['postgresql://h/d?sslmode=verify-full', ['url/ignored-parameter tls-meaning']],
    ['postgresql://h/d?sslrootcert=/ca.pem', ['url/ignored-parameter ignored-tls']],
    ['postgresql://h/d?sslmode=require&sslaccept=accept_invalid_certs', []],
  ])('warns of %s', (text, wanted) => {
    expect(warnings(text, 'prisma')).toEqual(wanted);
  });
});

describe('sqlx and ecto', () => {
  it.each([
    ['sqlx', 'postgres:///?user=u&dbname=d&host=/run/pg', 'u@/d /run/pg'],
    ['sqlx', 'postgres://h//d', 'h/d'],
    ['sqlx', 'mysql://h/d?user=u', 'h/d {"user":"u"}'],
    ['sqlx', 'mysql://%2Frun%2Fmysqld.sock/d', 'url/wrong-form encoded-host'],
    ['sqlx', 'postgres://u:p%ff@h/d', 'url/bad-escape not-utf8'],
    ['sqlx', 'postgres://u:p@/d', 'url/missing-part no-host'],
    ['sqlx', 'postgres://h/d?statement-cache-capacity=x', 'url/bad-parameter refused-value'],
    ['sqlx', 'sqlite://app.db?mode=rwc&cache=shared', 'app.db {"mode":"rwc","cache":"shared"}'],
    ['sqlx', 'sqlite://app.db?cache=bogus', 'url/bad-parameter refused-value'],
    ['sqlx', 'sqlite://app.db?timeout=5', 'url/bad-parameter sqlite-unknown'],
    ['ecto', 'ecto://u:p@h/d?pool_size=ten', 'url/bad-parameter refused-value'],
    ['ecto', 'ecto://u:p@h/d?pool_size=10', 'u:p@h/d {"pool_size":"10"}'],
    ['ecto', 'ecto://u:p@h', 'url/missing-part no-database'],
  ])('%s reads %s as %s', (client, text, wanted) => {
    expect(fields(text, client)).toBe(wanted);
  });
});
