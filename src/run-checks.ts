import { writeFileSync } from 'node:fs';
import type { CommandLine } from './command-line.js';
import type { Output } from './option-values.js';
import { write } from './output.js';
import { Progress } from './progress.js';
import type { Report } from './report.js';
import { loadReporter, type ReporterName } from './reporters/index.js';
import { run } from './run.js';
import { isTerminal, wantsColor, widthOf } from './terminal.js';
import { UsageError } from './usage-error.js';

export { plainCommandLine } from './plain-command-line.js';

/** One run: the report on its stream and in its files, then the exit status, or the command. */
export async function runChecks(
  { options, output, command }: CommandLine & { kind: 'run' },
  env: NodeJS.ProcessEnv,
): Promise<number> {
  for (const { file } of output.reports) openReport(file);
  const terminal = (await isTerminal(2)) && env['TERM'] !== 'dumb';
  const progress = new Progress(output.verbosity === 'quiet' ? 'nowhere' : terminal ? 'terminal' : 'log');
  const { report, commandEnvironment } = await run({ ...options, onProgress: progress.tell }).finally(
    progress.end,
  );
  const stream = command ? 2 : 1;
  const silent = output.verbosity === 'quiet' && report.ok && (command || output.format === 'pretty');
  const told = silent || write(stream, await text(report, output.format, output, stream, env));
  if (!told) write(2, 'dbcheck: the report cannot be written; the command is not started\n');
  for (const { name, file } of output.reports) {
    writeFileSync(file, await text(report, name, { ...output, verbosity: 'normal' }, null, env));
  }
  if (!report.ok) await leaveTerminationMessage(report, env);
  if (!report.ok || !told) return report.exitCode || 2;
  return command ? start(command, commandEnvironment) : 0;
}

/** Finds out before the run whether a report can be written, and empties its file. Throws `UsageError`. */
function openReport(file: string): void {
  try {
    writeFileSync(file, '');
  } catch (error) {
    throw new UsageError(
      `the report${/^[\w./ -]+$/.test(file) ? ` ${file}` : ''} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'EIO'})`,
    );
  }
}

async function start(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const { becomeCommand } = await import('./exec.js');
  const ended = await becomeCommand(command, environment);
  if (typeof ended === 'number') return ended;
  write(2, `dbcheck: ${ended.message}\n`);
  return ended.status;
}

async function text(
  report: Report,
  format: ReporterName,
  output: Output,
  stream: 1 | 2 | null,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const reporter = await loadReporter(format, {
    color: stream !== null && (await wantsColor(output, stream, env)),
  });
  return reporter(report, {
    verbosity: output.verbosity,
    width: stream === null ? null : await widthOf(stream, env),
  });
}

/** Kubernetes shows this file in the pod's status; it makes the file itself, so elsewhere there is none. */
async function leaveTerminationMessage(report: Report, env: NodeJS.ProcessEnv): Promise<void> {
  if (!env['KUBERNETES_SERVICE_HOST']) return;
  const { terminationMessage } = await import('./reporters/termination.js');
  try {
    writeFileSync('/dev/termination-log', terminationMessage(report), { flag: 'r+' });
  } catch {
    // Not mounted, or not for this user: the report on the streams says it all.
  }
}
