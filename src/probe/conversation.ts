import type { Socket } from 'node:net';
import type { Row } from './answers/row.js';
import type { Attempt } from './attempt.js';
import type { Endpoint } from './endpoint.js';
import type { Failed } from './failed.js';
import type { Opened } from './open-socket.js';
import { Refused } from './refusal.js';

/** The servers that speak one protocol. */
export interface Family {
  readonly name: 'PostgreSQL' | 'MySQL or MariaDB';
  /** What their errors mean. */
  answers(): Promise<readonly Row[]>;
}

/** What every step after the connection needs: whom it talks to, and until when. */
export interface Conversation {
  readonly attempt: Attempt;
  readonly family: Family;
  readonly endpoint: Endpoint;
  readonly opened: Opened;
}

export type Stage = 'first-bytes' | 'login' | 'query';

/** Waits for a step of the driver, and turns what it met into what it means. */
export async function step<T>(
  talk: Conversation,
  socket: Socket,
  stage: Stage,
  encrypted: boolean,
  work: Promise<T>,
): Promise<T> {
  const reached = () => (!encrypted && socket.bytesRead === 0 ? 'first-bytes' : stage);
  try {
    return await talk.attempt.within(work, () => noAnswer(talk, reached()));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusalMeans } = await import('./refusal-means.js');
    throw await refusalMeans(talk, error.refusal, reached(), encrypted);
  }
}

export function noAnswer({ attempt, endpoint: { place } }: Conversation, stage: Stage | 'tls'): Failed {
  return attempt.failed('connect/no-answer', { place, stage, ms: attempt.elapsedMs() });
}

/** Another connection to what was reached, for a second experiment. */
export function onceMore({ attempt, endpoint, opened }: Conversation): Promise<Socket> {
  attempt.enter(endpoint.kind, `${endpoint.place}, once more`);
  return opened.again();
}

const LEAVE_MS = 250;

/**
 * Says good-bye. Where other databases of the run may wait for the connection, it is over when the server has closed:
 * then it is free again.
 */
export async function leave({ attempt }: Conversation, socket: Socket, goodBye: () => void): Promise<void> {
  attempt.passed();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  goodBye();
  if (attempt.request.alone) return;
  await attempt.within(closed, () => new Error('late'), LEAVE_MS).catch(() => {});
}
