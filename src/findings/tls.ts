import { type Answered, isPostgres, said } from './connect-login.js';
import { entry } from './entry.js';

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
  /** The CA's file, `value` where the setting holds it, null for Node's own roots. */
  ca: string | null;
  caCertificates: number | null;
};

function shown({ certificate, issuer, validFrom, validTo }: Certificate): string {
  return `Certificate: ${certificate}; issued by ${issuer}; valid from ${validFrom} to ${validTo}`;
}

function trusted({ ca, caCertificates }: Certificate): string {
  if (ca === null) return "Trusted: Node's own root certificates; no CA is configured";
  const count = caCertificates === 1 ? '1 certificate' : `${caCertificates ?? 0} certificates`;
  return `Trusted: ${count} in ${ca === 'value' ? 'the configured value' : ca}`;
}

export const tlsFindings = {
  'tls/required': entry<Answered & { overTls: string | null }>({
    severity: 'error',
    transient: false,
    title: 'The server takes encrypted sessions only',
    message: (subject, { place }) =>
      `${subject}: ${place} takes encrypted sessions only, and this one is not`,
    why: (_, facts) => [
      ...said(facts),
      ...(facts.overTls === 'works' ? ['The same login works over TLS: user and password are right'] : []),
      ...(facts.overTls !== null && facts.overTls !== 'works'
        ? [`Over TLS the same login gets further, and then meets ${facts.overTls}`]
        : []),
      ...(facts.errno === 1045 ? ['MariaDB answers a missing encryption like a wrong password'] : []),
    ],
    fix: (subject, facts) =>
      isPostgres(facts)
        ? [`In ${subject}: sslmode=verify-full&sslrootcert=/path/to/ca.pem  (least: sslmode=require)`]
        : [
            `Turn TLS on in the client that reads ${subject} (mysql2: ?ssl={"rejectUnauthorized":true}; PyMySQL: ?ssl_ca=/path/to/ca.pem; JDBC: ?sslMode=VERIFY_IDENTITY)`,
          ],
    page: `The server is set to refuse logins that are not encrypted, and the configuration asks for a plain session.
PostgreSQL says "no encryption" in its message; MySQL says so too, but MariaDB answers "Access denied", which
looks like a wrong password. dbcheck tries the same login over TLS to tell the two apart.

To fix it, ask for TLS, best with verification (verify-full and the CA of the server).`,
  }),

  'tls/unsupported': entry<{ place: string; mode: string; server: string }>({
    severity: 'error',
    transient: false,
    title: 'The server has no TLS, and it is asked for',
    message: (subject, { place, mode }) =>
      `${subject}: ${mode} asks for TLS, and the server at ${place} has none`,
    why: (_, { server }) => [
      server === 'PostgreSQL'
        ? 'It answered N to the request for TLS'
        : `${server} does not offer TLS in its greeting`,
    ],
    fix: (subject, { server }) => [
      server === 'PostgreSQL'
        ? 'On the server: ssl = on, with ssl_cert_file and ssl_key_file'
        : 'On the server: ssl-cert and ssl-key in its configuration',
      `For a server on the same machine or a private network: sslmode=disable (or tls: disable) in ${subject}`,
      'A pooler (PgBouncer) has TLS settings of its own: client_tls_sslmode',
    ],
    page: `The configuration asks for an encrypted session, and the server, or the pooler before it, is not set up for
TLS. Local databases and fresh containers have none. Either set it up, or say for this database that a plain
session is meant.`,
  }),

  'tls/untrusted': entry<Certificate & { reason: string; sent: number }>({
    severity: 'error',
    transient: false,
    title: "The server's certificate is not signed by a trusted CA",
    message: (subject, { place, issuer }) =>
      `${subject}: the certificate of ${place} is issued by ${issuer}, which is not trusted here`,
    why: (_, facts) => [
      shown(facts),
      trusted(facts),
      `${facts.reason}; the server sent ${facts.sent} ${facts.sent === 1 ? 'certificate' : 'certificates'}`,
    ],
    fix: (subject, { ca, reason, starttls, place }) => [
      ca === null
        ? `Download the CA of the provider and name it in ${subject}: sslrootcert=/certs/ca.pem (or tls: { ca: /certs/ca.pem })`
        : 'Replace the CA by the one that the provider shows for this server; it may have been renewed',
      ...(reason === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
        ? [
            'If the CA is right: the server must send its intermediate certificate too (append it to its certificate file)',
          ]
        : []),
      `Look at what it shows: openssl s_client -starttls ${starttls} -showcerts -connect ${place} </dev/null`,
    ],
    page: `With verification on, the chain of signatures from the server's certificate must end at a CA that this side
trusts. Cloud databases mostly use a CA of their own, which no system knows by itself: download it from the
provider and name its file.

Note that clients differ: psql verifies nothing for sslmode=require, node-postgres verifies everything.`,
  }),

  'tls/hostname': entry<Certificate & { host: string; names: readonly string[] }>({
    severity: 'error',
    transient: false,
    title: "The server's certificate is for another name",
    message: (subject, { host, place }) => `${subject}: the certificate of ${place} is not for ${host}`,
    why: (_, facts) => [
      `It is for: ${facts.names.length > 0 ? facts.names.slice(0, 8).join(', ') : 'no name at all'}`,
      shown(facts),
    ],
    fix: (subject, { names }) => {
      const name = names.find((each) => each.startsWith('DNS:'))?.slice('DNS:'.length);
      return [
        ...(name ? [`In ${subject}, connect to ${name}`] : []),
        'Or let the certificate be issued for the name that is used',
        `Weaker: verify-ca checks the signature and not the name (sslmode=verify-ca in ${subject})`,
      ];
    },
    page: `verify-full compares the host that the configuration names with the names in the certificate, so that nobody
else with a certificate of the same CA can pose as the server. Tunnels, IP addresses and internal aliases are
mostly not in it. Connect by a name that is, or have the certificate issued anew.`,
  }),

  'tls/expired': entry<Certificate & { which: string; at: string }>({
    severity: 'error',
    transient: false,
    title: 'A certificate has expired',
    message: (subject, { place, at }) => `${subject}: a certificate of ${place} expired on ${at}`,
    why: (_, facts) => [`Expired: ${facts.which}`, shown(facts)],
    fix: () => [
      'Renew the certificate on the server and reload it',
      'Check the clock of this machine: date -u',
    ],
    page: `A certificate is good until a day, and that day has passed. The server needs a new one. If it was renewed, the
server may not have loaded it yet (PostgreSQL: SELECT pg_reload_conf(); MariaDB: FLUSH SSL).`,
  }),

  'tls/not-yet-valid': entry<Certificate & { which: string; at: string }>({
    severity: 'error',
    transient: false,
    title: 'A certificate is not valid yet',
    message: (subject, { place, at }) => `${subject}: a certificate of ${place} is valid from ${at} on only`,
    why: (_, facts) => [`Not valid yet: ${facts.which}`, shown(facts)],
    fix: () => ['Check the clock of this machine, then that of the server: date -u'],
    page: `A certificate is good from a day on, and by the clock of this machine that day has not come. Mostly the clock
is wrong, in a virtual machine or container that was asleep.`,
  }),

  'tls/ca-unreadable': entry<{ role: string; file: string | null; errno: string; uid: number | null }>({
    severity: 'error',
    transient: false,
    title: 'A file of the TLS settings cannot be read',
    message: (subject, { role, file }) =>
      `${subject}: the ${role === 'ca' ? 'CA file' : `file of the ${role}`}${file === null ? '' : ` ${file}`} can't be read`,
    why: (_, { errno, uid }) => [
      errno === 'ENOENT'
        ? 'There is no such file (ENOENT)'
        : `Opening it: ${errno}${uid === null ? '' : `, as uid ${uid}`}`,
    ],
    fix: (subject, { file, errno }) => [
      ...(errno === 'ENOENT'
        ? [`Copy it into the image (COPY ca.pem ${file ?? '/certs/ca.pem'}), or mount it there`]
        : [`Let this user read it: chmod a+r ${file ?? 'FILE'}`]),
      `Or correct the path in ${subject}`,
    ],
    page: `The TLS settings name a file (the CA, or the client's certificate or key), and it is not there or may not be
read by this user. The path is looked up inside the container, where files of the host exist only if they were
copied or mounted.`,
  }),

  'tls/ca-invalid': entry<{
    role: string;
    file: string | null;
    bytes: number;
    reason: 'empty' | 'damaged' | 'a-key' | 'no-pem' | 'mismatch';
  }>({
    severity: 'error',
    transient: false,
    title: 'A file of the TLS settings holds no certificate',
    message: (subject, { role, file, reason }) => {
      if (reason === 'mismatch')
        return `${subject}: the client key does not belong to the client certificate`;
      const what = role === 'ca' ? 'the CA' : `the ${role}`;
      return `${subject}: ${what}${file === null || file === 'value' ? '' : ` in ${file}`} is no usable PEM`;
    },
    why: (_, { reason, bytes }) => [
      {
        empty: 'It is empty',
        damaged: 'It looks like PEM, and what is in it cannot be read',
        'a-key': `Its ${bytes} bytes hold a private key, and no certificate`,
        'no-pem': `Its ${bytes} bytes hold no "BEGIN CERTIFICATE"`,
        mismatch: 'The public key in the certificate is another one',
      }[reason],
    ],
    fix: (_, { role, file, reason }) =>
      reason === 'mismatch'
        ? ['Compare them: openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY']
        : [
            ...(role === 'ca' ? ['Download the CA again, in PEM format'] : []),
            `Look at it: openssl ${role === 'client key' ? 'pkey -noout' : 'x509 -noout -subject'} -in ${file === null || file === 'value' ? 'FILE' : file}`,
            ...(reason === 'no-pem' ? ['From DER: openssl x509 -inform der -in ca.der -out ca.pem'] : []),
          ],
    page: `Certificates and keys are read as PEM: text between BEGIN and END lines. What is configured is something
else: empty, binary (DER), a key in place of a certificate, or a value whose line breaks were lost. Drivers do
not complain; they trust nobody, and report a self-signed certificate.`,
  }),

  'tls/client-cert-required': entry<{ place: string; answer: string; given: boolean }>({
    severity: 'error',
    transient: false,
    title: 'The server wants a certificate of the client',
    message: (subject, { place, given }) =>
      given
        ? `${subject}: ${place} does not accept the client's certificate`
        : `${subject}: ${place} wants a certificate of the client, and none is configured`,
    why: (_, { answer }) => [`It answered: ${answer}`],
    fix: (subject, { given }) =>
      given
        ? ["Use a certificate that is signed by the server's client CA, and for this user"]
        : [`In ${subject}: sslcert=/certs/client.crt&sslkey=/certs/client.key  (or tls: { cert, key })`],
    page: `The server identifies its clients by certificates (pg_hba.conf: cert or clientcert; REQUIRE X509; a setting of
the cloud's database). Without one, or with one that it does not know, no login is possible.`,
  }),

  'tls/mode-too-weak': entry<{ mode: string; least: string }>({
    severity: 'error',
    transient: false,
    title: 'The application asks for less TLS than required',
    message: (subject, { mode, least }) =>
      `${subject}: asks for TLS mode ${mode}, and ${least} is the least that is allowed`,
    why: (_, { mode, least }) => [
      `tls.mode is ${least}; what the application's client makes of its settings is ${mode}`,
    ],
    fix: (subject, { least }) => [
      `In ${subject}: sslmode=${least}  (or the equivalent of the application's client)`,
    ],
    page: `tls.mode in the configuration is the least that the application itself must ask for. Its own settings ask for
less, so it would connect with less protection than was decided, or with none.`,
  }),

  'tls/not-encrypted': entry<{ place: string; asked: string; effective: string }>({
    severity: 'error',
    transient: false,
    title: 'The session is not encrypted, although TLS was asked for',
    message: (subject, { asked }) => `${subject}: asks for TLS (${asked}), and the session is not encrypted`,
    why: (_, { place, effective }) => [
      `The application's client makes ${effective} of it, and ${place} takes plain sessions`,
    ],
    fix: (subject) => [
      `Say it in the client's own words in ${subject} (mysql2: ?ssl={"rejectUnauthorized":true})`,
      'Or name the client that is used: client: NAME in dbcheck.yaml',
    ],
    page: `The URL asks for TLS with a parameter that the application's client does not know. It ignores the parameter,
at most with a line in the log, and sends everything in clear text, the password's proof included.`,
  }),

  'tls/protocol-version': entry<{ place: string; answer: string }>({
    severity: 'error',
    transient: false,
    title: 'The two sides agree on no version of TLS',
    message: (subject, { place }) => `${subject}: the TLS handshake with ${place} failed`,
    why: (_, { answer }) => [`OpenSSL: ${answer}`, 'This side takes TLS 1.2 and 1.3'],
    fix: () => [
      'On the server: ssl_min_protocol_version = TLSv1.2 (PostgreSQL), tls_version = TLSv1.2,TLSv1.3 (MySQL, MariaDB)',
      'Upgrade a server or proxy that knows only TLS 1.0 or 1.1',
    ],
    page: `The server offers TLS, but no version or cipher that this side takes too; TLS 1.0 and 1.1 are off everywhere
by now. The server, or the proxy before it, has to be upgraded or configured anew.`,
  }),
};
