import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { postgresStartingUp, silent, startFake } from '../../test/servers/fakes.js';
import { freePort } from '../../test/servers/guarded-process.js';
import type { ProvidedServer } from '../../test/servers/provided.js';
import { withServers } from '../with-servers.js';
import { install } from './install.js';
import { connectionRow, type Start, startingRows } from './rows.js';
import { run } from './run.js';
import { type Group, measure, tableOf, wrongAnswers } from './table.js';
import { DBCHECK, MYSQL_TOOLS, POSTGRES_TOOLS, STARTING_TOOLS, type Target, type Tool } from './tools.js';

/** Prints the tables; false when an answer of dbcheck was wrong. */
export async function sideBySide(rounds: number): Promise<boolean> {
  const room = await mkdtemp(join(tmpdir(), 'dbcheck-peers-'));
  try {
    return await withServers((servers) => compare(room, servers, rounds));
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

async function compare(
  room: string,
  { postgres, mariadb }: { readonly postgres: ProvidedServer; readonly mariadb: ProvidedServer },
  rounds: number,
): Promise<boolean> {
  const { programs, missing } = await install(
    room,
    [...POSTGRES_TOOLS, ...MYSQL_TOOLS, ...STARTING_TOOLS].map(({ program }) => program),
  );
  for (const line of missing) console.error(`peers: ${line}`);
  const here = ({ program }: Tool) => programs.has(program);
  const [empty, home] = [join(room, 'empty'), join(room, 'home')];
  await mkdir(empty);
  await mkdir(home);
  // varlock and dotenvx start nothing without one; dbcheck would have a word to say about it.
  await writeFile(join(home, '.env'), 'COLOUR=blue\n');
  const start: Start = (tool, args, url, terminateAt) =>
    run([programs.get(tool.program)?.path ?? '', ...args], {
      cwd: tool === DBCHECK ? empty : home,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: home,
        DATABASE_URL: url,
        DO_NOT_TRACK: '1',
      },
      ...(terminateAt ? { terminateAt } : {}),
    });

  const [tarpit, starting] = await Promise.all([startFake(silent), startFake(postgresStartingUp)]);
  try {
    const groups = groupsOf(start, postgres, mariadb, {
      refused: await freePort(),
      tarpit: tarpit.port,
      starting: starting.port,
    });
    const answers = await measure(groups, here, rounds);
    for (const group of groups) console.log(`${tableOf(group, here, answers)}\n`);
    console.log([...programs].map(([name, { version }]) => `${name} ${version}`).join(' · '));
    const wrong = wrongAnswers(answers);
    for (const line of wrong) console.error(`peers: dbcheck is wrong: ${line}`);
    return wrong.length === 0;
  } finally {
    await Promise.all([tarpit.close(), starting.close()]);
  }
}

/** The thirteen rows. */
function groupsOf(
  start: Start,
  postgres: ProvidedServer,
  mariadb: ProvidedServer,
  ports: { readonly refused: number; readonly tarpit: number; readonly starting: number },
): Group[] {
  const rows = (healthy: Target, failures: readonly Failure[]) => {
    const first = connectionRow(start, { title: 'healthy', target: healthy, is: 'healthy' });
    const others = failures.map(([title, is, code, change]) =>
      connectionRow(start, { title, target: { ...healthy, ...change }, is, code }, first),
    );
    return [first, ...others];
  };
  const login = ({ port, user, password, database }: ProvidedServer) => ({ port, user, password, database });
  const pg: Target = { dialect: 'postgres', ...login(postgres) };
  const my: Target = { dialect: 'mysql', ...login(mariadb) };
  return [
    {
      title: 'PostgreSQL',
      tools: POSTGRES_TOOLS,
      rows: rows(pg, [
        ['wrong password', 'permanent', 'connect/auth-failed', { password: 'wrong' }],
        ['wrong database', 'permanent', 'connect/database-missing', { database: 'shop' }],
        ['refused', 'transient', 'connect/refused', { port: ports.refused }],
        ['accepts, then silence', 'transient', 'connect/no-answer', { port: ports.tarpit }],
        ['starting up (57P03)', 'transient', 'connect/starting', { port: ports.starting }],
      ]),
    },
    {
      title: 'MySQL, MariaDB',
      tools: MYSQL_TOOLS,
      rows: rows(my, [
        ['wrong password', 'permanent', 'connect/auth-failed', { password: 'wrong' }],
        ['accepts, then silence', 'transient', 'connect/no-answer', { port: ports.tarpit }],
        ['port of a PostgreSQL', 'permanent', 'connect/wrong-protocol', { port: postgres.port }],
      ]),
    },
    {
      title: 'Starting an application',
      tools: STARTING_TOOLS,
      rows: startingRows(start, pg, { ...pg, port: ports.refused }),
    },
  ];
}

type Failure = readonly [title: string, is: 'permanent' | 'transient', code: string, change: Partial<Target>];
