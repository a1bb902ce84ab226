import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocketOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { ProbeResult } from '../../src/probe/probe.js';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';
import { CA, type Issued, LOCALHOST, ownAuthority } from '../servers/own-authority.js';
import { startTlsFront } from '../servers/tls-front.js';

const postgres = inject('postgres');
let folder: string;
const made: Record<string, Issued> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dbcheck-chains-'));
  const issue = ownAuthority(folder);
  const make = async (name: string, wanted: Parameters<typeof issue>[1]) => {
    made[name] = await issue(name, wanted);
  };
  const rsa = (bits: number) => ['-newkey', `rsa:${bits}`];
  await make('root', { subject: '/O=Harbour/CN=Harbour Root', extensions: CA });
  await make('again', { subject: '/O=Harbour/CN=Harbour Root', extensions: CA });
  await make('middle', { subject: '/O=Harbour/CN=Harbour Issuing', extensions: CA, by: 'root' });
  await make('short', {
    subject: '/O=Harbour/CN=No Further',
    extensions: ['basicConstraints = critical, CA:TRUE, pathlen:0', 'keyUsage = keyCertSign'],
    by: 'root',
  });
  await make('below-short', { extensions: CA, by: 'short' });
  await make('old-root', { subject: '/CN=Old Root', extensions: CA, days: -1 });
  await make('no-ca', { subject: '/CN=No CA', extensions: ['basicConstraints = critical, CA:FALSE'] });
  await Promise.all([
    make('good', { extensions: LOCALHOST, by: 'root' }),
    make('below', { extensions: LOCALHOST, by: 'middle' }),
    make('too-deep', { extensions: LOCALHOST, by: 'below-short' }),
    make('alone', { extensions: LOCALHOST }),
    make('client-only', { extensions: [...LOCALHOST, 'extendedKeyUsage = clientAuth'], by: 'root' }),
    make('small', { extensions: LOCALHOST, by: 'root', newKey: rsa(1024) }),
    make('below-old', { extensions: LOCALHOST, by: 'old-root' }),
    make('by-no-ca', { extensions: LOCALHOST, by: 'no-ca' }),
    make('common-name', { subject: '/CN=localhost', by: 'root' }),
    make('address-name', { subject: '/CN=127.0.0.1', by: 'root' }),
    make('address-dns', { extensions: ['subjectAltName = DNS:127.0.0.1'], by: 'root' }),
    make('wildcard', { extensions: ['subjectAltName = DNS:*.localhost'], by: 'root' }),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

const of = (name: string): Issued => {
  const issued = made[name];
  if (!issued) throw new Error(`no certificate ${name}`);
  return issued;
};

/** A server that shows these certificates, the first being its own, held against the CA of a file. */
async function shown(
  names: readonly string[],
  ca: string | null,
  { host = '127.0.0.1', client = 'any', options = {} as TLSSocketOptions } = {},
): Promise<ProbeResult> {
  const [first = ''] = names;
  const cert = names.map((name) => of(name).cert).join('');
  const front = await startTlsFront(postgres, { cert, key: of(first).key, ...options });
  onTestFinished(() => front.close());
  const settings = tls('verify-full', { ca: ca === null ? null : of(ca).file });
  const hosts = [{ host, port: front.port }];
  return probed(targetAt(postgres, { dialect: 'postgres' }, { tls: settings, hosts, grammar: client }));
}

describe('a chain of certificates', () => {
  test.each([
    [['good'], 'root'],
    [['below', 'middle'], 'root'],
    [['below'], 'middle', 'needs its root all the same'],
    [['alone'], 'alone'],
    // An old root that is sent besides does no harm.
    [['good', 'old-root'], 'root'],
  ] as const)('%j is good by the CA %s', async (names, ca, but?: string) => {
    const result = await shown(names, ca);
    if (but) expect(factsOf(result)).toMatchObject({ openssl: expect.stringMatching(/ISSUER/) });
    else expect(result).toMatchObject({ status: 'connected', tls: { verified: 'full' }, observations: [] });
  });

  test.each([
    [['alone'], 'root', 'self-signed', 'is signed by itself'],
    [['good'], 'good', 'leaf-as-ca', 'and not the certificate itself'],
    [['good'], 'again', 'same-name', 'with another key'],
    [['good', 'root'], 'again', 'same-name', 'with another key'],
    [['below'], 'root', 'intermediate-missing', 'Append the intermediate'],
    [['below', 'middle'], 'alone', 'unknown-issuer', 'holds CN=alone'],
    [['good'], 'alone', 'unknown-issuer', 'Replace the CA'],
    [['client-only'], 'root', 'wrong-purpose', 'serverAuth'],
    [['too-deep', 'below-short', 'short'], 'root', 'path-length', 'pathlen'],
    [['by-no-ca'], 'no-ca', 'not-a-ca', 'CA:TRUE'],
  ] as const)('%j is not trusted by the CA %s, because: %s', async (names, ca, reason, words) => {
    const result = await shown(names, ca);
    expect(codesOf(result)).toEqual(['tls/untrusted']);
    expect(factsOf(result)).toMatchObject({ reason });
    expect(result.observations.map(wordsOf).join('\n')).toContain(words);
  });

  test('with a CA that has expired is told by the name of that CA', async () => {
    const result = await shown(['below-old', 'old-root'], 'old-root');
    expect(codesOf(result)).toEqual(['tls/expired']);
    expect(factsOf(result)).toMatchObject({ which: 'CN=Old Root', isCa: true });
  });

  test('with a key that is too small is told as such', async () => {
    const result = await shown(['small'], 'root', { options: { ciphers: 'DEFAULT@SECLEVEL=0' } });
    expect(result.observations.map(wordsOf).join('\n')).toMatch(/too (weak|small)/);
    expect(factsOf(result)).toMatchObject({ reason: 'weak' });
  });

  test('has what the CA file holds told, with the names and the name of the host', async () => {
    const result = await shown(['wildcard'], 'alone', { host: 'localhost' });
    expect(codesOf(result)).toEqual(['tls/untrusted', 'tls/hostname']);
    expect(factsOf(result)).toMatchObject({ holds: [{ subject: 'CN=alone', validTo: expect.any(String) }] });
  });
});

describe('the name in a certificate', () => {
  test.each([
    ['common-name', 'localhost', 'libpq', []],
    ['common-name', 'localhost', 'any', []],
    ['common-name', 'localhost', 'pgx', ['tls/hostname']],
    ['common-name', '127.0.0.1', 'libpq', ['tls/hostname']],
    ['address-name', '127.0.0.1', 'libpq', []],
    ['address-dns', '127.0.0.1', 'libpq', []],
    ['address-dns', '127.0.0.1', 'node-pg', ['tls/hostname']],
    ['wildcard', 'localhost', 'libpq', ['tls/hostname']],
  ] as const)('%s, at the host %s, for the client %s: %j', async (name, host, client, codes) => {
    expect(codesOf(await shown([name], 'root', { host, client }))).toEqual(codes);
  });
});
