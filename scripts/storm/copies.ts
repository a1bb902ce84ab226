import { spawn } from 'node:child_process';

/** How one copy ended: as the program does. */
export interface Ended {
  /** Null where it had to be killed. */
  readonly status: number | null;
  /** Since the storm began. */
  readonly ms: number;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly killAfterSeconds: number;
}

/** Starts so many copies of a command at once, and waits until all have ended or were killed. */
export function processes(count: number, command: readonly string[], around: Surroundings): Promise<Ended[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const { status, ms } = await ended(command, around, 'ignore');
      return { status, ms };
    }),
  );
}

/** The same for copies that live in a few processes, each of which prints how they ended. */
export async function hosted(count: number, host: readonly string[], around: Surroundings): Promise<Ended[]> {
  const share = Math.ceil(count / HOSTS);
  const shares = Array.from({ length: HOSTS }, (_, index) => Math.min(share, count - index * share));
  const hosts = await Promise.all(shares.map((some) => ended([...host, String(some)], around)));
  return hosts.flatMap(({ output, ms }, index) => {
    const told = output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Ended);
    const killed = Array.from({ length: (shares[index] ?? 0) - told.length }, () => ({ status: null, ms }));
    return [...told, ...killed];
  });
}

/** More than one, so that a copy which is busy does not keep all others from their turn. */
const HOSTS = 4;

function ended(
  command: readonly string[],
  { cwd, env, killAfterSeconds }: Surroundings,
  errors: 'ignore' | 'inherit' = 'inherit',
): Promise<Ended & { output: string }> {
  const startedAt = performance.now();
  // Also when this process is killed: nothing hammers a server for ever.
  const child = spawn('timeout', ['--signal=KILL', String(killAfterSeconds), ...command], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', errors],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ms: performance.now() - startedAt, output }));
  });
}
