import { entry } from './entry.js';
import { nameTheCertificate, type TlsClient } from './tls-client.js';

type Words = { subject: string; issuer: string; validFrom: string; validTo: string };

export const tlsHandshakeFindings = {
  'tls/client-cert-required': entry<{
    place: string;
    answer: string;
    given: boolean;
    reason: string;
    certificate: Words | null;
    user: string | null;
    client: TlsClient;
  }>({
    severity: 'error',
    transient: false,
    title: 'The server wants a certificate of the client',
    message: (subject, { place, given }) =>
      given
        ? `${subject}: ${place} does not accept the client's certificate`
        : `${subject}: ${place} wants a certificate of the client, and none is configured`,
    why: (_, { answer, certificate }) => [
      `It answered: ${answer}`,
      ...(certificate
        ? [
            `The client's certificate: ${certificate.subject}; issued by ${certificate.issuer}; valid from ${certificate.validFrom} to ${certificate.validTo}`,
          ]
        : []),
    ],
    fix: (subject, { given, client, reason, user, certificate }) => {
      if (!given) return nameTheCertificate(subject, client);
      switch (reason) {
        case 'expired':
          return ["Renew the client's certificate", 'Check the clock of the server: date -u'];
        case 'unknown-ca':
          return [
            "Use a certificate that is signed by the server's client CA (PostgreSQL: ssl_ca_file; MySQL, MariaDB: ssl-ca)",
            `Or add ${certificate?.issuer ?? 'its issuer'} to that file, and reload the server`,
          ];
        case 'other-user':
          return [`Use a certificate whose common name is ${user ?? 'the user'}, or map it in pg_ident.conf`];
        default:
          return ["Use a certificate that is signed by the server's client CA, and for this user"];
      }
    },
    page: `The server identifies its clients by certificates (pg_hba.conf: cert or clientcert; REQUIRE X509; a setting of
the cloud's database). Without one, or with one that it does not know, no login is possible.`,
  }),

  'tls/protocol-version': entry<{
    place: string;
    answer: string;
    /** What this side takes. */
    min: string;
    max: string;
    /** What the server took when it was offered everything; null where that was not asked, or brought nothing. */
    offers: string | null;
    reason: string;
  }>({
    severity: 'error',
    transient: false,
    title: 'The two sides agree on no version of TLS',
    message: (subject, { place, reason, offers, min }) => {
      if (reason === 'not-direct') return `${subject}: ${place} does not take TLS from the first byte`;
      return reason === 'version' && offers !== null && offers < min
        ? `${subject}: ${place} offers ${shown(offers)}, and ${shown(min)} is the least that is taken`
        : `${subject}: the TLS handshake with ${place} failed`;
    },
    why: (_, { answer, min, max, offers, reason }) => [
      reason === 'not-direct' ? `It answered the handshake with: ${answer}` : `OpenSSL: ${answer}`,
      ...(reason === 'version' || reason === 'cipher'
        ? [`This side takes ${min === max ? shown(min) : `${shown(min)} to ${shown(max)}`}`]
        : []),
      ...(offers === null ? [] : [`Offered every version and cipher, the server took ${shown(offers)}`]),
    ],
    fix: (subject, { reason, offers, min }) => FIX[reason]?.(subject) ?? versions(subject, offers, min),
    page: `The server offers TLS, but no version or cipher that this side takes too; TLS 1.0 and 1.1 are off everywhere
by now. The server, or the proxy before it, has to be upgraded or configured anew.

sslnegotiation=direct begins with TLS at once, which PostgreSQL takes from version 17 on, and some proxies before
it; older servers want to be asked first.`,
  }),
};

/** `TLS 1.2` of `TLSv1.2`. */
function shown(version: string): string {
  return version === 'TLSv1' ? 'TLS 1.0' : version.replace(/^TLSv/, 'TLS ');
}

const ORDER = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function versions(subject: string, offers: string | null, min: string): string[] {
  const isOurs = offers !== null && ORDER.indexOf(offers) >= ORDER.indexOf('TLSv1.2') && min === 'TLSv1.3';
  return [
    ...(isOurs ? [`In ${subject}: ssl_min_protocol_version=TLSv1.2`] : []),
    'On the server: ssl_min_protocol_version = TLSv1.2 (PostgreSQL), tls_version = TLSv1.2,TLSv1.3 (MySQL, MariaDB)',
    'Upgrade a server or proxy that knows only TLS 1.0 or 1.1',
  ];
}

const FIX: Readonly<Record<string, (subject: string) => string[]>> = {
  'not-direct': (subject) => [
    `In ${subject}, leave sslnegotiation=direct out; PostgreSQL takes it from version 17 on`,
  ],
  weak: () => [
    "Issue the server's certificate anew: a key of 2048 bits RSA or P-256, a signature with SHA-256",
    'For Diffie-Hellman: ssl_dh_params_file with 2048 bits (PostgreSQL)',
  ],
  cipher: (subject) => [
    'On the server: leave ssl_ciphers (PostgreSQL) or ssl_cipher (MySQL, MariaDB) at its default; ECDHE-RSA needs an RSA certificate, ECDHE-ECDSA one of P-256',
    ...versions(subject, null, 'TLSv1.2'),
  ],
  name: (subject) => [`Check the host in ${subject}: the proxy knows no server of this name`],
};
