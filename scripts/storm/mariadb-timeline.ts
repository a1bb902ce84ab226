import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { StartedServer } from '../../test/servers/postgres-server.js';
import { sampled } from './sampled.js';
import type { Timeline } from './timeline.js';

const COUNTERS = `SHOW GLOBAL STATUS WHERE Variable_name IN
  ('Connections', 'Threads_connected', 'Connection_errors_max_connections')`;

interface Counters {
  readonly made: number;
  readonly open: number;
  readonly turnedAway: number;
}

/** Asks the server for its counters, over a connection that it keeps for administrators, until it is stopped. */
export async function watchMariadb({ admin }: StartedServer): Promise<{ stop(): Promise<Timeline> }> {
  const attempts: number[] = [];
  let turnedAway = 0;
  let connection: Connection | null = await connect(admin.url);
  let before = await counters(connection);
  const sample = async () => {
    connection ??= await connect(admin.url);
    const now = await counters(connection);
    // They begin anew with the server. The watcher's own connection is one of them.
    if (now.made < before.made) before = { made: 1, open: 1, turnedAway: 0 };
    turnedAway += now.turnedAway - before.turnedAway;
    for (let made = before.made; made < now.made; made++) attempts.push(Date.now());
    before = now;
    return now.open - 1;
  };
  const sampling = sampled(() =>
    sample().catch(() => {
      connection?.destroy();
      connection = null;
      return 0;
    }),
  );
  return {
    async stop() {
      const open = await sampling.stop();
      await sample().catch(() => {});
      connection?.destroy();
      return { attempts, turnedAway, open };
    },
  };
}

async function connect(uri: string): Promise<Connection> {
  const connection = await createConnection({ uri, connectTimeout: 1000 });
  connection.on('error', () => {});
  return connection;
}

async function counters(connection: Connection): Promise<Counters> {
  const [rows] = await connection.query<RowDataPacket[]>(COUNTERS);
  const { Connections, Threads_connected, Connection_errors_max_connections } = Object.fromEntries(
    rows.map(({ Variable_name, Value }) => [Variable_name, Number(Value)]),
  );
  return {
    made: Connections ?? 0,
    open: Threads_connected ?? 0,
    turnedAway: Connection_errors_max_connections ?? 0,
  };
}
