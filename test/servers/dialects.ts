import { inject } from 'vitest';
import {
  dripping,
  flood,
  mysql,
  mysqlGreeting,
  mysqlRefusing,
  postgres,
  postgresMessage,
  postgresStartingUp,
  type Talk,
} from './fakes.js';
import { startMariadb } from './mariadb-server.js';
import { type ServerOptions, type StartedServer, startPostgres } from './postgres-server.js';
import type { ProvidedServer } from './provided.js';

/** What tests that hold for every server loop over: `describe.each(DIALECTS)`. */
export interface Dialect {
  readonly dialect: 'postgres' | 'mariadb';
  /** How the probe names it, without its version. */
  readonly server: string;
  provided(): ProvidedServer;
  start(options?: ServerOptions): Promise<StartedServer>;
  /** A server that is not there yet; MySQL and MariaDB do not listen while they start, and refuse when full. */
  readonly notReady: { readonly talk: Talk; readonly code: string };
  /** Begins as the real one does, then says no more. */
  readonly halfAGreeting: Talk;
  readonly oneByteASecond: Talk;
  readonly endless: Talk;
  /** What the log has of a session that did not end in an orderly way. */
  readonly aborted: RegExp;
}

const GREETING = mysqlGreeting('5.5.5-10.11.19-MariaDB');
const NOTICE = postgresMessage('N', 'SNOTICE\0', 'C00000\0', `M${'x'.repeat(1 << 16)}\0`, '\0');

export const DIALECTS: readonly Dialect[] = [
  {
    dialect: 'postgres',
    server: 'PostgreSQL',
    provided: () => inject('postgres'),
    start: startPostgres,
    notReady: { talk: postgresStartingUp, code: 'connect/starting' },
    halfAGreeting: postgres(Buffer.from('R\0\0')),
    oneByteASecond: dripping(Buffer.from('N')),
    endless: (socket) => {
      socket.once('data', (bytes) => {
        if (bytes.length === 8) socket.write('N');
        flood(socket, NOTICE);
      });
    },
    aborted: /unexpected EOF|could not receive data|Connection reset|could not accept SSL/,
  },
  {
    dialect: 'mariadb',
    server: 'MariaDB',
    provided: () => inject('mariadb'),
    start: startMariadb,
    notReady: { talk: mysqlRefusing(1040, 'Too many connections'), code: 'connect/too-many-connections' },
    halfAGreeting: (socket) => {
      socket.write(GREETING.subarray(0, 20));
    },
    oneByteASecond: dripping(GREETING),
    endless: (socket) => {
      socket.write(GREETING);
      flood(socket, Buffer.alloc(1 << 16, 'x'));
    },
    aborted: /Aborted connection|Got an error reading communication/,
  },
];

export const silentAfterGreeting: Talk = mysql(GREETING);
