import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { freePort, makeFolder, runAsOwner, startGuarded } from './guarded-process.js';
import {
  ADMIN_PASSWORD,
  APP_PASSWORD,
  type ServerOptions,
  SPECIAL_PASSWORD,
  type StartedServer,
} from './postgres-server.js';
import type { Certificates } from './provided.js';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const APP = quoted(APP_PASSWORD);

/** Read at every start, so each statement can be run again; one statement a line. */
const USERS = `
INSTALL SONAME 'auth_ed25519';
CREATE DATABASE IF NOT EXISTS app;
CREATE DATABASE IF NOT EXISTS closed;
CREATE OR REPLACE USER admin IDENTIFIED BY ${quoted(ADMIN_PASSWORD)};
GRANT ALL ON *.* TO admin WITH GRANT OPTION;
CREATE OR REPLACE USER app IDENTIFIED BY ${APP};
GRANT ALL ON app.* TO app;
CREATE OR REPLACE USER special IDENTIFIED BY ${quoted(SPECIAL_PASSWORD)};
GRANT ALL ON app.* TO special;
CREATE OR REPLACE USER tls_only IDENTIFIED BY ${APP} REQUIRE SSL;
GRANT ALL ON app.* TO tls_only;
CREATE OR REPLACE USER cert REQUIRE X509;
GRANT ALL ON app.* TO cert;
CREATE OR REPLACE USER locked IDENTIFIED BY ${APP} ACCOUNT LOCK;
CREATE OR REPLACE USER expired IDENTIFIED BY ${APP} PASSWORD EXPIRE;
GRANT ALL ON app.* TO expired;
CREATE OR REPLACE USER socket_only IDENTIFIED VIA unix_socket;
CREATE OR REPLACE USER ed25519 IDENTIFIED VIA ed25519 USING PASSWORD(${APP});
GRANT ALL ON app.* TO ed25519;
CREATE OR REPLACE USER one_at_a_time IDENTIFIED BY ${APP} WITH MAX_USER_CONNECTIONS 1;
GRANT ALL ON app.* TO one_at_a_time;
`;

const SMALL = [
  '--innodb-buffer-pool-size=8M',
  '--innodb-log-file-size=4M',
  '--innodb-flush-method=nosync',
  '--innodb-flush-log-at-trx-commit=0',
  '--aria-log-file-size=8M',
];

/** Makes the data folder that every MariaDB of a test run is a copy of. */
export async function makeMariadbTemplate(room: string): Promise<void> {
  await runAsOwner('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${join(room, 'mariadb-template')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    ...SMALL,
  ]).catch((error: unknown) => {
    throw new Error('no MariaDB data folder: run scripts/install-servers.sh', { cause: error });
  });
}

/** One more MariaDB for a test; the caller stops it. */
export function startMariadb(options: ServerOptions = {}): Promise<StartedServer> {
  return startMariadbIn(inject('serverRoom'), inject('certificates'), options);
}

export async function startMariadbIn(
  room: string,
  certificates: Certificates,
  { certificate = 'server', requireTls = false, settings = [] }: ServerOptions,
): Promise<StartedServer> {
  const folder = await makeFolder(room, 'server');
  const data = join(folder, 'data');
  const users = join(folder, 'users.sql');
  const socket = join(folder, 'mariadb.sock');
  await runAsOwner('cp', ['-a', join(room, 'mariadb-template'), data]);
  await writeFile(users, USERS.trimStart());
  const port = await freePort();
  const tls =
    certificate === 'none'
      ? ['skip-ssl']
      : [
          `ssl-cert=${certificates[certificate]}`,
          `ssl-key=${certificates[certificate].replace(/crt$/, 'key')}`,
          `ssl-ca=${certificates.ca}`,
        ];
  const guarded = await startGuarded({
    folder,
    command: '/usr/sbin/mariadbd',
    args: [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--pid-file=${join(folder, 'pid')}`,
      `--init-file=${users}`,
      `--tmpdir=${folder}`,
      '--skip-name-resolve',
      '--performance-schema=off',
      '--log-warnings=4',
      '--sync-frm=0',
      ...SMALL,
      ...tls.map((setting) => `--${setting}`),
      ...(requireTls ? ['--require-secure-transport=on'] : []),
      ...settings.map((setting) => `--${setting}`),
    ],
    signal: 'KILL',
    ready: /ready for connections/,
    failed: /\[ERROR\] Aborting/,
  });
  const place = `127.0.0.1:${port}`;
  const login = (user: string, password: string, database: string) => ({
    user,
    password,
    url: `mysql://${user}:${encodeURIComponent(password)}@${place}/${database}`,
  });
  return {
    ...guarded,
    ...login('app', APP_PASSWORD, 'app'),
    host: '127.0.0.1',
    port,
    database: 'app',
    admin: login('admin', ADMIN_PASSWORD, 'mysql'),
    socket,
    ca: certificates.ca,
    log: join(folder, 'log'),
  };
}
