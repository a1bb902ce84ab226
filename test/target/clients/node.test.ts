import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { fields, tls, warnings } from './fields.js';

describe('node-pg', () => {
  it.each([
    ['/run/pg', '/run/pg'],
    ['/run/pg app', '/app /run/pg'],
    ['socket:/run/a%20b/?db=my%2Bdb', '/my+db /run/a b/'],
    ['socket:/run/a b/?db=my[db]&encoding=utf8', '/my[db] /run/a b/ {"encoding":"utf8"}'],
    ['socket://app:s3cret@/run/pg/?db=app', 'app:s3cret@/app /run/pg/'],
    ['postgres://h/a b', 'h/a b'],
    ['postgres://h/%2Fapp', 'h/%2Fapp'],
    ['postgres://u:p@%2Frun%2Fpg/d?host=h', 'u:p@h/%2Frun%2Fpg/d'],
    ['postgres://u:p@h/d?user=v&password=w&port=6', 'v:w@h:6/d'],
    ['postgres://u:p@h/d?user=', 'u:p@h/d'],
    ['postgres://h/d?dbname=e', 'h/d {"dbname":"e"}'],
    ['postgres://u:p@/d?host=/run/pg', 'u:p@/d /run/pg'],
    ['postgres://u@', 'url/missing-part no-host'],
    ['postgres://:5432/d', 'url/missing-part no-host'],
    ['postgres://u@:/d', 'url/missing-part no-host'],
    ['postgres://h/d?host=h1,h2', 'url/wrong-form several-hosts'],
    ['postgres://h/d?host=@abstract', 'url/wrong-form encoded-host'],
    ['postgres://u:p w@[::1]/d', 'url/wrong-form no-ipv6'],
    ['postgres://u:p w@h%2Ex/d', 'url/wrong-form encoded-host'],
    ['postgres://u:p%ffw@h/d', 'url/bad-escape not-utf8'],
    ['postgres://u:p\tw@h/d', 'url/not-a-url control'],
    ['postgres://h/a%b', 'url/bad-escape stray-percent'],
    ['postgres://h/d?sslrootcert=system', 'url/bad-parameter ca-is-a-word'],
  ])('reads %s as %s', (text, wanted) => {
    expect(fields(text, 'node-pg')).toBe(wanted);
  });

  it.each([
    ['postgres://h/d?sslmode=require', 'require verify-full'],
    ['postgres://h/d?sslmode=disable&ssl=true', 'disable disable'],
    ['postgres://h/d?sslmode=', 'null disable'],
    ['postgres://h/d?sslnegotiation=direct', 'null verify-full'],
    ['postgres://h/d?sslcert=/c.pem', 'null verify-full'],
    ['postgres://h/d?ssl=false', 'disable verify-full'],
    ['postgres://h/d?sslmode=prefer&uselibpqcompat=true', 'prefer require'],
    ['postgres://h/d?sslmode=allow&uselibpqcompat=true', 'allow verify-full'],
    ['postgres://h/d?sslmode=require&sslrootcert=/ca.pem&uselibpqcompat=true', 'require verify-ca'],
  ])('takes the words of %s as %s', (text, wanted) => {
    expect(tls(text, 'node-pg')).toBe(wanted);
  });

  it.each([
    ['postgres://h/d?sslmode=require', ['url/ignored-parameter tls-meaning']],
    ['postgres://h/d?sslmode=require&uselibpqcompat=true', []],
    ['postgres://h/d?ssl=false', ['url/ignored-parameter tls-off']],
    ['postgres://h/a b', ['url/bad-escape blank']],
    ['postgres://h//d', ['url/wrong-form two-slashes']],
    ['postgres://h1%2Ch2/d', ['url/bad-host encoded-comma']],
    ['postgres://h/d?dbname=e', ['url/ignored-parameter part-in-query']],
  ])('warns of %s', (text, wanted) => {
    expect(warnings(text, 'node-pg')).toEqual(wanted);
  });
});

describe('other clients of Node', () => {
  it.each([
    ['postgres.js', 'postgres://u:p@h1:1,h2:2/d', 'u:p@h1:1,h2:2/d'],
    ['postgres.js', 'postgres://u:p@h/my%20d', 'u:p@h/my%20d'],
    ['postgres.js', 'postgres://h/d?host=i', 'h/d {"host":"i"}'],
    ['postgres.js', 'postgres://[::1]/d', 'url/wrong-form no-ipv6'],
    ['postgres.js', 'postgres://u@/d', 'url/missing-part no-host'],
    ['postgres.js', 'postgres://h/d?target_session_attrs=any', 'url/bad-parameter refused-value'],
    ['mysql2', 'mysql://u:p@h/d?host=i', 'u:p@h/d {"host":"i"}'],
    ['mysql2', 'mysql://u:p@h/d?x=%zz', 'u:p@h/d {"x":"%zz"}'],
    ['mysql2', 'mysql://u:p@%2Frun%2Fmysqld.sock/d', 'url/wrong-form encoded-host'],
    ['mysql2', 'mysql://h/d?ssl=true', 'url/bad-parameter tls-not-json'],
    ['mysql2', 'mysql://h/d?ssl=bogus', 'url/bad-parameter tls-not-json'],
    ['mysql2', 'mysql://h/d?ssl={rejectUnauthorized:true}', 'url/bad-parameter tls-not-json'],
    ['mariadb-node', 'mariadb://h/d?user=u&x=a+b', 'u@h/d {"x":"a+b"}'],
    ['mariadb-node', 'mariadb://h/a/b', 'h/a/b'],
    ['mariadb-node', 'mariadb://h/', 'url/missing-part no-database'],
    ['mariadb-node', 'mariadb://h%2Ex/d', 'url/wrong-form encoded-host'],
    ['knex', './data/app.sqlite3', './data/app.sqlite3'],
    ['knex', 'localhost', 'url/not-a-url no-scheme'],
    ['knex', 'sqlite3:app.db', 'dialect/client-mismatch dialect'],
    ['knex', 'mysql://u:p@h/my%20d', 'u:p@h/my%20d'],
    ['knex', 'postgres://u:p@h/my%20d', 'u:p@h/my d'],
    ['knex', 'postgres://[::1]/d', 'url/wrong-form no-ipv6'],
    ['sequelize', 'mysql://h/d?user=u&password=p', 'u:p@h/d'],
    ['sequelize', 'postgres://h/d?user=u', 'h/d {"user":"u"}'],
    ['sequelize', 'mysql://u:p\\w@h/d', 'url/ambiguous raw-character'],
    ['sequelize', 'mysql://h/d?ssl={"rejectUnauthorized":true}', 'url/bad-parameter tls-not-json'],
    ['typeorm', 'postgres://h/d#x', 'h/d#x'],
    ['typeorm', 'postgres://h?ssl=true', 'url/ambiguous raw-character'],
  ])('%s reads %s as %s', (client, text, wanted) => {
    expect(fields(text, client)).toBe(wanted);
  });

  it.each([
    ['postgres.js', 'postgres://h/d?ssl=require', 'require require'],
    ['postgres.js', 'postgres://h/d?ssl=true', 'require verify-full'],
    ['postgres.js', 'postgres://h/d?sslmode=verify-ca', 'verify-ca verify-full'],
    ['mysql2', 'mysql://h/d?ssl=false', 'disable disable'],
    ['mysql2', 'mysql://h/d?ssl=Amazon%20RDS', 'verify-ca verify-ca'],
    ['mariadb-node', 'mariadb://h/d?ssl=1', 'require disable'],
    ['mariadb-node', 'mariadb://h/d?ssl={"rejectUnauthorized":false}', 'require disable'],
    ['knex', 'postgres://h/d?sslmode=require&uselibpqcompat=true', 'require verify-full'],
  ])('%s takes the words of %s as %s', (client, text, wanted) => {
    expect(tls(text, client)).toBe(wanted);
  });

  it.each([
    ['mysql2', 'mysql://h/d?sslmode=require', 'url/ignored-parameter ignored-tls'],
    ['mysql2', 'mysql://h/d?host=i', 'url/ignored-parameter part-in-query'],
    ['mariadb-node', 'mariadb://h/d?ssl=1', 'url/ignored-parameter ignored-tls'],
    ['sequelize', 'mysql://h/my%20d', 'url/bad-escape not-decoded'],
    ['typeorm', 'postgres://h/d?sslmode=require', 'url/ignored-parameter ignored-tls'],
  ])('%s warns of %s', (client, text, wanted) => {
    expect(warnings(text, client)).toEqual([wanted]);
  });
});

it('mysql2 has a word of its own for a socket', () => {
  const told = (name: string) =>
    readValue(`mysql://u:pw99@h/d?${name}=/run/m.sock`, 'mysql2').faults.map(
      ({ severity, reason, instead }) => `${severity} ${reason} ${instead}`,
    );
  expect([told('unix_socket'), told('socketPath')]).toEqual([['warning other-socket socketPath'], []]);
});
