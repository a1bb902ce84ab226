import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { Trust } from '../target/clients/trust.js';
import type { Attempt } from './attempt.js';
import { blocksIn } from './certificates-in.js';

/** Who is trusted where no certificate authority is named. */
export interface Roots {
  /** Undefined: what Node trusts, which it has at hand. */
  readonly certificates: readonly string[] | undefined;
  /** Who is trusted besides; looked at where the first do not do. */
  readonly others: readonly string[];
  /** The file of the system's roots; null where there is none, or none is read. */
  readonly systemFile: string | null;
  /** What `NODE_EXTRA_CA_CERTS` adds; null where it is not read, or not set. */
  readonly extra: Extra | null;
}

export type Extra = { readonly file: string; readonly errno: string | null; readonly certificates: number };

/** Where OpenSSL, Go and the rest find the system's roots: Debian and Alpine, Red Hat, SUSE, BSD and macOS. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export async function defaultRoots(attempt: Attempt, roots: Trust['roots']): Promise<Roots> {
  const { environment } = attempt.request;
  const file = roots === 'node' || roots === 'any' ? environment['NODE_EXTRA_CA_CERTS'] : undefined;
  const added = file ? await readBundle(attempt, file) : null;
  const extra = file && added ? { file, errno: added.errno, certificates: added.certificates.length } : null;
  const system = roots === 'system' || roots === 'any' ? await systemRoots(attempt) : null;
  const systemFile = system?.file ?? null;
  if (roots === 'system') return { certificates: system?.certificates ?? [], others: [], systemFile, extra };
  // Node has read the variable itself when it started.
  const isRead = (file || '') === (process.env['NODE_EXTRA_CA_CERTS'] || '') && roots !== 'java';
  return {
    certificates: isRead ? undefined : [...rootCertificates, ...(added?.certificates ?? [])],
    others: system?.certificates ?? [],
    systemFile,
    extra,
  };
}

async function systemRoots(
  attempt: Attempt,
): Promise<{ file: string; certificates: readonly string[] } | null> {
  const named = attempt.request.environment['SSL_CERT_FILE'];
  for (const file of named ? [named] : BUNDLES) {
    const { errno, certificates } = await readBundle(attempt, file);
    if (errno === null) return { file, certificates };
  }
  return null;
}

async function readBundle(
  attempt: Attempt,
  file: string,
): Promise<{ readonly errno: string | null; readonly certificates: readonly string[] }> {
  try {
    const text = await attempt.within(readFile(file, 'utf8'), () => new Error('no answer'));
    return { errno: null, certificates: blocksIn(text) };
  } catch (error) {
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    return { errno: code, certificates: [] };
  }
}
