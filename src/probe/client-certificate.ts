import { X509Certificate } from 'node:crypto';
import type { Attempt } from './attempt.js';
import { wordsOfCertificate } from './certificate-words.js';
import type { Failed } from './failed.js';
import { tlsClient } from './tls-client.js';

/** What an alert, or PostgreSQL's sentence, says of the certificate. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/certificate.expired/i, 'expired'],
  [/certificate.revoked/i, 'revoked'],
  [/unknown.ca/i, 'unknown-ca'],
  [/certificate.required|valid.client.certificate|no.certificate/i, 'required'],
  [/certificate.authentication.failed/i, 'other-user'],
];

/** The server wants a certificate of the client, or does not take the one that it was shown; to be thrown. */
export function clientCertificateRefused(attempt: Attempt, place: string, answer: string): Failed {
  const { target, request, clientCertificate } = attempt;
  const shown = clientCertificate === undefined ? null : read(clientCertificate);
  return attempt.failed('tls/client-cert-required', {
    place,
    answer,
    given: clientCertificate !== undefined,
    reason: REASONS.find(([text]) => text.test(answer))?.[1] ?? 'other',
    certificate: shown && wordsOfCertificate(shown, request.scrub),
    user: target.user,
    client: tlsClient(attempt),
  });
}

function read(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null; // the handshake took it, so there is no more to say of it
  }
}
