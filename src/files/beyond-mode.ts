import { readFile } from 'node:fs/promises';

/** What may refuse a write that owner and mode would allow. */
export interface BeyondMode {
  /** `user:1234:r-x`: the entries of an access control list that a mode has no room for. */
  readonly acl: readonly string[];
  /** Of chattr(1): `i` for immutable, `a` for append only. */
  readonly attributes: string;
  /** What the security module calls this process: `docker-default (enforce)`. */
  readonly label: string | null;
}

const TOOL_MS = 500;

/** Node reads no extended attributes; where the tools that do are not installed, nothing is known. */
export async function beyondMode(path: string): Promise<BeyondMode> {
  const [list, attributes, label] = await Promise.all([
    answerOf('getfacl', ['-cpns', path]),
    answerOf('lsattr', ['-d', path]),
    readFile('/proc/self/attr/current', 'utf8').catch(() => ''),
  ]);
  return {
    // A mask that takes rights away is told behind the entry: `user:1234:rwx\t#effective:r-x`.
    acl: list
      .split('\n')
      .filter((line) => /^((user|group):\d+|mask:):/.test(line))
      .map((line) => line.replace(/\s+#effective:(.*)$/, ' (in effect $1)')),
    attributes: (/^\S+/.exec(attributes)?.[0] ?? '').replaceAll(/[^ia]/g, ''),
    label: /^(?!unconfined\b)[\w(][\w .,:()/-]*/.exec(label)?.[0].trim() ?? null,
  };
}

/** Empty where the tool is missing, fails or takes too long. */
async function answerOf(tool: string, args: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    const options = {
      timeout: TOOL_MS,
      killSignal: 'SIGKILL',
      env: { ...process.env, LC_ALL: 'C' },
    } as const;
    execFile(tool, args, options, (error, output) => resolve(error ? '' : output));
  });
}
