import { chmod, chown, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { TlsMode } from '../../src/config/config.js';
import { Secret } from '../../src/variables/secret.js';
import { codesOf, factsOf, probed, targetAt, tls, wordsOf } from '../probe/targets.js';

const { ca, otherCa, client, clientKey } = inject('certificates');
const postgres = inject('postgres');
const mariadb = inject('mariadb');
let home: string;
let dot: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dbcheck-home-'));
  dot = join(home, '.postgresql');
});
beforeEach(async () => {
  await rm(dot, { recursive: true, force: true });
  await mkdir(dot);
});
afterAll(() => rm(home, { recursive: true }));

const seenBy = (
  grammar: string,
  mode: TlsMode,
  { settings = {}, environment = {}, parts = {} }: Record<string, object> = {},
) =>
  probed(targetAt(postgres, { dialect: 'postgres' }, { grammar, tls: tls(mode, settings), ...parts }), {
    environment: { HOME: home, ...environment },
  });

describe('a client of libpq that names no CA', () => {
  test.each(['libpq', 'sqlalchemy', 'rails', 'asyncpg', 'jdbc'])(
    '%s cannot verify without ~/.postgresql/root.crt, whoever the system trusts',
    async (grammar) => {
      const environment = { SSL_CERT_FILE: ca, NODE_EXTRA_CA_CERTS: ca };
      const result = await seenBy(grammar, 'verify-full', { environment });
      expect(codesOf(result)).toEqual(['tls/ca-unreadable']);
      expect(factsOf(result)).toMatchObject({ reason: 'default', file: join(dot, 'root.crt') });
      expect(result.observations.map(wordsOf).join('\n')).toContain('no CA is named');
    },
  );

  test.each(['libpq', 'any', 'pgx'])(
    '%s goes by ~/.postgresql/root.crt where it is there',
    async (grammar) => {
      await copyFile(ca, join(dot, 'root.crt'));
      expect(await seenBy(grammar, 'verify-full')).toMatchObject({
        status: 'connected',
        tls: { verified: 'full' },
      });
      expect(await seenBy(grammar, 'require')).toMatchObject({
        status: 'connected',
        tls: { verified: 'ca' },
      });
      expect(await seenBy(grammar, 'prefer')).toMatchObject({ status: 'connected', tls: { verified: 'ca' } });
    },
  );

  test('is refused by it under require, and goes on in clear text under prefer', async () => {
    await copyFile(otherCa, join(dot, 'root.crt'));
    expect(codesOf(await seenBy('libpq', 'require'))).toEqual(['tls/untrusted']);
    expect(await seenBy('libpq', 'prefer')).toMatchObject({ status: 'connected', tls: null });
  });

  test('passes over a CA file that is missing where nothing has to be verified, and is told', async () => {
    const settings = { ca: '/no/such.pem' };
    const result = await seenBy('libpq', 'require', { settings });
    expect(result).toMatchObject({ status: 'connected', tls: { verified: 'none' } });
    expect(result.observations).toMatchObject([{ code: 'tls/ca-unreadable', severity: 'warning' }]);
    expect(codesOf(await seenBy('libpq', 'verify-ca', { settings }))).toEqual(['tls/ca-unreadable']);
    expect(await seenBy('node-pg', 'require', { settings })).toHaveProperty('status', 'failed');
  });
});

describe('another client that names no CA', () => {
  test.each([
    ['node-pg', { NODE_EXTRA_CA_CERTS: ca }, true],
    ['node-pg', { SSL_CERT_FILE: ca }, false],
    ['sqlx', { SSL_CERT_FILE: ca }, true],
    ['sqlx', { NODE_EXTRA_CA_CERTS: ca }, false],
    ['r2dbc', { SSL_CERT_FILE: ca, NODE_EXTRA_CA_CERTS: ca }, false],
    ['any', { SSL_CERT_FILE: ca }, true],
    ['any', { NODE_EXTRA_CA_CERTS: ca }, true],
  ])('%s with %j is trusted: %j', async (grammar, environment, isTrusted) => {
    const result = await seenBy(grammar, 'verify-full', { environment });
    expect(codesOf(result)).toEqual(isTrusted ? [] : ['tls/untrusted']);
  });

  test.each([
    ['no-such.pem', 'ENOENT', "can't be read"],
    ['empty.pem', null, 'holds no certificate'],
  ])('of Node is told that NODE_EXTRA_CA_CERTS names %s', async (name, errno, words) => {
    const file = join(home, name);
    if (errno === null) await writeFile(file, '');
    const result = await seenBy('node-pg', 'verify-full', { environment: { NODE_EXTRA_CA_CERTS: file } });
    expect(codesOf(result)).toEqual(['tls/untrusted']);
    expect(factsOf(result)).toMatchObject({ extra: { file, errno } });
    expect(result.observations.map(wordsOf).join('\n')).toContain(words);
  });

  test('on a system without root certificates is told to install them', async () => {
    const environment = { SSL_CERT_FILE: '/no/such.pem' };
    const words = (await seenBy('sqlx', 'verify-full', { environment })).observations.map(wordsOf).join('\n');
    expect(words).toContain('ca-certificates');
  });

  test('of MariaDB goes by the list of its language', async () => {
    const at = (grammar: string) =>
      targetAt(mariadb, { dialect: 'mariadb' }, { grammar, tls: tls('verify-full') });
    const environment = { HOME: home, NODE_EXTRA_CA_CERTS: ca };
    expect(codesOf(await probed(at('mysql2'), { environment }))).toEqual([]);
    expect(codesOf(await probed(at('go-sql-driver'), { environment }))).toEqual(['tls/untrusted']);
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

  test.each([
    ['node-pg', 'verify-full', ['tls/mode-too-weak']],
    ['postgres.js', 'verify-full', ['tls/mode-too-weak']],
    ['node-pg', 'require', []],
    ['sqlx', 'verify-full', []],
  ] as const)('switches off what %s has for %s: %j', async (grammar, mode, codes) => {
    const result = await seenBy(grammar, mode, { environment, settings: mode === 'require' ? {} : { ca } });
    expect(result.status).toBe('connected');
    expect(codesOf(result)).toEqual(codes);
    for (const { severity } of result.observations) expect(severity).toBe('warning');
  });
});

describe('the certificate of a client of libpq', () => {
  const asCert = { user: 'cert', password: null };

  test('is ~/.postgresql/postgresql.crt where none is named', async () => {
    await copyFile(client, join(dot, 'postgresql.crt'));
    const without = await seenBy('libpq', 'require', { parts: asCert });
    expect(codesOf(without)).toEqual(['tls/ca-unreadable']);
    expect(factsOf(without)).toMatchObject({ role: 'client key', errno: 'ENOENT' });
    await copyFile(clientKey, join(dot, 'postgresql.key'));
    await chmod(join(dot, 'postgresql.key'), 0o600);
    expect(await seenBy('libpq', 'require', { parts: asCert })).toHaveProperty('status', 'connected');
  });

  test.each([
    [0o644, 0, true],
    [0o660, 0, true],
    [0o640, 0, false],
    [0o640, 1, true],
    [0o600, 1, false],
  ])('is refused for a key of mode %o that belongs to uid %d: %j', async (mode, uid, isRefused) => {
    const file = join(dot, 'some.key');
    await copyFile(clientKey, file);
    await chown(file, uid, 0);
    await chmod(file, mode);
    const settings = { cert: client, key: new Secret(file) };
    const result = await seenBy('libpq', 'require', { settings, parts: asCert });
    expect(codesOf(result)).toEqual(isRefused ? ['tls/ca-unreadable'] : []);
    if (isRefused) expect(factsOf(result)).toMatchObject({ reason: 'permissions' });
    const unknown = await seenBy('any', 'require', { settings, parts: asCert });
    expect(unknown.status).toBe('connected');
    expect(codesOf(unknown)).toEqual(isRefused ? ['tls/ca-unreadable'] : []);
    expect(codesOf(await seenBy('node-pg', 'require', { settings, parts: asCert }))).toEqual([]);
  });

  test('that is named and missing is passed over, and told', async () => {
    const settings = { cert: '/no/such.crt', key: new Secret('/no/such.key') };
    const result = await seenBy('libpq', 'require', { settings });
    expect(result.status).toBe('connected');
    expect(result.observations).toMatchObject([{ code: 'tls/ca-unreadable', severity: 'warning' }]);
    expect(codesOf(await seenBy('libpq', 'require', { settings, parts: asCert }))).toEqual([
      'tls/client-cert-required',
      'tls/ca-unreadable',
    ]);
  });
});

test('a Unix socket has no TLS, and asks for no file of it', async () => {
  const parts = { hosts: [], socket: postgres.socket, socketPort: postgres.port };
  const result = await seenBy('libpq', 'verify-full', { parts, settings: { ca: '/no/such.pem' } });
  expect(result).toMatchObject({ status: 'connected', tls: null, observations: [] });
});

test('the CA in one line is read, and told', async () => {
  const value = (await readFile(ca, 'utf8')).trim();
  for (const [written, reason] of [
    [value.replaceAll('\n', '\\n'), 'literal-newline'],
    [value.replaceAll('\n', ' '), 'one-line'],
    [Buffer.from(value).toString('base64'), 'base64'],
  ]) {
    const result = await seenBy('any', 'verify-full', { settings: { ca: written ?? '' } });
    expect(result.status).toBe('connected');
    expect(result.observations).toMatchObject([
      { code: 'tls/ca-invalid', severity: 'warning', facts: { reason } },
    ]);
  }
});
