import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { ProbeRequest } from '../../src/probe/probe.js';
import { Secret } from '../../src/variables/secret.js';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';
import { freePort } from '../servers/guarded-process.js';
import { type PgbouncerOptions, startPgbouncer } from '../servers/pgbouncer-server.js';
import type { ProvidedServer } from '../servers/provided.js';
import { runStatements } from '../servers/run-statements.js';

const at = { dialect: 'postgres' } as const;
type Parts = Parameters<typeof targetAt>[2];

async function start(options: PgbouncerOptions = {}) {
  const pooler = await startPgbouncer(options);
  onTestFinished(() => pooler.stop());
  return pooler;
}

/** What a login makes of it: the finding's code, its facts, and all its words. */
async function seen(pooler: ProvidedServer, parts: Parts = {}, more: Partial<ProbeRequest> = {}) {
  const result = await probed(targetAt(pooler, at, parts), more);
  return {
    codes: codesOf(result),
    facts: factsOf(result),
    words: result.observations.map(wordsOf).join('\n'),
  };
}

/** A client of the pooler that keeps a connection of the server to itself. */
async function hold({ port, user, password, database }: ProvidedServer) {
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database });
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN');
  onTestFinished(async () => {
    await client.end().catch(() => {});
  });
}

describe('PgBouncer refuses', () => {
  test.each([
    ['a wrong password', {}, { password: 'Wrong.5-marble' }],
    ['a wrong password by MD5', { authType: 'md5' }, { password: 'Wrong.5-marble' }],
    ['an unknown user', {}, { user: 'ghost' }],
    ['an unknown user by MD5', { authType: 'md5' }, { user: 'ghost' }],
    ['an unknown user where it trusts those it knows', { authType: 'trust' }, { user: 'ghost' }],
  ] as const)('%s', async (_, options, parts) => {
    const { codes, facts, words } = await seen(await start(options), parts);
    expect(codes).toEqual(['connect/auth-failed']);
    expect(facts).toMatchObject({ sqlstate: '08P01', reason: 'pooler' });
    expect(words).toContain('userlist.txt');
  });

  test('a login without a password', async () => {
    const { codes, facts } = await seen(await start(), { password: null });
    expect(codes).toEqual(['connect/auth-failed']);
    expect(facts).toMatchObject({ reason: 'password-missing' });
  });

  test('a database that it does not know', async () => {
    const { codes, words } = await seen(await start(), { database: 'no_such_db' });
    expect(codes).toEqual(['connect/database-missing']);
    expect(words).toContain('no_such_db');
  });

  test('a database that the server behind it does not have', async () => {
    const { codes, words } = await seen(await start({ database: 'dbname=elsewhere' }));
    expect(codes).toEqual(['connect/database-missing']);
    expect(words).toContain('database "elsewhere" does not exist');
  });

  test('the parameter options, and how it is made to pass over it is told', async () => {
    const parameters = { options: '-c statement_timeout=5s' };
    const { codes, words } = await seen(await start(), { parameters });
    expect(codes).toEqual(['connect/startup-parameter']);
    expect(words).toContain('ignore_startup_parameters = options');
  });

  test('a client beyond max_client_conn', async () => {
    const pooler = await start({ settings: ['max_client_conn = 1'] });
    await hold(pooler);
    const { codes, facts, words } = await seen(pooler);
    expect(codes).toEqual(['connect/too-many-connections']);
    expect(facts).toMatchObject({ reason: 'pooler' });
    expect(words).toContain('max_client_conn');
  });

  test('a password that its own list has not the same as the server', async () => {
    const { codes, words } = await seen(await start({ database: 'user=app password=Wrong.5-marble' }));
    expect(codes).toEqual(['connect/auth-failed']);
    expect(words).toContain('its own login at the database behind it was rejected');
  });
});

describe('PgBouncer keeps waiting', () => {
  test.each([
    ['for a server that is down', { settings: ['query_wait_timeout = 1'] }, false],
    [
      'for a connection that others hold',
      { settings: ['query_wait_timeout = 1', 'max_db_connections = 1'] },
      true,
    ],
  ])('%s, and says so when its patience ends', async (_, options, full) => {
    const nobody = { host: '127.0.0.1', port: await freePort() };
    const pooler = await start(full ? options : { ...options, backend: nobody });
    if (full) await hold(pooler);
    const { codes, words } = await seen(pooler, {}, { timeoutMs: 8000 });
    expect(codes).toEqual(['connect/pooler-backend-down']);
    expect(words).toContain('query_wait_timeout');
  });

  test('longer than dbcheck does, which can be cured by waiting', async () => {
    const pooler = await start({ backend: { host: '127.0.0.1', port: await freePort() } });
    const { codes, facts } = await seen(pooler, {}, { timeoutMs: 800 });
    expect(codes).toEqual(['connect/no-answer']);
    expect(facts).toMatchObject({ stage: 'login' });
  });

  test('while its console has paused the database, and goes on after that', async () => {
    // It takes a connection that it ended itself for one that failed, and waits before the next.
    const pooler = await start({ settings: ['server_login_retry = 0.1'] });
    await runStatements(pooler.admin, 'PAUSE app');
    expect((await seen(pooler, {}, { timeoutMs: 1500 })).codes).toEqual(['connect/no-answer']);
    await runStatements(pooler.admin, 'RESUME app');
    expect(await probed(targetAt(pooler, at))).toHaveProperty('status', 'connected');
  });
});

describe('TLS of PgBouncer', () => {
  test('that is required is told, and that the rest of the login is right', async () => {
    const { codes, facts } = await seen(await start({ tls: 'require' }));
    expect(codes).toEqual(['tls/required']);
    expect(facts).toMatchObject({ overTls: 'works', answer: 'SSL required' });
  });

  test('that is not there is told, with the name of its setting', async () => {
    const { codes, words } = await seen(await start(), { tls: tls('require') });
    expect(codes).toEqual(['tls/unsupported']);
    expect(words).toContain('client_tls_sslmode');
  });

  test('has its certificate verified', async () => {
    const { ca } = inject('certificates');
    const expired = await start({ tls: 'allow', certificate: 'expired' });
    expect((await seen(expired, { tls: tls('verify-full', { ca }) })).codes).toEqual(['tls/expired']);
  });

  test('may want a certificate of the client, and takes it', async () => {
    const { ca, client, clientKey } = inject('certificates');
    // Its database belongs to the user that the pooler logs in as.
    const pooler = await start({
      tls: 'verify-full',
      authType: 'cert',
      database: `user=app password=${inject('postgres').password}`,
    });
    const login = { user: 'cert', password: null };
    const without = await seen(pooler, { ...login, tls: tls('verify-full', { ca }) });
    expect(without.codes).toEqual(['tls/client-cert-required']);
    const given = tls('verify-full', { ca, cert: client, key: new Secret(clientKey) });
    const result = await probed(targetAt(pooler, at, { ...login, tls: given }));
    expect(result).toMatchObject({ status: 'connected', observations: [] });
  });

  test('is needed where it asks for the password as it is', async () => {
    const pooler = await start({ tls: 'allow', authType: 'plain' });
    expect((await seen(pooler)).codes).toEqual(['connect/cleartext-refused']);
    const encrypted = await probed(targetAt(pooler, at, { tls: tls('require') }));
    expect(encrypted).toMatchObject({ status: 'connected', observations: [] });
  });
});

describe('PgBouncer that', () => {
  test('has the database disabled says so', async () => {
    const pooler = await start();
    await runStatements(pooler.admin, 'DISABLE app');
    const { words } = await seen(pooler);
    expect(words).toContain('database "app" is disabled');
  });

  test('shuts down while the login waits', async () => {
    const pooler = await start();
    await runStatements(pooler.admin, 'PAUSE app');
    const login = seen(pooler);
    await sleep(300);
    await runStatements(pooler.admin, 'SHUTDOWN').catch(() => {});
    const { codes, facts } = await login;
    expect(codes).toEqual(['connect/closed']);
    expect(facts).toMatchObject({ stage: 'login', errno: null });
  });

  test('shuts down when its last client has gone', async () => {
    const pooler = await start();
    await hold(pooler);
    process.kill(Number(await readFile(join(pooler.socket, 'pid'), 'utf8')), 'SIGINT');
    const { codes } = await seen(pooler, {}, { timeoutMs: 1000 });
    expect(codes).toEqual(['connect/no-answer']);
  });
});
