import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Trust } from '../target/clients/trust.js';

/** The names that a certificate is for: `DNS:db.example.com`, `IP Address:10.0.0.1`. */
export function namesOf({ subjectAltName }: X509Certificate): string[] {
  return subjectAltName?.split(', ') ?? [];
}

/** Whether a certificate is for this host. Where it has no names at all, its common name is one. */
export function isFor(
  certificate: X509Certificate,
  host: string,
  { libpq, roots, rootCrt, altNamesOnly }: Trust,
): boolean {
  const name = domainToASCII(host) || host;
  const subject = altNamesOnly ? 'never' : 'default';
  if (!isIP(host)) return certificate.checkHost(name, { subject }) !== undefined;
  if (certificate.checkIP(host) !== undefined) return true;
  // libpq holds an address against the names too.
  const isLibpq = libpq === true || (roots === 'any' && rootCrt !== undefined);
  return isLibpq && certificate.checkHost(host, { wildcards: false }) !== undefined;
}
