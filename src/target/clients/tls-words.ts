import { TLS_MODES, type TlsMode } from '../../config/config.js';

/** What some words of a string ask for: the parameters, their values, and the mode in libpq's words. */
export interface TlsWords {
  readonly parameters: Readonly<Record<string, Readonly<Record<string, TlsMode>>>>;
  /** Whether `REQUIRE` is `require`; `letters`: and `verify_ca` no `verify-ca`. */
  readonly anyCase?: boolean | 'letters';
  /** What a value that is none of these does; where it is left out, the client refuses it. */
  readonly otherwise?: TlsMode;
  /** Parameters that name the certificate authority. */
  readonly ca: readonly string[];
  /** Where the client makes something else of a mode than libpq does. */
  readonly effective?: Readonly<Partial<Record<TlsMode, TlsMode>>>;
  /** Where one way to write a mode means something else than the mode. */
  readonly effectiveOf?: Readonly<Record<string, TlsMode>>;
  /** The parameter that counts beside others, wherever it stands. */
  readonly ruler?: string;
  /** A parameter without a value is as if it were not there. */
  readonly emptyIsNone?: boolean;
  /** What a certificate authority alone does, without a mode. */
  readonly withCa?: TlsMode;
  /** When nothing is written. */
  readonly unset: TlsMode;
  /** Words of other clients that this one passes over in silence: the session stays as `unset` says. */
  readonly ignores?: readonly string[];
  /** Words of other clients that end this one with an error. */
  readonly rejects?: readonly string[];
  /** Those for which it has a spelling of its own. */
  readonly respells?: Readonly<Record<string, string>>;
  /** How it asks for TLS in a URL, where that is not the same mode in one of `parameters`; null: in the code alone. */
  readonly own?: string | null;
  /** Words that libpq takes in a URL and not as a keyword. */
  readonly noOption?: readonly string[];
  /** Words that depend on each other: `read-tls` has a function for each. */
  readonly special?:
    | 'libpq'
    | 'libpq-compat'
    | 'json'
    | 'json-unread'
    | 'pymysql'
    | 'strict-wins'
    | 'registered'
    | 'pgjdbc'
    | 'connectorj'
    | 'mariadb-jdbc';
  /** For `json`: the names of profiles that may stand in its place. */
  readonly profiles?: readonly string[];
  /** For `json`: whether an object in JSON is read at all. */
  readonly noJson?: boolean;
  /** What that function reads besides. */
  readonly others?: readonly string[];
}

const LIBPQ = {
  disable: 'disable',
  allow: 'allow',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
} as const satisfies Record<(typeof TLS_MODES)[number], TlsMode>;
/** What libpq had before `sslmode`, and still turns into it. */
const REQUIRESSL = { '1': 'require', '0': 'prefer' } as const;
const MYSQL = {
  DISABLED: 'disable',
  PREFERRED: 'prefer',
  REQUIRED: 'require',
  VERIFY_CA: 'verify-ca',
  VERIFY_IDENTITY: 'verify-full',
} as const;
/** The words for a mode, whoever's they are. */
const MODE_WORDS: ReadonlyMap<string, TlsMode> = new Map(Object.entries({ ...LIBPQ, ...MYSQL }));
const SWITCH = { true: 'require', '1': 'require', false: 'disable', '0': 'disable' } as const;
const MYSQL_MODES = ['ssl-mode', 'ssl_mode', 'sslmode', 'sslMode'];
const MYSQL_CA = ['ssl-ca', 'ssl_ca', 'sslca'];

/** One row for each family of clients that has the same words for TLS. */
const PG_CONNECTION_STRING = {
  parameters: { ssl: { ...SWITCH, 'no-verify': 'require' }, sslmode: { ...LIBPQ, 'no-verify': 'require' } },
  otherwise: 'verify-full',
  emptyIsNone: true,
  ruler: 'sslmode',
  ca: ['sslrootcert'],
  effective: {
    allow: 'verify-full',
    prefer: 'verify-full',
    require: 'verify-full',
    'verify-ca': 'verify-full',
  },
  // It is no word of its own: a text, so that TLS is asked for.
  effectiveOf: { 'no-verify': 'require', false: 'verify-full' },
  withCa: 'verify-full',
  unset: 'disable',
} as const;
const FAMILIES = {
  libpq: {
    parameters: { sslmode: LIBPQ, ssl: { true: 'require' }, requiressl: REQUIRESSL },
    ca: ['sslrootcert'],
    unset: 'prefer',
    special: 'libpq',
  },
  // `ssl` is for URLs alone: neither `ssl=true host=db` is read, nor a keyword that SQLAlchemy hands to psycopg.
  'libpq-options': {
    parameters: { sslmode: LIBPQ, requiressl: REQUIRESSL },
    ca: ['sslrootcert'],
    unset: 'prefer',
    noOption: ['ssl'],
    special: 'libpq',
  },
  asyncpg: { parameters: { sslmode: LIBPQ }, ca: ['sslrootcert'], unset: 'prefer', ignores: ['ssl'] },
  'sqlalchemy-asyncpg': {
    parameters: { ssl: { ...LIBPQ, true: 'require' } },
    ca: [],
    unset: 'prefer',
    rejects: ['sslmode', 'channel_binding', 'sslrootcert', 'sslcert', 'sslkey'],
  },
  'sqlx-postgres': {
    parameters: { sslmode: LIBPQ, 'ssl-mode': LIBPQ },
    anyCase: true,
    ca: ['sslrootcert', 'ssl-root-cert', 'ssl-ca'],
    unset: 'prefer',
  },
  'node-pg': { ...PG_CONNECTION_STRING, special: 'libpq-compat' },
  // An older one, without `uselibpqcompat`.
  'knex-pg': PG_CONNECTION_STRING,
  // "disable" and "false" switch TLS off; "require", "prefer" and "allow" verify nothing; any other text verifies all.
  'postgres.js': {
    parameters: { ssl: { ...LIBPQ, true: 'require', '1': 'require', false: 'disable' }, sslmode: LIBPQ },
    otherwise: 'verify-full',
    emptyIsNone: true,
    ruler: 'sslmode',
    ca: [],
    effective: { 'verify-ca': 'verify-full' },
    effectiveOf: { true: 'verify-full', '1': 'verify-full' },
    unset: 'disable',
  },
  'prisma-postgres': {
    own: 'sslmode=require&sslaccept=strict',
    parameters: { sslmode: LIBPQ },
    otherwise: 'prefer',
    ca: ['sslcert'],
    effective: { allow: 'prefer', 'verify-ca': 'prefer', 'verify-full': 'prefer' },
    unset: 'prefer',
    ignores: ['ssl', 'sslrootcert', 'ssl-mode'],
    special: 'strict-wins',
  },
  ecto: { parameters: { ssl: SWITCH }, ca: [], unset: 'disable' },
  libmysqlclient: {
    parameters: { 'ssl-mode': MYSQL, ssl_mode: MYSQL, sslmode: MYSQL },
    anyCase: true,
    ca: MYSQL_CA,
    withCa: 'verify-ca',
    unset: 'prefer',
  },
  // What SQLAlchemy and Django hand to it are arguments of Python.
  mysqlclient: {
    parameters: { ssl_mode: MYSQL },
    anyCase: true,
    ca: MYSQL_CA,
    withCa: 'verify-ca',
    unset: 'prefer',
    respells: { 'ssl-mode': 'ssl_mode', sslmode: 'ssl_mode', sslMode: 'ssl_mode' },
  },
  'any-mysql': {
    parameters: { 'ssl-mode': MYSQL, ssl_mode: MYSQL },
    ca: MYSQL_CA,
    withCa: 'verify-ca',
    unset: 'prefer',
    ignores: ['sslmode'],
  },
  mysql2: {
    own: 'ssl={"rejectUnauthorized":true}',
    parameters: { ssl: {} },
    ca: [],
    withCa: 'verify-ca',
    unset: 'disable',
    ignores: [...MYSQL_MODES, ...MYSQL_CA, 'sslaccept'],
    special: 'json',
    profiles: ['Amazon RDS'],
  },
  // Sequelize hands a text to mysql2, which takes it for the name of a profile.
  'sequelize-mysql2': {
    own: null,
    parameters: { ssl: {} },
    ca: [],
    withCa: 'verify-ca',
    unset: 'disable',
    ignores: [...MYSQL_MODES, ...MYSQL_CA, 'sslaccept'],
    special: 'json',
    profiles: ['Amazon RDS'],
    noJson: true,
  },
  // Any text but "true" is false.
  'mariadb-node': {
    own: 'ssl=true',
    parameters: { ssl: { true: 'verify-full', false: 'disable', '1': 'require', '0': 'disable' } },
    otherwise: 'disable',
    effectiveOf: { '1': 'disable' },
    special: 'json-unread',
    ca: [],
    unset: 'disable',
    ignores: [...MYSQL_MODES, ...MYSQL_CA, 'sslaccept'],
  },
  pymysql: {
    own: 'ssl_ca=/PATH/ca.pem',
    parameters: {},
    ca: ['ssl_ca'],
    withCa: 'verify-full',
    unset: 'prefer',
    rejects: ['ssl', ...MYSQL_MODES, 'ssl-ca'],
    special: 'pymysql',
  },
  // `ssl` becomes a boolean, of which asyncio makes a context that checks everything; the rest is never read.
  'databases-postgres': {
    parameters: { ssl: { true: 'require', false: 'disable' } },
    anyCase: true,
    ca: [],
    effective: { require: 'verify-full' },
    unset: 'prefer',
    ignores: ['sslmode', 'sslrootcert'],
  },
  'databases-mysql': {
    parameters: { ssl: { true: 'require', false: 'disable' } },
    anyCase: true,
    ca: [],
    effective: { require: 'verify-full' },
    unset: 'disable',
    ignores: [...MYSQL_MODES, ...MYSQL_CA],
  },
  'mysql-connector-python': {
    own: 'ssl_ca=/PATH/ca.pem',
    parameters: {},
    ca: ['ssl_ca'],
    unset: 'prefer',
    rejects: MYSQL_MODES,
  },
  mysqlnd: { own: null, parameters: {}, ca: [], unset: 'disable', ignores: [...MYSQL_MODES, 'ssl-ca'] },
  'prisma-mysql': {
    own: 'sslaccept=strict',
    parameters: {},
    ca: ['sslcert'],
    unset: 'prefer',
    ignores: ['ssl', ...MYSQL_MODES, ...MYSQL_CA],
    special: 'strict-wins',
  },
  npgsql: {
    parameters: {
      'SSL Mode': {
        Disable: 'disable',
        Allow: 'allow',
        Prefer: 'prefer',
        Require: 'require',
        VerifyCA: 'verify-ca',
        VerifyFull: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['Root Certificate'],
    unset: 'prefer',
  },
  'mysql-ado': {
    parameters: {
      'SSL Mode': {
        None: 'disable',
        Disabled: 'disable',
        Preferred: 'prefer',
        Required: 'require',
        VerifyCA: 'verify-ca',
        VerifyFull: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['SSL CA'],
    unset: 'prefer',
  },
  'go-sql-driver': {
    parameters: {
      tls: {
        true: 'verify-full',
        '1': 'verify-full',
        TRUE: 'verify-full',
        True: 'verify-full',
        false: 'disable',
        '0': 'disable',
        FALSE: 'disable',
        False: 'disable',
      },
    },
    ca: [],
    unset: 'disable',
    special: 'registered',
  },
  // `sslmode` wins over `ssl`, which asks for everything.
  pgjdbc: {
    parameters: { sslmode: LIBPQ },
    anyCase: 'letters',
    ca: ['sslrootcert'],
    unset: 'prefer',
    ignores: ['useSSL', 'requireSSL', 'verifyServerCertificate', 'sslMode', 'ssl-mode'],
    special: 'pgjdbc',
    others: ['ssl', 'sslfactory'],
  },
  // The three old words count where `sslMode` is not written.
  connectorj: {
    parameters: { sslMode: MYSQL },
    anyCase: 'letters',
    ca: [],
    unset: 'prefer',
    ignores: ['ssl', 'ssl-mode', 'ssl_mode', 'sslrootcert', ...MYSQL_CA],
    special: 'connectorj',
    others: ['useSSL', 'requireSSL', 'verifyServerCertificate'],
  },
  'mariadb-jdbc': {
    parameters: {
      sslMode: {
        disable: 'disable',
        DISABLED: 'disable',
        '0': 'disable',
        false: 'disable',
        trust: 'require',
        REQUIRED: 'require',
        'verify-ca': 'verify-ca',
        'verify-full': 'verify-full',
        VERIFY_IDENTITY: 'verify-full',
        '1': 'verify-full',
        true: 'verify-full',
      },
    },
    anyCase: true,
    ca: ['serverSslCert'],
    unset: 'disable',
    ignores: [
      'ssl',
      'requireSSL',
      'verifyServerCertificate',
      'ssl-mode',
      'ssl_mode',
      'sslrootcert',
      ...MYSQL_CA,
    ],
    special: 'mariadb-jdbc',
    others: ['useSsl', 'trustServerCertificate', 'disableSslHostnameVerification'],
  },
  'r2dbc-postgres': {
    parameters: { sslMode: { ...LIBPQ, tunnel: 'require' }, ssl: { true: 'verify-full', false: 'disable' } },
    anyCase: true,
    ca: ['sslRootCert'],
    unset: 'disable',
    ignores: ['sslmode'],
  },
  'r2dbc-mysql': {
    parameters: {
      sslMode: {
        ...MYSQL,
        tunnel: 'require',
        disable: 'disable',
        trust: 'require',
        'verify-full': 'verify-full',
      },
    },
    anyCase: true,
    ca: ['sslCa', 'serverSslCert'],
    unset: 'prefer',
    ignores: ['sslmode', 'useSSL'],
  },
  none: {
    own: null,
    parameters: {},
    ca: [],
    unset: 'disable',
    ignores: ['ssl', 'sslrootcert', ...MYSQL_MODES, ...MYSQL_CA],
  },
} as const satisfies Record<string, TlsWords>;

export type TlsFamily = keyof typeof FAMILIES;

/** Whether a family hands its parameters to libpq. */
export function speaksLibpq(family: TlsFamily): boolean {
  return family === 'libpq' || family === 'libpq-options';
}

export function tlsWords(family: TlsFamily): TlsWords {
  return FAMILIES[family];
}

/** The words of libpq and MySQL for a mode. */
export const modeWords: readonly string[] = [...Object.keys(LIBPQ), ...Object.keys(MYSQL)];

/** The mode that a word of libpq or MySQL names, in any case; null for another text. */
export function modeNamed(value: string): TlsMode | null {
  return MODE_WORDS.get(value.toLowerCase()) ?? MODE_WORDS.get(value.toUpperCase()) ?? null;
}

/** Every value that asks for a mode, in one family or another. */
export const tlsValues: readonly string[] = Object.values<TlsWords>(FAMILIES).flatMap(({ parameters }) =>
  Object.values(parameters).flatMap((values) => Object.keys(values)),
);

/** Every parameter that speaks of TLS to one client or another. */
export const tlsParameters: ReadonlySet<string> = new Set(
  Object.values<TlsWords>(FAMILIES).flatMap(
    ({ parameters, ca, ignores = [], rejects = [], others = [], respells = {} }) => [
      ...Object.keys(parameters),
      ...ca,
      ...ignores,
      ...rejects,
      ...Object.keys(respells),
      ...others,
    ],
  ),
);

/** Whether a mode asks for less than another. */
export function isWeaker(mode: TlsMode, least: TlsMode): boolean {
  return TLS_MODES.indexOf(mode) < TLS_MODES.indexOf(least);
}
