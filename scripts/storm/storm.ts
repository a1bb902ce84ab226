import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedServer } from '../../test/servers/postgres-server.js';
import type { Ended, Surroundings } from './copies.js';
import { watchMariadb } from './mariadb-timeline.js';
import { watchPostgres } from './postgres-timeline.js';
import { type Pressure, pressureOf } from './timeline.js';

export interface Storm {
  readonly server: StartedServer;
  readonly dialect: 'postgres' | 'mariadb';
  /** Connections that an application can have. */
  readonly limit: number;
  readonly cwd: string;
  /** Starts all copies at once. */
  start(around: Surroundings): Promise<Ended[]>;
  /** Ends the server so long after the first copy was started, and starts it again. */
  readonly restart?: { readonly afterMs: number; readonly awaySeconds: number } | undefined;
}

export interface Outcome extends Pressure {
  readonly ended: readonly Ended[];
}

const KILL_AFTER_SECONDS = 150;

/** Lets many copies loose on a server that has just been started, and tells how both came through. */
export async function storm({ server, dialect, limit, cwd, start, restart }: Storm): Promise<Outcome> {
  const watch = await (dialect === 'mariadb' ? watchMariadb : watchPostgres)(server);
  const running = start({ cwd, env: { DATABASE_URL: server.url }, killAfterSeconds: KILL_AFTER_SECONDS });
  if (restart) {
    await sleep(restart.afterMs);
    server.restart(restart.awaySeconds);
  }
  const ended = await running;
  return { ended, ...pressureOf(await watch.stop(), limit) };
}
