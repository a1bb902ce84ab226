import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { START_TIMEOUT_MS } from '../servers/guarded-process.js';
import { startMariadb } from '../servers/mariadb-server.js';
import { type StartedServer, startPostgres } from '../servers/postgres-server.js';

describe.each(DIALECTS)('$server refuses', (dialect) => {
  const server = dialect.provided();

  test('a wrong password, and the finding does not say that the user exists', async () => {
    const result = await probed(targetAt(server, dialect, { password: 'Wrong.5-marble' }));
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
    expect(factsOf(result)).toMatchObject({ reason: 'password' });
  });

  test('a wrong password over TLS', async () => {
    const result = await probed(
      targetAt(server, dialect, { password: 'Wrong.5-marble', tls: tls('require') }),
    );
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
    expect(factsOf(result)).toMatchObject({ encrypted: true });
  });

  test('an unknown user like a wrong password', async () => {
    const result = await probed(targetAt(server, dialect, { user: 'ghost' }));
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
  });

  test.each([null, ''])('a login with the password %j, and says that it is missing', async (password) => {
    const result = await probed(targetAt(server, dialect, { password }));
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
    expect(factsOf(result)).toMatchObject({ reason: 'password-missing' });
  });

  test('a database that is not there, and names those that this login may use', async () => {
    for (const mode of ['disable', 'require'] as const) {
      const result = await probed(targetAt(server, dialect, { database: 'App_', tls: tls(mode) }));
      expect(['connect/database-missing', 'connect/database-denied']).toEqual(
        expect.arrayContaining(codesOf(result)),
      );
      expect(factsOf(result)).toHaveProperty('databases', expect.arrayContaining(['app']));
      expect(factsOf(result)).not.toHaveProperty('databases', expect.arrayContaining(['closed']));
      expect(result.observations.map(wordsOf).join()).toContain(
        'If "app" is meant: App_ → app in databases.main',
      );
    }
  });

  test('a wrong password on the socket', async () => {
    const parts = { hosts: [], socket: server.socket, socketPort: server.port, password: 'Wrong.5-marble' };
    expect(codesOf(await probed(targetAt(server, dialect, parts)))).toEqual(['connect/auth-failed']);
  });
});

describe('PostgreSQL', () => {
  const postgres = inject('postgres');
  const at = { dialect: 'postgres' } as const;

  test.each([
    ['a database that does not exist', { database: 'no_such_db' }, 'connect/database-missing', 'missing'],
    [
      'a database without the right to connect',
      { database: 'closed' },
      'connect/database-denied',
      'connect-privilege',
    ],
    [
      'a database that takes no connections',
      { database: 'frozen' },
      'state/not-accepting',
      'connections-disallowed',
    ],
    ['a database that is full', { database: 'full_database' }, 'connect/too-many-connections', 'database'],
    ['a role that is full', { user: 'full_role' }, 'connect/too-many-connections', 'role'],
    ['a role that may not log in', { user: 'nologin' }, 'connect/auth-failed', 'no-login'],
    ['a user without an entry in pg_hba.conf', { user: 'unlisted' }, 'connect/host-not-allowed', 'no-entry'],
    [
      'an option that it does not know',
      { parameters: { options: '-c no.such=1 -c nonsense=1' } },
      'connect/startup-parameter',
      'unknown',
    ],
    [
      'Kerberos, on which pg throws outside its promise',
      { user: 'gss' },
      'connect/auth-unsupported',
      'GSSAPI (Kerberos)',
    ],
  ] as const)('tells %s', async (_, parts, code, reason) => {
    const result = await probed(targetAt(postgres, at, parts));
    expect(codesOf(result)).toEqual([code]);
    expect(factsOf(result)).toMatchObject({ reason });
  });

  test('is not sent the password in clear text on a plain connection, but is over TLS', async () => {
    const clear = { user: 'clear' };
    expect(codesOf(await probed(targetAt(postgres, at, clear)))).toEqual(['connect/cleartext-refused']);
    const encrypted = await probed(targetAt(postgres, at, { ...clear, tls: tls('require') }));
    expect(encrypted).toHaveProperty('status', 'connected');
  });

  test('takes a login by MD5', async () => {
    expect(await probed(targetAt(postgres, at, { user: 'old_md5' }))).toHaveProperty('status', 'connected');
  });

  test('wants a certificate of the client, and takes it', async () => {
    const { ca, client, clientKey } = inject('certificates');
    const without = targetAt(postgres, at, { user: 'cert', password: null, tls: tls('verify-full', { ca }) });
    expect(codesOf(await probed(without))).toEqual(['tls/client-cert-required']);
    const { Secret } = await import('../../src/variables/secret.js');
    const given = tls('verify-full', { ca, cert: client, key: new Secret(clientKey) });
    const result = await probed(targetAt(postgres, at, { user: 'cert', password: null, tls: given }));
    expect(result).toHaveProperty('status', 'connected');
  });

  test('does not read the PG variables of the environment', async () => {
    const before = process.env['PGPASSWORD'];
    process.env['PGPASSWORD'] = postgres.password;
    onTestFinished(() => {
      if (before === undefined) delete process.env['PGPASSWORD'];
      else process.env['PGPASSWORD'] = before;
    });
    expect(codesOf(await probed(targetAt(postgres, at, { password: null })))).toEqual([
      'connect/auth-failed',
    ]);
  });

  test('that is read-only is a failure only where writing is asked for', async () => {
    const target = targetAt(postgres, at, { database: 'readonly' });
    expect(codesOf(await probed(target))).toEqual([]);
    const result = await probed(target, { writable: true });
    expect(codesOf(result)).toEqual(['state/read-only']);
    expect(factsOf(result)).toMatchObject({ from: 'database', database: 'readonly' });
    expect(result.observations.map(wordsOf).join()).toContain(
      'ALTER DATABASE "readonly" RESET default_transaction_read_only',
    );
  });

  test.each([
    ['authentication', true],
    ['Wrong.5-marble', false],
  ])(
    'that says the word of the password %s is quoted only where that does not tell it',
    async (password, hidden) => {
      const result = await probed(targetAt(postgres, at, { password }));
      expect(codesOf(result)).toEqual(['connect/auth-failed']);
      expect(factsOf(result)).toMatchObject({
        hidden,
        answer: hidden ? null : expect.stringContaining('authentication'),
      });
      expect(result.observations.map(wordsOf).join()).not.toContain('[secret]');
    },
  );

  describe('as a replica', () => {
    let hot: StartedServer;
    let cold: StartedServer;
    beforeAll(async () => {
      [hot, cold] = await Promise.all([
        startPostgres({ standby: 'hot' }),
        startPostgres({ standby: 'cold' }),
      ]);
    }, START_TIMEOUT_MS);
    afterAll(() => Promise.all([hot.stop(), cold.stop()]));

    test('takes readers, and is told where writing is asked for', async () => {
      expect(codesOf(await probed(targetAt(hot, at)))).toEqual([]);
      const result = await probed(targetAt(hot, at), { writable: true });
      expect(factsOf(result)).toMatchObject({ setting: 'pg_is_in_recovery()' });
    });

    test('is passed over for the next host, where writing is asked for', async () => {
      const hosts = [hot, postgres].map(({ host, port }) => ({ host, port }));
      const result = await probed(targetAt(hot, at, { hosts }), { writable: true });
      expect(result).toMatchObject({ status: 'connected', observations: [] });
      const parameters = { target_session_attrs: 'read-write' };
      expect(codesOf(await probed(targetAt(hot, at, { parameters })))).toEqual(['state/read-only']);
      expect(codesOf(await probed(targetAt(hot, at, { hosts, parameters })))).toEqual([]);
    });

    test('without hot standby never takes connections, whatever its code says', async () => {
      await expect
        .poll(async () => codesOf(await probed(targetAt(cold, at))))
        .toEqual(['state/not-accepting']);
      expect(factsOf(await probed(targetAt(cold, at)))).toMatchObject({
        sqlstate: '57P03',
        reason: 'hot-standby-off',
      });
    });
  });

  test('that is full for everybody keeps connections for administrators', async () => {
    const small = await startPostgres({
      settings: ['max_connections=4', 'superuser_reserved_connections=3'],
    });
    onTestFinished(() => small.stop());
    const idle = await probedAndHeld(small.port);
    onTestFinished(() => idle.end());
    const result = await probed(targetAt(small, at));
    expect(factsOf(result)).toMatchObject({ sqlstate: '53300', reason: 'reserved' });
  });

  /** Holds the only connection that an ordinary user may have. */
  async function probedAndHeld(port: number) {
    const { user, password, database } = postgres;
    const client = new pg.Client({ host: '127.0.0.1', port, user, password, database });
    await client.connect();
    return client;
  }
});

describe('MariaDB', () => {
  const mariadb = inject('mariadb');
  const at = { dialect: 'mariadb' } as const;
  const admin = { user: mariadb.admin.user, password: mariadb.admin.password };

  test.each([
    [
      'a database that does not exist, to an administrator',
      { ...admin, database: 'no_such_db' },
      'connect/database-missing',
      'missing',
    ],
    [
      'a database that does not exist, to a user',
      { database: 'no_such_db' },
      'connect/database-denied',
      'denied-or-missing',
    ],
    ['a database without a grant', { database: 'closed' }, 'connect/database-denied', 'denied-or-missing'],
    ['a locked account, whose number mysql2 misnames', { user: 'locked' }, 'connect/auth-failed', 'locked'],
    [
      'an expired password, which shows at the first query',
      { user: 'expired' },
      'connect/auth-failed',
      'password-expired',
    ],
    ['an account for the socket alone', { user: 'socket_only' }, 'connect/auth-failed', 'other-method'],
  ] as const)('tells %s', async (_, parts, code, reason) => {
    const result = await probed(targetAt(mariadb, at, parts));
    expect(codesOf(result)).toEqual([code]);
    expect(factsOf(result)).toMatchObject({ reason });
  });

  test('that demands TLS of one user answers "Access denied", and TLS is named all the same', async () => {
    const result = await probed(targetAt(mariadb, at, { user: 'tls_only' }));
    expect(codesOf(result)).toEqual(['tls/required']);
    expect(factsOf(result)).toMatchObject({ errno: 1045, overTls: 'works' });
  });

  test('that demands a certificate of one user is not said to want a password alone', async () => {
    const noPassword = { user: 'cert', password: null, tls: tls('require') };
    const result = await probed(targetAt(mariadb, at, noPassword));
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
    expect(result.observations.map(wordsOf).join()).toContain('REQUIRE X509');
  });

  test('without TLS that demands it of one user is not said to have a wrong password alone', async () => {
    const server = await startMariadb({ certificate: 'none' });
    onTestFinished(() => server.stop());
    const result = await probed(targetAt(server, at, { user: 'tls_only' }));
    expect(codesOf(result)).toEqual(['connect/auth-failed']);
    expect(factsOf(result)).toMatchObject({ overTls: 'tls/unsupported' });
    const words = result.observations.map(wordsOf).join('\n');
    expect(words).toContain('REQUIRE SSL');
    expect(words).not.toContain('not the cause');
  });

  test('is changed last, after the configuration, where a password is wrong', async () => {
    const result = await probed(targetAt(mariadb, at, { password: 'Wrong.5-marble' }));
    const words = result.observations.map(wordsOf).join('\n');
    expect(words).toContain('encryption is not the cause');
    expect(words.indexOf('Correct the password in databases.main.password')).toBeGreaterThan(0);
    expect(words.indexOf('ALTER USER')).toBeGreaterThan(words.indexOf('mysql -h 127.0.0.1'));
    expect(words).not.toContain('a URL needs encoded');
  });

  test('takes a certificate of the client', async () => {
    const { ca, client, clientKey } = inject('certificates');
    const { Secret } = await import('../../src/variables/secret.js');
    const given = tls('verify-full', { ca, cert: client, key: new Secret(clientKey) });
    const result = await probed(targetAt(mariadb, at, { user: 'cert', password: null, tls: given }));
    expect(result).toHaveProperty('status', 'connected');
  });

  test.each(['disable', 'require'] as const)('takes a login by ed25519, TLS mode %s', async (mode) => {
    const right = targetAt(mariadb, at, { user: 'ed25519', tls: tls(mode) });
    expect(await probed(right)).toMatchObject({ status: 'connected', observations: [] });
    const wrong = targetAt(mariadb, at, { user: 'ed25519', password: 'Wrong.5-marble', tls: tls(mode) });
    expect(codesOf(await probed(wrong))).toEqual(['connect/auth-failed']);
  });

  test('tells a user that has its connections already', async () => {
    const { host, port, password } = mariadb;
    const held = await createConnection({ host, port, user: 'one_at_a_time', password });
    onTestFinished(() => held.end());
    const result = await probed(targetAt(mariadb, at, { user: 'one_at_a_time' }));
    expect(codesOf(result)).toEqual(['connect/too-many-connections']);
    expect(factsOf(result)).toMatchObject({ errno: 1226, reason: 'user' });
  });

  test('that is read-only is a failure only where writing is asked for', async () => {
    const server = await startMariadb({ settings: ['read-only'] });
    onTestFinished(() => server.stop());
    expect(codesOf(await probed(targetAt(server, at)))).toEqual([]);
    const result = await probed(targetAt(server, at), { writable: true });
    expect(factsOf(result)).toMatchObject({ setting: 'read_only', value: 'ON' });
  });
});
