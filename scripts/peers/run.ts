import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export const KILLED_AFTER_MS = 12_000;
/** A process that was told to end may need a moment. */
const GONE_AFTER_MS = 300;

export interface Ended {
  /** As a shell has it: 128 and the number of the signal; null when it had to be killed. */
  readonly status: number | null;
  /** Until it ended; where a signal was sent, from then on. */
  readonly milliseconds: number;
  readonly output: string;
  readonly stdout: string;
  /** Names of the processes that it left behind; they are ended here. */
  readonly left: readonly string[];
}

export interface Run {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Sends SIGTERM when the output matches. */
  readonly terminateAt?: RegExp;
}

const SIGTERM_STATUS = 143;

/** Runs a command in a session of its own. */
export async function run(command: readonly string[], { cwd, env, terminateAt }: Run): Promise<Ended> {
  let startedAt = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const session = child.pid;
  let [stdout, stderr, terminated, killed] = ['', '', false, false];
  const look = () => {
    if (terminated || !terminateAt?.test(stdout + stderr)) return;
    terminated = true;
    startedAt = performance.now();
    child.kill('SIGTERM');
  };
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    look();
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    look();
  });
  const patience = setTimeout(() => {
    killed = true;
    child.kill('SIGKILL');
  }, KILLED_AFTER_MS);
  // Not `close`: what is left behind keeps the streams open.
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject).once('exit', (...how) => resolve(how));
  });
  const milliseconds = performance.now() - startedAt;
  clearTimeout(patience);
  await sleep(GONE_AFTER_MS);
  const left = session === undefined ? [] : processesOf(session);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
  return {
    status: killed ? null : signal === 'SIGTERM' ? SIGTERM_STATUS : code,
    milliseconds,
    output: stdout + stderr,
    stdout,
    left: left.map(({ name }) => name),
  };
}

function processesOf(session: number): { readonly pid: number; readonly name: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      // A process may end between the listing and this.
      const stat = readOrNothing(`/proc/${pid}/stat`);
      const parts = /^\d+ \((.*)\) (\S) \d+ \d+ (\d+) /s.exec(stat);
      const here = parts?.[2] !== 'Z' && Number(parts?.[3]) === session;
      return here ? [{ pid: Number(pid), name: parts?.[1] ?? '' }] : [];
    });
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
