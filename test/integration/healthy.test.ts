import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { TLS_MODES } from '../../src/config/config.js';
import { codesOf, factsOf, probed, targetAt, tls } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { freePort, START_TIMEOUT_MS } from '../servers/guarded-process.js';
import { SPECIAL_PASSWORD, type StartedServer } from '../servers/postgres-server.js';

describe.each(DIALECTS)('a healthy $server', (dialect) => {
  const server = dialect.provided();

  test('takes the login, answers, and tells its version', async () => {
    const result = await probed(targetAt(server, dialect));
    expect(result).toMatchObject({ status: 'connected', tls: null, observations: [] });
    expect(result).toHaveProperty(
      'server',
      expect.stringMatching(new RegExp(`^${dialect.server} \\d+\\.\\d+`)),
    );
    expect(result).toHaveProperty('latencyMs', expect.any(Number));
  });

  test('is reached layer by layer, over TLS as without', async () => {
    const layersOf = ({ layers }: Awaited<ReturnType<typeof probed>>) => layers.map(({ layer }) => layer);
    const hosts = [{ host: 'localhost', port: server.port }];
    const { first } = { postgres: { first: [] }, mariadb: { first: ['first-bytes'] } }[dialect.dialect];
    const plain = await probed(targetAt(server, dialect, { hosts }));
    expect(layersOf(plain)).toEqual(['name', 'tcp', ...first, 'login', 'state']);
    const encrypted = await probed(targetAt(server, dialect, { hosts, tls: tls('require') }));
    expect(layersOf(encrypted)).toEqual(['name', 'tcp', 'first-bytes', 'tls', 'login', 'state']);
    expect(encrypted.layers.every(({ status }) => status === 'passed')).toBe(true);
  });

  test('that rejects the login is told to have been reached up to there', async () => {
    const { layers } = await probed(targetAt(server, dialect, { password: 'Wrong.5-marble' }));
    const failed = layers.filter(({ status }) => status === 'failed');
    expect(failed[0]).toMatchObject({ layer: 'login', seen: 'app to app: connect/auth-failed' });
    expect(layers[0]).toMatchObject({ layer: 'tcp', status: 'passed', seen: `127.0.0.1:${server.port}` });
  });

  test('is reached by name and by socket', async () => {
    const named = targetAt(server, dialect, { hosts: [{ host: 'localhost', port: server.port }] });
    expect(await probed(named)).toHaveProperty('status', 'connected');
    const socket = targetAt(server, dialect, { hosts: [], socket: server.socket, socketPort: server.port });
    expect(await probed(socket)).toMatchObject({ status: 'connected', tls: null });
  });

  test('takes a password with every awkward character', async () => {
    const target = targetAt(server, dialect, { user: 'special', password: SPECIAL_PASSWORD });
    expect(await probed(target)).toHaveProperty('status', 'connected');
  });

  test('is found behind a host that refuses', async () => {
    const hosts = [
      { host: '127.0.0.1', port: await freePort() },
      { host: server.host, port: server.port },
    ];
    expect(await probed(targetAt(server, dialect, { hosts }))).toMatchObject({
      status: 'connected',
      observations: [],
    });
  });

  test('that can be written, and has the version asked for, leaves nothing to tell', async () => {
    const result = await probed(targetAt(server, dialect), { writable: true, version: '>=9' });
    expect(result).toMatchObject({ status: 'connected', observations: [] });
  });

  test('is told when its version is another than required', async () => {
    const result = await probed(targetAt(server, dialect), { version: '>=99' });
    expect(result).toHaveProperty('status', 'connected');
    expect(codesOf(result)).toEqual(['state/version-too-old']);
  });

  test('is told when the URL asks for TLS and the client makes nothing of it', async () => {
    const result = await probed(targetAt(server, dialect, { tls: tls('disable', { mode: 'require' }) }));
    expect(result).toHaveProperty('status', 'connected');
    expect(codesOf(result)).toEqual(['tls/not-encrypted']);
  });
});

describe.each(DIALECTS)('the log of $server', (dialect) => {
  let server: StartedServer;
  beforeAll(async () => {
    server = await dialect.start();
  }, START_TIMEOUT_MS);
  afterAll(() => server.stop());

  test('has no aborted connection after healthy probes', async () => {
    for (const mode of ['disable', 'require', 'verify-full'] as const) {
      const target = targetAt(server, dialect, { tls: tls(mode, { ca: server.ca }) });
      for (const alone of [true, false])
        expect(await probed(target, { writable: true, alone })).toHaveProperty('status', 'connected');
    }
    expect(await readFile(server.log, 'utf8')).not.toMatch(dialect.aborted);
  });

  test('does show one where a client breaks off', async () => {
    const result = await probed(targetAt(server, dialect, { tls: tls('verify-full') }));
    expect(codesOf(result)).toEqual(['tls/untrusted']);
    await expect.poll(() => readFile(server.log, 'utf8')).toMatch(dialect.aborted);
  });
});

describe.each(DIALECTS)('TLS mode', (dialect) => {
  let plain: StartedServer;
  let strict: StartedServer;
  beforeAll(async () => {
    [plain, strict] = await Promise.all([
      dialect.start({ certificate: 'none' }),
      dialect.start({ requireTls: true }),
    ]);
  }, START_TIMEOUT_MS);
  afterAll(() => Promise.all([plain.stop(), strict.stop()]));

  /** What is verified by a CA where no verification is asked for: libpq does it all the same. */
  const lifted = dialect.dialect === 'postgres' ? 'ca' : 'none';
  /** What each mode makes of a server that has no TLS, has it, and demands it: `plain`, or what was verified. */
  const TABLE: Record<(typeof TLS_MODES)[number], [none: string, offered: string, demanded: string]> = {
    disable: ['plain', 'plain', 'tls/required'],
    allow: ['plain', dialect.dialect === 'postgres' ? 'plain' : 'none', lifted],
    prefer: ['plain', lifted, lifted],
    require: ['tls/unsupported', lifted, lifted],
    'verify-ca': ['tls/unsupported', 'ca', 'ca'],
    'verify-full': ['tls/unsupported', 'full', 'full'],
  };

  test.each(TLS_MODES)(`%s on ${dialect.server} without, with, and only with TLS`, async (mode) => {
    const settings = { tls: tls(mode, { ca: inject('certificates').ca }) };
    const outcomes: string[] = [];
    for (const server of [plain, dialect.provided(), strict]) {
      const result = await probed(targetAt(server, dialect, settings));
      if (result.status === 'failed') outcomes.push(...codesOf(result));
      else outcomes.push(result.tls ? result.tls.verified : 'plain');
    }
    expect(outcomes).toEqual(TABLE[mode]);
  });

  test(`require without a CA verifies nothing on ${dialect.server}`, async () => {
    const result = await probed(targetAt(strict, dialect, { tls: tls('require') }));
    expect(result).toMatchObject({ status: 'connected', tls: { version: 'TLSv1.3', verified: 'none' } });
  });

  test(`a plain login that ${dialect.server} refuses is tried over TLS before it is blamed`, async () => {
    const right = await probed(targetAt(strict, dialect));
    expect(factsOf(right)).toMatchObject({ overTls: 'works' });
    const wrong = await probed(targetAt(strict, dialect, { password: 'Wrong.5-marble' }));
    expect(codesOf(wrong)).toEqual([dialect.dialect === 'postgres' ? 'tls/required' : 'connect/auth-failed']);
  });
});
