import { entry } from './entry.js';
import { askFor, type TlsClient, uncapitalised } from './tls-client.js';
import { MEANS, otherwise, type Trusted, trusted, whatToTrust } from './tls-trust.js';

type Certificate = {
  place: string;
  /** The word of `openssl s_client`. */
  starttls: string;
  /** Subject and issuer, on one line each. */
  certificate: string;
  issuer: string;
  /** Days, UTC. */
  validFrom: string;
  validTo: string;
  client: TlsClient;
} & Trusted;

function shown({ certificate, issuer, validFrom, validTo }: Certificate): string {
  return `Certificate: ${certificate}; issued by ${issuer}; valid from ${validFrom} to ${validTo}`;
}

/** A name of the certificate to connect by, from `DNS:db.example.com`, `IP Address:10.0.0.1`. */
function whatToConnectTo(names: readonly string[]): string | null {
  const all = names.map((each) => each.slice(each.indexOf(':') + 1));
  const [plain = null] = all.filter((name) => name !== '' && !name.includes('*'));
  const [pattern] = all.filter((name) => name.startsWith('*.'));
  return plain ?? (pattern ? `a name that ${pattern} stands for` : null);
}

/** What is wrong with the certificate that a server shows. */
export const tlsCertificateFindings = {
  'tls/untrusted': entry<Certificate & { reason: string; openssl: string; top: string; sent: number }>({
    severity: 'error',
    transient: false,
    title: "The server's certificate is not signed by a trusted CA",
    message: (subject, { place, issuer, reason }) => {
      const whose = `${subject}: the certificate of ${place}`;
      switch (reason) {
        case 'self-signed':
          return `${whose} is signed by itself, and is not trusted here`;
        case 'weak':
          return `${whose} has a key or a signature that is too weak`;
        case 'wrong-purpose':
          return `${whose} is not one for a server`;
        default:
          return `${whose} is issued by ${issuer}, which is not trusted here`;
      }
    },
    why: (_, facts) => [
      shown(facts),
      ...(facts.top === facts.issuer ? [] : [`The chain that it sent leads up to ${facts.top}`]),
      ...trusted(facts),
      ...(MEANS[facts.reason] ?? []),
      `OpenSSL: ${facts.openssl}; the server sent ${facts.sent} ${facts.sent === 1 ? 'certificate' : 'certificates'}`,
      ...otherwise(facts.client),
    ],
    fix: (subject, facts) => [
      ...whatToTrust(subject, facts),
      `Look at what it shows: openssl s_client -starttls ${facts.starttls} -showcerts -connect ${facts.place} </dev/null`,
    ],
    page: `With verification on, the chain of signatures from the server's certificate must end at a CA that this side
trusts. Cloud databases mostly use a CA of their own, which no system knows by itself: download it from the
provider and name its file.

Whom a client trusts where no CA is named differs: psql and what is built on libpq look into
~/.postgresql/root.crt alone, Node has a list of its own, to which NODE_EXTRA_CA_CERTS adds, Java too, and others
go by the system's. dbcheck goes by what the application's client does. Clients differ in the modes as well: psql
verifies nothing for sslmode=require, node-postgres verifies everything.`,
  }),

  'tls/hostname': entry<Certificate & { host: string; names: readonly string[] }>({
    severity: 'error',
    transient: false,
    title: "The server's certificate is for another name",
    message: (subject, { host, place }) => `${subject}: the certificate of ${place} is not for ${host}`,
    why: (_, facts) => [
      facts.names.length > 0
        ? `It is for: ${facts.names.slice(0, 8).join(', ')}`
        : 'It is for no name: it has no subjectAltName, which is where clients look',
      shown(facts),
    ],
    fix: (subject, { names, host, client }) => {
      const connect = whatToConnectTo(names);
      const issue = `et the certificate be issued for ${host} (subjectAltName=${/^[\d.]+$|:/.test(host) ? 'IP' : 'DNS'}:${host})`;
      return [
        ...(connect ? [`In ${subject}, connect to ${connect}`, `Or l${issue}`] : [`L${issue}`]),
        ...askFor(subject, client, 'verify-ca').map((line, index) =>
          index === 0 ? `Weaker, the signature and not the name: ${uncapitalised(line)}` : line,
        ),
      ];
    },
    page: `verify-full compares the host that the configuration names with the names in the certificate, so that nobody
else with a certificate of the same CA can pose as the server. Tunnels, IP addresses and internal aliases are
mostly not in it. Connect by a name that is, or have the certificate issued anew.`,
  }),

  'tls/expired': entry<Certificate & { which: string; at: string; isCa: boolean }>({
    severity: 'error',
    transient: false,
    title: 'A certificate has expired',
    message: (subject, { place, at, isCa }) =>
      isCa
        ? `${subject}: a CA above the certificate of ${place} expired on ${at}`
        : `${subject}: the certificate of ${place} expired on ${at}`,
    why: (_, facts) => [`Expired: ${facts.which}`, shown(facts), ...trusted(facts)],
    fix: (_, { isCa, ca }) => [
      isCa
        ? `Replace the CA ${ca === null ? 'on the server' : 'here'} by its successor, and renew what it signed`
        : 'Renew the certificate on the server and reload it',
      'Check the clock of this machine: date -u',
    ],
    page: `A certificate is good until a day, and that day has passed. The server needs a new one. If it was renewed, the
server may not have loaded it yet (PostgreSQL: SELECT pg_reload_conf(); MariaDB: FLUSH SSL).`,
  }),

  'tls/not-yet-valid': entry<Certificate & { which: string; at: string; isCa: boolean }>({
    severity: 'error',
    transient: false,
    title: 'A certificate is not valid yet',
    message: (subject, { place, at }) => `${subject}: a certificate of ${place} is valid from ${at} on only`,
    why: (_, facts) => [`Not valid yet: ${facts.which}`, shown(facts)],
    fix: () => ['Check the clock of this machine, then that of the server: date -u'],
    page: `A certificate is good from a day on, and by the clock of this machine that day has not come. Mostly the clock
is wrong, in a virtual machine or container that was asleep.`,
  }),
};
