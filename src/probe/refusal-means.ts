import { clientCertificateRefused } from './client-certificate.js';
import type { Conversation, Stage } from './conversation.js';
import type { Failed } from './failed.js';
import { preview, recognise } from './first-bytes.js';
import type { Refusal } from './refusal.js';
import { answered } from './server-answers.js';
import { tlsClient } from './tls-client.js';
import { writtenAt } from './written.js';

/** The finding for what ended a login or a query; to be thrown. */
export async function refusalMeans(
  talk: Conversation,
  refusal: Refusal,
  stage: Stage,
  encrypted: boolean,
): Promise<Failed> {
  const { attempt, family } = talk;
  const { place } = talk.endpoint;
  const { user, database } = attempt.target;
  const { scrub } = attempt.request;
  const login = {
    place,
    family: family.name,
    user,
    database,
    sqlstate: null,
    errno: null,
    answer: null,
    hidden: false,
    encrypted,
    overTls: null,
    databases: null,
    by: null,
    kubernetes: attempt.request.surroundings.kubernetes,
    written: { ...writtenAt(attempt) },
  };
  switch (refusal.kind) {
    case 'answer':
      return answered(talk, refusal.answer, encrypted);
    case 'closed':
      // With TLS 1.3 a server that wants a certificate says so after the handshake.
      return /^ERR_SSL.*ALERT/.test(refusal.errno ?? '')
        ? clientCertificateRefused(attempt, place, String(refusal.errno))
        : attempt.failed('connect/closed', { place, stage, errno: refusal.errno });
    case 'foreign':
      return foreign(talk, refusal.bytes);
    case 'cleartext':
      return attempt.failed('connect/cleartext-refused', {
        place,
        server: family.name,
        user,
        client: tlsClient(attempt),
      });
    case 'method':
      return attempt.failed('connect/auth-unsupported', { ...login, reason: scrub(refusal.method) });
    case 'no-password':
      return attempt.failed('connect/auth-failed', { ...login, reason: 'password-missing' });
  }
}

/** Bytes that are none of the family's. */
export function foreign({ attempt, endpoint: { place }, family }: Conversation, bytes: Buffer): Failed {
  return attempt.failed('connect/wrong-protocol', {
    place,
    expected: family.name,
    found: recognise(bytes),
    bytes: bytes.length > 0 ? preview(bytes, (text) => attempt.request.scrub(text)) : null,
  });
}
