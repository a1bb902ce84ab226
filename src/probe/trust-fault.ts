import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { TlsMaterial } from './tls-material.js';

/** Why a chain is not trusted, finer than OpenSSL's word. */
export type TrustFault =
  | 'self-signed'
  | 'leaf-as-ca'
  | 'same-name'
  | 'intermediate-missing'
  | 'unknown-issuer'
  | 'not-a-ca'
  | 'wrong-purpose'
  | 'path-length'
  | 'weak'
  | 'other';

const BY_OPENSSL: Readonly<Record<string, TrustFault>> = {
  EE_KEY_TOO_SMALL: 'weak',
  CA_KEY_TOO_SMALL: 'weak',
  CA_MD_TOO_WEAK: 'weak',
  INVALID_PURPOSE: 'wrong-purpose',
  PATH_LENGTH_EXCEEDED: 'path-length',
  INVALID_CA: 'not-a-ca',
};

/** `chain` begins with the server's own certificate; `openssl` is the code that it met first. */
export function trustFault(
  chain: readonly X509Certificate[],
  openssl: string,
  material: TlsMaterial,
): TrustFault {
  const [leaf] = chain;
  const top = chain.at(-1);
  if (!leaf || !top) return 'other';
  const authorities = material.from === null ? [] : authoritiesOf(material.ca);
  const isLeaf = authorities.some(({ fingerprint256 }) => fingerprint256 === leaf.fingerprint256);
  if (isLeaf && !isSelfSigned(leaf)) return 'leaf-as-ca';
  const named = authorities.filter(({ subject }) => subject === top.issuer || subject === leaf.issuer);
  if (named.length > 0 && !named.some(({ ca }) => ca) && !isSelfSigned(leaf)) return 'not-a-ca';
  const known = BY_OPENSSL[openssl];
  if (known) return known;
  if (named.length > 0) {
    const isSigned = named.some((root) => top.verify(root.publicKey) || leaf.verify(root.publicKey));
    // Node has no name for what is too weak for OpenSSL.
    return isSigned ? (openssl === 'UNSPECIFIED' ? 'weak' : 'other') : 'same-name';
  }
  if (isSelfSigned(leaf)) return 'self-signed';
  if (chain.length > 1 || isSelfSigned(top)) return 'unknown-issuer';
  // Only its own was sent. An intermediate mostly has the organisation of its root.
  const organisation = partOf(leaf.issuer, 'O');
  const isRelated =
    material.from === null
      ? material.roots !== null && isPublic(leaf.issuer, organisation)
      : authorities.some(({ subject }) => organisation !== null && partOf(subject, 'O') === organisation);
  return isRelated ? 'intermediate-missing' : 'unknown-issuer';
}

/** Whether a signature leads to an authority, whatever the dates say. */
export function isTrusted(
  chain: readonly X509Certificate[],
  authorities: readonly string[] | undefined,
): boolean {
  const roots = authoritiesOf(authorities);
  // What a server sends besides need not have signed what comes before it, though it has the name.
  const broken = chain.findIndex((each, at) => at > 0 && !chain[at - 1]?.verify(each.publicKey));
  const signed = broken < 0 ? chain : chain.slice(0, broken);
  return signed.some((certificate) =>
    roots.some(
      (root) =>
        root.fingerprint256 === certificate.fingerprint256 ||
        (certificate.checkIssued(root) && certificate.verify(root.publicKey)),
    ),
  );
}

/** `undefined` stands for Node's own. */
export function authoritiesOf(pems: readonly string[] | undefined): X509Certificate[] {
  return (pems ?? rootCertificates).flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return []; // one of a list of roots that this OpenSSL does not read
    }
  });
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

/** Whether a public authority has the organisation of this issuer. */
function isPublic(issuer: string, organisation: string | null): boolean {
  return (
    organisation !== null &&
    authoritiesOf(undefined).some(
      ({ subject }) => subject !== issuer && partOf(subject, 'O') === organisation,
    )
  );
}

function partOf(name: string | undefined, part: string): string | null {
  const line = name?.split('\n').find((each) => each.startsWith(`${part}=`));
  return line === undefined ? null : line.slice(part.length + 1);
}
