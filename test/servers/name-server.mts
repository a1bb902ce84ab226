import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';

/** What a small DNS server says of a name: a code, silence, or its records; NXDOMAIN of every other name. */
export type Zone = Readonly<
  Record<
    string,
    | 'SERVFAIL'
    | 'REFUSED'
    | 'silent'
    | { readonly a?: string; readonly aaaa?: string; readonly cname?: string }
  >
>;

const CODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const TYPES = { a: 1, cname: 5, aaaa: 28 };
const HEAD = 12;

/** The answer to a query as it came over UDP; null for silence. */
export function answerTo(query: Buffer, zone: Zone): Buffer | null {
  const labels: string[] = [];
  let at = HEAD;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const found = zone[labels.join('.').toLowerCase()];
  if (found === 'silent') return null;
  const head = Buffer.alloc(HEAD);
  query.copy(head, 0, 0, 2);
  const records = typeof found === 'object' ? recordsOf(found, type) : [];
  const code = typeof found === 'object' ? 0 : CODES[found ?? 'NXDOMAIN'];
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, query.subarray(HEAD, at + 5), ...records]);
}

function recordsOf({ a, aaaa, cname }: Exclude<Zone[string], string>, type: number): Buffer[] {
  if (cname) return [record(TYPES.cname, nameBytes(cname))];
  if (a && type === TYPES.a) return [record(type, Buffer.from(a.split('.').map(Number)))];
  if (aaaa && type === TYPES.aaaa) {
    const bytes = Buffer.alloc(16);
    const [left = '', right = ''] = aaaa.split('::');
    for (const [index, group] of left.split(':').entries())
      bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
    if (right) bytes.writeUInt16BE(Number.parseInt(right, 16), 14);
    return [record(type, bytes)];
  }
  return [];
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}

// As a process of its own, for a namespace: the zone is its argument.
if (import.meta.main) {
  const zone = JSON.parse(process.argv[2] ?? '{}') as Zone;
  const server = createSocket('udp4').on('message', (query, { port, address }) => {
    const answer = answerTo(query, zone);
    if (answer) server.send(answer, port, address);
  });
  server.bind(53, '127.0.0.53', () => writeFileSync(process.env['READY'] ?? '', ''));
}
