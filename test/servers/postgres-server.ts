import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { freePort, type GuardedProcess, makeFolder, runAsOwner, startGuarded } from './guarded-process.js';
import type { CertificateName, Certificates, ProvidedServer } from './provided.js';

export const APP_PASSWORD = 'Lantern.7-otter-Wharf';
export const ADMIN_PASSWORD = 'Quarry.9-heron-Slate';
/** Of the user `special`: everything that a URL and a shell trip over. */
export const SPECIAL_PASSWORD = 'p@ss/w:rd#1 100%?&"\'$x';

export interface ServerOptions {
  /** The certificate to show; `none` is a server without TLS. */
  readonly certificate?: CertificateName | 'none';
  /** Takes no plain connection. */
  readonly requireTls?: boolean;
  /** More settings: `max_connections=5`. */
  readonly settings?: readonly string[];
  /** PostgreSQL as a replica whose primary is away: `hot` takes readers, `cold` nobody. */
  readonly standby?: 'hot' | 'cold';
  /** PostgreSQL as a replica of this server, which it follows. */
  readonly replicaOf?: ProvidedServer;
  /** PostgreSQL: lines of pg_hba.conf before all others. */
  readonly access?: string;
}

export type StartedServer = ProvidedServer & GuardedProcess;

/** For `postgres --single`: a statement ends with a blank line. */
const USERS = `
CREATE ROLE app LOGIN PASSWORD '${APP_PASSWORD}';

CREATE ROLE special LOGIN PASSWORD '${SPECIAL_PASSWORD.replaceAll("'", "''")}';

ALTER ROLE admin PASSWORD '${ADMIN_PASSWORD}';

CREATE ROLE tls_only LOGIN PASSWORD '${APP_PASSWORD}';

CREATE ROLE cert LOGIN;

CREATE ROLE unlisted LOGIN PASSWORD '${APP_PASSWORD}';

CREATE ROLE nologin NOLOGIN PASSWORD '${APP_PASSWORD}';

CREATE ROLE clear LOGIN PASSWORD '${APP_PASSWORD}';

CREATE ROLE gss LOGIN;

CREATE ROLE full_role LOGIN PASSWORD '${APP_PASSWORD}' CONNECTION LIMIT 0;

SET password_encryption = md5;

CREATE ROLE old_md5 LOGIN PASSWORD '${APP_PASSWORD}';

CREATE DATABASE app OWNER app;

CREATE DATABASE full_database CONNECTION LIMIT 0;

CREATE DATABASE frozen ALLOW_CONNECTIONS false;

CREATE DATABASE closed;

REVOKE CONNECT ON DATABASE closed FROM PUBLIC;

CREATE DATABASE readonly OWNER app;

ALTER DATABASE readonly SET default_transaction_read_only = on;

`;

const ACCESS = `
local   all all        scram-sha-256
hostssl all cert       all cert
hostssl all tls_only   all scram-sha-256
host    all clear      all password
host    all gss        all gss
host    all old_md5    all md5
host    all admin,app,special,nologin,full_role,ghost all scram-sha-256
`;

const ACCESS_WITH_TLS = `
local   all all        scram-sha-256
hostssl all all        all scram-sha-256
`;

/** Makes the data folder that every PostgreSQL of a test run is a copy of. */
export async function makePostgresTemplate(room: string): Promise<void> {
  const bin = await binaries();
  const data = join(room, 'postgres-template');
  await runAsOwner(`${bin}/initdb`, [
    '-D',
    data,
    '-U',
    'admin',
    '--no-sync',
    '--wal-segsize=1',
    '-E',
    'UTF8',
    '--locale=C',
    '--auth=trust',
  ]);
  await runAsOwner(`${bin}/postgres`, ['--single', '-j', '-F', '-D', data, 'postgres'], USERS);
}

/** One more PostgreSQL for a test; the caller stops it. */
export function startPostgres(options: ServerOptions = {}): Promise<StartedServer> {
  return startPostgresIn(inject('serverRoom'), inject('certificates'), options);
}

export async function startPostgresIn(
  room: string,
  certificates: Certificates,
  {
    certificate = 'server',
    requireTls = false,
    settings = [],
    standby,
    replicaOf,
    access = '',
  }: ServerOptions,
): Promise<StartedServer> {
  const folder = await makeFolder(room, 'server');
  const data = join(folder, 'data');
  const accessFile = join(folder, 'pg_hba.conf');
  if (replicaOf) await copyOf(replicaOf, data);
  else await runAsOwner('cp', ['-a', join(room, 'postgres-template'), data]);
  await writeFile(accessFile, `${access}\n${requireTls ? ACCESS_WITH_TLS : ACCESS}`);
  if (standby) await writeFile(join(data, 'standby.signal'), '');
  const port = await freePort();
  // A standby needs at least what its primary, the template, had.
  const role = standby
    ? [
        'wal_level=replica',
        'max_connections=100',
        'max_wal_senders=10',
        `hot_standby=${standby === 'hot' ? 'on' : 'off'}`,
      ]
    : [];
  const tls =
    certificate === 'none'
      ? []
      : [
          'ssl=on',
          `ssl_cert_file=${certificates[certificate]}`,
          `ssl_key_file=${certificates[certificate].replace(/crt$/, 'key')}`,
          `ssl_ca_file=${certificates.ca}`,
        ];
  const guarded = await startGuarded({
    folder,
    command: `${await binaries()}/postgres`,
    args: [
      '-D',
      data,
      ...[
        'listen_addresses=127.0.0.1',
        `port=${port}`,
        `unix_socket_directories=${folder}`,
        `hba_file=${accessFile}`,
        'fsync=off',
        'synchronous_commit=off',
        'full_page_writes=off',
        'shared_buffers=2MB',
        'max_connections=30',
        'wal_level=minimal',
        'max_wal_senders=0',
        'autovacuum=off',
        'jit=off',
        'log_connections=on',
        'log_disconnections=on',
        ...tls,
        ...role,
        ...settings,
      ].flatMap((setting) => ['-c', setting]),
    ],
    signal: 'QUIT',
    ready: standby === 'cold' ? /entering standby mode/ : /ready to accept (read-only )?connections/,
    failed: /FATAL:/,
  });
  const place = `127.0.0.1:${port}`;
  const login = (user: string, password: string, database: string) => ({
    user,
    password,
    url: `postgres://${user}:${encodeURIComponent(password)}@${place}/${database}`,
  });
  return {
    ...guarded,
    ...login('app', APP_PASSWORD, 'app'),
    host: '127.0.0.1',
    port,
    database: 'app',
    admin: login('admin', ADMIN_PASSWORD, 'postgres'),
    socket: folder,
    ca: certificates.ca,
    log: join(folder, 'log'),
  };
}

/** A copy that follows its server; that needs `PRIMARY`. */
async function copyOf(primary: ProvidedServer, data: string): Promise<void> {
  const { host, port, admin } = primary;
  const login = `host=${host} port=${port} user=${admin.user} password=${admin.password}`;
  await runAsOwner(`${await binaries()}/pg_basebackup`, [
    '--dbname',
    login,
    '--pgdata',
    data,
    '--write-recovery-conf',
    '--checkpoint=fast',
    '--no-sync',
  ]);
}

/** What a server needs to have replicas. */
export const PRIMARY: ServerOptions = {
  access: 'host replication admin all scram-sha-256',
  settings: ['wal_level=replica', 'max_wal_senders=4'],
};

/** Debian keeps them off PATH, one folder for each version; the newest counts. */
async function binaries(): Promise<string> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  if (!newest) throw new Error('PostgreSQL is not installed: run scripts/install-servers.sh');
  return `/usr/lib/postgresql/${newest}/bin`;
}
