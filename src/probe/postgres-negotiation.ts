import type { Socket } from 'node:net';
import { type Conversation, noAnswer } from './conversation.js';
import { recognise } from './first-bytes.js';
import { SSL_REQUEST } from './identify.js';
import type { Tls } from './probe.js';
import { Closed, readUntil } from './read-bytes.js';
import type { Answer } from './refusal.js';
import { foreign } from './refusal-means.js';
import { answered } from './server-answers.js';
import { secure } from './tls.js';
import { tlsClient } from './tls-client.js';
import type { TlsMaterial } from './tls-material.js';
import { isDirect } from './tls-options.js';
import { knowingWho } from './who-answers.js';

/** How one connection is made: `offered` takes TLS where the server has it. */
export type Way = 'plain' | 'offered' | 'tls';

/** A connection with its encryption settled, before the login. */
export interface Line {
  readonly socket: Socket;
  readonly tls: Tls | null;
}

/** Asks for TLS, as libpq does, and makes the handshake. */
export async function negotiate(
  talk: Conversation,
  socket: Socket,
  way: Exclude<Way, 'plain'>,
  material: TlsMaterial,
): Promise<Line> {
  const { attempt, endpoint } = talk;
  const { place } = endpoint;
  const host = endpoint.kind === 'tcp' ? endpoint.host : '';
  if (isDirect(attempt.target))
    return secure(attempt, socket, { host, place, again: () => talk.opened.aside() }, material);
  attempt.enter('first-bytes');
  // More than the one byte would be read as if it came through TLS later; nothing that follows it is taken.
  const reply = readUntil(socket, () => true);
  socket.write(SSL_REQUEST);
  const waiting = attempt.within(reply, () => noAnswer(talk, 'first-bytes'));
  const bytes = await knowingWho(talk, socket, waiting).catch((error: unknown) => {
    if (!(error instanceof Closed)) throw error;
    throw attempt.failed('connect/closed', { place, stage: 'first-bytes', errno: error.errno });
  });
  switch (bytes.toString('latin1')) {
    case 'S':
      attempt.note('PostgreSQL, offers TLS');
      return secure(attempt, socket, { host, place, again: () => askedAgain(talk) }, material);
    case 'N':
      attempt.note('PostgreSQL, offers no TLS');
      if (way === 'offered') return { socket, tls: null };
      throw attempt.failed('tls/unsupported', {
        place,
        server: 'PostgreSQL',
        client: tlsClient(attempt),
      });
    default: {
      const refused = recognise(bytes) === 'PostgreSQL' ? errorResponse(bytes) : null;
      throw refused ? await answered(talk, refused, false) : foreign(talk, bytes);
    }
  }
}

/** Another socket whose server waits for the handshake. */
async function askedAgain({ opened }: Conversation): Promise<Socket> {
  const socket = await opened.aside();
  const reply = readUntil(socket, () => true);
  socket.write(SSL_REQUEST);
  await reply;
  return socket;
}

/** An error in place of the byte: from a server that can't start a session, or a pooler. */
function errorResponse(bytes: Buffer): Answer | null {
  const fields = bytes.subarray(5).toString('utf8').split('\0');
  const field = (type: string) => fields.find((each) => each.startsWith(type))?.slice(1) ?? null;
  const text = field('M');
  return text === null ? null : { sqlstate: field('C'), errno: null, text };
}
