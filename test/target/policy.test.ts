import { describe, expect, it } from 'vitest';
import { dialectCheck } from '../../src/checks/dialect.js';
import { isPublic } from '../../src/target/policy/place-faults.js';
import { readValue } from '../../src/target/read.js';
import { contextOf } from './context.js';

const told = (text: string, client = 'any') =>
  readValue(text, client).faults.map(({ code, reason, severity }) => `${severity} ${code} ${reason}`);

describe('what no grammar forbids, and somebody should know', () => {
  it.each([
    ['postgres://app:changeme@db/app', 'warning url/default-credentials well-known'],
    ['postgres://app:%21ChangeMe%21@db/app', 'warning url/default-credentials well-known'],
    ['postgres://postgres:postgres@db/app', 'warning url/default-credentials well-known'],
    ['mysql://orders:Orders@db/app', 'warning url/default-credentials well-known'],
    ['mysql://u:p@h:5432/d', 'warning url/bad-port other-service'],
    ['postgres://u:p@h:27017/d', 'warning url/bad-port other-service'],
    ['postgres://u:p@localhost/d', 'warning url/bad-host localhost'],
    ['postgres://u:p@db.example.com/d?sslmode=disable', 'warning url/bad-parameter tls-off'],
    ['postgres://u:p@my_db/d', 'warning url/bad-host underscore'],
    ['postgres://u:p@[::]/d', 'warning url/bad-host wildcard'],
    ['postgres://u:p@256.1.1.1/d', 'error url/bad-host no-address'],
    ['postgres://u:p@h,5432/d', 'error url/bad-host no-address'],
    ['postgres://u:p@h..x/d', 'error url/bad-host name'],
    ['postgres://u:p@bücher.example/d', 'warning url/bad-host not-ascii'],
    ['postgres://u:p@h1%2Ch2/d', 'error url/ambiguous readings-differ'],
    ['postgres://u:p@h/my db', 'error url/bad-escape blank'],
    ['postgres://u:p@h/a/b', 'warning url/wrong-form slash-in-name'],
    ['postgres://u:p@h/d??sslmode=require', 'error url/bad-parameter name'],
    ['postgres://u:p@h/d?options=-csearch_path=x', 'error url/bad-parameter second-equals'],
    ['mysql://u:p@h1:1,h2:2/d', 'error url/wrong-form several-hosts'],
    ['postgresql:///mydb', 'warning url/missing-part no-host'],
    ['postgresql://u:p@/mydb', 'error url/missing-part no-host'],
    ['postgres://u:p@h:54%32/d', 'error url/bad-port not-a-number'],
    ['postgres://u:p@h/d?sslmoe=require', 'warning url/bad-parameter unknown-parameter'],
    ['sqlite:////data/', 'error url/wrong-form directory'],
    ['sqlite:///.', 'error url/wrong-form directory'],
    ['sqlite:////~/app.db', 'error url/wrong-form tilde'],
    ['sqlite//app.db', 'error url/wrong-form no-colon'],
    ['pgsql://u:p@h/d', 'warning dialect/client-mismatch rare-scheme'],
    ['mysql2://u:p@h/d', 'warning dialect/client-mismatch rare-scheme'],
  ])('%s: %s', (text, expected) => {
    expect(told(text)).toContain(expected);
  });

  it.each([
    'postgres://u:p@127.0.0.1:6432/d',
    'postgres://u:p@h:26257/d',
    'mysql://u:p@h:4000/d',
    'postgres://u:p@10.1.2.3/d?sslmode=disable',
    'postgres://u:p@pg.default.svc.cluster.local/d?sslmode=disable',
    'postgres://u:p@db-5432/d',
    'postgres://u:p@h.:5432/d',
    'mysql://u:p@h/d?init_command=x=y',
  ])('and nothing of %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('nor of localhost beside a socket', () => {
    expect(told('mysql://u:p@localhost/d?socketPath=/run/m.sock', 'mysql2')).toEqual([]);
  });

  it('does not say which of the known passwords it is', () => {
    const { faults } = readValue('postgres://orders:orders@db/app');
    expect(JSON.stringify(faults)).not.toContain('orders');
  });
});

describe('a database of this machine is quiet outside of production', () => {
  const severities = async (url: string, production: boolean) => {
    const outcome = await dialectCheck.run(contextOf({ env: { DATABASE_URL: url }, production }), new Map());
    return outcome.observations.map(({ severity }) => severity);
  };

  it.each([
    ['postgres://app:pw99@localhost/app', true, ['warning']],
    ['postgres://app:pw99@localhost/app', false, ['info']],
    ['postgres://app:changeme@127.0.0.1/app', false, ['info']],
    ['postgres://app:changeme@db/app', false, ['info']],
    ['postgres://app:changeme@db/app', true, ['warning']],
    ['postgresql://localhost/app_dev', false, ['info']],
    ['postgresql:///app_dev', false, ['info']],
    ['postgresql://localhost/app_dev', true, ['warning', 'warning', 'warning']],
    ['postgresql://db.corp.net/app', false, ['warning', 'warning']],
    ['postgres://app:changeme@db.example.com/app', false, ['warning']],
  ])('%s (production: %s)', async (url, production, expected) => {
    expect(await severities(url, production)).toEqual(expected);
  });

  it.each([
    ['DIRECT_URL', 'ep-x.eu.aws.neon.tech', 0],
    ['POSTGRES_URL_NON_POOLING', 'ep-x.eu.aws.neon.tech', 0],
    ['DIRECT_URL', 'ep-x-pooler.eu.aws.neon.tech', 1],
    ['OTHER', 'ep-x.eu.aws.neon.tech', 1],
  ])('and so is a pooler where %s leads to %s', async (name, host, warnings) => {
    const env = {
      DATABASE_URL: 'postgres://u:pw99@ep-x-pooler.eu.aws.neon.tech/d?sslmode=require',
      [name]: `postgres://u:pw99@${host}/d?sslmode=require`,
    };
    const outcome = await dialectCheck.run(contextOf({ env, production: true }), new Map());
    expect(outcome.observations.filter(({ facts }) => facts['reason'] === 'transaction-pooler').length).toBe(
      warnings,
    );
  });

  it('and a missing user is told in production, whoever the client is', async () => {
    const env = { DATABASE_URL: 'postgres://db.corp.net:5432/app' };
    const databases = { main: { url: '${DATABASE_URL}', client: 'node-pg' } };
    const told = async (more: { env: Record<string, string>; production: boolean }) =>
      (await dialectCheck.run(contextOf({ databases, ...more }), new Map())).observations.map(
        ({ code, severity, facts }) => `${severity} ${code} ${facts['part']}`,
      );
    expect(await told({ env, production: true })).toEqual(['warning url/missing-part user']);
    expect(await told({ env, production: false })).toEqual([]);
    expect(await told({ env: { ...env, PGUSER: 'app' }, production: true })).toEqual([]);
  });

  it('and so is the private network of the provider that it runs at', async () => {
    const env = {
      DATABASE_URL: 'postgres://u:pw99@pg.railway.internal/d',
      RAILWAY_ENVIRONMENT_NAME: 'production',
    };
    const outcome = await dialectCheck.run(contextOf({ env, production: true }), new Map());
    expect(outcome.observations).toEqual([]);
  });
});

describe('a host is of the internet by its name', () => {
  it.each([
    ['db.example.com', true],
    ['203.0.113.9', true],
    ['2001:db8::1', true],
    ['db', false],
    ['localhost', false],
    ['192.168.1.2', false],
    ['172.20.0.3', false],
    ['fd00::1', false],
    ['pg.svc', false],
    ['nas.lan', false],
  ])('%s: %s', (host, expected) => {
    expect(isPublic(host)).toBe(expected);
  });
});
