import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartedServer } from '../../test/servers/postgres-server.js';
import { sampled } from './sampled.js';
import type { Timeline } from './timeline.js';

/** `%m [%p]`, and what became of a connection. */
const LINE = /^(\S+ \S+) UTC \[\d+\] (?:LOG|FATAL): {2}(.*)$/gm;
const TURNED_AWAY = /^sorry, too many clients|^remaining connection slots/;

/** Counts the server's processes, one a connection, until it is stopped; the rest is in its log. */
export async function watchPostgres({ socket, log }: StartedServer): Promise<{ stop(): Promise<Timeline> }> {
  const data = join(socket, 'data');
  const others = processesOf(data);
  const sampling = sampled(() => Math.max(0, processesOf(data) - others));
  return {
    async stop() {
      const open = await sampling.stop();
      const lines = [...(await readFile(log, 'utf8')).matchAll(LINE)];
      return {
        open,
        turnedAway: lines.filter(([, , text = '']) => TURNED_AWAY.test(text)).length,
        attempts: lines
          .filter(([, , text]) => text?.startsWith('connection received'))
          .map(([, time = '']) => Date.parse(`${time.replace(' ', 'T')}Z`)),
      };
    },
  };
}

function processesOf(data: string): number {
  try {
    const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).length;
  } catch {
    // It is being restarted.
    return 0;
  }
}
