import { type Answered, said } from './connect-login.js';
import { entry } from './entry.js';
import { tlsCertificateFindings } from './tls-certificate.js';
import { askFor, type TlsClient, uncapitalised } from './tls-client.js';
import { tlsFileFindings } from './tls-files.js';
import { tlsHandshakeFindings } from './tls-handshake.js';
import { otherwise } from './tls-trust.js';

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
    why: (_, { server, client }) => [
      server === 'PostgreSQL'
        ? 'It answered N to the request for TLS'
        : `${server} does not offer TLS in its greeting`,
      ...otherwise(client),
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

  ...tlsFileFindings,
  ...tlsHandshakeFindings,

  'tls/mode-too-weak': entry<{ mode: string; least: string; reason: string | null }>({
    severity: 'error',
    transient: false,
    title: 'The application asks for less TLS than required',
    message: (subject, { mode, least, reason }) =>
      reason === 'switched-off'
        ? `${subject}: asks for ${least}, and NODE_TLS_REJECT_UNAUTHORIZED=0 switches that off`
        : `${subject}: asks for TLS mode ${mode}, and ${least} is the least that is allowed`,
    why: (_, { mode, least, reason }) => [
      reason === 'switched-off'
        ? "With it, Node takes every certificate of every server, in this application's client too"
        : `tls.mode is ${least}; what the application's client makes of its settings is ${mode}`,
    ],
    fix: (subject, { least, reason }) => {
      if (reason === 'switched-off')
        return [
          'Remove NODE_TLS_REJECT_UNAUTHORIZED where the application is started',
          'Name the CA of the server instead: NODE_EXTRA_CA_CERTS=/certs/ca.pem, or in the URL',
        ];
      return [
        `In ${subject}, PostgreSQL: sslmode=${least}; Prisma: sslaccept=strict`,
        `In ${subject}, MySQL and MariaDB: ${MYSQL_WORDS[least] ?? `ssl-mode=${least}`}`,
        'Where less is meant: lower mode in tls of this database, in the configuration',
      ];
    },
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
};
