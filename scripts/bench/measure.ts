import { spawn, spawnSync } from 'node:child_process';

/** A command that is started again and again. */
export interface Row {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Part {
  readonly title: string;
  /** The first row is what the others are compared with. */
  readonly rows: readonly Row[];
  /** Of the rounds that were asked for, where a round takes long. */
  readonly share?: number;
}

export interface Measured {
  /** Milliseconds of each round, by the name of the row. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** The most that each had in memory, in MB. */
  readonly peaks: ReadonlyMap<string, number>;
}

/** Each round starts every command once, in an order of its own: what slows the machine down meets them all. */
export async function measure({ title, rows, share = 1 }: Part, rounds: number): Promise<Measured> {
  const times = new Map<string, number[]>(rows.map(({ name }) => [name, []]));
  const all = Math.max(3, Math.round(rounds * share));
  // The first start of each reads files that later ones find in memory.
  for (const row of rows) await start(row);
  for (let round = 1; round <= all; round += 1) {
    console.error(`bench: ${title}, round ${round} of ${all}`);
    for (const row of shuffled(rows)) times.get(row.name)?.push(await start(row));
  }
  return { times, peaks: new Map(rows.map((row) => [row.name, peakOf(row)])) };
}

/** The median, over the rounds, of how many times as long the one took as the other. */
export function ratio({ times }: Measured, row: string, to: string): number {
  const base = times.get(to) ?? [];
  return median((times.get(row) ?? []).map((ms, round) => ms / (base[round] ?? Number.NaN)));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds. Throws when the command does not end with 0: what fails early is quick. */
function start({ name, command, cwd, env = {} }: Row): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command[0] ?? '', command.slice(1), {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (status) => {
      if (status === 0) resolve(performance.now() - began);
      else reject(new Error(`${name}: exit status ${status}`));
    });
  });
}

/** As the kernel tells GNU time. */
function peakOf({ command, cwd, env = {} }: Row): number {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], { cwd, env, encoding: 'utf8' });
  return Math.round(Number(stderr.trim().split('\n').at(-1)) / 1024);
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((each) => [Math.random(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}
