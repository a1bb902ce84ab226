import { constants, createHash, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { mysqlError, mysqlGreeting, mysqlPacket, type Talk } from './fakes.js';
import type { Certificates } from './provided.js';

export interface Mysql8 {
  readonly password: string;
  /** TLS; without it there is none. */
  readonly certificates?: Certificates;
  /** The password is in the server's cache: its hash is enough. */
  readonly cached?: boolean;
  /** What `SHOW VARIABLES` has. */
  readonly variables?: Readonly<Record<string, string>>;
  /** May write while read_only is on, as SUPER and CONNECTION_ADMIN may. */
  readonly privileged?: boolean;
}

/** Of `mysqlGreeting`. */
const SALT = Buffer.alloc(20, 'a');
const CLIENT_SSL = 0x0800;
const SSL_REQUEST_LENGTH = 32;
const FAST_OK = 3;
const FULL = 4;
const WANTS_KEY = 2;
const COM_QUERY = 3;
const EOF = Buffer.from([0xfe, 0, 0, 2, 0]);
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A MySQL 8 whose users log in by caching_sha2_password; it takes the right password and no other. */
export function mysql8(server: Mysql8): Talk {
  return (socket) => {
    socket.write(mysqlGreeting('8.4.3', 'caching_sha2_password', server.certificates ? CLIENT_SSL : 0));
    converse(socket, server);
  };
}

/** Answers packet after packet; none of them is so long that it would come in pieces. */
function converse(socket: Socket, server: Mysql8): void {
  let answer: (body: Buffer, sequence: number, more: Buffer) => void = (body, sequence, more) => {
    if (body.length === SSL_REQUEST_LENGTH && server.certificates) {
      socket.removeAllListeners('data');
      socket.pause();
      // A client need not wait before it begins the handshake.
      if (more.length > 0) socket.unshift(more);
      const cert = readFileSync(server.certificates.server);
      const key = readFileSync(server.certificates.server.replace(/crt$/, 'key'));
      const secured = new TLSSocket(socket, { isServer: true, cert, key });
      secured.on('error', () => {});
      converse(secured, server);
      return;
    }
    // After capabilities, longest packet, character set and filler: the user, and the length of the token.
    const user = body.indexOf(0, 32);
    const token = body.subarray(user + 2, user + 2 + (body[user + 1] ?? 0));
    if (server.cached) {
      if (!token.equals(tokenOf(server.password))) return refuse(sequence);
      send(sequence + 1, Buffer.from([1, FAST_OK]));
      welcome(sequence + 2);
    } else {
      send(sequence + 1, Buffer.from([1, FULL]));
      answer = fullLogin;
    }
  };
  const fullLogin = (body: Buffer, sequence: number) => {
    if (body.length === 1 && body[0] === WANTS_KEY) {
      const pem = publicKey.export({ type: 'spki', format: 'pem' });
      send(sequence + 1, Buffer.concat([Buffer.from([1]), Buffer.from(pem)]));
      return;
    }
    const given = socket instanceof TLSSocket ? body : decrypted(body);
    if (given.toString() !== `${server.password}\0`) return refuse(sequence);
    welcome(sequence + 1);
  };
  const command = (body: Buffer) => {
    if (body[0] !== COM_QUERY) return socket.end();
    const sql = body.subarray(1).toString();
    const { variables = {}, privileged = false } = server;
    if (/READ WRITE/.test(sql) && variables['read_only'] === 'ON' && !privileged) {
      const setting = variables['super_read_only'] === 'ON' ? 'super-read-only' : 'read-only';
      const text = `The MySQL server is running with the --${setting} option so it cannot execute this statement`;
      return socket.write(mysqlError(1, 1290, text, 'HY000'));
    }
    if (/^SHOW VARIABLES/.test(sql)) return rows(['Variable_name', 'Value'], Object.entries(variables));
    if (/^SELECT 1 AS alive/.test(sql)) return rows(['alive'], [['1']]);
    return send(1, OK);
  };
  const send = (sequence: number, body: Buffer) => socket.write(mysqlPacket(sequence, body));
  const refuse = (sequence: number) => {
    socket.end(mysqlError(sequence + 1, 1045, "Access denied for user 'app'@'localhost'", '28000'));
  };
  const welcome = (sequence: number) => {
    send(sequence, OK);
    answer = command;
  };
  const rows = (names: readonly string[], values: readonly (readonly string[])[]) => {
    const bodies = [
      Buffer.from([names.length]),
      ...names.map((name) => columnOf(name, name === 'alive')),
      EOF,
      ...values.map((row) => Buffer.concat(row.map(text))),
      EOF,
    ];
    socket.write(Buffer.concat(bodies.map((body, index) => mysqlPacket(index + 1, body))));
  };
  socket.on('data', (bytes: Buffer) => {
    const end = 4 + bytes.readUIntLE(0, 3);
    answer(bytes.subarray(4, end), bytes[3] ?? 0, bytes.subarray(end));
  });
}

/** A text with its length before it. */
const text = (value: string) => Buffer.concat([Buffer.from([Buffer.byteLength(value)]), Buffer.from(value)]);

function columnOf(name: string, isNumber: boolean): Buffer {
  const type = isNumber ? 8 : 253;
  const rest = [12, 45, 0, 0, 1, 0, 0, type, 0, 0, 0, 0, 0];
  return Buffer.concat([...['def', '', '', '', name, ''].map(text), Buffer.from(rest)]);
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const xor = (bytes: Buffer, key: Buffer) =>
  Buffer.from(bytes.map((byte, index) => byte ^ (key[index % key.length] ?? 0)));

function tokenOf(password: string): Buffer {
  const once = sha256(Buffer.from(password));
  return xor(once, sha256(Buffer.concat([sha256(once), SALT])));
}

function decrypted(body: Buffer): Buffer {
  const key = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  return xor(privateDecrypt(key, body), SALT);
}
