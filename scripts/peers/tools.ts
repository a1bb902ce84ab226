import { join } from 'node:path';

export const BUDGET_SECONDS = 3;

export interface Target {
  readonly dialect: 'postgres' | 'mysql';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** One way to call a program. */
export interface Tool {
  readonly name: string;
  /** Found by this name among the installed programs. */
  readonly program: string;
  /** The arguments that ask whether this database is ready, within the budget. */
  readonly check?: (target: Target) => readonly string[];
  /** The arguments that start an application, after the check if the tool makes one. */
  readonly start?: (target: Target, seconds: number, app: readonly string[]) => readonly string[];
  readonly waits: boolean;
}

export const HOST = '127.0.0.1';

/** No tool is to fail for want of TLS, of which the fakes have none. */
export function urlOf({ dialect, port, user, password, database }: Target): string {
  const url = `${dialect}://${user}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
  return dialect === 'postgres' ? `${url}?sslmode=disable` : url;
}

const LAUNCHER = join(import.meta.dirname, '../../bin/dbcheck.js');

/** Has the target from DATABASE_URL, as dbmate has; leaves out what no peer looks at. */
const CONNECT = [LAUNCHER, '--only', 'env,dialect,connect'];
const BUDGET = `${BUDGET_SECONDS}s`;

export const DBCHECK: Tool = {
  name: 'dbcheck',
  program: 'node',
  check: () => [...CONNECT, '--wait', BUDGET, '--timeout', BUDGET, '--format', 'json'],
  start: (_, seconds, app) => [...CONNECT, '--wait', `${seconds}s`, '--', ...app],
  waits: true,
};

const DBMATE: Tool = {
  name: 'dbmate wait',
  program: 'dbmate',
  check: () => ['--wait-timeout', `${BUDGET_SECONDS}s`, 'wait'],
  waits: true,
};

const WAIT_FOR_IT: Tool = {
  name: 'wait-for-it',
  program: 'wait-for-it',
  check: ({ port }) => [`${HOST}:${port}`, '-t', `${BUDGET_SECONDS}`, '--', 'true'],
  waits: true,
};

const STRICT_WAIT_FOR_IT: Tool = {
  name: 'wait-for-it -s',
  program: 'wait-for-it',
  check: ({ port }) => [`${HOST}:${port}`, '-s', '-t', `${BUDGET_SECONDS}`, '--', 'true'],
  start: ({ port }, seconds, app) => [`${HOST}:${port}`, '-s', '-t', `${seconds}`, '--', ...app],
  waits: true,
};

export const POSTGRES_TOOLS: readonly Tool[] = [
  DBCHECK,
  DBMATE,
  {
    name: 'check_pgsql',
    program: 'check_pgsql',
    check: ({ port, user, password, database }) => [
      ...['-H', HOST, '-P', `${port}`, '-l', user, '-p', password, '-d', database],
      ...['-t', `${BUDGET_SECONDS}`],
    ],
    waits: false,
  },
  {
    name: 'pg_isready',
    program: 'pg_isready',
    check: ({ port, user, database }) => [
      ...['-h', HOST, '-p', `${port}`, '-U', user, '-d', database, '-t', `${BUDGET_SECONDS}`],
    ],
    waits: false,
  },
  WAIT_FOR_IT,
  STRICT_WAIT_FOR_IT,
  {
    name: 'wait-port',
    program: 'wait-port',
    check: ({ port }) => ['-t', `${BUDGET_SECONDS * 1000}`, `${HOST}:${port}`],
    waits: true,
  },
  {
    name: 'wait-on',
    program: 'wait-on',
    check: ({ port }) => ['-t', `${BUDGET_SECONDS * 1000}`, `tcp:${HOST}:${port}`],
    waits: true,
  },
];

export const MYSQL_TOOLS: readonly Tool[] = [
  DBCHECK,
  DBMATE,
  {
    name: 'check_mysql',
    program: 'check_mysql',
    check: ({ port, user, password, database }) => [
      ...['-H', HOST, '-P', `${port}`, '-u', user, '-p', password, '-d', database],
    ],
    waits: false,
  },
  {
    name: 'mariadb-admin ping',
    program: 'mariadb-admin',
    check: ({ port, user, password }) => [
      ...['--no-defaults', `--host=${HOST}`, `--port=${port}`, `--user=${user}`, `--password=${password}`],
      ...[`--connect-timeout=${BUDGET_SECONDS}`, 'ping'],
    ],
    waits: false,
  },
];

export const STARTING_TOOLS: readonly Tool[] = [
  DBCHECK,
  STRICT_WAIT_FOR_IT,
  { name: 'varlock', program: 'varlock', start: (_, __, app) => ['run', '--', ...app], waits: false },
  { name: 'dotenvx', program: 'dotenvx', start: (_, __, app) => ['run', '--', ...app], waits: false },
];
