import { createHash } from 'node:crypto';

/** Bytes that the server sends to be signed. */
const NONCE = 32;
const HALF = 32;

/**
 * Answers MariaDB's method `ed25519`: a signature of the server's nonce by a key that is made from the
 * password. As in RFC 8032, section 5.1.6, but for the secret, which is a password of any length and so no key
 * that `node:crypto` takes. The password does not leave this side.
 */
export async function signByPassword(password: string, data: Buffer): Promise<Buffer> {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  const { Point } = ed25519;
  const order = Point.Fn.ORDER;
  const nonce = data.subarray(0, NONCE);
  const secret = sha512(Buffer.from(password));
  const scalar = integer(clamped(secret.subarray(0, HALF))) % order;
  const publicKey = Point.BASE.multiply(scalar).toBytes();
  const blind = integer(sha512(secret.subarray(HALF), nonce)) % order;
  const commitment = Point.BASE.multiply(blind).toBytes();
  const challenge = integer(sha512(commitment, publicKey, nonce)) % order;
  const response = Point.Fn.toBytes((blind + challenge * scalar) % order);
  return Buffer.concat([commitment, response]);
}

function sha512(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function clamped(half: Buffer): Buffer {
  const bytes = Buffer.from(half);
  bytes[0] = (bytes[0] ?? 0) & 0xf8;
  bytes[31] = ((bytes[31] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

/** Little-endian. */
function integer(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}
