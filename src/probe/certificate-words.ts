import type { X509Certificate } from 'node:crypto';

/** What a certificate says of itself, each on one line. */
export type CertificateWords = {
  readonly subject: string;
  readonly issuer: string;
  /** Days, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
};

export function wordsOfCertificate(
  { subject, issuer, validFrom, validTo }: X509Certificate,
  scrub: (text: string) => string,
): CertificateWords {
  return {
    subject: scrub(oneLine(subject)),
    issuer: scrub(oneLine(issuer)),
    validFrom: day(validFrom),
    validTo: day(validTo),
  };
}

/** A name without any part has none at all, and Node then gives undefined. */
function oneLine(name: string | undefined): string {
  return (name || 'no name').split('\n').reverse().join(', ');
}

/** `2021-01-01`, UTC. */
function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
