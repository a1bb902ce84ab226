import { inject } from 'vitest';
import { postgresError } from '../../servers/fakes.js';
import { startPgbouncer } from '../../servers/pgbouncer-server.js';
import type { LeftOut, Situation } from './situation.js';
import {
  at,
  holdMariadb,
  holdPostgres,
  mariadbWith,
  once,
  postgresAnswering,
  postgresWith,
  urlOf,
  WRONG,
} from './worlds.js';

const pgbouncer = () => once('pgbouncer', () => startPgbouncer());
const writable = { 'dbcheck.yaml': 'databases: { main: { url: "${DATABASE_URL}", writable: true } }' };

export const serverState: readonly Situation[] = [
  {
    id: 'state-cold-standby',
    world: async () => at((await postgresWith({ standby: 'cold' })).url),
    code: 'state/not-accepting',
    says: /57P03.*hot standby/is,
  },
  ...['state-read-replica', 'state-failover-stale'].map((id) => ({
    id,
    world: async () => at((await postgresWith({ standby: 'hot' })).url, { files: writable }),
    code: 'state/read-only' as const,
    says: /replica|recovery.*(primary|writer)/s,
  })),
  {
    id: 'state-read-replica',
    variant: 'MySQL',
    world: async () => at((await mariadbWith({ settings: ['read-only'] })).url, { files: writable }),
    code: 'state/read-only',
    says: /read_only.*(primary|writer)/s,
  },
  {
    id: 'state-53300-all',
    world: async () => {
      const settings = ['max_connections=4', 'superuser_reserved_connections=3'];
      const server = await postgresWith({ settings });
      await holdPostgres(server, server.admin, 4);
      return at(server.url);
    },
    code: 'connect/too-many-connections',
    transient: true,
    says: /53300.*max_connections/s,
  },
  {
    id: 'state-role-limit',
    world: () => at(urlOf(inject('postgres'), { user: 'full_role' })),
    code: 'connect/too-many-connections',
    transient: true,
    says: /ALTER ROLE "?full_role"? CONNECTION LIMIT/,
  },
  {
    id: 'state-1040',
    world: async () => {
      const server = await mariadbWith({ settings: ['max-connections=10'] });
      await holdMariadb(server, 10);
      // One more is kept for administrators alone.
      return at(server.url);
    },
    code: 'connect/too-many-connections',
    transient: true,
    says: /1040.*max_connections/s,
  },
  {
    id: 'state-bouncer-startup',
    world: async () => at(urlOf(await pgbouncer(), { query: 'options=-c%20statement_timeout%3D5000' })),
    code: 'connect/startup-parameter',
    says: /options.*ignore_startup_parameters/s,
  },
  {
    id: 'state-bouncer-nodb',
    world: async () => at(urlOf(await pgbouncer(), { database: 'zzz' })),
    code: 'connect/database-missing',
    says: /PgBouncer.*\[databases\]/s,
  },
  {
    id: 'state-supabase-session-max',
    world: () =>
      postgresAnswering(
        [
          postgresError(
            'XX000',
            'MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size',
          ),
        ],
        { host: 'aws-0-eu-west-1.pooler.supabase.com', user: 'postgres.abcdefgh' },
      ),
    code: 'connect/too-many-connections',
    transient: true,
    says: /6543/,
  },
  {
    id: 'state-terminated',
    world: () =>
      postgresAnswering([postgresError('57P01', 'terminating connection due to administrator command')]),
    code: 'connect/terminated',
    transient: true,
    says: /57P01/,
  },
  {
    id: 'state-recovery-kill-loop',
    world: () =>
      postgresAnswering([
        postgresError(
          '57P03',
          'the database system is not yet accepting connections',
          'Consistent recovery state has not been yet reached.',
        ),
      ]),
    code: 'connect/starting',
    transient: true,
    says: /startupProbe|liveness/,
  },
  {
    id: 'state-restart-storm',
    world: () => at(urlOf(inject('postgres'), { password: WRONG })),
    code: 'connect/auth-failed',
    says: /28P01/,
  },
];

export const serverStateLeftOut: LeftOut = {
  'state-pool-timeout':
    'the pool lives in the application; what fills it, or a database that is away, has its own situations',
};
