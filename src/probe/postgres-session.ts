import type { Socket } from 'node:net';
import type Client from 'pg/lib/client.js';
import { loadCrypto } from './load-crypto.js';
import { wholeMessages } from './postgres-messages.js';
import { type Refusal, Refused } from './refusal.js';

export interface PostgresLogin {
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  /** The startup parameter `options`. */
  readonly options: string | undefined;
  readonly applicationName: string | undefined;
  /** Nobody else can read the session: TLS, or a Unix socket. */
  readonly confidential: boolean;
}

export interface PostgresSession {
  /** `server_version`: `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly version: string;
  /** The rows of the statement that has some. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  end(): void;
}

/** A login, or the answer to a query, takes a few hundred bytes; more than this is no PostgreSQL. */
const MOST_BYTES = 1 << 20;
/** Authentication request, error, notice, protocol negotiation: what may answer a startup message. */
const FIRST_BYTES = Buffer.from('REvN');

/** Numbers of authentication requests that pg has no answer to. */
const METHODS: Readonly<Record<string, string>> = {
  '2': 'Kerberos V5',
  '6': 'SCM credentials',
  '7': 'GSSAPI (Kerberos)',
  '8': 'GSSAPI (Kerberos)',
  '9': 'SSPI',
};

/** Logs in over a socket that is connected, and encrypted where it is to be. Rejects with `Refused`. */
export async function logInToPostgres(socket: Socket, login: PostgresLogin): Promise<PostgresSession> {
  const PgClient = await importClient();
  const client = new PgClient({
    stream: socket,
    ssl: false,
    host: 'unused',
    port: 1,
    user: login.user,
    database: login.database,
  });
  overrideEnvironment(client, login);

  let version = '';
  const heard = { bytes: 0, before: 0 };
  const stopped = new Promise<never>((_, reject) => watch(client, socket, login, heard, reject));
  client.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
    if (parameterName === 'server_version') version = parameterValue;
  });
  const attend = <T>(work: Promise<T>) => Promise.race([work, stopped]).catch(explain);

  // The socket is connected already; pg is told so as soon as it waits for it.
  Object.assign(socket, { connect: () => socket });
  const connected = client.connect();
  client.connection.emit('connect');
  socket.resume();
  if (login.password) loadCrypto();
  await attend(connected);

  return {
    version,
    query: async (sql) => {
      heard.before = heard.bytes;
      const results = await attend(client.query(sql));
      const all = Array.isArray(results) ? results : [results];
      return all.find(({ rows }) => rows.length > 0)?.rows ?? [];
    },
    end: () => {
      client.end().catch(() => {});
    },
  };
}

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

/**
 * pg lets parse errors, and authentication requests that it does not know, escape from the socket's
 * handler, where they would end the process. Here they end the login instead; so do the listeners below,
 * which throw to keep pg's own, called after them, from answering.
 */
function watch(
  client: Client,
  socket: Socket,
  login: PostgresLogin,
  heard: { bytes: number; readonly before: number },
  stop: (why: Refused) => void,
): void {
  const { connection } = client;
  const messages = wholeMessages(MOST_BYTES, foreign);
  const read = (bytes: Buffer): Buffer => {
    if (heard.bytes === 0 && !FIRST_BYTES.includes(bytes[0] ?? 0)) throw foreign(bytes);
    heard.bytes += bytes.length;
    if (heard.bytes - heard.before > MOST_BYTES) throw foreign(bytes);
    return messages(bytes);
  };
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    const on = (event: string, listener: (...args: unknown[]) => void) =>
      stream.on(event, (bytes?: Buffer) => {
        try {
          if (event !== 'data' || !bytes) listener();
          else listener(read(bytes));
        } catch (error) {
          socket.destroy();
          stop(refusalOf(error, bytes));
        }
      });
    attach({ on } as Pick<typeof stream, 'on'>);
  };
  const refuse = (refusal: Refusal) => () => {
    throw new Refused(refusal);
  };
  connection.on('authenticationSASL', ({ mechanisms }: { mechanisms: readonly string[] }) => {
    if (!mechanisms.includes('SCRAM-SHA-256')) refuse({ kind: 'method', method: mechanisms.join(', ') })();
  });
  if (!login.confidential) connection.on('authenticationCleartextPassword', refuse({ kind: 'cleartext' }));
  if (!login.password) {
    connection.on('authenticationMD5Password', refuse({ kind: 'no-password' }));
    connection.on('authenticationSASL', refuse({ kind: 'no-password' }));
    connection.on('authenticationCleartextPassword', refuse({ kind: 'no-password' }));
  }
  client.on('error', (error: unknown) => stop(refusalOf(error)));
}

/** What became of a login, from an ErrorResponse, an error of the socket, or pg's own complaint. */
function refusalOf(error: unknown, bytes: Buffer = Buffer.alloc(0)): Refused {
  if (error instanceof Refused) return error;
  const { code, message = '', severity, detail, hint } = error as Partial<Record<string, string>>;
  if (severity !== undefined) {
    const text = [message, detail, hint].filter(Boolean).join('. ');
    return new Refused({ kind: 'answer', answer: { sqlstate: code ?? null, errno: null, text } });
  }
  const request = /^Unknown authenticationOk message type (\d+)/.exec(message)?.[1];
  if (request) return new Refused({ kind: 'method', method: METHODS[request] ?? `number ${request}` });
  if (message.startsWith('SASL: ')) return new Refused({ kind: 'method', method: message });
  if (/^E[A-Z]+$|^ERR_SSL/.test(code ?? '') || message.startsWith('Connection terminated')) {
    return new Refused({ kind: 'closed', errno: code ?? null });
  }
  return foreign(bytes);
}

function foreign(bytes: Buffer): Refused {
  return new Refused({ kind: 'foreign', bytes });
}

function explain(error: unknown): never {
  throw refusalOf(error);
}

/** pg fills what is empty from PGPASSWORD, PGOPTIONS and so on, which the target has settled already. */
function overrideEnvironment(client: Client, { password, options, applicationName }: PostgresLogin): void {
  client.password = password ?? '';
  Object.assign(client.connectionParameters, {
    options,
    application_name: applicationName ?? 'dbcheck',
    replication: undefined,
  });
}

/**
 * Looking for Cloudflare's runtime, pg makes a `Response` where there is no `navigator`, which costs Node 20
 * 30 ms; it looks once, while it is imported.
 */
async function importClient(): Promise<typeof Client> {
  const lacking = !('navigator' in globalThis);
  if (lacking)
    Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'Node.js' }, configurable: true });
  try {
    return (await import('pg/lib/client.js')).default;
  } finally {
    if (lacking) Reflect.deleteProperty(globalThis, 'navigator');
  }
}
