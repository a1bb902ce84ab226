import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, factsOf, probed, targetAt, targetAtFake, wordsOf } from '../probe/targets.js';
import { START_TIMEOUT_MS } from '../servers/guarded-process.js';
import { startMariadb } from '../servers/mariadb-server.js';
import { mysql8 } from '../servers/mysql8.js';
import { PRIMARY, SPECIAL_PASSWORD, type StartedServer, startPostgres } from '../servers/postgres-server.js';
import type { ProvidedServer } from '../servers/provided.js';
import { runStatements } from '../servers/run-statements.js';

const WRITABLE = { writable: true } as const;

describe('default_transaction_read_only', () => {
  const at = { dialect: 'postgres' } as const;
  const ON = 'SET default_transaction_read_only = on';
  let server: StartedServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, START_TIMEOUT_MS);
  afterAll(() => server.stop());

  const alter = (...statements: string[]) =>
    runStatements(
      { url: `${server.admin.url}?options=-c%20default_transaction_read_only%3Doff` },
      ...statements,
    );
  const seen = async (writable = true, options?: string) =>
    probed(targetAt(server, at, { parameters: options ? { options } : {} }), { writable });

  test.each([
    ['for the database', 'ALTER DATABASE "app"', 'database'],
    ['for the user', 'ALTER ROLE "app"', 'user'],
    ['for the user in this database', 'ALTER ROLE "app" IN DATABASE "app"', 'database user'],
    ['for the server', 'ALTER SYSTEM', 'configuration file'],
  ])('%s is told, with what undoes it', async (_, whose, from) => {
    await alter(`${whose} ${ON}`, 'SELECT pg_reload_conf()');
    expect(codesOf(await seen(false))).toEqual([]);
    await expect.poll(async () => codesOf(await seen())).toEqual(['state/read-only']);
    const result = await seen();
    expect(factsOf(result)).toMatchObject({ from });
    const undo = `${whose} RESET default_transaction_read_only`;
    expect(result.observations.map(wordsOf).join()).toContain(undo);
    await alter(undo, 'SELECT pg_reload_conf()');
    await expect.poll(async () => codesOf(await seen())).toEqual([]);
  });

  test('in options of the connection is told', async () => {
    const result = await seen(true, '-c default_transaction_read_only=on');
    expect(factsOf(result)).toMatchObject({ from: 'client' });
  });

  test('is nothing to tell where the connection, or the user, undoes it', async () => {
    await alter(`ALTER DATABASE app ${ON}`);
    expect(codesOf(await seen(true, '-c default_transaction_read_only=off'))).toEqual([]);
    await alter('ALTER ROLE app IN DATABASE app SET default_transaction_read_only = off');
    expect(codesOf(await seen())).toEqual([]);
  });
});

describe('a replica of PostgreSQL that follows its primary', () => {
  const at = { dialect: 'postgres' } as const;
  let primary: StartedServer;
  let replica: StartedServer;
  beforeAll(async () => {
    primary = await startPostgres(PRIMARY);
    replica = await startPostgres({ ...PRIMARY, replicaOf: primary });
  }, START_TIMEOUT_MS);
  afterAll(() => Promise.all([primary.stop(), replica.stop()]));

  test('is healthy where nobody asks to write, is told where one does, and is no replica once promoted', async () => {
    const seen = async (server: ProvidedServer, more = {}) =>
      probed(targetAt(server, at, { user: 'special', password: 'Harbour.8-finch' }), more);
    await runStatements(primary.admin, "ALTER ROLE special PASSWORD 'Harbour.8-finch'");
    await expect.poll(async () => (await seen(replica)).status).toBe('connected');
    expect(codesOf(await seen(replica))).toEqual([]);
    expect(codesOf(await seen(replica, WRITABLE))).toEqual(['state/read-only']);
    await runStatements(replica.admin, 'SELECT pg_promote()');
    expect(codesOf(await seen(replica, WRITABLE))).toEqual([]);
  });
});

describe('MariaDB with read_only', () => {
  const at = { dialect: 'mariadb' } as const;
  let server: StartedServer;
  beforeAll(async () => {
    server = await startMariadb({ settings: ['read-only'] });
  }, START_TIMEOUT_MS);
  afterAll(() => server.stop());

  test('is told to a user whom it keeps from writing', async () => {
    const result = await probed(targetAt(server, at), WRITABLE);
    expect(factsOf(result)).toMatchObject({ setting: 'read_only', value: 'ON' });
  });

  test('is nothing to a user whom it lets write', async () => {
    await runStatements(server.admin, 'GRANT READ_ONLY ADMIN ON *.* TO special');
    for (const { user, password } of [server.admin, { user: 'special', password: SPECIAL_PASSWORD }]) {
      const result = await probed(targetAt(server, at, { user, password }), WRITABLE);
      expect(result).toMatchObject({ status: 'connected', observations: [] });
    }
  });

  test('is nothing where nobody asks to write', async () => {
    expect(codesOf(await probed(targetAt(server, at)))).toEqual([]);
  });

  test('is not the only setting: one for transactions is told as well', async () => {
    await runStatements(server.admin, 'SET GLOBAL read_only = OFF', 'SET GLOBAL tx_read_only = ON');
    expect(codesOf(await probed(targetAt(server, at)))).toEqual([]);
    const result = await probed(targetAt(server, at), WRITABLE);
    expect(factsOf(result)).toMatchObject({ setting: 'tx_read_only', value: 'ON' });
  });
});

describe('MySQL 8', () => {
  const password = 'Anchor.3-willow';
  test.each([
    ['writable', {}, false, null],
    ['with read_only', { read_only: 'ON' }, false, 'read_only'],
    ['with read_only, for an administrator', { read_only: 'ON' }, true, null],
    ['with super_read_only', { read_only: 'ON', super_read_only: 'ON' }, false, 'read_only'],
    ['that is a reader of Aurora', { read_only: 'OFF', innodb_read_only: 'ON' }, true, 'innodb_read_only'],
    ['with read-only transactions', { transaction_read_only: 'ON' }, true, 'transaction_read_only'],
  ])('%s', async (_, variables, privileged, setting) => {
    const off = { read_only: 'OFF', super_read_only: 'OFF', innodb_read_only: 'OFF' };
    const talk = mysql8({ password, cached: true, privileged, variables: { ...off, ...variables } });
    const result = await probed(await targetAtFake(talk, 'mysql', { password }), WRITABLE);
    expect(result).toHaveProperty('status', 'connected');
    expect(result.observations.map(({ facts }) => facts['setting'])).toEqual(setting ? [setting] : []);
  });
});
