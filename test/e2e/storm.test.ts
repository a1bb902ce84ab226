import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hosted } from '../../scripts/storm/copies.js';
import { storm } from '../../scripts/storm/storm.js';
import { DIALECTS } from '../servers/dialects.js';
import { TIMED } from '../timed.js';
import { folder, IS_EXECUTABLE } from './dbcheck.js';

const host = [process.execPath, join(import.meta.dirname, '../../scripts/storm/host.mjs'), '60'];
const COPIES = 40;
const LIMIT = 12;
/** PostgreSQL keeps three more for administrators. */
const MAX_CONNECTIONS = { postgres: LIMIT + 3, mariadb: LIMIT };

// Once is enough: both artefacts wait by the same code, and forty processes of each are much for a small machine.
describe.skipIf(IS_EXECUTABLE)('forty copies at once on a server that takes twelve', TIMED, () => {
  it.each(DIALECTS)('all pass, though it restarts in the middle ($server)', async ({ dialect, start }) => {
    const server = await start({
      certificate: 'none',
      settings: [
        `max_connections=${MAX_CONNECTIONS[dialect]}`,
        ...(dialect === 'postgres' ? ['log_timezone=UTC'] : []),
      ],
    });
    const { ended, attempts, longestAtLimitMs, burst } = await storm({
      server,
      dialect,
      limit: LIMIT,
      cwd: folder(),
      start: (around) => hosted(COPIES, host, around),
      restart: { afterMs: 1500, awaySeconds: 3 },
    }).finally(() => server.stop());
    expect(ended.map(({ status }) => status)).toEqual(Array(COPIES).fill(0));
    expect(attempts).toBeGreaterThanOrEqual(COPIES);
    expect(attempts).toBeLessThan(6 * COPIES);
    expect(longestAtLimitMs).toBeLessThan(10_000);
    expect(burst).toBeLessThan(COPIES / 4);
  });
});
