import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Secret } from '../../src/variables/secret.js';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { START_TIMEOUT_MS } from '../servers/guarded-process.js';
import type { StartedServer } from '../servers/postgres-server.js';

describe.each(DIALECTS)('the certificate of $server', (dialect) => {
  const { ca, otherCa } = inject('certificates');
  let expired: StartedServer;
  let early: StartedServer;
  let elsewhere: StartedServer;
  beforeAll(async () => {
    [expired, early, elsewhere] = await Promise.all([
      dialect.start({ certificate: 'expired' }),
      dialect.start({ certificate: 'notYetValid' }),
      dialect.start({ certificate: 'wrongHost' }),
    ]);
  }, START_TIMEOUT_MS);
  afterAll(() => Promise.all([expired, early, elsewhere].map((server) => server.stop())));

  const seen = async (
    server: StartedServer,
    mode: 'require' | 'verify-ca' | 'verify-full',
    authority: string | null,
  ) => codesOf(await probed(targetAt(server, dialect, { tls: tls(mode, { ca: authority }) })));

  test('from an unknown CA is not trusted, and the CA that was looked in is named', async () => {
    const result = await probed(
      targetAt(dialect.provided(), dialect, { tls: tls('verify-ca', { ca: otherCa }) }),
    );
    expect(codesOf(result)).toEqual(['tls/untrusted']);
    expect(factsOf(result)).toMatchObject({
      ca: otherCa,
      caCertificates: 1,
      issuer: 'CN=dbcheck test CA, O=dbcheck',
    });
  });

  test("from a private CA is not trusted by Node's own roots", async () => {
    const result = await probed(targetAt(dialect.provided(), dialect, { tls: tls('verify-full') }));
    expect(codesOf(result)).toEqual(['tls/untrusted']);
    expect(factsOf(result)).toMatchObject({ ca: null });
  });

  test('for another host is told under verify-full alone', async () => {
    expect(await seen(elsewhere, 'verify-full', ca)).toEqual(['tls/hostname']);
    expect(await seen(elsewhere, 'verify-ca', ca)).toEqual([]);
  });

  test('that expired is told, and no more than that', async () => {
    expect(await seen(expired, 'verify-full', ca)).toEqual(['tls/expired']);
  });

  test('that is not valid yet is told', async () => {
    expect(await seen(early, 'verify-full', ca)).toEqual(['tls/not-yet-valid']);
  });

  test('has all its faults told at once', async () => {
    expect(await seen(expired, 'verify-full', otherCa)).toEqual(['tls/untrusted', 'tls/expired']);
    expect(await seen(elsewhere, 'verify-full', otherCa)).toEqual(['tls/untrusted', 'tls/hostname']);
    expect(await seen(expired, 'verify-full', null)).toEqual(['tls/untrusted', 'tls/expired']);
  });

  test('is not looked at where nothing is to be verified', async () => {
    expect(await seen(expired, 'require', null)).toEqual([]);
  });
});

describe.each(DIALECTS)('TLS settings for $server', (dialect) => {
  const { ca, client, clientKey } = inject('certificates');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dbcheck-ca-'));
    await Promise.all([
      writeFile(join(folder, 'empty.pem'), ''),
      writeFile(join(folder, 'text.pem'), 'not a certificate\n'),
      writeFile(
        join(folder, 'damaged.pem'),
        '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      ),
      readFile(ca, 'utf8').then((pem) =>
        writeFile(join(folder, 'one-line.pem'), pem.replaceAll('\n', '\\n')),
      ),
      readFile(ca, 'utf8').then((pem) => writeFile(join(folder, 'relative.pem'), pem)),
    ]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const withCa = (authority: string) =>
    targetAt(dialect.provided(), dialect, { tls: tls('verify-full', { ca: authority }) });

  test.each([
    ['no-such.pem', 'tls/ca-unreadable', { errno: 'ENOENT' }],
    ['.', 'tls/ca-unreadable', { errno: 'EISDIR' }],
    ['empty.pem', 'tls/ca-invalid', { reason: 'empty' }],
    ['text.pem', 'tls/ca-invalid', { reason: 'no-pem' }],
    ['damaged.pem', 'tls/ca-invalid', { reason: 'damaged' }],
  ])('a CA file %s is told before anything is connected', async (name, code, facts) => {
    const result = await probed(withCa(name), { cwd: folder });
    expect(codesOf(result)).toEqual([code]);
    expect(factsOf(result)).toMatchObject(facts);
  });

  test('a folder in place of the CA is not made readable', async () => {
    const result = await probed(
      targetAt(dialect.provided(), dialect, { tls: tls('verify-ca', { ca: tmpdir() }) }),
    );
    expect(factsOf(result)).toMatchObject({ errno: 'EISDIR' });
    expect(result.observations.map(wordsOf).join()).not.toContain('chmod');
  });

  test('a key in place of the CA is told', async () => {
    expect(factsOf(await probed(withCa(clientKey)))).toMatchObject({ reason: 'a-key' });
  });

  test.each(['relative.pem', 'one-line.pem'])('a CA file %s is read', async (name) => {
    expect(await probed(withCa(name), { cwd: folder })).toMatchObject({
      status: 'connected',
      tls: { verified: 'full' },
    });
  });

  test('the CA may be the text itself, with line breaks or with \\n', async () => {
    const pem = await readFile(ca, 'utf8');
    for (const text of [pem, pem.trim().replaceAll('\n', '\\n')]) {
      expect(await probed(withCa(text))).toHaveProperty('status', 'connected');
    }
  });

  test('a client key that does not fit its certificate is told', async () => {
    const key = new Secret(ca.replace(/crt$/, 'key'));
    const result = await probed(
      targetAt(dialect.provided(), dialect, { tls: tls('require', { cert: client, key }) }),
    );
    expect(factsOf(result)).toMatchObject({ reason: 'mismatch' });
  });
});
