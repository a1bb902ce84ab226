import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates, type TLSSocket } from 'node:tls';
import type { Observation } from '../report.js';
import type { Attempt } from './attempt.js';
import type { TlsMaterial } from './tls-material.js';
import { tlsClient } from './written.js';

const LONGEST_CHAIN = 10;

/** Everything that keeps the server's certificate from being accepted, not only what OpenSSL met first. */
export function certificateFaults(
  attempt: Attempt,
  socket: TLSSocket,
  { host, place }: { readonly host: string; readonly place: string },
  { verify, ca, caFrom }: TlsMaterial,
): Observation[] {
  if (verify === 'none') return [];
  const chain = chainOf(socket.getPeerX509Certificate());
  const [leaf] = chain;
  if (!leaf)
    return [attempt.saw('tls/protocol-version', { place, answer: 'the server showed no certificate' })];

  const { scrub } = attempt.request;
  const certificate = {
    place,
    starttls: attempt.target.dialect === 'postgres' ? 'postgres' : 'mysql',
    certificate: scrub(oneLine(leaf.subject)),
    issuer: scrub(oneLine(leaf.issuer)),
    validFrom: day(leaf.validFrom),
    validTo: day(leaf.validTo),
    ca: caFrom,
    caCertificates: ca?.length ?? null,
    client: tlsClient(attempt),
  };
  const found: Observation[] = [];
  const reason = String(socket.authorizationError ?? '');
  const now = Date.now();
  const expired = chain.find(({ validTo }) => Date.parse(validTo) < now);
  const early = chain.find(({ validFrom }) => Date.parse(validFrom) > now);

  if (!socket.authorized && !(isDate(reason) && isTrusted(chain, ca ?? rootCertificates))) {
    found.push(attempt.saw('tls/untrusted', { ...certificate, reason, sent: chain.length }));
  }
  if (verify === 'full' && !isFor(leaf, host)) {
    // `DNS:db.example.com`, `IP Address:10.0.0.1`.
    found.push(
      attempt.saw('tls/hostname', {
        ...certificate,
        host,
        names: (leaf.subjectAltName?.split(', ') ?? []).map(scrub),
      }),
    );
  }
  if (expired) {
    found.push(
      attempt.saw('tls/expired', {
        ...certificate,
        which: scrub(oneLine(expired.subject)),
        at: day(expired.validTo),
      }),
    );
  }
  if (early) {
    found.push(
      attempt.saw('tls/not-yet-valid', {
        ...certificate,
        which: scrub(oneLine(early.subject)),
        at: day(early.validFrom),
      }),
    );
  }
  return found;
}

/** The certificates from the server's own up to the last that it, or the trusted store, holds. */
function chainOf(leaf: X509Certificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = leaf; next && chain.length < LONGEST_CHAIN; next = next.issuerCertificate) {
    if (chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) break;
    chain.push(next);
  }
  return chain;
}

/** OpenSSL names one fault of several; with one of the dates the others must be looked for. */
function isDate(reason: string): boolean {
  return reason === 'CERT_HAS_EXPIRED' || reason === 'CERT_NOT_YET_VALID';
}

/** Whether a signature leads to an authority, whatever the dates say. */
function isTrusted(chain: readonly X509Certificate[], authorities: readonly string[]): boolean {
  const roots = authorities.map((pem) => new X509Certificate(pem));
  return chain.some((certificate) =>
    roots.some(
      (root) =>
        root.fingerprint256 === certificate.fingerprint256 ||
        (certificate.checkIssued(root) && certificate.verify(root.publicKey)),
    ),
  );
}

function isFor(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined;
}

function oneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}

/** `2021-01-01`, UTC. */
function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
