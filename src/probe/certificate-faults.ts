import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Observation } from '../report.js';
import type { Attempt } from './attempt.js';
import { wordsOfCertificate } from './certificate-words.js';
import { isFor, namesOf } from './host-names.js';
import { tlsClient } from './tls-client.js';
import { trustIn } from './tls-files.js';
import type { TlsMaterial } from './tls-material.js';
import { tlsRange } from './tls-options.js';
import { authoritiesOf, isTrusted, trustFault } from './trust-fault.js';

const LONGEST_CHAIN = 10;
/** Of a bundle, nobody reads more. */
const MOST_HELD = 5;

/** Everything that keeps the server's certificate from being accepted, not only what OpenSSL met first. */
export function certificateFaults(
  attempt: Attempt,
  socket: TLSSocket,
  { host, place }: { readonly host: string; readonly place: string },
  material: TlsMaterial,
): Observation[] {
  const { verify, ca } = material;
  if (verify === 'none') return [];
  const chain = chainOf(socket.getPeerX509Certificate());
  const [leaf] = chain;
  const { min, max } = tlsRange(attempt.target);
  if (!leaf) {
    const answer = 'the server showed no certificate';
    return [
      attempt.saw('tls/protocol-version', {
        place,
        answer,
        min,
        max,
        offers: null,
        reason: 'no-certificate',
      }),
    ];
  }

  const { scrub } = attempt.request;
  const { subject: certificate, issuer, validFrom, validTo } = wordsOfCertificate(leaf, scrub);
  const facts = {
    place,
    starttls: attempt.target.dialect === 'postgres' ? 'postgres' : 'mysql',
    certificate,
    issuer,
    validFrom,
    validTo,
    ...trusted(material, scrub),
    client: tlsClient(attempt),
  };
  const found: Observation[] = [];
  const openssl = String(socket.authorizationError ?? '');
  const now = Date.now();
  // A server may send an old root besides, which the chain that counts does not need.
  const dated = socket.authorized ? [] : chain;
  const expired = dated.find((each) => Date.parse(each.validTo) < now);
  const early = dated.find((each) => Date.parse(each.validFrom) > now);

  const isAccepted =
    socket.authorized ||
    (isDate(openssl) && isTrusted(chain, ca)) ||
    (material.others.length > 0 && isTrusted(chain, material.others));
  if (!isAccepted) {
    const reason = trustFault(chain, openssl, material);
    const { issuer: top } = wordsOfCertificate(chain.at(-1) ?? leaf, scrub);
    found.push(attempt.saw('tls/untrusted', { ...facts, reason, openssl, top, sent: chain.length }));
  }
  if (verify === 'full' && !isFor(leaf, host, trustIn(attempt))) {
    found.push(attempt.saw('tls/hostname', { ...facts, host, names: namesOf(leaf).map(scrub) }));
  }
  for (const [code, bad] of [
    ['tls/expired', expired],
    ['tls/not-yet-valid', early],
  ] as const) {
    if (!bad) continue;
    const { subject: which, validTo: last, validFrom: first } = wordsOfCertificate(bad, scrub);
    const at = code === 'tls/expired' ? last : first;
    found.push(attempt.saw(code, { ...facts, which, at, isCa: bad !== leaf }));
  }
  return found;
}

/** What the chain was held against. */
function trusted({ from, ca, roots, systemFile, extra }: TlsMaterial, scrub: (text: string) => string) {
  const held = from === null ? [] : authoritiesOf(ca).map((each) => wordsOfCertificate(each, scrub));
  return {
    ca: from,
    caCertificates: from === null ? null : held.length,
    holds: held.slice(0, MOST_HELD).map(({ subject, validTo }) => ({ subject, validTo })),
    roots,
    systemFile,
    extra,
  };
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
