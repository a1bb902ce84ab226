import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';

/** What becomes of a question for a name; one that is not listed does not exist (NXDOMAIN). */
export type Zone = Readonly<Record<string, 'servfail' | 'no-address' | 'silent'>>;

/**
 * A name server for a namespace, as a process of its own: the zone is its argument. Answers every question in
 * the words of DNS, and holds no address, which /etc/hosts does for those tests.
 */
const zone = JSON.parse(process.argv[2] ?? '{}') as Zone;
const HEADER_BYTES = 12;
const RESPONSE = 0x8180;
const RCODES = { servfail: 2, 'no-address': 0, 'no-such-name': 3 } as const;

const server = createSocket('udp4');
server.on('message', (question, { port, address }) => {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const answer = zone[labels.join('.').toLowerCase()] ?? 'no-such-name';
  if (answer === 'silent') return;
  const reply = Buffer.from(question.subarray(0, at + 5));
  reply.writeUInt16BE(RESPONSE | RCODES[answer], 2);
  reply.fill(0, 6, HEADER_BYTES); // no records of any kind
  server.send(reply, port, address);
});
server.bind(53, '127.0.0.53', () => writeFileSync(process.env['READY'] ?? '', ''));
