/** How the application's own client is told about TLS, and where the configuration says it. */
export type TlsClient = {
  /** Its words for TLS: a family of `target/tls-words`. */
  words: string;
  /** The mode that it has now. */
  mode: string;
  /** The database in the configuration: `databases.main`. */
  settings: string;
  /** Written as a URL, which takes such words; parts do not. */
  url: boolean;
};

type Mode = 'disable' | 'require' | 'verify-ca' | 'verify-full';
/** What is to be in the URL for each mode; null where a URL has no word for it. */
type Words = Readonly<Record<Mode, string | null>>;

const CA = '/certs/ca.pem';
const CERT = '/certs/client.crt';
const KEY = '/certs/client.key';

function libpq(name: string, ca: string | null): Words {
  const withCa = ca === null ? '' : `&${ca}=${CA}`;
  return {
    disable: `${name}=disable`,
    require: `${name}=require`,
    'verify-ca': `${name}=verify-ca${withCa}`,
    'verify-full': `${name}=verify-full${withCa}`,
  };
}

function mysql(name: string, ca: string): Words {
  return {
    disable: `${name}=DISABLED`,
    require: `${name}=REQUIRED`,
    'verify-ca': `${name}=VERIFY_CA&${ca}=${CA}`,
    'verify-full': `${name}=VERIFY_IDENTITY&${ca}=${CA}`,
  };
}

function dotnet(off: string, on: string, ca: string): Words {
  return {
    disable: `SSL Mode=${off}`,
    require: `SSL Mode=${on}`,
    'verify-ca': `SSL Mode=VerifyCA;${ca}=${CA}`,
    'verify-full': `SSL Mode=VerifyFull;${ca}=${CA}`,
  };
}

function prisma(plain: string | null, encrypted: string): Words {
  const strict = `sslaccept=strict&sslcert=${CA}`;
  return { disable: plain, require: encrypted, 'verify-ca': strict, 'verify-full': strict };
}

const NONE: Words = { disable: null, require: null, 'verify-ca': null, 'verify-full': null };
const WORDS: Readonly<Record<string, Words>> = {
  libpq: libpq('sslmode', 'sslrootcert'),
  asyncpg: libpq('sslmode', 'sslrootcert'),
  'sqlalchemy-asyncpg': libpq('ssl', null),
  'sqlx-postgres': libpq('sslmode', 'sslrootcert'),
  'node-pg': {
    ...libpq('sslmode', 'sslrootcert'),
    require: 'sslmode=no-verify',
    'verify-ca': `sslmode=verify-ca&sslrootcert=${CA}&uselibpqcompat=true`,
  },
  'knex-pg': {
    ...libpq('sslmode', 'sslrootcert'),
    require: 'sslmode=no-verify',
    'verify-ca': `sslmode=verify-full&sslrootcert=${CA}`,
  },
  'postgres.js': { ...libpq('sslmode', null), 'verify-ca': 'sslmode=verify-full' },
  'prisma-postgres': {
    ...prisma('sslmode=disable', 'sslmode=require'),
    'verify-full': `sslmode=require&sslaccept=strict&sslcert=${CA}`,
  },
  ecto: { ...NONE, disable: 'ssl=false', require: 'ssl=true' },
  libmysqlclient: mysql('ssl_mode', 'ssl_ca'),
  'any-mysql': mysql('ssl-mode', 'ssl-ca'),
  mysql2: {
    disable: 'leave out ssl',
    require: 'ssl={"rejectUnauthorized":false}',
    'verify-ca': 'ssl={"rejectUnauthorized":true}',
    'verify-full': 'ssl={"rejectUnauthorized":true,"verifyIdentity":true}',
  },
  'mariadb-node': {
    // Any text but "true" is false in its URL.
    disable: 'leave out ssl',
    require: null,
    'verify-ca': null,
    'verify-full': 'ssl=true',
  },
  pymysql: {
    disable: 'leave out ssl_ca',
    require: `ssl_ca=${CA}&ssl_verify_cert=false&ssl_check_hostname=false`,
    'verify-ca': `ssl_ca=${CA}&ssl_check_hostname=false`,
    'verify-full': `ssl_ca=${CA}&ssl_check_hostname=true`,
  },
  'mysql-connector-python': {
    disable: 'ssl_disabled=true',
    require: 'ssl_disabled=false',
    'verify-ca': `ssl_ca=${CA}&ssl_verify_cert=true`,
    'verify-full': `ssl_ca=${CA}&ssl_verify_cert=true&ssl_verify_identity=true`,
  },
  npgsql: dotnet('Disable', 'Require', 'Root Certificate'),
  'mysql-ado': dotnet('None', 'Required', 'CA Certificate File'),
  'go-sql-driver': {
    disable: 'tls=false',
    require: 'tls=skip-verify',
    'verify-ca': null,
    'verify-full': 'tls=true',
  },
  'prisma-mysql': prisma(null, 'sslaccept=accept_invalid_certs'),
};

/** What to write in the client's own words for a mode, or null where its URL has none. */
function inUrl({ words, url }: TlsClient, mode: Mode): string | null {
  return url ? (WORDS[words] ?? NONE)[mode] : null;
}

/** The key of the configuration, which is the same for every client. */
function inConfiguration({ settings }: TlsClient, mode: Mode): string {
  const ca = mode.startsWith('verify') ? `, ca: ${CA}` : '';
  return `${settings}.tls: { mode: ${mode}${ca} }`;
}

/**
 * How a mode is asked for: where the application reads it, and in the configuration, whose `tls` goes with
 * parts, and is the least that a URL must ask for.
 */
export function askFor(subject: string, client: TlsClient, mode: Mode): string[] {
  const words = inUrl(client, mode);
  if (words === null && client.url)
    return [
      `Say it where the application makes its client, whose URL has no word for it; and in the configuration: ${inConfiguration(client, mode)}`,
    ];
  return words === null
    ? [`In the configuration: ${inConfiguration(client, mode)}`]
    : [`In ${subject}: ${words}`, `And the same in the configuration: ${inConfiguration(client, mode)}`];
}

/** How a certificate authority is named. */
export function nameTheCa(subject: string, client: TlsClient): string[] {
  return askFor(subject, client, client.mode === 'verify-full' ? 'verify-full' : 'verify-ca');
}

/** How a certificate of the client is named. */
export function nameTheCertificate(subject: string, { words, settings, url }: TlsClient): string[] {
  const names = CERTIFICATES[words];
  const key = `in the configuration: ${settings}.tls: { cert: ${CERT}, key: ${KEY} }`;
  return url && names
    ? [`In ${subject}: ${names[0]}=${CERT}&${names[1]}=${KEY}`, `Or ${key}`]
    : [`${key.charAt(0).toUpperCase()}${key.slice(1)}`];
}

const CERTIFICATES: Readonly<Record<string, readonly [string, string]>> = {
  libpq: ['sslcert', 'sslkey'],
  asyncpg: ['sslcert', 'sslkey'],
  'sqlx-postgres': ['sslcert', 'sslkey'],
  'node-pg': ['sslcert', 'sslkey'],
  'knex-pg': ['sslcert', 'sslkey'],
  libmysqlclient: ['ssl_cert', 'ssl_key'],
  pymysql: ['ssl_cert', 'ssl_key'],
  'mysql-connector-python': ['ssl_cert', 'ssl_key'],
  'any-mysql': ['ssl-cert', 'ssl-key'],
};

/** For a line that stands behind a colon. */
export function uncapitalised(line: string): string {
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}
