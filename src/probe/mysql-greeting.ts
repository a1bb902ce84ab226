/** The first packet of a MySQL or MariaDB server: protocol 10, or an error in its place. */
export type Greeting =
  | {
      readonly kind: 'greeting';
      /** `MariaDB 10.11.19`, `MySQL 8.4.3`. */
      readonly server: string;
      readonly tls: boolean;
    }
  | { readonly kind: 'error'; readonly errno: number; readonly text: string };

const HEADER = 4;
const PROTOCOL = 10;
const ERROR = 0xff;
const CLIENT_SSL = 0x0800;
/** Protocol 4.1, TLS, the hashed password; packets of 16 MB, and UTF-8: what a client sends before the handshake. */
export const SSL_REQUEST = Buffer.concat([
  Buffer.from([32, 0, 0, 1, 0x00, 0x8a, 0x00, 0x00, 0, 0, 0, 1, 45]),
  Buffer.alloc(23),
]);
/** Longer than any greeting: a foreign service that happens to begin like one. */
const LONGEST = 1024;

/** Bytes that the first packet has, or null where these are none of MySQL's. */
export function greetingLength(bytes: Buffer): number | null {
  if (bytes.length < HEADER + 1) return null;
  const length = bytes.readUIntLE(0, 3);
  const first = bytes[HEADER];
  const isOne = bytes[3] === 0 && (first === PROTOCOL || first === ERROR) && length > 3 && length < LONGEST;
  return isOne ? HEADER + length : null;
}

export function parseGreeting(bytes: Buffer): Greeting | null {
  const end = greetingLength(bytes);
  if (end === null || bytes.length < end) return null;
  const packet = bytes.subarray(HEADER, end);
  if (packet[0] === ERROR) {
    const text = packet
      .subarray(3)
      .toString('utf8')
      .replace(/^#.{5}/, '');
    return { kind: 'error', errno: packet.readUInt16LE(1), text };
  }
  const versionEnd = packet.indexOf(0, 1);
  // After the version: connection id, 8 bytes of salt, a zero, then the capabilities.
  const capabilities = versionEnd + 1 + 4 + 8 + 1;
  if (versionEnd < 2 || packet.length < capabilities + 2) return null;
  return {
    kind: 'greeting',
    server: serverName(packet.subarray(1, versionEnd).toString('latin1')),
    tls: (packet.readUInt16LE(capabilities) & CLIENT_SSL) !== 0,
  };
}

/** MariaDB puts `5.5.5-` before its version, for replicas of old. */
function serverName(version: string): string {
  const number = /\d+(\.\d+)*/.exec(version.replace(/^5\.5\.5-/, ''))?.[0] ?? version;
  return `${/mariadb/i.test(version) ? 'MariaDB' : 'MySQL'} ${number}`;
}
