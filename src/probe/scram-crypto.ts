import { loadCrypto } from './load-crypto.js';

/**
 * What pg needs for a login, in the place of its own `lib/crypto/utils.js` (scripts/lighter-packages.mjs): that asks the
 * Web Crypto API, which costs loading it, and a thread for each of the seven hashes of a login.
 */

/** Iterations that take some milliseconds; PostgreSQL's default is 4096. A server may ask for any number. */
const MOST_AT_ONCE = 20_000;

/** Of one role the salt is always the same, so that a second database of its server costs nothing. */
const derived = new Map<string, Promise<Buffer>>();

export function randomBytes(length: number): Buffer {
  return loadCrypto().randomBytes(length);
}

export async function md5(text: string | Buffer): Promise<string> {
  return loadCrypto().createHash('md5').update(text).digest('hex');
}

/** AuthenticationMD5Password of PostgreSQL's protocol. */
export async function postgresMd5PasswordHash(user: string, password: string, salt: Buffer): Promise<string> {
  const inner = await md5(password + user);
  return `md5${await md5(Buffer.concat([Buffer.from(inner), salt]))}`;
}

export async function sha256(bytes: Buffer): Promise<Buffer> {
  return hashByName('SHA-256', bytes);
}

/** `name` as the Web Crypto API has it: `SHA-256`. */
export async function hashByName(name: string, bytes: Buffer): Promise<Buffer> {
  return loadCrypto().createHash(name.replace('-', '')).update(bytes).digest();
}

export async function hmacSha256(key: Buffer, message: string): Promise<Buffer> {
  return loadCrypto().createHmac('sha256', key).update(message, 'utf8').digest();
}

/** PBKDF2 with SHA-256, 32 bytes. */
export function deriveKey(password: string, salt: Buffer, iterations: number): Promise<Buffer> {
  const known = `${iterations} ${salt.toString('hex')} ${password}`;
  const key = derived.get(known) ?? derive(password, salt, iterations);
  derived.set(known, key);
  return key;
}

async function derive(password: string, salt: Buffer, iterations: number): Promise<Buffer> {
  if (iterations <= MOST_AT_ONCE) return loadCrypto().pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  return new Promise((resolve, reject) => {
    loadCrypto().pbkdf2(password, salt, iterations, 32, 'sha256', (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
