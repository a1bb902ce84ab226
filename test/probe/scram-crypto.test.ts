import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import * as own from '../../src/probe/scram-crypto.js';

/** What pg itself uses where it is not bundled. */
const theirs = createRequire(import.meta.url)('pg/lib/crypto/utils.js') as typeof own;

const bytes = (result: Buffer | ArrayBuffer) => Buffer.from(result as Buffer).toString('hex');
const salt = Buffer.from('a1b2c3d4e5f60718', 'hex');

test('the hashes of a login are those that pg makes', async () => {
  expect(Object.keys(own).sort()).toEqual(Object.keys(theirs).sort());
  for (const iterations of [1, 4096, 20_001]) {
    const key = await own.deriveKey('pässword', salt, iterations);
    expect(bytes(key)).toBe(bytes(await theirs.deriveKey('pässword', salt, iterations)));
  }
  const key = await own.deriveKey('x', salt, 1);
  expect(bytes(await own.hmacSha256(key, 'Client Kéy'))).toBe(
    bytes(await theirs.hmacSha256(key, 'Client Kéy')),
  );
  expect(bytes(await own.sha256(key))).toBe(bytes(await theirs.sha256(key)));
  for (const name of ['SHA-256', 'SHA-384', 'SHA-512'])
    expect(bytes(await own.hashByName(name, key))).toBe(bytes(await theirs.hashByName(name, key)));
  expect(await own.postgresMd5PasswordHash('app', 'é', salt.subarray(0, 4))).toBe(
    await theirs.postgresMd5PasswordHash('app', 'é', salt.subarray(0, 4)),
  );
});

test('a server that asks for many iterations does not hold up the rest', async () => {
  let isDone = false;
  const key = own.deriveKey('x', salt, 3_000_000).then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  await key;
});
