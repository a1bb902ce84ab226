import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { timesTheLimit } from '../time-limit.js';
import { faultsOf, line, long } from './reading.js';

describe('a DSN of PDO is its driver, and what that reads', () => {
  it.each([
    ['pgsql:host=db;port=5432;dbname=shop', 'db:5432/shop'],
    ['pgsql:host=db port=5432 dbname=shop user=app password=p', 'app:p@db:5432/shop'],
    ["pgsql:host=/run/postgresql;user='a b'", 'a b@/run/postgresql'],
    ['mysql:host=db;port=3307;dbname=shop;charset=utf8mb4', 'db:3307/shop'],
    ['mysql:host=db; user=app; password=a;;b=c', 'app:a;b=c@db'],
    ['mysql:unix_socket=/run/mysqld.sock;dbname=shop', '/run/mysqld.sock/shop'],
    ['mysql:host=localhost;unix_socket=/run/mysqld.sock', '/run/mysqld.sock'],
    ['mysql:host=2001:db8::1;dbname=shop', '2001:db8::1/shop'],
    ['mysql:host=db;host=db2;dbname=a;dbname=b', 'db2/b'],
    ['sqlite:/data/app.sq3', '/data/app.sq3'],
    ['sqlite:data/100%.db', 'data/100%.db'],
    ['sqlite::memory:', ':memory:'],
    ['sqlite:file:app.db?mode=ro', 'app.db'],
    ['sqlite:file://localhost/data/a%20b.db', '/data/a b.db'],
    ['sqlite:file:app.db?mode=memory', ':memory:'],
  ])('%s', (text, parts) => {
    const reading = readValue(text, 'pdo');
    expect([line(reading), reading.driver, faultsOf(text, 'pdo')]).toEqual([parts, 'pdo', []]);
  });

  it('has libpq’s words for TLS with pgsql, and none with mysql, where TLS is an option in the code', () => {
    expect(readValue('pgsql:host=h;sslmode=verify-ca;sslrootcert=/ca.pem', 'pdo').tls).toEqual({
      mode: 'verify-ca',
      effective: 'verify-ca',
      ca: '/ca.pem',
    });
    expect(readValue('mysql:host=h', 'pdo').tls.effective).toBe('disable');
  });
});

describe('what PDO refuses, or passes over', () => {
  it.each([
    ['mysql://app:p@db/shop', 'error url/wrong-form url 1'],
    ['postgres:host=db', 'error url/wrong-form pdo-driver 1'],
    ['mariadb:host=db', 'error url/wrong-form pdo-driver 1'],
    ['MySQL:host=db', 'error url/wrong-form pdo-driver 1'],
    ['shop', 'error url/wrong-form pdo-alias 1'],
    ['uri:file:///etc/dsn', 'error url/wrong-form pdo-uri 1'],
    ['sqlsrv:Server=db;Database=shop', 'error dialect/unknown unsupported 1'],
    ['oci:dbname=//db:1521/orcl', 'error dialect/unknown unsupported 1'],
    ['odbc:shop', 'error url/wrong-form odbc 1'],
    ['mysql:host=db;port=x', 'error url/bad-port not-a-number 15'],
    ['mysql:host=db:3307', 'warning url/bad-host port-in-host 7'],
    ['mysql:host=;dbname=shop', 'error url/missing-part no-host 7'],
    ['mysql:host=db;database=shop', 'error url/bad-parameter pdo-word 15'],
    ['mysql:host=db;ssl_ca=/ca.pem', 'warning url/ignored-parameter pdo-word 15'],
    ['mysql:host=db;unix_socket=/run/x', 'warning url/ignored-parameter pdo-socket 15'],
    ['mysql:host=db;password=p%40w', 'warning url/bad-escape percent-literal 15'],
    ['pgsql:host=db;password=;dbname=shop', 'error url/bad-parameter empty-swallows 15'],
    ["pgsql:host=db;password='a;b'", 'error url/bad-parameter pdo-semicolon -'],
    ['pgsql:host=db;database=shop', 'error url/bad-parameter unknown-parameter 15'],
    ['sqlite:', 'warning url/missing-part in-memory -'],
    ['sqlite:file://other/app.db', 'error url/wrong-form sqlite-host 15'],
  ])('%s: %s', (text, fault) => {
    expect(faultsOf(text, 'pdo')).toEqual([fault]);
  });

  it.each([
    ['pgsql:host=db;dbname=shop', 'pdo'],
    ['mysql:host=db', 'pdo'],
    ['mysql://db/shop', 'any'],
    ['sqlite:///shop.db', 'any'],
  ])('%s is read as %s without a client', (text, grammar) => {
    expect(readValue(text).grammar).toBe(grammar);
  });

  it('is an error to a client that reads URLs', () => {
    expect(faultsOf('mysql:host=db;dbname=shop', 'laravel')).toEqual(['error url/wrong-form pdo 1']);
  });
});

it.each(['a=b;', ';', '=', ';;', ' ', "'", 'pass=x;'])('64 KB of %s take no time', (text) => {
  for (const driver of ['pgsql', 'mysql', 'sqlite'])
    for (const client of ['any', 'pdo'])
      expect(timesTheLimit(() => readValue(`${driver}:${long(text)}`, client))).toBeLessThan(1);
});
