import type { Socket } from 'node:net';
import type { Conversation } from './conversation.js';
import { recognise } from './first-bytes.js';
import { Closed, readUntil } from './read-bytes.js';
import { Refused } from './refusal.js';

/** A PostgreSQL answers it with one byte. */
export const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
/** Redis answers it, HTTP and TLS servers complain about it, and it harms none. */
const PING = Buffer.from('PING\r\n\r\n');

/** On the loopback a server that waits to be spoken to is silent for good; over a network it may be slow. */
const PATIENCE_MS = { loopback: 250, network: 1500 };

/**
 * Waits for `work`; when the server stays silent meanwhile, or ends without a word, asks on another
 * connection what it speaks. A service that is none of the family ends the attempt.
 */
export async function knowingWho<T>(talk: Conversation, socket: Socket, work: Promise<T>): Promise<T> {
  const { attempt, opened, family, endpoint } = talk;
  const patience = opened.loopback ? PATIENCE_MS.loopback : PATIENCE_MS.network;
  const foreign = async (): Promise<never> => {
    const found = await identify(talk);
    if (found === null || isOf(talk, found)) throw new Silent();
    const { place } = endpoint;
    throw attempt.failed('connect/wrong-protocol', { place, expected: family.name, found, bytes: null });
  };
  let timer: NodeJS.Timeout | undefined;
  const asked = new Promise<never>((_, reject) => {
    const ask = () => {
      if (socket.bytesRead > 0) return;
      foreign().catch((error: unknown) => {
        if (!(error instanceof Silent)) reject(error);
      });
    };
    timer = setTimeout(ask, Math.min(patience, attempt.remainingMs() / 2));
  });
  try {
    return await Promise.race([work, asked]);
  } catch (error) {
    if (isClosed(error) && socket.bytesRead === 0) {
      await foreign().catch((reason: unknown) => {
        if (!(reason instanceof Silent)) throw reason;
      });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Closed || (error instanceof Refused && error.refusal.kind === 'closed');
}

/** The other connection brought nothing to light either. */
class Silent extends Error {}

/** The first that answers something known, or null. */
async function identify({ attempt, opened, family }: Conversation): Promise<string | null> {
  const words = family.name === 'PostgreSQL' ? [PING] : [PING, SSL_REQUEST];
  const answers = words.map(async (word) => {
    const socket = await opened.again();
    const answer = readUntil(socket, () => true);
    socket.write(word);
    const found = recognise(await attempt.within(answer, () => new Silent()));
    socket.destroy();
    if (found === null) throw new Silent();
    return found;
  });
  return Promise.any(answers).catch(() => null);
}

function isOf({ family: { name } }: Conversation, found: string): boolean {
  return name === 'PostgreSQL' ? found === name : /^(MySQL|MariaDB)/.test(found);
}
