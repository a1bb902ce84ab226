import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Target } from '../../src/target/target.js';
import { codesOf, probed, targetAt, targetAtFake, tls } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { startFake } from '../servers/fakes.js';
import { START_TIMEOUT_MS } from '../servers/guarded-process.js';
import { mysql8 } from '../servers/mysql8.js';
import { startPgbouncer } from '../servers/pgbouncer-server.js';
import type { StartedServer } from '../servers/postgres-server.js';
import { runStatements } from '../servers/run-statements.js';

const HEALTHY = { status: 'connected', observations: [] };
const EVERYTHING = { writable: true, version: '>=8' } as const;

/** Names and passwords that something on the way could trip over. */
const AWKWARD = [
  ['a long name', `a${'b'.repeat(62)}`, 'Juniper.4-brook'],
  ['quotes and blanks', 'o\'Brien "the" 2nd', 'Juniper.4-brook'],
  ['letters that are not ASCII', 'jürgen_ключ', 'Jüniper.4-ключ'],
  ['a password in Chinese and emoji', 'zhang', '密码-🔑-4'],
  ['a password whose letters have two forms', 'forms', 'Cafe\u0301-ﬁ-½-\u00a0-4'],
  ['a password of 200 characters', 'long', 'Birch.6-'.repeat(25)],
] as const;

/** Makes a user, and a database of the same name that belongs to it. */
const MAKE = {
  postgres: (user: string, password: string) => {
    const name = `"${user.replaceAll('"', '""')}"`;
    return [`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`, `CREATE DATABASE ${name} OWNER ${name}`];
  },
  mariadb: (user: string, password: string) => {
    const name = `\`${user}\``;
    return [
      `CREATE USER ${name} IDENTIFIED BY '${password}'`,
      `CREATE DATABASE ${name}`,
      `GRANT ALL ON ${name}.* TO ${name}`,
    ];
  },
};

/** TLS 1.2 and no newer one; both families of addresses. */
const SETTINGS = {
  postgres: ['ssl_max_protocol_version=TLSv1.2', 'listen_addresses=127.0.0.1,::1'],
  mariadb: ['tls_version=TLSv1.2', 'bind-address=127.0.0.1,::1'],
};

describe.each(DIALECTS)('a healthy $server takes', (dialect) => {
  let server: StartedServer;
  beforeAll(async () => {
    server = await dialect.start({
      access: 'host all trusted all trust\nhost all all all scram-sha-256',
      settings: SETTINGS[dialect.dialect],
    });
  }, START_TIMEOUT_MS);
  afterAll(() => server.stop());

  test.each(AWKWARD)('%s, of the user and of the database', async (_, user, password) => {
    await runStatements(server.admin, ...MAKE[dialect.dialect](user, password));
    for (const mode of ['disable', 'require'] as const) {
      const target = targetAt(server, dialect, { user, password, database: user, tls: tls(mode) });
      expect(await probed(target, EVERYTHING)).toMatchObject(HEALTHY);
    }
  });

  test.each([null, ''])('a user without a password, where %j is configured', async (password) => {
    const user = 'trusted';
    const statements =
      dialect.dialect === 'postgres'
        ? [`DROP ROLE IF EXISTS ${user}`, `CREATE ROLE ${user} LOGIN`]
        : [`CREATE OR REPLACE USER ${user}`, `GRANT ALL ON app.* TO ${user}`];
    await runStatements(server.admin, ...statements);
    expect(await probed(targetAt(server, dialect, { user, password }), EVERYTHING)).toMatchObject(HEALTHY);
  });

  test('a login that names no database', async () => {
    const result = await probed(targetAt(server, dialect, { database: null }), EVERYTHING);
    expect(result).toMatchObject(HEALTHY);
  });

  test('a session over TLS 1.2', async () => {
    const result = await probed(targetAt(server, dialect, { tls: tls('verify-full', { ca: server.ca }) }));
    expect(result).toMatchObject({ ...HEALTHY, tls: { version: 'TLSv1.2', verified: 'full' } });
  });

  test('a session over IPv6, and its certificate is good for the address', async () => {
    const hosts = [{ host: '::1', port: server.port }];
    const target = targetAt(server, dialect, { hosts, tls: tls('verify-full', { ca: server.ca }) });
    expect(await probed(target, EVERYTHING)).toMatchObject(HEALTHY);
  });
});

test('PostgreSQL takes a login with channel_binding=require over TLS', async () => {
  const parameters = { channel_binding: 'require' };
  const target = targetAt(inject('postgres'), { dialect: 'postgres' }, { parameters, tls: tls('require') });
  expect(await probed(target, EVERYTHING)).toMatchObject(HEALTHY);
});

test('MariaDB takes a user of the operating system on the socket, without a password', async () => {
  const server = inject('mariadb');
  const user = userInfo().username;
  await runStatements(
    server.admin,
    `CREATE OR REPLACE USER \`${user}\`@localhost IDENTIFIED VIA unix_socket`,
    `GRANT ALL ON app.* TO \`${user}\`@localhost`,
  );
  const parts = { hosts: [], socket: server.socket, user, password: null };
  expect(await probed(targetAt(server, { dialect: 'mariadb' }, parts), EVERYTHING)).toMatchObject(HEALTHY);
});

describe('a healthy MySQL 8 takes caching_sha2_password', () => {
  const password = 'Anchor.3-willow';
  const certificates = inject('certificates');
  const ways = [
    ['from its cache', { cached: true }, 'disable'],
    ['from its cache, over TLS', { cached: true, certificates }, 'require'],
    ['in full over TLS', { certificates }, 'require'],
    ['in full over TLS that is verified', { certificates }, 'verify-full'],
    ['in full without TLS, encrypted by its key', {}, 'disable'],
  ] as const;
  const withTls = (mode: Target['tls']['effective']) => ({
    tls: tls(mode, { ca: mode === 'verify-full' ? certificates.ca : null }),
  });

  test.each(ways)('%s', async (_, server, mode) => {
    const talk = mysql8({ password, ...server, variables: { read_only: 'OFF' } });
    const target = await targetAtFake(talk, 'mysql', { password, ...withTls(mode) });
    expect(await probed(target, EVERYTHING)).toMatchObject(HEALTHY);
  });

  test.each(ways)('%s, and no wrong one', async (_, server, mode) => {
    const talk = mysql8({ password, ...server });
    const target = await targetAtFake(talk, 'mysql', { password: 'Wrong.5-marble', ...withTls(mode) });
    expect(codesOf(await probed(target))).toEqual(['connect/auth-failed']);
  });

  test('and never reads it from the wire as it is', async () => {
    const fake = await startFake(mysql8({ password, variables: { read_only: 'OFF' } }));
    onTestFinished(() => fake.close());
    const server = { ...inject('mariadb'), port: fake.port, password };
    expect(await probed(targetAt(server, { dialect: 'mariadb' }))).toMatchObject(HEALTHY);
    expect(fake.received.toString('latin1')).not.toContain(password);
  });
});

describe('a healthy PgBouncer', () => {
  const at = { dialect: 'postgres' } as const;
  test.each(['session', 'transaction', 'statement'] as const)('in %s mode', async (poolMode) => {
    const pooler = await startPgbouncer({ poolMode, tls: 'allow' });
    onTestFinished(() => pooler.stop());
    const parts = [
      {},
      { tls: tls('require') },
      { tls: tls('verify-full', { ca: pooler.ca }) },
      { hosts: [], socket: pooler.socket, socketPort: pooler.port },
    ];
    for (const part of parts) {
      expect(await probed(targetAt(pooler, at, part))).toMatchObject(HEALTHY);
      expect(await probed(targetAt(pooler, at, part), EVERYTHING)).toMatchObject(HEALTHY);
    }
  });

  test.each(['md5', 'trust'] as const)('that has auth_type %s', async (authType) => {
    const pooler = await startPgbouncer({ authType });
    onTestFinished(() => pooler.stop());
    expect(await probed(targetAt(pooler, at), EVERYTHING)).toMatchObject(HEALTHY);
  });

  test('whose certificate has a common name alone is verified by it', async () => {
    const pooler = await startPgbouncer({ tls: 'require', certificate: 'commonName' });
    onTestFinished(() => pooler.stop());
    const hosts = [{ host: 'localhost', port: pooler.port }];
    const target = targetAt(pooler, at, { hosts, tls: tls('verify-full', { ca: pooler.ca }) });
    expect(await probed(target)).toMatchObject(HEALTHY);
  });

  test('with one connection of the server for all its clients', async () => {
    const pooler = await startPgbouncer({ poolMode: 'transaction', settings: ['max_db_connections = 1'] });
    onTestFinished(() => pooler.stop());
    const results = await Promise.all(
      Array.from({ length: 5 }, () => probed(targetAt(pooler, at), EVERYTHING)),
    );
    for (const result of results) expect(result).toMatchObject(HEALTHY);
  });
});
