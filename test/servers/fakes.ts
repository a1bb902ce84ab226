import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep, setInterval as ticks } from 'node:timers/promises';

/** A small server for what a real one can't be made to do; it speaks the real bytes. */
export interface Fake {
  readonly port: number;
  /** Connections that were made so far. */
  readonly connections: number;
  /** What clients sent, all connections together. */
  readonly received: Buffer;
  close(): Promise<void>;
}

export type Talk = (socket: Socket) => void;

export async function startFake(talk: Talk): Promise<Fake> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = Buffer.alloc(0);
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
    });
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    get connections() {
      return connections;
    },
    get received() {
      return received;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const FULL = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
  process.stdout.write(this.address().port + '\\n', () => process.kill(process.pid, 'SIGSTOP'));
})`;

/** A port whose packets are dropped: its process is stopped, and its queue is full. */
export async function startDropping(): Promise<Pick<Fake, 'port' | 'close'>> {
  const child = spawn(process.execPath, ['-e', FULL], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await sleep(100);
  return {
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Takes the connection and says nothing. */
export const silent: Talk = () => {};

/** Ends the connection at once. */
export const closing: Talk = (socket) => {
  socket.end();
};

export const resetting: Talk = (socket) => {
  socket.resetAndDestroy();
};

export const ssh: Talk = (socket) => {
  socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
};

/** Answers whatever is no HTTP request, as nginx and Node do. */
export const http: Talk = (socket) => {
  socket.once('data', () => {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
};

/** Waits for a whole line, as Redis does; binary bytes get no answer. */
export const redis: Talk = (socket) => {
  let line = '';
  socket.on('data', (bytes) => {
    line += bytes.toString('latin1');
    if (!line.includes('\r\n')) return;
    socket.write(/^PING/m.test(line) ? '+PONG\r\n' : `-ERR unknown command\r\n`);
    line = '';
  });
};

/** Closes on what is none of its messages, but tells a browser that it is one. */
export const mongo: Talk = (socket) => {
  socket.once('data', (bytes) => {
    const isBrowser = bytes.toString('latin1').startsWith('GET ');
    const text = 'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';
    socket.end(
      isBrowser ? `HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${text}` : '',
    );
  });
};

/** Talks once the connection begins with a line of the PROXY protocol; until then it waits, or hangs up. */
export const proxied =
  (talk: Talk, otherwise: 'waits' | 'closes' = 'waits'): Talk =>
  (socket) => {
    const hangUp = otherwise === 'closes' ? setTimeout(() => socket.end(), 20) : undefined;
    socket.once('data', (bytes) => {
      const rest = /^PROXY [^\r]*\r\n(.*)$/s.exec(bytes.toString('latin1'))?.[1];
      if (rest === undefined) {
        if (otherwise === 'closes') socket.end();
        return;
      }
      clearTimeout(hangUp);
      talk(socket);
      if (rest) socket.emit('data', Buffer.from(rest, 'latin1'));
    });
  };

/** One byte a second, of `bytes` over and over. */
export const dripping =
  (bytes: Buffer): Talk =>
  async (socket) => {
    let sent = 0;
    for await (const _ of ticks(1000)) {
      if (socket.destroyed) return;
      socket.write(bytes.subarray(sent % bytes.length, (sent % bytes.length) + 1));
      sent += 1;
    }
  };

/** The same bytes over and over, as fast as they are read. */
export function flood(socket: Socket, bytes: Buffer): void {
  const pour = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', pour);
  pour();
}

const SSL_REQUEST_BYTES = 8;

/** A PostgreSQL without TLS that answers the startup message with these messages. */
export const postgres =
  (...messages: readonly Buffer[]): Talk =>
  (socket) => {
    socket.on('data', (bytes) => {
      if (bytes.length === SSL_REQUEST_BYTES) socket.write('N');
      else if (bytes[0] === 0) for (const message of messages) socket.write(message);
    });
  };

export function postgresMessage(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** An ErrorResponse. */
export function postgresError(sqlstate: string, message: string, detail?: string): Buffer {
  const fields = [`SFATAL`, `VFATAL`, `C${sqlstate}`, `M${message}`, ...(detail ? [`D${detail}`] : [])];
  return postgresMessage('E', ...fields.map((field) => `${field}\0`), '\0');
}

/** An authentication request: 0 is OK, 3 the password in clear text, 7 GSSAPI. */
export function postgresAuthentication(request: number): Buffer {
  return postgresMessage('R', Buffer.from([0, 0, 0, request]));
}

export const postgresStartingUp = postgres(postgresError('57P03', 'the database system is starting up'));

export function mysqlPacket(sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, body]);
}

const CLIENT_PROTOCOL_41 = 0x0200;
const CLIENT_SECURE_CONNECTION = 0x8000;
const CLIENT_PLUGIN_AUTH = 0x0008;

/** The greeting of a server without TLS, unless `more` has its capability. */
export function mysqlGreeting(version: string, plugin = 'mysql_native_password', more = 0): Buffer {
  const salt = Buffer.alloc(21, 'a');
  salt[20] = 0;
  const capabilities = Buffer.alloc(2);
  capabilities.writeUInt16LE(CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | 1 | more);
  const body = Buffer.concat([
    Buffer.from([10]),
    Buffer.from(`${version}\0`),
    Buffer.from([1, 0, 0, 0]),
    salt.subarray(0, 8),
    Buffer.from([0]),
    capabilities,
    Buffer.from([45, 2, 0, CLIENT_PLUGIN_AUTH, 0, 21]),
    Buffer.alloc(10),
    salt.subarray(8),
    Buffer.from(`${plugin}\0`),
  ]);
  return mysqlPacket(0, body);
}

/** An ERR packet; before the greeting it has no SQLSTATE. */
export function mysqlError(sequence: number, errno: number, text: string, sqlstate = ''): Buffer {
  const number = Buffer.alloc(2);
  number.writeUInt16LE(errno);
  return mysqlPacket(
    sequence,
    Buffer.concat([Buffer.from([0xff]), number, Buffer.from(sqlstate && `#${sqlstate}`), Buffer.from(text)]),
  );
}

/** Asks for another method of authentication. */
export function mysqlSwitchTo(plugin: string): Buffer {
  return mysqlPacket(
    2,
    Buffer.concat([Buffer.from([0xfe]), Buffer.from(`${plugin}\0`), Buffer.alloc(21, 'a')]),
  );
}

export const mysqlOk = (sequence: number) => mysqlPacket(sequence, Buffer.from([0, 0, 0, 2, 0, 0, 0]));

/** Greets, then answers each packet of the client with the next of `answers`. */
export const mysql =
  (greeting: Buffer, ...answers: readonly Buffer[]): Talk =>
  (socket) => {
    const left = [...answers];
    socket.write(greeting);
    socket.on('data', () => {
      const next = left.shift();
      if (next) socket.write(next);
    });
  };

/** Refuses before it greets. */
export const mysqlRefusing =
  (errno: number, text: string): Talk =>
  (socket) => {
    socket.end(mysqlError(0, errno, text));
  };
