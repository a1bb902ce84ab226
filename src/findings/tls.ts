import { type Answered, said } from './connect-login.js';
import { entry } from './entry.js';
import { shellPath } from './shell.js';
import { tlsCertificateFindings } from './tls-certificate.js';
import { askFor, nameTheCertificate, type TlsClient, uncapitalised } from './tls-client.js';

/** mysql tools; mysql2; PyMySQL. */
const MYSQL_WORDS: Readonly<Record<string, string>> = {
  require: 'ssl-mode=REQUIRED; mysql2: ssl={"rejectUnauthorized":true}; PyMySQL: ssl_ca=/certs/ca.pem',
  'verify-ca': 'ssl-mode=VERIFY_CA; mysql2: ssl={"rejectUnauthorized":true}; PyMySQL: ssl_ca=/certs/ca.pem',
  'verify-full':
    'ssl-mode=VERIFY_IDENTITY; mysql2: ssl={"rejectUnauthorized":true,"verifyIdentity":true}; PyMySQL: ssl_ca=/certs/ca.pem&ssl_check_hostname=true',
};

export const tlsFindings = {
  'tls/required': entry<Answered & { client: TlsClient }>({
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
    fix: (subject, { client }) => [
      ...askFor(subject, client, 'verify-full'),
      `Without the CA of the server, for the time being: ${uncapitalised(askFor(subject, client, 'require')[0] ?? '')}`,
    ],
    page: `The server is set to refuse logins that are not encrypted, and the configuration asks for a plain session.
PostgreSQL says "no encryption" in its message; MySQL says so too, but MariaDB answers "Access denied", which
looks like a wrong password. dbcheck tries the same login over TLS to tell the two apart.

To fix it, ask for TLS, best with verification (verify-full and the CA of the server).`,
  }),

  'tls/unsupported': entry<{ place: string; server: string; client: TlsClient }>({
    severity: 'error',
    transient: false,
    title: 'The server has no TLS, and it is asked for',
    message: (subject, { place, client }) =>
      `${subject}: ${client.mode} asks for TLS, and the server at ${place} has none`,
    why: (_, { server }) => [
      server === 'PostgreSQL'
        ? 'It answered N to the request for TLS'
        : `${server} does not offer TLS in its greeting`,
    ],
    fix: (subject, { server, client }) => [
      server === 'PostgreSQL'
        ? 'On the server: ssl = on, with ssl_cert_file and ssl_key_file'
        : 'On the server: ssl-cert and ssl-key in its configuration',
      ...askFor(subject, client, 'disable').map((line, index) =>
        index === 0 ? `For a server on the same machine or a private network: ${uncapitalised(line)}` : line,
      ),
      server === 'PostgreSQL'
        ? 'A pooler (PgBouncer) has TLS settings of its own: client_tls_sslmode'
        : 'A proxy (ProxySQL) has TLS settings of its own: mysql-have_ssl',
    ],
    page: `The configuration asks for an encrypted session, and the server, or the pooler before it, is not set up for
TLS. Local databases and fresh containers have none. Either set it up, or say for this database that a plain
session is meant.`,
  }),

  ...tlsCertificateFindings,

  'tls/ca-unreadable': entry<{ role: string; file: string | null; errno: string; uid: number | null }>({
    severity: 'error',
    transient: false,
    title: 'A file of the TLS settings cannot be read',
    message: (subject, { role, file }) =>
      `${subject}: the ${role === 'ca' ? 'CA file' : `file of the ${role}`}${file === null ? '' : ` ${file}`} can't be read`,
    why: (_, { errno, uid }) => [
      errno === 'ENOENT'
        ? 'There is no such file (ENOENT)'
        : errno === 'EISDIR'
          ? 'It is a directory, and no file (EISDIR)'
          : `Opening it: ${errno}${uid === null ? '' : `, as uid ${uid}`}`,
    ],
    fix: (subject, { role, file, errno, uid }) => [
      ...(errno === 'ENOENT'
        ? [`Copy it into the image (COPY ca.pem ${file ?? '/certs/ca.pem'}), or mount it there`]
        : errno === 'EISDIR'
          ? [
              `Name one file in it: ${file ?? '/certs'}/ca.pem, and look which there are: ls -l ${shellPath(file ?? '/certs')}`,
            ]
          : errno === 'EACCES' || errno === 'EPERM'
            ? [
                role === 'client key'
                  ? `Let this user read it, and nobody else: chown ${uid ?? 'USER'} ${shellPath(file ?? 'FILE')} && chmod 0600 ${shellPath(file ?? 'FILE')}`
                  : `Let this user read it: chmod a+r ${shellPath(file ?? 'FILE')}`,
                `And the folders on the way: namei -l ${shellPath(file ?? 'FILE')}`,
              ]
            : [`Look at what it is: ls -l ${shellPath(file ?? 'FILE')}`]),
      `Or correct the path, in ${subject} or in tls of the database in the configuration`,
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

  'tls/client-cert-required': entry<{ place: string; answer: string; given: boolean; client: TlsClient }>({
    severity: 'error',
    transient: false,
    title: 'The server wants a certificate of the client',
    message: (subject, { place, given }) =>
      given
        ? `${subject}: ${place} does not accept the client's certificate`
        : `${subject}: ${place} wants a certificate of the client, and none is configured`,
    why: (_, { answer }) => [`It answered: ${answer}`],
    fix: (subject, { given, client }) =>
      given
        ? ["Use a certificate that is signed by the server's client CA, and for this user"]
        : nameTheCertificate(subject, client),
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
      `In ${subject}, PostgreSQL: sslmode=${least}; Prisma: sslaccept=strict`,
      `In ${subject}, MySQL and MariaDB: ${MYSQL_WORDS[least] ?? `ssl-mode=${least}`}`,
      'Where less is meant: lower mode in tls of this database, in the configuration',
    ],
    page: `tls.mode in the configuration is the least that the application itself must ask for. Its own settings ask for
less, so it would connect with less protection than was decided, or with none.

To fix it, ask for that mode in the URL, in the words of the application's client (dbcheck inspect shows what
the client makes of them), or lower tls.mode where less is meant. dbcheck does not do it for the application:
what it sets here would not be set there.`,
  }),

  'tls/not-encrypted': entry<{ place: string; asked: string; client: TlsClient }>({
    severity: 'error',
    transient: false,
    title: 'The session is not encrypted, although TLS was asked for',
    message: (subject, { asked }) => `${subject}: asks for TLS (${asked}), and the session is not encrypted`,
    why: (_, { place, client }) => [
      `The application's client makes ${client.mode} of it, and ${place} takes plain sessions`,
    ],
    fix: (subject, { client }) => [
      ...askFor(subject, client, 'verify-full'),
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
