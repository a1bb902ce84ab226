/** The slice of pg that the probe needs. `@types/pg` describes only the package's main entry. */
declare module 'pg/lib/client.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  interface Connection extends EventEmitter {
    attachListeners(stream: Pick<EventEmitter, 'on'>): void;
  }

  interface Result {
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }

  class Client extends EventEmitter {
    constructor(config: {
      stream: Socket;
      ssl: false;
      host: string;
      port: number;
      user: string;
      database: string;
    });
    readonly connection: Connection;
    password: string | null;
    /** What would be filled from the PG… variables of the environment. */
    readonly connectionParameters: Record<string, unknown>;
    connect(): Promise<unknown>;
    /** One result for each statement, or the result of the only one. */
    query(sql: string): Promise<Result | readonly Result[]>;
    end(): Promise<void>;
  }

  export default Client;
}
