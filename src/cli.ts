import type { CommandLine } from './command-line.js';
import { isBun } from './is-bun.js';
import { write } from './output.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

/** The command line as a process: arguments and environment in, text on the streams and the exit status out. */
export function main(): void {
  endOnSignals();
  const crash = (error: unknown) => leave(crashed(error));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  act(process.argv.slice(2), process.env).then(leave, crash);
}

/** The first process of a container has no default action for a signal, so it has to end itself. */
function endOnSignals(): void {
  // Node would open its debugger, in a process that holds passwords.
  process.on('SIGUSR1', () => process.exit(128 + 10));
  if (process.pid !== 1) return;
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGQUIT', 3],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}

/** A name look-up and a file operation that storage does not answer: calls that can't be taken back. */
const STAYS = new Set(['GetAddrInfoReqWrap', 'FSReqPromise', 'FSReqCallback']);

/** Ends dbcheck. `process.exit` waits for a call that hangs, ten seconds and more; a new program does not. */
function leave(status: number): void {
  const isHanging = () => process.getActiveResourcesInfo().some((each) => STAYS.has(each));
  // The executable does not wait, and would become itself.
  if (!process.execve || isBun || !isHanging()) process.exit(status);
  // The call whose answer has brought us here counts until the event loop has had its turn.
  setImmediate(() => {
    if (isHanging())
      process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${status})`], {});
    process.exit(status);
  });
}

async function act(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') {
    write(1, `${version}\n`);
    return 0;
  }
  let line: CommandLine;
  try {
    const { plainCommandLine } = await import('./run-checks.js');
    line = plainCommandLine(argv, env) ?? (await import('./command-line.js')).parseCommandLine(argv, env);
  } catch (error) {
    return failed(error, wantsJson(argv, env));
  }
  try {
    return await carryOut(line, env);
  } catch (error) {
    return failed(error, 'output' in line && line.output.format === 'json');
  }
}

async function carryOut(line: CommandLine, env: NodeJS.ProcessEnv): Promise<number> {
  switch (line.kind) {
    case 'text':
      write(1, line.text);
      return 0;
    case 'explain':
      return explain(line.code);
    case 'schema': {
      const { jsonSchema } = await import('./config/json-schema.js');
      write(1, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
      return 0;
    }
    case 'inspect': {
      const [{ inspect }, { loadInspector }, { wantsColor }] = await Promise.all([
        import('./inspect.js'),
        import('./reporters/inspection.js'),
        import('./terminal.js'),
      ]);
      const inspection = await inspect(line.options);
      const format = line.output.format === 'json' ? 'json' : 'pretty';
      write(1, (await loadInspector(format, { color: await wantsColor(line.output, 1, env) }))(inspection));
      const findings = [...inspection.variables, ...inspection.databases].flatMap((each) => each.findings);
      return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
    }
    case 'run': {
      const { runChecks } = await import('./run-checks.js');
      return runChecks(line, env);
    }
  }
}

async function explain(code: string | null): Promise<number> {
  const words = await import('./findings/explain.js');
  const page = code === null ? words.explainAll() : words.explain(code);
  if (page === null) {
    const nearest = words.nearestCode(code ?? '');
    const shown = nearest ? ` "${code}"` : '';
    throw new UsageError(`unknown code${shown}; dbcheck explain lists them all`, {
      nearest,
    });
  }
  write(1, page);
  return 0;
}

function wantsJson(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const asked = own.flatMap((each, index) => {
    if (each === '-f' || each === '--format') return [own[index + 1]];
    return /^(--format=|-f)(.+)$/.exec(each)?.[2] ?? [];
  });
  return (asked.at(-1) ?? env['DBCHECK_FORMAT']) === 'json';
}

/** Says what was wrong with the use of dbcheck; anything else is a fault of its own. */
async function failed(error: unknown, json: boolean): Promise<number> {
  if (!(error instanceof UsageError)) return crashed(error);
  const { visible } = await import('./reporters/visible.js');
  const { nearestName } = await import('./nearest-name.js');
  const { message, file, line, column } = error;
  const nearest = error.nearest ?? (error.unknown && nearestName(error.unknown.name, error.unknown.among));
  const place = [file, line, line === null ? null : column].filter((part) => part !== null).join(':');
  const hint = nearest && !message.includes(`"${nearest}"`) ? ` (did you mean "${nearest}"?)` : '';
  write(
    2,
    `dbcheck: ${place ? `${visible(place)}: ` : ''}${message.split('\n').map(visible).join('\n')}${visible(hint)}\n`,
  );
  if (json) {
    const fault = { message, file, line, column, nearest: nearest ?? null };
    write(1, `${JSON.stringify({ schema: 1, ok: false, exitCode: 2, error: fault }, null, 2)}\n`);
  }
  return 2;
}

/** No stack trace, and no message: what foreign code says may hold a secret that nobody has masked. */
function crashed(error: unknown): number {
  const name = error instanceof Error ? error.name : 'Error';
  const frame =
    error instanceof Error ? (/\((?:.*[\\/])?([\w.-]+:\d+:\d+)\)/.exec(error.stack ?? '')?.[1] ?? '') : '';
  const code = (error as NodeJS.ErrnoException | null)?.code;
  write(
    2,
    `dbcheck: a fault of dbcheck's own (${[name, code, frame].filter(Boolean).join(', ')}); the command was not started. Report it with the output of dbcheck --version\n`,
  );
  return 70;
}
