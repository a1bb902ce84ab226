import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const NOBODY = 65534;
/** Servers refuse to run as root; tests that run as root start them as nobody. */
const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
/** A machine that has much else to do takes its time. Also for the hooks that start servers. */
export const START_TIMEOUT_MS = 60_000;

/**
 * Runs a server for as long as its standard input stays open: it also stops, and its folder goes, when the
 * tests are killed. With the last server its room goes too. A line on standard input ends the server, and
 * starts it again after so many seconds. Arguments: signal, folder, command.
 */
const GUARD = `
signal=$1 folder=$2
shift 2
exec 3<&0
start() {
  "$@" </dev/null >>"$folder/log" 2>&1 3<&- &
  server=$!
}
start "$@"
while read -r away <&3; do
  kill -"$signal" "$server"
  wait "$server"
  sleep "$away"
  start "$@"
done
kill -"$signal" "$server"
(sleep 3; kill -KILL "$server") 2>/dev/null &
wait "$server"
rm -rf "$folder"
room=$(dirname "$folder")
ls "$room" | grep -q '^server-' || rm -rf "$room"
kill -KILL 0
`;

export interface GuardedProcess {
  stop(): Promise<void>;
  /** Ends the server as a crash would, and starts it again at the same place after so many seconds. */
  restart(afterSeconds: number): void;
}

interface ServerCommand {
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What stops it at once. */
  readonly signal: 'QUIT' | 'KILL';
  /** What its log says when it takes connections, and when it gave up. */
  readonly ready: RegExp;
  readonly failed: RegExp;
}

/** Starts a server and waits until it takes connections. */
export async function startGuarded(server: ServerCommand): Promise<GuardedProcess> {
  const { folder, command, args, signal, ready, failed } = server;
  const guard = spawn('sh', ['-c', GUARD, 'guard', signal, folder, command, ...args], {
    ...owner,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  guard.unref();
  const stop = async () => {
    guard.ref();
    guard.stdin.end();
    await ended;
  };
  const restart = (afterSeconds: number) => {
    guard.stdin.write(`${afterSeconds}\n`);
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
    if (ready.test(log)) return { stop, restart };
    if (failed.test(log) || Date.now() > deadline) {
      await stop();
      throw new Error(`${command} did not start:\n${log.slice(-4000)}`);
    }
    await sleep(15);
  }
}

/** Runs a command as the owner of the servers, with `input`. */
export async function runAsOwner(command: string, args: readonly string[], input = ''): Promise<void> {
  const running = promisify(execFile)(command, args, { ...owner, cwd: '/', maxBuffer: 1 << 24 });
  running.child.stdin?.end(input);
  await running;
}

/** A new folder in `room` that belongs to the owner of the servers. */
export async function makeFolder(room: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(room, `${name}-`));
  await giveToOwner(folder);
  return folder;
}

/** Gives a folder and the files in it to the owner of the servers. */
export async function giveToOwner(folder: string): Promise<void> {
  if (owner.uid === undefined) return;
  const files = (await readdir(folder)).map((name) => join(folder, name));
  await Promise.all([folder, ...files].map((path) => chown(path, NOBODY, NOBODY)));
}

/** Below the range that the system gives to outgoing connections, which would take one in between. */
const PORTS = { first: 20_000, count: 12_000 };

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    const server = createServer();
    const free = new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true)).once('error', () => resolve(false));
    });
    server.listen(port, '127.0.0.1');
    if (!(await free)) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
