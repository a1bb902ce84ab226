import type { Socket } from 'node:net';
import type { Connection, ConnectionOptions, RowDataPacket } from 'mysql2';
import { Refused } from './refusal.js';

export interface MysqlLogin {
  readonly user: string;
  readonly password: string | null;
  readonly database: string | undefined;
  /** Nobody else can read the session: TLS, or a Unix socket. */
  readonly confidential: boolean;
  /** Makes the TLS handshake over the socket; undefined for a plain session. Its error is the login's. */
  readonly encrypt: (() => Promise<Socket>) | undefined;
}

export interface MysqlSession {
  /** The socket in use: the TLS one where there is one. */
  readonly socket: Socket;
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  end(): void;
}

/** What mysql2 does not declare: the hooks that keep it from answering what it must not. */
type Inside = Connection & {
  stream: Socket;
  sequenceId: number;
  readonly packetParser: { execute(bytes: Buffer): void };
  startTLS(done: (error?: Error) => void): void;
  handlePacket(packet?: { readonly sequenceId: number }): void;
};

interface DriverError {
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
  readonly sqlMessage?: string | undefined;
  readonly message: string;
}

/** A login, or the answer to a query, takes a few kilobytes; more than this is no MySQL. */
const MOST_BYTES = 1 << 20;

/** Logs in over a connected socket whose greeting has been put back. Rejects with `Refused`. */
export async function logInToMysql(raw: Socket, login: MysqlLogin): Promise<MysqlSession> {
  const { createConnection } = await import('mysql2');
  const connection = createConnection(optionsOf(raw, login)) as Inside;
  const { encrypt } = login;
  // What ends a handshake is known to who makes it; mysql2 only sees that the connection is gone.
  let isShaking = false;
  const heard = { before: 0 };
  const stopped = new Promise<never>((_, reject) => {
    guard(connection, raw, heard, reject);
    connection.on('error', (error: DriverError) => {
      if (!isShaking) reject(refusalOf(error));
    });
    if (encrypt)
      encryptBy(
        connection,
        async () => {
          isShaking = true;
          const secured = await encrypt();
          isShaking = false;
          return secured;
        },
        reject,
      );
  });
  // Without a listener a late rejection would end the process.
  stopped.catch(() => {});

  const connected = new Promise<void>((resolve) => connection.once('connect', () => resolve()));
  raw.resume();
  await Promise.race([connected, stopped]);

  return {
    socket: connection.stream,
    query: (sql) => {
      heard.before = raw.bytesRead;
      const answer = new Promise<readonly RowDataPacket[]>((resolve, reject) => {
        connection.query<RowDataPacket[]>(sql, (error, rows) => {
          if (error) reject(refusalOf(error));
          // A statement without rows gives a header instead of a list.
          else resolve(Array.isArray(rows) ? rows : []);
        });
      });
      return Promise.race([answer, stopped]);
    },
    end: () => {
      // The server ends the connection when it has read COM_QUIT.
      connection.end();
      connection.stream.end();
    },
  };
}

function optionsOf(
  stream: Socket,
  { user, password, database, confidential, encrypt }: MysqlLogin,
): ConnectionOptions {
  return {
    stream,
    user,
    password: password ?? '',
    ...(database === undefined ? {} : { database }),
    // Says only that TLS is wanted; `encryptBy` makes it.
    ...(encrypt ? { ssl: { rejectUnauthorized: true } } : {}),
    // mysql2 takes a socket's path as the sign that a password may be sent as it is.
    ...(confidential && !encrypt ? { socketPath: 'handed over' } : {}),
    enableCleartextPlugin: confidential,
    authPlugins: {
      client_ed25519: () => async (data) =>
        (await import('./mysql-ed25519.js')).signByPassword(password ?? '', data),
    },
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'dbcheck' },
    connectTimeout: 0,
    // Compiles no parser at run time.
    disableEval: true,
    supportBigNumbers: true,
  };
}

/** mysql2 sends the request and leaves the handshake to us, which knows every fault of a certificate. */
function encryptBy(connection: Inside, encrypt: () => Promise<Socket>, stop: (why: Error) => void): void {
  connection.startTLS = (done) => {
    connection.stream.removeAllListeners('data');
    encrypt().then((secured) => {
      secured.on('data', (bytes: Buffer) => connection.packetParser.execute(bytes));
      secured.on('error', ({ code }: NodeJS.ErrnoException) => stop(closed(code ?? null)));
      secured.on('close', () => stop(closed(null)));
      connection.stream = secured;
      done();
    }, stop);
  };
}

/** mysql2 prints packets that are out of order, and keeps what it is sent until there is no memory left. */
function guard(
  connection: Inside,
  raw: Socket,
  heard: { readonly before: number },
  stop: (why: Refused) => void,
): void {
  const foreign = (bytes: Buffer) => {
    connection.stream.destroy();
    stop(new Refused({ kind: 'foreign', bytes }));
  };
  raw.on('data', (bytes) => {
    if (raw.bytesRead - heard.before > MOST_BYTES) foreign(Buffer.from(bytes));
  });
  const handle = connection.handlePacket.bind(connection);
  connection.handlePacket = (packet) => {
    if (packet && packet.sequenceId !== connection.sequenceId) foreign(Buffer.alloc(0));
    else handle(packet);
  };
}

/** From before MySQL 4.1: the server asks for it without naming it. */
const OLD_PASSWORD = 'mysql_old_password';

function closed(errno: string | null): Refused {
  return new Refused({ kind: 'closed', errno });
}

function refusalOf({ code = '', errno, sqlState, sqlMessage, message }: DriverError): Refused {
  if (typeof errno === 'number' && errno > 0) {
    const answer = { errno, sqlstate: sqlState || null, text: sqlMessage ?? message };
    return new Refused({ kind: 'answer', answer });
  }
  if (code === 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') return new Refused({ kind: 'cleartext' });
  if (code === 'AUTH_SWITCH_PLUGIN_ERROR') {
    const plugin = /unknown plugin ([\w-]+(?:\.[\w-]+)*)/.exec(message)?.[1];
    return new Refused({ kind: 'method', method: plugin ?? OLD_PASSWORD });
  }
  if (code === 'PROTOCOL_CONNECTION_LOST') return closed(null);
  if (/^E[A-Z]+$/.test(code)) return closed(code);
  return new Refused({ kind: 'foreign', bytes: Buffer.alloc(0) });
}
