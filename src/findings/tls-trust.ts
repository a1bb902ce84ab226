import { nameTheCa, type TlsClient, uncapitalised } from './tls-client.js';

/** What a server's certificate was held against. */
export type Trusted = {
  /** The CA's file, `value` where the setting holds it, null where none is named. */
  ca: string | null;
  caCertificates: number | null;
  /** The first of them; days, UTC. */
  holds: readonly { subject: string; validTo: string }[];
  /** Whose list counts where no CA is named. */
  roots: string | null;
  /** The system's list; null where there is none, or none counts. */
  systemFile: string | null;
  /** `NODE_EXTRA_CA_CERTS`. */
  extra: { file: string; errno: string | null; certificates: number } | null;
};

export function trusted({ ca, caCertificates, holds, roots, systemFile, extra }: Trusted): string[] {
  if (ca !== null) {
    const where = ca === 'value' ? 'the configured value' : ca;
    const more = (caCertificates ?? 0) - holds.length;
    const each = holds.map(({ subject, validTo }) => `${subject}, valid to ${validTo}`);
    return [`Trusted: ${where} holds ${each.join('; ')}${more > 0 ? `; and ${more} more` : ''}`];
  }
  const added =
    extra === null
      ? []
      : extra.errno !== null
        ? [
            `NODE_EXTRA_CA_CERTS names ${extra.file}, which can't be read (${extra.errno}); Node goes on without`,
          ]
        : extra.certificates === 0
          ? [`NODE_EXTRA_CA_CERTS names ${extra.file}, which holds no certificate; Node goes on without`]
          : [`NODE_EXTRA_CA_CERTS adds ${extra.certificates} from ${extra.file}`];
  return [`Trusted: ${listOf(roots, systemFile)}; no CA is configured`, ...added];
}

function listOf(roots: string | null, systemFile: string | null): string {
  switch (roots) {
    case 'system':
      return systemFile === null
        ? 'nobody, since the system has no list of root certificates'
        : `the system's root certificates, ${systemFile}`;
    case 'java':
      return 'the public root certificates, as Java has them';
    case 'any':
      return systemFile === null
        ? "Node's own root certificates"
        : `Node's own root certificates, and the system's, ${systemFile}`;
    default:
      return "Node's own root certificates";
  }
}

/** What a reason means, where OpenSSL's word does not say it. */
export const MEANS: Readonly<Record<string, readonly string[]>> = {
  'leaf-as-ca': ["The CA file holds the server's own certificate, and not the CA that signed it"],
  'same-name': ['The CA file holds a CA of this name with another key: it was made anew, or there are two'],
  'intermediate-missing': ['The server sent its own certificate alone, and nothing between it and a root'],
  'not-a-ca': [
    'The certificate that is given as CA is not one that may sign others (basicConstraints CA:TRUE)',
  ],
  'path-length': ['A CA in the chain may not have so many below it (basicConstraints pathlen)'],
};

/** How the application's client differs from psql, for those who compare the two. */
export function otherwise({ words, mode }: TlsClient): string[] {
  if (mode !== 'verify-full' || !['node-pg', 'knex-pg'].includes(words)) return [];
  return [
    'psql with sslmode=require verifies nothing; node-postgres takes require, prefer and verify-ca for verify-full',
  ];
}

/** What to change so that the chain is trusted, by the reason that it is not. */
export function whatToTrust(
  subject: string,
  { ca, reason, client, roots, systemFile, extra }: Trusted & { reason: string; client: TlsClient },
): string[] {
  const onServer = ON_SERVER[reason];
  if (onServer) return [onServer];
  const append =
    'Append the intermediate to the certificate file of the server: cat server.crt intermediate.crt > chain.crt';
  if (reason === 'intermediate-missing') return [append];
  const lines =
    ca === null
      ? nameTheCa(subject, client).map((line, index) =>
          index === 0
            ? `${GET[reason] ?? 'Download the CA of the provider'}, and name it: ${uncapitalised(line)}`
            : line,
        )
      : [
          REPLACE[reason] ??
            'Replace the CA by the one that the provider shows for this server; it may have been renewed',
        ];
  if (extra !== null && (extra.errno !== null || extra.certificates === 0))
    lines.unshift(`Correct NODE_EXTRA_CA_CERTS, or put the file there: ls -l ${extra.file}`);
  if (roots === 'system' && systemFile === null)
    lines.unshift(
      'Install the root certificates: apt-get install -y ca-certificates (apk add ca-certificates)',
    );
  if (reason === 'unknown-issuer' && ca !== null) lines.push(`If the CA is right: ${uncapitalised(append)}`);
  return lines;
}

const ON_SERVER: Readonly<Record<string, string>> = {
  weak: 'Issue the certificate anew: a key of 2048 bits RSA or P-256, a signature with SHA-256',
  'wrong-purpose': 'Issue the certificate of the server anew, with extendedKeyUsage = serverAuth',
  'path-length': 'Issue the intermediate CA anew, with a pathlen that fits',
};

const GET: Readonly<Record<string, string>> = {
  'self-signed': "Copy the server's certificate, or better a CA that signs it",
};

const REPLACE: Readonly<Record<string, string>> = {
  'self-signed': "Name the server's own certificate as CA, or have it signed by the CA that is named",
  'leaf-as-ca': "Name the CA that signed the server's certificate, and not the certificate itself",
  'not-a-ca': 'Name the root CA: its certificate says CA:TRUE in openssl x509 -noout -text',
};
