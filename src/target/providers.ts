/** What the address of a database tells of its provider: facts, for the report and for later checks. */
export interface Provider {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Whether it refuses a login without TLS. */
  readonly tlsRequired: boolean;
  readonly ipv6Only: boolean;
  /** The form that the name of the user has to have; null where any will do. */
  readonly userForm: string | null;
}

export type Endpoint =
  | 'direct'
  /** Whose mode is a matter of its settings. */
  | 'pooler'
  | 'pooler-session'
  | 'pooler-transaction'
  | 'read-only'
  /** A name of the provider's own network. */
  | 'internal';

export interface Address {
  readonly dialect: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly socket: string | null;
}

interface Row {
  readonly name: string;
  /** What the host ends with. */
  readonly suffixes: readonly string[];
  readonly tlsRequired?: boolean;
  /** What depends on the rest of the address; the host is in small letters. */
  more?(host: string, port: number | null): Partial<Provider>;
}

const pooled = (isPooler: boolean): Partial<Provider> => (isPooler ? { endpoint: 'pooler-transaction' } : {});
const internal = (): Partial<Provider> => ({ endpoint: 'internal', tlsRequired: false });
const firstLabel = (host: string) => host.slice(0, host.indexOf('.'));

/** One row for each kind of host; the first whose suffix fits counts. */
const ROWS: readonly Row[] = [
  {
    name: 'Supabase',
    suffixes: ['.pooler.supabase.com'],
    more: (_, port) => ({
      endpoint: port === 6543 ? 'pooler-transaction' : 'pooler-session',
      userForm: 'USER.PROJECT_REF',
    }),
  },
  {
    name: 'Supabase',
    suffixes: ['.supabase.co'],
    more: (_, port) => ({ ipv6Only: true, ...pooled(port === 6543) }),
  },
  {
    name: 'Neon',
    suffixes: ['.neon.tech', '.neon.build', '.postgres.vercel-storage.com', '.pg.koyeb.app'],
    tlsRequired: true,
    more: (host) => pooled(firstLabel(host).endsWith('-pooler')),
  },
  {
    name: 'Amazon RDS',
    suffixes: ['.rds.amazonaws.com', '.rds.amazonaws.com.cn'],
    more: (host) => {
      if (host.includes('.cluster-ro-')) return { name: 'Amazon Aurora', endpoint: 'read-only' };
      if (host.includes('.cluster-')) return { name: 'Amazon Aurora' };
      return host.includes('.proxy-') ? { name: 'Amazon RDS Proxy', endpoint: 'pooler' } : {};
    },
  },
  { name: 'Amazon Aurora DSQL', suffixes: ['.on.aws'], tlsRequired: true },
  { name: 'Render', suffixes: ['-postgres.render.com'], tlsRequired: true },
  {
    name: 'Fly',
    suffixes: ['.flympg.net'],
    more: (host) => (host.startsWith('pgbouncer.') ? { endpoint: 'pooler' } : {}),
  },
  { name: 'Railway', suffixes: ['.railway.internal'], more: internal },
  { name: 'Fly', suffixes: ['.flycast'], more: internal },
  { name: 'Railway', suffixes: ['.proxy.rlwy.net', '.railway.app'] },
  {
    name: 'PlanetScale',
    suffixes: ['.psdb.cloud'],
    tlsRequired: true,
    more: (host, port) => pooled(host.endsWith('.pg.psdb.cloud') && port === 6432),
  },
  {
    name: 'DigitalOcean',
    suffixes: ['.db.ondigitalocean.com'],
    tlsRequired: true,
    more: (_, port) => pooled(port === 25061),
  },
  {
    name: 'Azure Database',
    suffixes: [
      '.postgres.database.azure.com',
      '.mysql.database.azure.com',
      '.mariadb.database.azure.com',
      '.postgres.cosmos.azure.com',
    ],
    tlsRequired: true,
    more: (_, port) => pooled(port === 6432),
  },
  { name: 'CockroachDB Cloud', suffixes: ['.cockroachlabs.cloud'], tlsRequired: true },
  {
    name: 'TiDB Cloud',
    suffixes: ['.tidbcloud.com'],
    tlsRequired: true,
    more: (host) => (host.startsWith('gateway') ? { userForm: 'PREFIX.USER' } : {}),
  },
  { name: 'Aiven', suffixes: ['.aivencloud.com'], tlsRequired: true },
  { name: 'Timescale', suffixes: ['.cloud.timescale.com', '.forge.timescale.com'], tlsRequired: true },
  { name: 'Clever Cloud', suffixes: ['.clever-cloud.com'] },
  { name: 'Scalingo', suffixes: ['.scalingo-dbs.com'] },
  {
    name: 'Crunchy Bridge',
    suffixes: ['.postgresbridge.com'],
    tlsRequired: true,
    more: (_, port) => pooled(port === 5431),
  },
  { name: 'Xata', suffixes: ['.xata.sh', '.xata.tech'], tlsRequired: true },
  { name: 'Nile', suffixes: ['.thenile.dev'], tlsRequired: true },
  { name: 'Prisma Postgres', suffixes: ['.prisma.io'], tlsRequired: true },
  { name: 'YugabyteDB', suffixes: ['.yugabyte.cloud'], tlsRequired: true },
];

/** Every company may have names under `.internal`; these are the forms of Fly. */
const FLY =
  /(^|\.)nearest\.of\.[a-z0-9-]{1,60}\.internal$|^([a-z]{3}\.)?[a-z0-9-]{1,60}-(db|pg|postgres|mysql)\.internal$/;

/** The provider of an address; null for an unknown one. Looks nothing up. */
export function providerOf({ dialect, host, port, socket }: Address): Provider | null {
  if (dialect === 'sqlite') return null;
  const base = { endpoint: 'direct', tlsRequired: false, ipv6Only: false, userForm: null } as const;
  if (socket !== null) return socket.startsWith('/cloudsql/') ? { ...base, name: 'Google Cloud SQL' } : null;
  if (host === null) return null;
  const name = host.toLowerCase().replace(/\.$/, '');
  // A regular expression is compiled when it is first asked.
  if (name.startsWith('dpg-') && /^dpg-[a-z0-9]{16,30}-a$/.test(name))
    return { ...base, name: 'Render', endpoint: 'internal' };
  if (name.startsWith('ec2-') && /^ec2-[\d-]{7,15}\.[a-z0-9.-]{1,40}\.amazonaws\.com$/.test(name))
    return { ...base, name: 'Heroku' };
  if (name.endsWith('.internal') && FLY.test(name)) return { ...base, name: 'Fly', endpoint: 'internal' };
  const row = ROWS.find(({ suffixes }) => suffixes.some((suffix) => name.endsWith(suffix)));
  if (!row) return null;
  return { ...base, name: row.name, tlsRequired: row.tlsRequired ?? false, ...row.more?.(name, port) };
}
