import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocketOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { Secret } from '../../src/variables/secret.js';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';
import { CA, type Issued, ownAuthority } from '../servers/own-authority.js';
import { startTlsFront, type TlsFront } from '../servers/tls-front.js';

const { ca, server, client, clientKey } = inject('certificates');
const postgres = inject('postgres');
const mariadb = inject('mariadb');
const AT = { dialect: 'postgres' } as const;
let shown: TLSSocketOptions;
let folder: string;
let foreign: Issued;
let old: Issued;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dbcheck-handshakes-'));
  const issue = ownAuthority(folder);
  await issue('foreign-ca', { extensions: CA });
  foreign = await issue('foreign', { subject: '/CN=cert', by: 'foreign-ca' });
  old = await issue('old', { subject: '/CN=cert', days: -1, by: ca.replace(/\.crt$/, '') });
  const key = await readFile(server.replace(/crt$/, 'key'), 'utf8');
  shown = { cert: await readFile(server, 'utf8'), key };
});
afterAll(() => rm(folder, { recursive: true }));

async function front(options: Parameters<typeof startTlsFront>[1] = {}): Promise<TlsFront> {
  const started = await startTlsFront(postgres, { ...shown, ...options });
  onTestFinished(() => started.close());
  return started;
}

const at = ({ port }: TlsFront, parts: object = {}) =>
  targetAt(postgres, AT, { tls: tls('verify-full', { ca }), hosts: [{ host: 'localhost', port }], ...parts });

describe('a version of TLS', () => {
  const only = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
    ({ minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' }) as const;

  test.each([
    ['TLSv1', {}, 'TLS 1.0'],
    ['TLSv1.1', {}, 'TLS 1.1'],
    ['TLSv1.2', { ssl_min_protocol_version: 'TLSv1.3' }, 'TLS 1.2'],
  ] as const)(
    '%s alone, where the client has %j, is told as what the server offers',
    async (version, parameters, words) => {
      const result = await probed(at(await front(only(version)), { parameters }));
      expect(codesOf(result)).toEqual(['tls/protocol-version']);
      expect(factsOf(result)).toMatchObject({ offers: version, reason: 'version' });
      expect(result.observations.map(wordsOf).join('\n')).toContain(`offers ${words}`);
    },
  );

  test.each([
    ['TLSv1.2', {}],
    ['TLSv1.3', {}],
    ['TLSv1.2', { ssl_max_protocol_version: 'tlsv1.2' }],
  ] as const)('%s alone is enough, where the client has %j', async (version, parameters) => {
    const result = await probed(at(await front(only(version)), { parameters }));
    expect(result).toMatchObject({ status: 'connected', tls: { version }, observations: [] });
  });

  test('of MariaDB that is not taken is told too', async () => {
    const parameters = { 'tls-version': 'TLSv1.1' };
    const result = await probed(
      targetAt(mariadb, { dialect: 'mariadb' }, { parameters, tls: tls('require') }),
    );
    expect(codesOf(result)).toEqual(['tls/protocol-version']);
    expect(factsOf(result)).toMatchObject({ max: 'TLSv1.1', offers: 'TLSv1.3' });
  });
});

describe('the name that a server is told', () => {
  test.each([
    ['localhost', {}, 'localhost'],
    ['127.0.0.1', {}, false],
    ['localhost', { sslsni: '0' }, false],
  ] as const)('at the host %s, with %j, is %j', async (host, parameters, asked) => {
    const proxy = await front();
    const hosts = [{ host, port: proxy.port }];
    expect(await probed(at(proxy, { hosts, parameters }))).toHaveProperty('status', 'connected');
    expect(proxy.asked).toEqual([asked]);
  });
});

describe('TLS from the first byte', () => {
  const parameters = { sslnegotiation: 'direct' };

  test('is made where the client asks for it', async () => {
    const proxy = await front({ direct: true, ALPNProtocols: ['postgresql'] });
    expect(await probed(at(proxy, { parameters }))).toMatchObject({
      status: 'connected',
      tls: { verified: 'full' },
    });
  });

  test('is not what PostgreSQL before 17 takes', async () => {
    const result = await probed(targetAt(postgres, AT, { tls: tls('require'), parameters }));
    expect(codesOf(result)).toEqual(['tls/protocol-version']);
    expect(factsOf(result)).toMatchObject({ reason: 'not-direct' });
  });

  test('is named where the client does not ask for it, with the word for it', async () => {
    const result = await probed(at(await front({ direct: true })));
    expect(codesOf(result)).toEqual(['connect/wrong-protocol']);
    expect(factsOf(result)).toMatchObject({ found: 'TLS' });
    expect(result.observations.map(wordsOf).join('\n')).toContain('sslnegotiation=direct');
  });
});

describe('a certificate of the client', () => {
  const as = (cert: string | null, key: string | null, more: object = {}) => ({
    user: 'cert',
    password: null,
    tls: tls('require', { cert, key: key === null ? null : new Secret(key), ...more }),
  });
  const login = (parts: object) => probed(targetAt(postgres, AT, parts));

  test('of a CA that the server does not know is told with its issuer', async () => {
    const result = await login(as(foreign.cert, foreign.key));
    expect(codesOf(result)).toEqual(['tls/client-cert-required']);
    expect(factsOf(result)).toMatchObject({
      given: true,
      reason: 'unknown-ca',
      certificate: { issuer: 'CN=foreign-ca' },
    });
  });

  test('of another user is told with the name that it must have', async () => {
    const cert = await readFile(server, 'utf8');
    const result = await login(as(cert, server.replace(/crt$/, 'key')));
    expect(codesOf(result)).toEqual(['tls/client-cert-required']);
    expect(factsOf(result)).toMatchObject({ given: true, user: 'cert' });
  });

  test('that has expired is told with its dates', async () => {
    const result = await login(as(old.cert, old.key));
    expect(codesOf(result)).toEqual(['tls/client-cert-required']);
    expect(factsOf(result)).toMatchObject({ reason: 'expired', certificate: { subject: 'CN=cert' } });
  });

  test.each(['pkcs8', 'sec1', 'encrypted'])('has a key in the form %s', async (form) => {
    const { createPrivateKey } = await import('node:crypto');
    const key = createPrivateKey(await readFile(clientKey));
    const written =
      form === 'sec1'
        ? key.export({ type: 'sec1', format: 'pem' })
        : key.export({
            type: 'pkcs8',
            format: 'pem',
            ...(form === 'encrypted' ? { cipher: 'aes-256-cbc', passphrase: 'Otter.2-quay' } : {}),
          });
    const passphrase = form === 'encrypted' ? { passphrase: new Secret('Otter.2-quay') } : {};
    const file = join(folder, `${form}.key`);
    await writeFile(file, written, { mode: 0o600 });
    expect(await login(as(client, file, passphrase))).toHaveProperty('status', 'connected');
    if (form !== 'encrypted') return;
    expect(factsOf(await login(as(client, file)))).toMatchObject({ reason: 'encrypted' });
    const wrong = await login(as(client, file, { passphrase: new Secret('Wrong.5-marble') }));
    expect(factsOf(wrong)).toMatchObject({ reason: 'passphrase' });
  });
});
