import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { freePort, giveToOwner, makeFolder, startGuarded } from './guarded-process.js';
import { ADMIN_PASSWORD, APP_PASSWORD, SPECIAL_PASSWORD, type StartedServer } from './postgres-server.js';
import type { CertificateName, ProvidedServer } from './provided.js';

export interface PgbouncerOptions {
  /** The server behind it; the PostgreSQL of the test run unless one is named. */
  readonly backend?: Pick<ProvidedServer, 'host' | 'port'>;
  readonly poolMode?: 'session' | 'transaction' | 'statement';
  readonly authType?: 'scram-sha-256' | 'md5' | 'plain' | 'cert' | 'trust' | 'any';
  /** TLS for its clients; without it there is none. */
  readonly tls?: 'allow' | 'require' | 'verify-full';
  readonly certificate?: CertificateName;
  /** More of the database's line: `password=… pool_size=1`. */
  readonly database?: string;
  /** More settings: `max_client_conn = 1`. */
  readonly settings?: readonly string[];
}

/** Its user `admin` may log in to the console, a database named `pgbouncer`. */
const USERS: Readonly<Record<string, string>> = {
  app: APP_PASSWORD,
  admin: ADMIN_PASSWORD,
  special: SPECIAL_PASSWORD,
  cert: '',
};

/** A PgBouncer for a test, in front of a PostgreSQL; the caller stops it. */
export async function startPgbouncer(options: PgbouncerOptions = {}): Promise<StartedServer> {
  const { authType = 'scram-sha-256', poolMode = 'session', tls, certificate = 'server' } = options;
  const backend = options.backend ?? inject('postgres');
  const certificates = inject('certificates');
  const folder = await makeFolder(inject('serverRoom'), 'server');
  const port = await freePort();
  const files = { settings: join(folder, 'pgbouncer.ini'), users: join(folder, 'userlist.txt') };
  const encryption = tls
    ? [
        `client_tls_sslmode = ${tls}`,
        `client_tls_cert_file = ${certificates[certificate]}`,
        `client_tls_key_file = ${certificates[certificate].replace(/crt$/, 'key')}`,
        `client_tls_ca_file = ${certificates.ca}`,
      ]
    : [];
  const settings = [
    '[databases]',
    `app = host=${backend.host} port=${backend.port} ${options.database ?? ''}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    `unix_socket_dir = ${folder}`,
    `pidfile = ${join(folder, 'pid')}`,
    `auth_type = ${authType}`,
    `auth_file = ${files.users}`,
    `pool_mode = ${poolMode}`,
    'admin_users = admin',
    ...encryption,
    ...(options.settings ?? []),
  ];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const users = Object.entries(USERS).map(([user, password]) => `${quoted(user)} ${quoted(password)}\n`);
  await writeFile(files.settings, `${settings.join('\n')}\n`);
  await writeFile(files.users, users.join(''));
  await giveToOwner(folder);
  const guarded = await startGuarded({
    folder,
    command: '/usr/sbin/pgbouncer',
    args: [files.settings],
    signal: 'KILL',
    ready: /process up: PgBouncer/,
    failed: /FATAL/,
  });
  const login = (user: string, password: string, database: string) => ({
    user,
    password,
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
  });
  return {
    ...guarded,
    ...login('app', APP_PASSWORD, 'app'),
    host: '127.0.0.1',
    port,
    database: 'app',
    admin: login('admin', ADMIN_PASSWORD, 'pgbouncer'),
    socket: folder,
    ca: certificates.ca,
    log: join(folder, 'log'),
  };
}
