import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'pg-connection-string';

/** What a library makes of a connection string; null where it has nothing. It throws where the library does. */
export interface Taken {
  readonly host: string | null;
  readonly port: string | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly socket: string | null;
  readonly tls: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** mysql2 and mariadb do not export what reads their URLs. */
const require = createRequire(import.meta.url);
const { parseUrl, ConnectionConfig } = mysql2();
const { default: ConnectionOptions } = await import(
  pathToFileURL(join(dirname(require.resolve('mariadb')), '../lib/config/connection-options.js')).href
);

export const libraries: Readonly<Record<string, (text: string) => Taken>> = {
  'node-pg': (text) => {
    const read = parse(text) as unknown as Fields;
    const host = word(read['host']);
    const isSocket = host?.startsWith('/') === true;
    return {
      ...taken(read),
      host: isSocket ? null : host,
      socket: isSocket ? host : null,
      tls: tlsOfPg(read['ssl']),
    };
  },
  mysql2: (text) => {
    const { ssl } = ConnectionConfig(text);
    const read = parseUrl(text);
    const port = Number.isNaN(read['port']) ? null : read['port'];
    return { ...taken({ ...read, port }), tls: tlsOfMysql2(ssl) };
  },
  'mariadb-node': (text) => {
    const read = ConnectionOptions.parse(text);
    return { ...taken(read), tls: read.ssl ? 'verify-full' : 'disable' };
  },
};

function mysql2() {
  const folder = dirname(require.resolve('mysql2/package.json'));
  const Config = require(join(folder, 'lib/connection_config.js'));
  return {
    parseUrl: (text: string): Fields => Config.parseUrl(text),
    ConnectionConfig: (text: string): Fields => new Config(text),
  };
}

function taken(read: Fields): Omit<Taken, 'tls'> {
  return {
    host: word(read['host']),
    port: word(read['port']),
    user: word(read['user']),
    password: word(read['password']),
    database: word(read['database']),
    socket: word(read['socketPath']),
  };
}

function word(value: unknown): string | null {
  return value === undefined || value === null || value === '' ? null : String(value);
}

/** What pg does with it: a text other than these is handed on as it is, and is true. */
function tlsOfPg(ssl: unknown): string {
  if (!ssl) return 'disable';
  if (ssl === 'no-verify') return 'require';
  if (typeof ssl !== 'object') return 'verify-full';
  if ('rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false) return 'require';
  return 'checkServerIdentity' in ssl ? 'verify-ca' : 'verify-full';
}

function tlsOfMysql2(ssl: unknown): string {
  if (typeof ssl !== 'object' || ssl === null) return 'disable';
  if ('rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false) return 'require';
  return 'verifyIdentity' in ssl && ssl.verifyIdentity === true ? 'verify-full' : 'verify-ca';
}
