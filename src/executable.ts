import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** Why a command did not start: the status of a shell, and a line for the user. */
export interface NotStarted {
  readonly status: 126 | 127;
  readonly message: string;
}

export interface Executable {
  /** Absolute. */
  readonly path: string;
  /** Whether execve can't fail on its format: Node 22 and 24 abort, with a core dump, when it does. */
  readonly certain: boolean;
}

/** What a shell falls back to. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEEPEST_INTERPRETER = 4;

/** Finds the program as a shell does: 127 when there is none, 126 when it can't be run. */
export function findExecutable(name: string, path: string | undefined, cwd: string): Executable | NotStarted {
  const shown = /^[\w./+-]{1,100}$/.test(name) ? name : 'the command (not shown, it may hold a secret)';
  if (name.includes('/')) {
    const problem = problemOf(resolve(cwd, name));
    if (!problem) return inspected(resolve(cwd, name), shown);
    return problem === 'ENOENT' || problem === 'ENOTDIR'
      ? { status: 127, message: `${shown}: no such file` }
      : { status: 126, message: `${shown}: ${WORDS[problem] ?? problem}` };
  }
  let found: NotStarted | null = null;
  for (const folder of name ? (path ?? DEFAULT_PATH).split(delimiter) : []) {
    const candidate = resolve(cwd, folder, name);
    const problem = problemOf(candidate);
    if (!problem) return inspected(candidate, shown);
    if (problem === 'EACCES') found ??= { status: 126, message: `${candidate}: ${WORDS['EACCES']}` };
  }
  return found ?? { status: 127, message: `${shown}: command not found in PATH (${path ?? 'not set'})` };
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'may not be run by this user (no execute permission, or its file system is mounted noexec)',
  EISDIR: 'is a directory',
};

/** An errno's name; null when the file is there and may be run. */
function problemOf(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return 'EISDIR';
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EIO';
  }
}

function inspected(path: string, shown: string, depth = 0): Executable | NotStarted {
  const head = headOf(path);
  if (head === null) return { path, certain: false };
  if (head.subarray(0, 2).toString('latin1') === '#!') return script(path, head, shown, depth);
  if (head.readUInt32BE(0) === 0x7f454c46) return elf(path, head, shown);
  return { status: 126, message: `${shown}: neither a program nor a script with #! in its first line` };
}

function script(path: string, head: Buffer, shown: string, depth: number): Executable | NotStarted {
  const line = head.subarray(2).toString('utf8').split('\n', 1)[0] ?? '';
  const interpreter = line.replace(/^[ \t]+/, '').split(/[ \t]/, 1)[0] ?? '';
  const problem = interpreter.startsWith('/') ? problemOf(interpreter) : 'ENOENT';
  if (problem) {
    const cause = interpreter.endsWith('\r') ? ' (the script has Windows line ends)' : '';
    return {
      status: problem === 'ENOENT' ? 127 : 126,
      message: `${shown}: its interpreter ${interpreter.trim() || 'in the #! line'} cannot be run${cause}`,
    };
  }
  if (depth >= DEEPEST_INTERPRETER)
    return { status: 126, message: `${shown}: too many levels of interpreters` };
  const inner = inspected(interpreter, shown, depth + 1);
  return 'status' in inner ? inner : { path, certain: inner.certain };
}

/** e_machine of the ELF header for the processors that Node runs on. */
const MACHINES: Readonly<Record<string, number>> = {
  x64: 62,
  arm64: 183,
  arm: 40,
  ia32: 3,
  ppc64: 21,
  s390x: 22,
  riscv64: 243,
  loong64: 258,
};

/** A program for this processor whose loader (the interpreter segment) is there. */
function elf(path: string, head: Buffer, shown: string): Executable | NotStarted {
  const is64 = head[4] === 2;
  const little = head[5] === 1;
  // A 32-bit program may run here or not; a child process finds out without an abort.
  if (!is64) return { path, certain: false };
  const type = head.readUInt16LE(16);
  const isProgram = (type === 2 || type === 3) && head.readUInt16LE(54) === 56 && head.readUInt16LE(56) > 0;
  if (!little || !isProgram || head.readUInt16LE(18) !== MACHINES[process.arch]) {
    return { status: 126, message: `${shown}: is no program for this processor (${process.arch})` };
  }
  const offset = Number(head.readBigUInt64LE(32));
  const count = head.readUInt16LE(56);
  for (let index = 0; index < count; index++) {
    const at = offset + index * 56;
    if (at + 40 > head.length) return { path, certain: false };
    if (head.readUInt32LE(at) !== 3) continue;
    const start = Number(head.readBigUInt64LE(at + 8));
    const loader = head.subarray(start, start + Number(head.readBigUInt64LE(at + 32)) - 1).toString('utf8');
    if (!loader) return { path, certain: false };
    if (problemOf(loader))
      return {
        status: 127,
        message: `${shown}: its loader ${loader} is not here; it was built for another C library`,
      };
  }
  return { path, certain: true };
}

/** The first page; null where this user may run a file but not read it. */
function headOf(path: string): Buffer | null {
  try {
    const descriptor = openSync(path, constants.O_RDONLY);
    try {
      const head = Buffer.alloc(4096);
      const length = readSync(descriptor, head, 0, head.length, 0);
      return length < 64
        ? Buffer.concat([head.subarray(0, length), Buffer.alloc(64)])
        : head.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}
