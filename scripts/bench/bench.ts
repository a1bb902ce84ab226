import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresIn } from '../../test/servers/postgres-server.js';
import { type Installed, install } from '../peers/install.js';
import { withServers } from '../with-servers.js';
import { live } from './live.js';
import { many } from './many.js';
import { type Measured, measure, median, type Part, ratio } from './measure.js';
import type { Place } from './place.js';
import { type Size, size } from './size.js';
import { starts } from './starts.js';
import { type Results, TARGETS } from './targets.js';
import { SIZES, trees } from './trees.js';

const PEERS = [
  'psql',
  'psql of the server',
  'pg_isready',
  'mariadb-admin',
  'dbmate',
  'wait-port',
  'wait-on',
  'varlock',
  'dotenvx',
  'envalid',
];

const PARTS: Readonly<Record<string, (place: Place) => Part[]>> = {
  start: (place) => [starts(place)],
  live: (place) => [live(place)],
  many: (place) => [many(place)],
  trees: (place) => SIZES.map((files) => trees(place, files)),
  size: () => [],
};

export interface Options {
  readonly rounds: number;
  /** How often all of it is measured. */
  readonly runs: number;
  /** Keys of `PARTS`; none: all. */
  readonly parts: readonly string[];
}

/** Prints the tables, and how each target was kept. Throws when something ends with a status that it should not have. */
export async function bench({ rounds, runs, parts: wanted }: Options): Promise<void> {
  const room = await mkdtemp(join(tmpdir(), 'dbcheck-bench-'));
  const memory = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : room, 'dbcheck-bench-'));
  const chosen = Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  try {
    await withServers(async ({ serverRoom, certificates, ...servers }) => {
      const roomy = await startPostgresIn(serverRoom, certificates, { settings: ['max_connections=100'] });
      try {
        const { programs, missing } = await peersFor(
          chosen.map(([name]) => name),
          room,
        );
        for (const line of missing) console.error(`bench: ${line}`);
        const place: Place = { room, memory, programs, roomy, ...servers };
        const parts = chosen.flatMap(([, make]) => make(place));
        const installed = chosen.some(([name]) => name === 'size') ? size(place) : null;
        const all: Results[] = [];
        for (let run = 1; run <= runs; run += 1) {
          const measured = new Map<string, Measured>();
          for (const part of parts) measured.set(part.title, await measure(part, rounds));
          all.push({ parts: measured, size: installed });
        }
        console.log(
          `Node ${process.versions.node}; medians of ${rounds} rounds${runs > 1 ? `, of ${runs} runs` : ''}\n`,
        );
        for (const part of parts) console.log(`${tableOf(part, all)}\n`);
        if (installed) console.log(`${sizeOf(installed)}\n`);
        console.log(targetsOf(all));
      } finally {
        await roomy.stop();
      }
    });
  } finally {
    await rm(memory, { recursive: true, force: true });
    await rm(room, { recursive: true, force: true });
  }
}

async function peersFor(parts: readonly string[], room: string): Promise<Installed> {
  const measured = parts.some((name) => name === 'start' || name === 'live');
  return install(room, measured ? PEERS : []);
}

function tableOf({ title, rows }: Part, all: readonly Results[]): string {
  const base = rows[0]?.name ?? '';
  const lines = rows.map(({ name }) => {
    const runs = all.flatMap(({ parts }) => parts.get(title) ?? []);
    const cells = [
      median(runs.map((each) => ratio(each, name, base))).toFixed(2),
      `${median(runs.map(({ peaks }) => peaks.get(name) ?? Number.NaN))} MB`,
    ];
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [`| ${title} | × ${base} | peak memory |`, '|---|---|---|', ...lines].join('\n');
}

function sizeOf({ installed, here, packages, executable }: Size): string {
  const mb = (number: number) => `${number.toFixed(1)} MB`;
  return [
    '| Installed | |',
    '|---|---|',
    `| npm package, ${packages} packages | ${mb(installed)} |`,
    `| without the SQLite binaries of other platforms | ${mb(here)} |`,
    `| executable | ${mb(executable)} |`,
  ].join('\n');
}

function targetsOf(all: readonly Results[]): string {
  const lines = TARGETS.flatMap(({ what, limit, unit, figure }) => {
    const figures = all.map(figure).filter((each) => each !== null);
    if (figures.length === 0) return [];
    const is = median(figures);
    const shown = unit === '×' ? is.toFixed(2) : is.toFixed(0);
    return [`| ${what} | ${limit} ${unit} | ${shown} ${unit} | ${is <= limit ? 'kept' : '**missed**'} |`];
  });
  return ['| target | at most | is | |', '|---|---|---|---|', ...lines].join('\n');
}
