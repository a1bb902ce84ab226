import { basename } from 'node:path';
import { entry } from './entry.js';
import { shellPath } from './shell.js';
import { nameTheCa, type TlsClient, uncapitalised } from './tls-client.js';

type Unreadable = {
  role: string;
  file: string | null;
  errno: string;
  uid: number | null;
  /** Why it matters, or does not: `default`, `not-verified`, `passed-over`, `permissions`. */
  reason: string | null;
  /** Of a key that others may read: `0644`. */
  mode: string | null;
  client: TlsClient;
};

type Invalid = { role: string; file: string | null; bytes: number; certificates: number; reason: string };

export const tlsFileFindings = {
  'tls/ca-unreadable': entry<Unreadable>({
    severity: 'error',
    transient: false,
    title: 'A file of the TLS settings cannot be read',
    message: (subject, { role, file, reason }) => {
      const named = file === null ? '' : ` ${file}`;
      if (reason === 'permissions') return `${subject}: the client key${named} can be read by others`;
      if (reason === 'default') return `${subject}: no CA is named, and${named} can't be read`;
      return `${subject}: the ${role === 'ca' ? 'CA file' : `file of the ${role}`}${named} can't be read`;
    },
    why: (_, { errno, uid, reason, mode }) => [
      ...(reason === 'permissions'
        ? [
            `Its mode is ${mode ?? 'not known'}; psql and what is built on libpq take 0600, or 0640 where it belongs to root`,
          ]
        : errno === 'ENOENT'
          ? ['There is no such file (ENOENT)']
          : errno === 'EISDIR'
            ? ['It is a directory, and no file (EISDIR)']
            : [`Opening it: ${errno}${uid === null ? '' : `, as uid ${uid}`}`]),
      ...(REASONS[reason ?? ''] ?? []),
    ],
    fix: (subject, facts) => [
      ...(facts.reason === 'default' ? nameOne(subject, facts) : makeReadable(facts)),
      ...(facts.reason === 'permissions' || facts.reason === 'default'
        ? []
        : [`Or correct the path, in ${subject} or in tls of the database in the configuration`]),
    ],
    page: `The TLS settings name a file (the CA, or the client's certificate or key), and it is not there or may not be
read by this user. The path is looked up inside the container, where files of the host exist only if they were
copied or mounted.

Where no CA is named, psql and what is built on libpq (psycopg, most of Python, Ruby and PHP) look for
~/.postgresql/root.crt, and verify-ca and verify-full fail where it is missing: the certificates of the system do
not count for them, unless sslrootcert=system says so. A client key that others may read is refused.`,
  }),

  'tls/ca-invalid': entry<Invalid>({
    severity: 'error',
    transient: false,
    title: 'A file of the TLS settings holds no certificate',
    message: (subject, { role, file, reason }) => {
      switch (reason) {
        case 'mismatch':
          return `${subject}: the client key does not belong to the client certificate`;
        case 'encrypted':
          return `${subject}: the client key is encrypted, and no password for it is set`;
        case 'passphrase':
          return `${subject}: the password does not open the client key`;
      }
      const what = `${subject}: ${role === 'ca' ? 'the CA' : `the ${role}`}${file === null || file === 'value' ? '' : ` in ${file}`}`;
      if (reason === 'partly-damaged') return `${what} holds a certificate that can't be read`;
      if (reason === 'weak') return `${what} has a key or a signature that is too weak`;
      return MENDED.includes(reason) ? `${what} has lost its line breaks` : `${what} is no usable PEM`;
    },
    why: (_, facts) => [(IS[facts.reason] ?? (() => `It is: ${facts.reason}`))(facts)],
    fix: (subject, { role, file, reason }) => {
      const path = file === null || file === 'value' ? null : file;
      const look = `Look at it: openssl ${role === 'client key' ? 'pkey -noout' : 'x509 -noout -subject'} -in ${path ?? 'FILE'}`;
      return (
        MEND[reason]?.(subject, path ?? 'ca.pem') ?? [
          ...(role === 'ca' ? ['Download the CA again, in PEM format'] : []),
          look,
        ]
      );
    },
    page: `Certificates and keys are read as PEM: text between BEGIN and END lines. What is configured is something
else: empty, binary (DER), a key in place of a certificate, or a value whose line breaks were lost. Drivers do
not complain; they trust nobody, and report a self-signed certificate.

A value in one variable often has \\n in place of its line breaks. dbcheck reads it all the same and says so, since
most clients do not.`,
  }),
};

const REASONS: Readonly<Record<string, readonly string[]>> = {
  default: [
    "psql and what is built on libpq look nowhere else for a CA: neither the system's certificates nor NODE_EXTRA_CA_CERTS count",
  ],
  'not-verified': ['libpq goes on without it, and verifies nothing'],
  'passed-over': ['libpq goes on without it, and shows the server no certificate'],
};

function nameOne(subject: string, { client, file }: Unreadable): string[] {
  const [first = '', ...more] = nameTheCa(subject, client);
  return [
    `Download the CA of the provider, and name it: ${uncapitalised(first)}`,
    ...more,
    `Or put it where the client looks: cp ca.pem ${shellPath(file ?? '~/.postgresql/root.crt')}`,
    ...(client.words.startsWith('libpq')
      ? ['For a public CA, with libpq 16 or later: sslrootcert=system']
      : []),
  ];
}

function makeReadable({ role, file, errno, uid, reason }: Unreadable): string[] {
  const path = shellPath(file ?? 'FILE');
  if (reason === 'permissions') {
    return [
      `Let nobody else read it: chmod 0600 ${path}`,
      'A mounted secret: defaultMode: 0600 with Kubernetes, mode: 0600 with Compose; or 0640 with fsGroup, where root owns it',
    ];
  }
  switch (errno) {
    case 'ENOENT':
      return [
        `Copy it into the image (COPY ${basename(file ?? 'ca.pem')} ${file ?? '/certs/ca.pem'}), or mount it there`,
      ];
    case 'EISDIR':
      return [
        `Name one file in it: ${file ?? '/certs'}/ca.pem, and look which there are: ls -l ${shellPath(file ?? '/certs')}`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [
        role === 'client key'
          ? `Let this user read it, and nobody else: chown ${uid ?? 'USER'} ${path} && chmod 0600 ${path}`
          : `Let this user read it: chmod a+r ${path}`,
        `And the folders on the way: namei -l ${path}`,
      ];
    default:
      return [`Look at what it is: ls -l ${path}`];
  }
}

const MENDED: readonly string[] = ['literal-newline', 'one-line', 'base64'];

/** What is there instead. */
const IS: Readonly<Record<string, (facts: Invalid) => string>> = {
  empty: () => 'It is empty',
  damaged: () => 'It looks like PEM, and what is in it cannot be read',
  'cut-off': ({ bytes }) => `Its ${bytes} bytes have a BEGIN line, and no END line: the rest was cut off`,
  'a-key': ({ bytes }) => `Its ${bytes} bytes hold a private key, and no certificate`,
  'a-request': () => 'It holds the request for a certificate (CSR), and no certificate',
  'no-pem': ({ bytes }) => `Its ${bytes} bytes hold no "BEGIN CERTIFICATE"`,
  der: ({ bytes }) => `Its ${bytes} bytes are a certificate in binary form (DER)`,
  pkcs12: () => 'It is a PKCS#12 file (.p12, .pfx)',
  pkcs7: () => 'It is a PKCS#7 file (.p7b)',
  keystore: () => 'It is a Java key store (JKS)',
  html: () => 'It is an HTML page: the download ended at a page of the site',
  'lfs-pointer': () => 'It is a pointer of Git LFS, in place of the file',
  'utf-16': () => 'It is text in UTF-16',
  mismatch: () => 'The public key in the certificate is another one',
  encrypted: () => 'Its PEM says ENCRYPTED',
  passphrase: () => 'OpenSSL could not decrypt the key with it',
  weak: () => 'OpenSSL refuses it at its security level',
  'partly-damaged': ({ certificates }) =>
    `${certificates} can be read. psql and what is built on libpq refuse the whole file; Node goes on with those before it`,
  'literal-newline': () =>
    'It has \\n, two characters, in place of line breaks. dbcheck read it as if they were there; most clients do not',
  'one-line': () => 'Its BEGIN line goes on with data: the line breaks became blanks, or nothing',
  base64: () => 'It is base64 of the PEM text, and has to be decoded once',
};

const MEND: Readonly<Record<string, (subject: string, path: string) => string[]>> = {
  mismatch: () => ['Compare them: openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY'],
  encrypted: (subject) => [
    `Set its password, sslpassword in ${subject}`,
    'Or store the key without one: openssl pkey -in KEY -out PLAIN_KEY',
  ],
  passphrase: (subject) => [`Correct sslpassword in ${subject}`, 'Try it: openssl pkey -noout -in KEY'],
  weak: () => ['Issue it anew: a key of 2048 bits RSA or P-256, a signature with SHA-256'],
  der: (_, path) => [`From DER: openssl x509 -inform der -in ${shellPath(path)} -out ca.pem`],
  pkcs12: (_, path) => [
    `Take the CA out of it: openssl pkcs12 -in ${shellPath(path)} -cacerts -nokeys -out ca.pem`,
  ],
  pkcs7: (_, path) => [
    `Take the certificates out of it: openssl pkcs7 -print_certs -in ${shellPath(path)} -out ca.pem`,
  ],
  keystore: (_, path) => [
    `Take the CA out of it: keytool -exportcert -rfc -alias ALIAS -keystore ${shellPath(path)} -file ca.pem`,
  ],
  html: () => ['Download the CA again, from the link to the file itself: curl -fL -o ca.pem URL'],
  'lfs-pointer': (_, path) => [`Fetch the file itself: git lfs pull --include ${shellPath(path)}`],
  'utf-16': (_, path) => [`Store it in ASCII: iconv -f utf-16 -t ascii ${shellPath(path)} > ca.pem`],
  'a-request': () => ['Name the certificate that was issued for the request, or the CA that issued it'],
  'literal-newline': (subject) => [
    `Write real line breaks, in ${subject} or in tls of the database; a file with the PEM is the surest`,
    'Make one of the value: printf \'%b\' "$CA" > ca.pem',
  ],
  'one-line': () => ['Keep the line breaks: put the PEM into a file, and name the file'],
  base64: () => ['Decode it into a file, and name the file: printf %s "$CA" | base64 -d > ca.pem'],
};
