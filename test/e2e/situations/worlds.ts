import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { mysql, mysqlError, mysqlGreeting, postgres, startFake, type Talk } from '../../servers/fakes.js';
import { giveToOwner, makeFolder } from '../../servers/guarded-process.js';
import { startMariadb } from '../../servers/mariadb-server.js';
import { type ServerOptions, type StartedServer, startPostgres } from '../../servers/postgres-server.js';
import type { Login, ProvidedServer } from '../../servers/provided.js';
import type { World } from './situation.js';

export const WRONG = 'Wrong.5-marble';

/** A project whose client is told by its manifest. */
export const usesPg = { 'package.json': '{ "dependencies": { "pg": "8.16.0" } }' };
export const usesMysql2 = { 'package.json': '{ "dependencies": { "mysql2": "3.15.0" } }' };

/** `DATABASE_URL` for a server, with what is other than its usual login. */
export function urlOf(
  server: ProvidedServer,
  change: { user?: string; password?: string; host?: string; database?: string; query?: string } = {},
): string {
  const url = new URL(server.url);
  url.username = change.user ?? url.username;
  url.password = change.password ?? url.password;
  url.hostname = change.host ?? url.hostname;
  if (change.database !== undefined) url.pathname = `/${change.database}`;
  if (change.query) url.search = change.query;
  return url.href;
}

export const at = (url: string, more: Partial<World> = {}): World => ({
  ...more,
  env: { DATABASE_URL: url, ...more.env },
});

/** A server that several situations use is started once, and stopped by `stopServers`. */
const started = new Map<string, Promise<StartedServer>>();

export function once(key: string, start: () => Promise<StartedServer>): Promise<StartedServer> {
  const running = started.get(key) ?? start();
  started.set(key, running);
  return running;
}

export async function stopServers(): Promise<void> {
  const all = await Promise.all(started.values());
  started.clear();
  await Promise.all(all.map((server) => server.stop()));
}

export const postgresWith = (options: ServerOptions) =>
  once(`postgres ${JSON.stringify(options)}`, () => startPostgres(options));
export const mariadbWith = (options: ServerOptions) =>
  once(`mariadb ${JSON.stringify(options)}`, () => startMariadb(options));

const ROLES = `
CREATE ROLE past LOGIN PASSWORD 'Lantern.7-otter-Wharf' VALID UNTIL '2020-01-01';
CREATE ROLE bare LOGIN;
CREATE ROLE "MixedCase" LOGIN PASSWORD 'Lantern.7-otter-Wharf';
CREATE ROLE directory LOGIN;
`;
const ROLES_ACCESS = `
host    all never_created                  127.0.0.1/32 trust
host    all past,bare,MixedCase,mixedcase  127.0.0.1/32 scram-sha-256
hostssl all directory                      127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=1 ldapprefix="cn=" ldapsuffix=",dc=example"
`;

/** A PostgreSQL with the roles that go wrong. */
export const postgresWithRoles = () =>
  once('postgres roles', async () => {
    const server = await startPostgres();
    await appendFile(`${server.socket}/pg_hba.conf`, ROLES_ACCESS);
    const client = await loggedIn(server, server.admin);
    await client.query(ROLES);
    await client.query('SELECT pg_reload_conf()');
    await client.end();
    return server;
  });

async function loggedIn({ host, port }: ProvidedServer, { user, password }: Login): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Holds as many connections of PostgreSQL as the server has, until the test ends. */
export async function holdPostgres(server: ProvidedServer, login: Login, count: number): Promise<void> {
  const held = await Promise.all(Array.from({ length: count }, () => loggedIn(server, login)));
  onTestFinished(async () => {
    await Promise.all(held.map((client) => client.end()));
  });
}

export async function holdMariadb(
  { host, port, user, password }: ProvidedServer,
  count: number,
): Promise<void> {
  const held = await Promise.all(
    Array.from({ length: count }, () => createConnection({ host, port, user, password })),
  );
  onTestFinished(async () => {
    await Promise.all(held.map((connection) => connection.end()));
  });
}

/** The port of a small server of ours, which stops with the test. */
export async function fake(talk: Talk): Promise<number> {
  const server = await startFake(talk);
  onTestFinished(() => server.close());
  return server.port;
}

/** A PostgreSQL that answers the startup message with these bytes, under a name that a provider gives. */
export async function postgresAnswering(
  messages: readonly Buffer[],
  { host = '127.0.0.1', user = 'app', query = '' } = {},
): Promise<World> {
  const port = await fake(postgres(...messages));
  return named(host, `postgres://${user}:${WRONG}@${host}:${port}/app${query}`);
}

/** A MySQL that answers the login with this error. */
export async function mysqlAnswering(
  errno: number,
  sqlstate: string,
  text: string,
  { host = '127.0.0.1', version = '8.4.3' } = {},
): Promise<World> {
  const port = await fake(mysql(mysqlGreeting(version), mysqlError(2, errno, text, sqlstate)));
  return named(host, `mysql://app:${WRONG}@${host}:${port}/app`);
}

/** A URL whose host is a name of the world outside, which stands in /etc/hosts here. */
function named(host: string, url: string): World {
  return /^[\d.]+$/.test(host) ? at(url) : at(url, { within: { hosts: { [host]: ['127.0.0.1'] } } });
}

/** A port that speaks TLS from the first byte, as stunnel does. */
export async function directTls(): Promise<number> {
  const { server } = inject('certificates');
  const [cert, key] = await Promise.all([server, keyOf(server)].map((file) => readFile(file)));
  const listening = createServer({ cert, key }).on('tlsClientError', () => {});
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  return (listening.address() as { port: number }).port;
}

export const keyOf = (certificate: string) => certificate.replace(/crt$/, 'key');

/** A PostgreSQL whose certificate comes from an intermediate CA, which it shows or not. */
export const postgresBehindIntermediate = (shows: 'chain' | 'leaf') =>
  once(`postgres ${shows}`, async () => {
    const folder = await makeFolder(inject('serverRoom'), 'chain');
    const root = inject('certificates').ca;
    await writeFile(`${folder}/ca.cnf`, 'basicConstraints = critical, CA:TRUE\n');
    await writeFile(`${folder}/leaf.cnf`, 'subjectAltName = DNS:localhost\n');
    await sign(folder, 'intermediate', '/O=dbcheck/CN=issuing CA', root, 'ca.cnf');
    await sign(folder, 'leaf', '/CN=localhost', `${folder}/intermediate.crt`, 'leaf.cnf');
    if (shows === 'chain') {
      await appendFile(`${folder}/leaf.crt`, await readFile(`${folder}/intermediate.crt`));
    }
    await giveToOwner(folder);
    return startPostgres({
      settings: [`ssl_cert_file=${folder}/leaf.crt`, `ssl_key_file=${folder}/leaf.key`],
    });
  });

async function sign(folder: string, name: string, subject: string, issuer: string, extensions: string) {
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await openssl('req', ...key, '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  const by = ['-CA', issuer, '-CAkey', keyOf(issuer), '-CAcreateserial', '-CAserial', `${folder}/serial`];
  const made = ['-days', '3650', '-extfile', extensions, '-in', `${name}.csr`, '-out', `${name}.crt`];
  await openssl('x509', '-req', ...by, ...made);
}
