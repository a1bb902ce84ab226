import { connect } from 'node:tls';
import { now } from '../now.js';
import type { Conversation } from './conversation.js';
import { preview, recognise } from './first-bytes.js';
import { readUntil } from './read-bytes.js';

/** A PostgreSQL answers it with one byte. */
export const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
/** Web servers and MongoDB answer it in words, Redis, memcached, RabbitMQ, Cassandra and TLS complain about it. */
const GET = Buffer.from('GET / HTTP/1.0\r\n\r\n');
/** What a client of SQL Server begins with (PRELOGIN: its version, and that it can do without TLS). */
const PRELOGIN = Buffer.from('1201001a0000000000000b000601001100010000000000000000'.padEnd(52, '0'), 'hex');
const SQL_SERVER_PORT = 1433;
/** Behind a load balancer that adds it, a server may take no connection that does not begin with it. */
const PROXY_HEADER = Buffer.from('PROXY UNKNOWN\r\n');
const PROXY_PROTOCOL = 'a server that waits for the PROXY protocol';

/** What one of two answers to questions of the same moment may be later than the other. */
const MOMENT_MS = 50;

/** A question that brought nothing to light. */
class Silent extends Error {}

export interface Service {
  readonly found: string;
  /** Null where it answered in a protocol of its own. */
  readonly bytes: string | null;
}

/**
 * The first that answers something known, and what it says; or null. Few questions, for a server may count
 * connections that are given up, and close its doors after so many.
 */
export async function identify(talk: Conversation): Promise<Service | null> {
  const { attempt, endpoint, family } = talk;
  const words = [
    GET,
    ...(family.name === 'PostgreSQL' ? [] : [SSL_REQUEST]),
    ...(endpoint.kind === 'tcp' && endpoint.port === SQL_SERVER_PORT ? [PRELOGIN] : []),
  ];
  const asked = words.map(async (word) => {
    const answer = await answerTo(talk, word);
    const found = recognise(answer);
    if (found === null || isOf(talk, found)) throw new Silent();
    return { found, bytes: preview(answer, (text) => attempt.request.scrub(text)) };
  });
  const opening = family.name === 'PostgreSQL' ? SSL_REQUEST : Buffer.alloc(0);
  const started = now();
  const plain = answerTo(talk, opening).then((answer) => {
    const found = recognise(answer);
    return found !== null && isOf(talk, found);
  });
  // The server that is meant may be slow to log in, and take the header, or TLS from the first byte, as well.
  const onlySo = async (other: Promise<string>) => {
    const found = await other;
    const asLong = now() - started + MOMENT_MS;
    if (await attempt.within(plain, () => new Silent(), asLong).catch(() => false)) throw new Silent();
    return { found, bytes: null };
  };
  plain.catch(() => {});
  return Promise.any([...asked, onlySo(behindProxy(talk, opening)), onlySo(speaksTls(talk))]).catch(
    () => null,
  );
}

/** Whether the server that is meant answers with the header. */
async function behindProxy(talk: Conversation, opening: Buffer): Promise<string> {
  const found = recognise(await answerTo(talk, Buffer.concat([PROXY_HEADER, opening])));
  if (found === null || !isOf(talk, found)) throw new Silent();
  return PROXY_PROTOCOL;
}

async function answerTo({ attempt, opened }: Conversation, word: Buffer): Promise<Buffer> {
  const socket = await opened.aside();
  const answer = readUntil(socket, () => true);
  socket.write(word);
  try {
    return await attempt.within(answer, () => new Silent());
  } finally {
    socket.destroy();
  }
}

/** A server that takes TLS from the first byte closes without a word on anything else, so it is asked in TLS. */
async function speaksTls({ attempt, opened }: Conversation): Promise<string> {
  const raw = await opened.aside();
  const socket = attempt.own(
    connect({ socket: raw, ca: [], rejectUnauthorized: false, ALPNProtocols: ['postgresql'] }),
    raw,
  );
  const shaken = new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    // Only TLS has alerts.
    socket.once('error', (error) => (/alert/i.test(error.message) ? resolve() : reject(error)));
    socket.once('close', () => reject(new Silent()));
  });
  await attempt.within(shaken, () => new Silent());
  socket.destroy();
  return 'TLS';
}

function isOf({ family: { name } }: Conversation, found: string): boolean {
  return name === 'PostgreSQL' ? found === name : /^(MySQL|MariaDB)/.test(found);
}
