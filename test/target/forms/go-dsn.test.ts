import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { timesTheLimit } from '../time-limit.js';
import { faultsOf, line, long } from './reading.js';

const go = (text: string) => readValue(text, 'go-sql-driver');

describe('a DSN of go-sql-driver is cut at the last slash, the last @ and the first colon', () => {
  it.each([
    ['app:Kq7-wz@tcp(db:3306)/shop', 'app:Kq7-wz@db:3306/shop'],
    ['app@tcp(db)/shop', 'app@db/shop'],
    ['app:s@c:r(e)t/@tcp(db:1)/shop', 'app:s@c:r(e)t/@db:1/shop'],
    ['app:100%pure@tcp(db)/shop', 'app:100%pure@db/shop'],
    ['tcp(db)/a%20b', 'db/a b'],
    ['(db:1)/shop', 'db:1/shop'],
    ['/shop', '/shop'],
    ['app:p@/shop', 'app:p@/shop'],
    ['app@unix(/run/mysqld.sock)/shop', 'app@/run/mysqld.sock/shop'],
    ['app@unix/shop', 'app@/tmp/mysql.sock/shop'],
    ['tcp6([2001:db8::1]:3306)/shop', '2001:db8::1:3306/shop'],
    ['tcp(2001:db8::1)/shop', '2001:db8::1/shop'],
  ])('%s', (text, parts) => {
    expect([line(go(text)), faultsOf(text, 'go-sql-driver')]).toEqual([parts, []]);
  });
});

describe('TLS in a DSN', () => {
  it.each([
    ['', null, 'disable'],
    ['?tls=false', 'disable', 'disable'],
    ['?tls=TRUE', 'verify-full', 'verify-full'],
    ['?tls=Skip-Verify', 'require', 'require'],
    ['?tls=preferred', 'prefer', 'prefer'],
    ['?tls=true&allowFallbackToPlaintext=true', 'verify-full', 'prefer'],
    ['?tls=rds', null, 'require'],
  ])('%s is %s, in effect %s', (query, mode, effective) => {
    const { tls } = go(`u:p@tcp(h)/d${query}`);
    expect([tls.mode, tls.effective]).toEqual([mode, effective]);
  });

  it('leaves the name of a configuration that the code registers among the parameters, with a warning', () => {
    expect(go('u:p@tcp(h)/d?tls=my+ca&loc=Local').parameters).toEqual({ tls: 'my ca', loc: 'Local' });
    expect(faultsOf('u:p@tcp(h)/d?tls=my', 'go-sql-driver')).toEqual([
      'warning url/bad-parameter registered-tls 14',
    ]);
  });
});

describe('parameters of a DSN', () => {
  it('are decoded, but for words, numbers and character sets', () => {
    const text =
      '/d?loc=Europe%2FParis&sql_mode=%27ANSI%27&charset=utf8mb4,utf8&timeout=1m30s&a=b=c&collation=x%20y';
    expect(go(text).parameters).toEqual({
      loc: 'Europe/Paris',
      sql_mode: "'ANSI'",
      charset: 'utf8mb4,utf8',
      timeout: '1m30s',
      a: 'b=c',
      collation: 'x%20y',
    });
  });
});

describe('what go-sql-driver refuses, or would dial in the wrong place', () => {
  it.each([
    ['app:p@tcp(db:3306)', 'error url/wrong-form go-no-slash -'],
    ['app:p@tcp(db:3306/shop', 'error url/wrong-form go-open-address 10'],
    ['app:p@tcp(db:3306)/shop/x', 'error url/wrong-form go-raw-slash 24'],
    ['app:p@/shop?loc=Europe/Paris', 'error url/wrong-form go-raw-slash 23'],
    ['app:p@db:3306/shop', 'error url/wrong-form no-network 7'],
    ['app:p@tcp6()/shop', 'error url/wrong-form no-network 7'],
    ['app:p@proxy(db:1)/shop', 'warning url/wrong-form custom-network 7'],
    ['app:p@tcp(db:x)/shop', 'error url/bad-port not-a-number 14'],
    ['app:p@tcp(db:)/shop', 'error url/bad-port empty 13'],
    ['app:p@tcp(db:70000)/shop', 'error url/bad-port out-of-range 14'],
    ['app:p@tcp([::1])/shop', 'error url/bad-host brackets-without-port 11'],
    ['app:p@tcp(a:1,b:2)/shop', 'error url/wrong-form several-hosts 11'],
    ['/shop?parseTime=yes', 'error url/bad-parameter go-value 7'],
    ['/shop?timeout=30', 'error url/bad-parameter go-value 7'],
    ['/shop?loc=Nowhere', 'error url/bad-parameter go-value 7'],
    ['/shop?maxAllowedPacket=64M', 'error url/bad-parameter go-value 7'],
    ['/shop?strict=true', 'error url/bad-parameter go-strict 7'],
    ['/shop?interpolateParams=1&collation=gbk_bin', 'error url/bad-parameter unsafe-collation 27'],
    ['/shop?sql_mode=%zz', 'error url/bad-escape stray-percent 16'],
    ['/sh%op', 'error url/bad-escape stray-percent 4'],
    ['app:p%40w@tcp(db)/shop', 'warning url/bad-escape percent-literal 6'],
    ['/shop?parseTime', 'warning url/bad-parameter no-value 7'],
    ['@/', 'warning url/missing-part empty-url -'],
    ['mysql://app:p@db/shop', 'error url/wrong-form url 1'],
    ['mysql://app:p@tcp(db:3306)/shop', 'error url/wrong-form url 1'],
  ])('%s: %s', (text, fault) => {
    expect(faultsOf(text, 'go-sql-driver')).toEqual([fault]);
  });

  it('names no host where a piece of a password stands in its place', () => {
    const reading = go('app:p@ss(word)tcp([::1]:80)/shop');
    expect(reading.faults.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('without a client', () => {
  it.each([
    ['app:p@tcp(db)/shop', 'go-sql-driver'],
    ['tcp(db:3306)/shop', 'go-sql-driver'],
    ['app:p@cloudsql(project:region:instance)/shop', 'go-sql-driver'],
    ['mysql://app:p@tcp(db:3306)/shop', 'go-sql-driver'],
    ['mysql://app:p@db/shop', 'any'],
    ['postgres://app:p@db/shop', 'any'],
  ])('%s is read as %s', (text, grammar) => {
    expect(readValue(text).grammar).toBe(grammar);
  });

  it('is an error to a client that reads URLs', () => {
    expect(faultsOf('app:p@tcp(db)/shop', 'mysql2')).toEqual(['error url/wrong-form go-dsn 1']);
  });
});

it.each(['@', '/', '(', ')/', 'a=b&', '%41', 'u:p@tcp(h)/', '1h'])('64 KB of %s take no time', (text) => {
  for (const whole of [long(text), `u:p@tcp(h)/d?timeout=${long(text)}`, `u:${long(text)}@tcp(h)/d`])
    for (const client of ['any', 'go-sql-driver'])
      expect(
        timesTheLimit(() => readValue(whole, client)),
        client,
      ).toBeLessThan(1);
});
