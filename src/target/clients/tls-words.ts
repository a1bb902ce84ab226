import { TLS_MODES, type TlsMode } from '../../config/config.js';
import { LIBPQ, MYSQL, MYSQL_CA, MYSQL_MODES, REQUIRESSL, SWITCH } from './tls-modes.js';
import { OWN_FORMS } from './tls-own-forms.js';

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
  /** Where PGSSLMODE means something else than the same word in a URL. */
  readonly environment?: Readonly<Partial<Record<TlsMode, TlsMode>>>;
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
  environment: { allow: 'disable' },
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
  ...OWN_FORMS,
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
