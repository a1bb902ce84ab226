import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { summary, warnings } from './summary.js';

describe('libpq reads', () => {
  it.each([
    ['an encoded comma as one between hosts', 'postgres://east%2Cwest/shop', 'east,west/shop'],
    [
      'one port behind an encoded comma for both',
      'postgres://east%2Cwest:6432/shop',
      'east:6432,west:6432/shop',
    ],
    ['an "@" behind the first slash as a letter', 'postgres://pg/shop@2', 'pg/shop@2'],
    [
      'a name without the blanks around it',
      'postgres:// app : pw @ pg : 6432 / shop ',
      'app:pw@pg:6432/shop',
    ],
    ['a port of blanks as none', 'postgres://pg: /shop', 'pg/shop'],
    ['an "&" at the end as nothing', 'postgres://pg/shop?connect_timeout=3&', 'pg/shop'],
    ['a folder with a drive as a socket', 'postgres:///shop?host=D:\\run', 'D:\\run/shop'],
    [
      'the ports of the authority for the hosts of the query',
      'postgres://:1,:2/shop?host=a,b',
      'a:1,b:2/shop',
    ],
    ['an empty host of the query as the default one', 'postgres://pg:1/shop?host=', ':1/shop'],
    ['anything in brackets', 'postgres://[some/where]/shop', 'some/where/shop'],
    ['no host in hostaddr', 'postgres:///shop?hostaddr=10.0.0.5', '/shop'],
    ['a blank in a user, encoded', 'postgres://us%20er@pg/', 'us er@pg/'],
    ['an escaped quote', "host=pg\\'s", "pg's/"],
    ['a word with "=" that is no keyword as a value', 'application_name = a=b host=pg', 'pg/'],
  ])('%s', (_, text, wanted) => {
    expect(summary(text.trimEnd(), 'libpq')).toBe(wanted);
  });

  it.each([
    ['postgres://east%2Cwest/shop', 'encoded-comma'],
    ['postgres://app :pw@pg/shop', 'blank'],
    ['postgres://pg/ shop', 'blank'],
    ['postgres://@pg/shop', 'forgotten'],
    ['postgres://:pw@pg/shop', 'forgotten'],
    ['host=a host=b', 'repeated'],
    ['host=pg sslcert=C:\\client.crt', 'backslash'],
  ])('%s with a warning', (text, reason) => {
    expect(warnings(text, 'libpq')).toContain(reason);
  });
});

describe('libpq refuses', () => {
  it.each([
    ['postgres://pg/my shop', 'url/bad-escape blank'],
    ['postgres://pg1 ,pg2/shop', 'url/bad-escape blank'],
    ['postgres://pg:%2C/shop', 'url/bad-port count'],
    ['postgres://a,b%2Cc/shop', 'url/bad-port count'],
    ['postgres://a:1,b:2/shop?host=c', 'url/bad-port count'],
    ['postgres:///shop?port=1,2', 'url/bad-port count'],
    ['postgres://pg/shop?sslrootcert=system&sslmode=require', 'url/bad-parameter weak-mode'],
    ['host=pg sslrootcert=system sslmode=verify-ca', 'url/bad-parameter weak-mode'],
    ['postgres://pg/shop?sslnegotiation=direct', 'url/bad-parameter weak-mode'],
    ['postgres://pg/shop?min_protocol_version=3.1', 'url/bad-parameter libpq-value'],
    ['postgres://pg/shop?ssl_min_protocol_version=1.3', 'url/bad-parameter libpq-value'],
    ['postgres://pg/shop?require_auth=md5,!gss', 'url/bad-parameter libpq-value'],
    ['postgres://pg/shop?require_auth=kerberos', 'url/bad-parameter libpq-value'],
    ['postgres://pg/shop?target_session_attrs=', 'url/bad-parameter libpq-value'],
    ['postgres://pg/shop?keepalives=', 'url/bad-parameter libpq-value'],
    [
      'postgres://pg/?min_protocol_version=latest&max_protocol_version=3.2',
      'url/bad-parameter version-order',
    ],
    [
      'postgres://pg/?ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.1',
      'url/bad-parameter version-order',
    ],
    ['postgres://a,b/shop?hostaddr=10.0.0.5', 'url/bad-host hostaddr-count'],
    ['postgres://pg/shop?hostaddr=pg.example.com', 'url/bad-host hostaddr'],
    ['postgres:///?servicefile=/etc/pg.conf&service=shop', 'url/bad-parameter unknown-parameter'],
    ['postgres:///shop?unix_sock=/run/.s.PGSQL.5432', 'url/bad-parameter unknown-parameter'],
    ['postgres://pg/shop?connect_timeout=3&&sslmode=require', 'url/bad-parameter no-value'],
    ['host=pg ssl=true', 'url/bad-parameter invalid-option'],
  ])('%s', (text, wanted) => {
    expect(summary(text, 'libpq')).toBe(wanted);
  });

  it.each([
    'postgres://pg/shop?ssl_min_protocol_version=tlsv1.2',
    'postgres://pg/shop?require_auth=!password,!md5',
    'postgres://pg/shop?min_protocol_version=3.2',
    'postgres://pg/shop?sslnegotiation=direct&sslrootcert=system',
    'postgres://a,b/shop?hostaddr=10.0.0.5,10.0.0.6',
  ])('and not %s', (text) => {
    expect(summary(text, 'libpq')).toMatch(/\/shop$/);
  });
});

describe('TLS is what libpq makes of its words', () => {
  it.each([
    ['postgres://pg/shop?sslrootcert=system', null, 'verify-full'],
    ['postgres://pg/shop?requiressl=1', 'require', 'require'],
    ['host=pg requiressl=0', 'prefer', 'prefer'],
  ])('%s: %s, %s', (text, mode, effective) => {
    const { tls } = readValue(text, 'libpq');
    expect([tls.mode, tls.effective]).toEqual([mode, effective]);
  });
});

describe('pgx reads as libpq does, and hands on what it does not know', () => {
  it.each([
    ['postgres:///?servicefile=/etc/pg.conf&service=shop', '/'],
    ['postgres://pg/shop@2?search_path=a', 'pg/shop@2'],
    ['host=pg search_path=a', 'pg/'],
    ['postgres://pg/my shop', 'url/bad-escape blank'],
    ['postgres://pg/shop?options=--a=b', 'url/bad-parameter second-equals'],
    ['postgres://pg/shop?verbose', 'url/bad-parameter no-value'],
  ])('%s', (text, wanted) => {
    expect(summary(text, 'pgx')).toBe(wanted);
  });
});
