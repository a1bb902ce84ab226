import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

const HEAD_BYTES = 12;
const RECURSION_DESIRED = 0x0100;
const RCODE = 0x0f;
const [NOERROR, NXDOMAIN] = [0, 3];
const TYPE_A = 1;
const CLASS_IN = 1;

/**
 * Whether a name server knows the name at all, by the code of its answer (RFC 1035, section 4.1.1): Bun calls a
 * name without an address, and one that does not exist, both `ENOTFOUND`. Null where the server says neither.
 */
export function nameExists(host: string, server: string, ms: number): Promise<boolean | null> {
  const query = queryFor(host);
  if (!query) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server) ? 'udp6' : 'udp4');
    let isOver = false;
    const end = (known: boolean | null) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      socket.close();
      resolve(known);
    };
    const late = setTimeout(() => end(null), ms);
    socket.on('error', () => end(null));
    socket.on('message', (answer) => {
      if (answer.length < HEAD_BYTES || !answer.subarray(0, 2).equals(query.subarray(0, 2))) return;
      const code = answer.readUInt16BE(2) & RCODE;
      end(code === NOERROR ? true : code === NXDOMAIN ? false : null);
    });
    socket.send(query, 53, server, (error) => {
      if (error) end(null);
    });
  });
}

/** One question for an address; null for what is no name. */
function queryFor(host: string): Buffer | null {
  const labels = host
    .replace(/\.$/, '')
    .split('.')
    .map((label) => Buffer.from(label));
  if (labels.some(({ length }) => length < 1 || length > 63)) return null;
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(randomInt(0x10000), 0);
  head.writeUInt16BE(RECURSION_DESIRED, 2);
  head.writeUInt16BE(1, 4);
  const name = labels.flatMap((label) => [Buffer.from([label.length]), label]);
  return Buffer.concat([head, ...name, Buffer.from([0, 0, TYPE_A, 0, CLASS_IN])]);
}
