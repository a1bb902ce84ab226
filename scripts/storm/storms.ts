import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariadbIn } from '../../test/servers/mariadb-server.js';
import { startPostgresIn } from '../../test/servers/postgres-server.js';
import { withServers } from '../with-servers.js';
import { type Ended, hosted, processes, type Surroundings } from './copies.js';
import { type Outcome, storm } from './storm.js';
import { table } from './table.js';

/** The server goes when the first copies have been here, and the others have not. */
const RESTART = { afterMs: 1500, awaySeconds: 5 };

const root = new URL('../..', import.meta.url).pathname;
const executable = `${root}dist/dbcheck-linux-${process.arch}`;
const host = (wait: string) => [process.execPath, `${root}scripts/storm/host.mjs`, wait];

/** `runs`: in a few processes. `processes`: each copy is the executable, which costs a start each. */
export type Kind = 'runs' | 'processes';
type Start = (copies: number, around: Surroundings) => Promise<Ended[]>;

const RETRIES: Readonly<Record<Kind, Readonly<Record<string, Start>>>> = {
  runs: {
    'dbcheck --wait 60s': (copies, around) => hosted(copies, host('60'), around),
    'again every second': (copies, around) => hosted(copies, host('again'), around),
  },
  processes: {
    'dbcheck --wait 60s': (copies, around) => processes(copies, [executable, '--wait', '60s'], around),
    'again every second': (copies, around) =>
      processes(copies, ['sh', '-c', 'until "$0" >&2; do sleep 1; done', executable], around),
  },
};

/** `reserved`: what PostgreSQL keeps for administrators; MariaDB has one more for them. */
const DIALECTS = [
  {
    dialect: 'postgres',
    name: 'PostgreSQL',
    start: startPostgresIn,
    reserved: 3,
    settings: ['log_timezone=UTC'],
  },
  { dialect: 'mariadb', name: 'MariaDB', start: startMariadbIn, reserved: 0, settings: [] },
] as const;

/** Prints a table for each server; false when a copy of dbcheck did not pass. */
export async function storms(copies: number, connections: number, kind: Kind): Promise<boolean> {
  const cwd = await mkdtemp(join(tmpdir(), 'dbcheck-storm-'));
  try {
    return await withServers(async ({ serverRoom, certificates }) => {
      console.log(`${copies} ${kind} at once, max_connections = ${connections}\n`);
      const own: Outcome[] = [];
      for (const { dialect, name, start, reserved, settings } of DIALECTS) {
        for (const restart of [undefined, RESTART]) {
          const rows: [string, Outcome][] = [];
          for (const [title, startCopies] of Object.entries(RETRIES[kind])) {
            const server = await start(serverRoom, certificates, {
              // TLS would keep the processors busy, and so the copies from coming at once.
              certificate: 'none',
              settings: [`max_connections=${connections}`, ...settings],
            });
            const outcome = await storm({
              server,
              dialect,
              limit: connections - reserved,
              cwd,
              start: (around) => startCopies(copies, around),
              restart,
            }).finally(() => server.stop());
            rows.push([title, outcome]);
          }
          console.log(`${table(restart ? `${name}, restarted in the middle` : name, rows)}\n`);
          own.push(...rows.slice(0, 1).map(([, outcome]) => outcome));
        }
      }
      return own.every(({ ended }) => ended.every(({ status }) => status === 0));
    });
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
