import { readFileSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { type Executable, findExecutable, type NotStarted } from './executable.js';

export type CommandEnvironment = Readonly<Record<string, string>>;

/** Linux takes no longer a single argument or variable, its last byte included. */
const LONGEST_STRING = 128 * 1024;

/**
 * Becomes the command: same process id, streams and working directory. Returns only when that failed, or, where
 * the platform can't replace a process (Node below 22.15), with the status of the child when it has ended.
 */
export async function becomeCommand(
  command: readonly string[],
  environment: CommandEnvironment,
): Promise<NotStarted | number> {
  const executable = findExecutable(command[0] ?? '', environment['PATH'], process.cwd());
  if ('status' in executable) return executable;
  const altered = tooLongFor(command, environment) ?? alteredFor(command, environment);
  if (altered) return altered;
  if (process.execve && process.platform !== 'win32' && executable.certain) {
    return replaceProcess(process.execve.bind(process), executable, command, environment);
  }
  return runChild(executable, command, environment);
}

function replaceProcess(
  execve: NonNullable<typeof process.execve>,
  { path }: Executable,
  command: readonly string[],
  environment: CommandEnvironment,
): NotStarted {
  // Node ignores these two, and what is ignored stays ignored in the new program; what is caught becomes default.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) process.on(signal, () => {});
  try {
    execve(path, [...command], { ...environment });
  } catch (error) {
    return { status: 126, message: (error as NodeJS.ErrnoException).code ?? 'the command cannot be run' };
  }
  return { status: 126, message: 'the command cannot be run' };
}

/** The command as a child with dbcheck's own streams; signals go to it at once, and its end is dbcheck's. */
async function runChild(
  { path }: Executable,
  command: readonly string[],
  environment: CommandEnvironment,
): Promise<NotStarted | number> {
  const { spawn } = await import('node:child_process');
  const { isatty } = await import('node:tty');
  return new Promise((resolve) => {
    const child = spawn(path, command.slice(1), {
      argv0: command[0],
      env: { ...environment },
      stdio: 'inherit',
    });
    // A terminal sends its own two to the whole group, the command included.
    const fromTerminal = isatty(0) ? ['SIGINT', 'SIGQUIT'] : [];
    for (const signal of [
      'SIGTERM',
      'SIGINT',
      'SIGQUIT',
      'SIGHUP',
      'SIGUSR1',
      'SIGUSR2',
      'SIGWINCH',
      'SIGCONT',
    ] as const) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        if (!fromTerminal.includes(signal)) child.kill(signal);
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: error.code === 'ENOENT' ? 127 : 126, message: `it cannot be run (${error.code})` });
    });
    child.on('exit', (status, signal) => resolve(status ?? 128 + (signal ? osConstants.signals[signal] : 0)));
  });
}

function tooLongFor(command: readonly string[], environment: CommandEnvironment): NotStarted | null {
  const variable = Object.entries(environment).find(
    ([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value) + 2 > LONGEST_STRING,
  );
  if (variable) {
    return {
      status: 126,
      message: `the variable ${variable[0]} is longer than the 128 KiB that Linux hands to a program`,
    };
  }
  const total = [...command, ...Object.entries(environment).map((entry) => entry.join('='))].reduce(
    // Each string has its end and a pointer to it.
    (sum, each) => sum + Buffer.byteLength(each) + 9,
    0,
  );
  if (total > mostBytes()) {
    return {
      status: 126,
      message: `arguments and environment have ${total} bytes, more than Linux hands to a program`,
    };
  }
  const argument = command.findIndex((each) => Buffer.byteLength(each) + 1 > LONGEST_STRING);
  if (argument < 0) return null;
  return {
    status: 126,
    message: `argument ${argument} is longer than the 128 KiB that Linux hands to a program`,
  };
}

/** A quarter of the stack's limit, at least 128 KiB and at most 6 MiB, less a page or so: execve(2). In bytes. */
function mostBytes(): number {
  let soft = 8 * 1024 * 1024;
  try {
    const limit = /^Max stack size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    soft = limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit) || soft;
  } catch {
    // Without /proc the usual limit holds.
  }
  return Math.min(Math.max(soft / 4, LONGEST_STRING), 6 * 1024 * 1024) - 8192;
}

/** Node reads bytes that are no UTF-8 as U+FFFD; handing that on would not be what was checked. */
function alteredFor(command: readonly string[], environment: CommandEnvironment): NotStarted | null {
  const [name] = Object.entries(environment).find((entry) => entry.join('').includes('\uFFFD')) ?? [];
  const what = name === undefined ? 'an argument' : `the variable ${name}`;
  if (name === undefined && !command.some((each) => each.includes('\uFFFD'))) return null;
  return {
    status: 126,
    message: `${what} has bytes that are not UTF-8, which cannot be handed on unchanged`,
  };
}
