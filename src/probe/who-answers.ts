import type { Socket } from 'node:net';
import type { Conversation } from './conversation.js';
import type { Failed } from './failed.js';
import type { Service } from './identify.js';
import { Closed } from './read-bytes.js';
import { Refused } from './refusal.js';

/** On the loopback a server that waits to be spoken to is silent for good; over a network it may be slow. */
const PATIENCE_MS = { loopback: 250, network: 1500 };

/**
 * Waits for `work`; when the server stays silent meanwhile, or ends without a word, asks on another
 * connection what it speaks. A service that is none of the family ends the attempt.
 */
export async function knowingWho<T>(talk: Conversation, socket: Socket, work: Promise<T>): Promise<T> {
  const { attempt, opened } = talk;
  const { alongside = 1 } = attempt.request;
  // Fifty logins at once keep this machine from listening.
  const crowded = 1 + alongside / 10;
  const patience = crowded * (opened.loopback ? PATIENCE_MS.loopback : PATIENCE_MS.network);
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const asked = new Promise<never>((_, reject) => {
    const ask = async () => {
      const seen = socket.bytesRead === 0 ? await otherService(talk) : null;
      if (seen && !isOver) reject(wrongProtocol(talk, seen));
    };
    timer = setTimeout(() => ask().catch(reject), Math.min(patience, attempt.remainingMs() / 2));
  });
  try {
    return await Promise.race([work, asked]);
  } catch (error) {
    const seen = isClosed(error) && socket.bytesRead === 0 ? await otherService(talk) : null;
    throw seen ? wrongProtocol(talk, seen) : error;
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

async function otherService(talk: Conversation): Promise<Service | null> {
  const { attempt } = talk;
  if (attempt.request.repeated || attempt.isOver) return null;
  const { identify } = await import('./identify.js');
  return identify(talk);
}

function wrongProtocol({ attempt, family, endpoint: { place } }: Conversation, seen: Service): Failed {
  return attempt.failed('connect/wrong-protocol', { place, expected: family.name, ...seen });
}

function isClosed(error: unknown): boolean {
  return error instanceof Closed || (error instanceof Refused && error.refusal.kind === 'closed');
}
