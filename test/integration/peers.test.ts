import { describe, expect, onTestFinished, test } from 'vitest';
import { codesOf, factsOf, probed, targetAt, targetAtFake, tls } from '../probe/targets.js';
import { DIALECTS, silentAfterGreeting } from '../servers/dialects.js';
import * as fakes from '../servers/fakes.js';
import { TIMED } from '../timed.js';

const PASSWORD = 'Anchor.3-willow';
/** A verdict that does not need the deadline comes within this on the loopback. */
const SOON_MS = 500;
const TIMEOUT_MS = 600;

describe.each(DIALECTS)('where $server is expected', (own) => {
  const { dialect } = own;
  const seen = async (talk: fakes.Talk, mode: 'disable' | 'prefer' | 'require' = 'prefer') =>
    probed(await targetAtFake(talk, dialect, { tls: tls(mode) }), { timeoutMs: TIMEOUT_MS });

  test.each([
    ['HTTP', fakes.http],
    ['Redis', fakes.redis],
    ['SSH', fakes.ssh],
  ] as const)('%s is named, whether TLS is asked for or not, and soon', TIMED, async (found, talk) => {
    for (const mode of ['disable', 'prefer', 'require'] as const) {
      const started = performance.now();
      const result = await seen(talk, mode);
      expect(codesOf(result)).toEqual(['connect/wrong-protocol']);
      expect(factsOf(result)).toMatchObject({ found });
      expect(performance.now() - started).toBeLessThan(SOON_MS);
    }
  });

  test('MongoDB, which answers a browser alone, is named with its words', async () => {
    const result = await seen(fakes.mongo);
    expect(factsOf(result)).toMatchObject({ found: 'MongoDB', bytes: '"HTTP/1.0 200 OK"' });
  });

  test('a port that waits for the PROXY protocol is told', async () => {
    for (const talk of [fakes.proxied(own.notReady.talk), fakes.proxied(own.notReady.talk, 'closes')]) {
      const result = await seen(talk);
      expect(codesOf(result)).toEqual(['connect/wrong-protocol']);
      expect(factsOf(result)).toMatchObject({ found: 'a server that waits for the PROXY protocol' });
    }
  });

  test('a server that is closed to the first connection alone is not taken for one that waits', async () => {
    let connections = 0;
    const result = await seen((socket) => {
      connections += 1;
      if (connections === 1) socket.end();
      else own.notReady.talk(socket);
    }, 'require');
    expect(codesOf(result)).toEqual(['connect/closed']);
  });

  test('the other kind of database is named', async () => {
    for (const other of DIALECTS.filter((each) => each !== own)) {
      const result = await probed(targetAt(other.provided(), own));
      expect(codesOf(result)).toEqual(['connect/wrong-protocol']);
      expect(factsOf(result)).toHaveProperty('found', expect.stringMatching(`^${other.server}`));
    }
  });

  test('silence lasts as long as the timeout', async () => {
    for (const mode of ['disable', 'require'] as const) {
      const result = await seen(fakes.silent, mode);
      expect(codesOf(result)).toEqual(['connect/no-answer']);
      expect(factsOf(result)).toMatchObject({ stage: 'first-bytes' });
    }
  });

  test.each([
    ['closed', fakes.closing],
    ['reset', fakes.resetting],
  ])('a connection that is %s at once is told as such', async (_, talk) => {
    for (const mode of ['disable', 'require'] as const) {
      expect(codesOf(await seen(talk, mode))).toEqual(['connect/closed']);
    }
  });

  test('a server that is not ready is told with its own words', async () => {
    for (const mode of ['disable', 'prefer'] as const) {
      expect(codesOf(await seen(own.notReady.talk, mode))).toEqual([own.notReady.code]);
    }
  });

  test.each([
    ['one byte a second', own.oneByteASecond],
    ['half a greeting', own.halfAGreeting],
  ])('%s ends with the timeout', async (_, talk) => {
    expect(codesOf(await seen(talk))).toEqual(['connect/no-answer']);
  });

  test('garbage without an end is not read to its end', async () => {
    const before = process.memoryUsage().rss;
    expect(codesOf(await seen(own.endless))).toEqual(['connect/wrong-protocol']);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  test('a failed probe leaves no connection behind', async () => {
    const handles = () =>
      process.getActiveResourcesInfo().filter((name) => /TCPSocket|TLSWrap|Timeout/.test(name)).length;
    const before = handles();
    const target = await targetAtFake(fakes.silent, dialect);
    await probed(target, { timeoutMs: 400 });
    await expect.poll(handles).toBeLessThanOrEqual(before + 1);
  });

  test('a silent server is asked what it speaks once, and not at every attempt', async () => {
    const fake = await fakes.startFake(fakes.silent);
    onTestFinished(() => fake.close());
    const target = targetAt({ ...own.provided(), port: fake.port }, own);
    await probed(target, { timeoutMs: TIMEOUT_MS });
    const before = fake.connections;
    expect(before).toBeGreaterThan(1);
    await probed(target, { timeoutMs: TIMEOUT_MS, repeated: true });
    expect(fake.connections).toBe(before + 1);
  });

  test('one attempt is one connection where the server answers', async () => {
    const fake = await fakes.startFake(own.notReady.talk);
    onTestFinished(() => fake.close());
    await probed(targetAt({ ...own.provided(), port: fake.port }, own, { tls: tls('require') }));
    expect(fake.connections).toBe(1);
  });

  test('a run that is over ends the attempt at once', TIMED, async () => {
    const over = new AbortController();
    setTimeout(() => over.abort(), 100);
    const started = performance.now();
    const result = await probed(await targetAtFake(fakes.silent, dialect), {
      signal: over.signal,
      timeoutMs: 5000,
    });
    expect(result.status).toBe('failed');
    expect(performance.now() - started).toBeLessThan(SOON_MS);
  });
});

describe('PostgreSQL, from a server of few words', () => {
  const seen = async (...messages: Buffer[]) =>
    probed(await targetAtFake(fakes.postgres(...messages), 'postgres'), { timeoutMs: TIMEOUT_MS });

  test('a request for the password in clear text is not answered', async () => {
    const fake = await fakes.startFake(fakes.postgres(fakes.postgresAuthentication(3)));
    onTestFinished(() => fake.close());
    const server = { ...DIALECTS[0]?.provided(), port: fake.port, password: PASSWORD };
    const target = targetAt(server as Parameters<typeof targetAt>[0], { dialect: 'postgres' });
    expect(codesOf(await probed(target))).toEqual(['connect/cleartext-refused']);
    expect(fake.received.toString('latin1')).not.toContain(PASSWORD);
  });

  test.each([2, 6, 7, 9, 99])(
    'authentication request %i, which pg throws on, is a finding',
    async (request) => {
      expect(codesOf(await seen(fakes.postgresAuthentication(request)))).toEqual([
        'connect/auth-unsupported',
      ]);
    },
  );

  test('an answer that no table knows is told in its own words', async () => {
    const result = await seen(fakes.postgresError('XX123', `the stars are wrong for ${PASSWORD}`));
    expect(codesOf(result)).toEqual(['connect/unclassified']);
    expect(factsOf(result)).toMatchObject({ sqlstate: 'XX123', answer: 'the stars are wrong for [secret]' });
  });

  test('a login that is followed by silence is told by its stage', async () => {
    const result = await seen(fakes.postgresAuthentication(0), fakes.postgresMessage('Z', 'I'));
    expect(factsOf(result)).toMatchObject({ stage: 'query' });
  });

  test('an error without an end, on which pg never comes back, is no hang', async () => {
    expect(codesOf(await seen(fakes.postgresMessage('E', 'SFATAL')))).toEqual(['connect/wrong-protocol']);
  });

  test('a broken message is no crash', async () => {
    const result = await seen(fakes.postgresMessage('T', Buffer.from([0, 9, 1, 2])));
    expect(codesOf(result)).toEqual(['connect/wrong-protocol']);
  });
});

test('a server that says yes to everything has not answered', async () => {
  const ready = fakes.postgresMessage('Z', 'I');
  const eager = (socket: Parameters<fakes.Talk>[0]) => {
    socket.on('data', (bytes) => {
      socket.write(bytes[0] === 0 ? Buffer.concat([fakes.postgresAuthentication(0), ready]) : ready);
    });
  };
  expect(codesOf(await probed(await targetAtFake(eager, 'postgres')))).toEqual(['connect/wrong-protocol']);
  const [after, each] = [fakes.mysqlOk(2), fakes.mysqlOk(1)];
  const polite = fakes.mysql(fakes.mysqlGreeting('8.4.3'), after, each, each);
  expect(codesOf(await probed(await targetAtFake(polite, 'mysql')))).toEqual(['connect/wrong-protocol']);
});

describe('MySQL, from a server of few words', () => {
  const greeting = (plugin?: string) => fakes.mysqlGreeting('8.4.3', plugin);

  test('a request for the password in clear text is not answered', async () => {
    for (const talk of [
      fakes.mysql(greeting(), fakes.mysqlSwitchTo('mysql_clear_password')),
      fakes.mysql(greeting('mysql_clear_password'), fakes.mysqlSwitchTo('mysql_clear_password')),
    ]) {
      const fake = await fakes.startFake(talk);
      onTestFinished(() => fake.close());
      const server = { ...DIALECTS[1]?.provided(), port: fake.port, password: PASSWORD };
      const target = targetAt(server as Parameters<typeof targetAt>[0], { dialect: 'mariadb' });
      expect(codesOf(await probed(target))).toEqual(['connect/cleartext-refused']);
      expect(fake.received.toString('latin1')).not.toContain(PASSWORD);
    }
  });

  test('a request for a local file is not answered', async () => {
    const wanted = fakes.mysqlPacket(1, Buffer.from('\xfb/etc/hostname', 'latin1'));
    const fake = await fakes.startFake(fakes.mysql(greeting(), fakes.mysqlOk(2), wanted));
    onTestFinished(() => fake.close());
    const server = { ...DIALECTS[1]?.provided(), port: fake.port };
    const target = targetAt(server as Parameters<typeof targetAt>[0], { dialect: 'mariadb' });
    const result = await probed(target, { timeoutMs: TIMEOUT_MS });
    expect(result.status).toBe('failed');
    const { readFileSync } = await import('node:fs');
    expect(fake.received.toString('latin1')).not.toContain(readFileSync('/etc/hostname', 'latin1').trim());
  });

  test.each([
    [1129, "Host '10.0.0.7' is blocked because of many connection errors", 'connect/host-not-allowed'],
    [1130, "Host '10.0.0.7' is not allowed to connect to this MySQL server", 'connect/host-not-allowed'],
    [1040, 'Too many connections', 'connect/too-many-connections'],
  ])('error %i in place of the greeting is understood', async (errno, text, code) => {
    const result = await probed(await targetAtFake(fakes.mysqlRefusing(errno, text), 'mysql'));
    expect(codesOf(result)).toEqual([code]);
  });

  test('packets out of order end the login, and print nothing', async () => {
    const talk = fakes.mysql(greeting(), fakes.mysqlPacket(77, Buffer.from([0, 0, 0, 2, 0, 0, 0])));
    expect(codesOf(await probed(await targetAtFake(talk, 'mysql')))).toEqual(['connect/wrong-protocol']);
  });

  test('a login that is followed by silence is told by its stage', async () => {
    const result = await probed(await targetAtFake(silentAfterGreeting, 'mysql'), { timeoutMs: 500 });
    expect(factsOf(result)).toMatchObject({ stage: 'login' });
  });
});
