import { Command, CommanderError, Option } from 'commander';
import {
  type Env,
  items,
  type Output,
  outputOf,
  type Raw,
  runOptionsOf,
  unexpected,
} from './option-values.js';
import { CHECK_IDS } from './report.js';
import { REPORTERS } from './reporters/index.js';
import type { RunOptions } from './run-options.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

/** What the user asked for. */
export type CommandLine =
  | {
      readonly kind: 'run';
      readonly options: RunOptions;
      readonly output: Output;
      readonly command: readonly string[] | null;
    }
  | { readonly kind: 'inspect'; readonly options: RunOptions; readonly output: Output }
  | { readonly kind: 'explain'; readonly code: string | null }
  | { readonly kind: 'schema' }
  /** Text that was asked for by --help or --version. */
  | { readonly kind: 'text'; readonly text: string };

/** Reads the arguments (without node and the script). Throws `UsageError`; echoes nothing that may be a secret. */
export function parseCommandLine(argv: readonly string[], env: Env): CommandLine {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? null : argv.slice(end + 1);
  if (command?.length === 0) throw new UsageError('no command after --');
  let parsed: CommandLine | null = null;
  let text = '';
  const program = build(env, command, (line) => {
    parsed = line;
  });
  for (const each of [program, ...program.commands]) {
    each.exitOverride();
    each.configureOutput({
      writeOut: (part) => {
        text += part;
      },
      writeErr: () => {},
      getOutHelpWidth: () => 100,
    });
  }
  try {
    program.parse([...own], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'text', text };
    throw usageErrorOf(error);
  }
  if (!parsed) throw new UsageError('nothing to do; see dbcheck --help');
  return parsed;
}

function build(env: Env, command: readonly string[] | null, done: (line: CommandLine) => void): Command {
  const program = new Command('dbcheck')
    .description(
      'Checks the database configuration of an application, says what is wrong and what to change,\nand starts the command only when everything is right.',
    )
    .usage('[options] [-- command args…]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .allowExcessArguments()
    .addHelpText(
      'after',
      `\nChecks: ${CHECK_IDS.join(', ')}. Exit status: 0 all passed, 1 a check failed, 2 used wrongly,\n3 only transient failures are left, 70 a fault of dbcheck, 126 and 127 as a shell does.\n`,
    );
  runOptions(program, env).action((options: Raw, self: Command) => {
    if (self.args[0] !== undefined) throw unexpected(self.args[0]);
    done({
      kind: 'run',
      options: runOptionsOf(options, env),
      output: outputOf(options, env, REPORTERS),
      command,
    });
  });
  const noCommand = (name: string) => {
    if (command) throw new UsageError(`"${name}" starts no command; leave out what follows --`);
  };
  runOptions(
    program.command('inspect').description('show variables and database targets, and where each came from'),
    env,
  )
    .allowExcessArguments()
    .action((options: Raw, self: Command) => {
      if (self.args[0] !== undefined) throw unexpected(self.args[0]);
      noCommand('inspect');
      if (options.report)
        throw new UsageError('inspect writes no report files; use --format json and a redirection');
      const all: Raw = { ...options, ...self.parent?.opts() };
      done({
        kind: 'inspect',
        options: runOptionsOf(all, env),
        output: outputOf(all, env, ['pretty', 'json']),
      });
    });
  program
    .command('explain')
    .description('what a finding means, why it matters, how to fix it; without a code, all of them')
    .argument('[code]')
    .allowExcessArguments(false)
    .action((code: string | undefined) => {
      noCommand('explain');
      done({ kind: 'explain', code: code ?? null });
    });
  program
    .command('schema')
    .description('print the JSON Schema of the configuration file')
    .allowExcessArguments(false)
    .action(() => {
      noCommand('schema');
      done({ kind: 'schema' });
    });
  return program;
}

function runOptions(command: Command, env: Env): Command {
  const list = (flags: string, description: string) =>
    new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      ...items(value),
    ]);
  const once = (flags: string, description: string) =>
    new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  const from = (name: string) => (env[name] ? ` (now from ${name})` : '');
  return command
    .option(
      '-c, --config <file>',
      `configuration file (default: the first of dbcheck.yaml, .yml, .json, .toml, package.json, pyproject.toml)${from('DBCHECK_CONFIG')}`,
    )
    .option(
      '-e, --environment <name>',
      `production, development, test, or a name of your own (default: detected)${from('DBCHECK_ENVIRONMENT')}`,
    )
    .addOption(list('--only <check...>', 'run these checks only, separated by commas'))
    .addOption(list('--skip <check...>', 'leave these checks out'))
    .option('--offline', 'no network')
    .option(
      '-w, --wait <duration>',
      `go on trying while every failure left is transient (default: 0s)${from('DBCHECK_WAIT')}`,
    )
    .option(
      '-t, --timeout <duration>',
      `deadline of one attempt at one database (default: 5s)${from('DBCHECK_TIMEOUT')}`,
    )
    .option('--fail-fast', 'stop after the first failing check')
    .option('--strict', 'warnings fail too')
    .option('-f, --format <name>', `${REPORTERS.join(', ')} (default: pretty)${from('DBCHECK_FORMAT')}`)
    .addOption(once('--report <name=file>', 'the same report once more, in a file'))
    .option('--quiet', 'only what failed')
    .option('--verbose', 'also what passed, in detail')
    .option('--no-color', 'no colours')
    .addOption(list('--database <var...>', 'a variable that holds a database URL'))
    .addOption(list('--require <var...>', 'a variable that must be set'))
    .addOption(list('--dialect <name...>', 'the dialects that are allowed'))
    .addOption(once('--writable <path...>', 'a folder that must take a write'))
    .addOption(once('--root <dir...>', 'where to look for stray database files'));
}

function usageErrorOf(error: CommanderError): UsageError {
  const nearest = /Did you mean (?:one of )?([-\w]+)/.exec(error.message)?.[1] ?? null;
  // What follows the letter of a short option may be its value, as in -pPASSWORD.
  const option = /option '(?:-\w, )?(--[\w-]+|-\w)/.exec(error.message)?.[1];
  const words: Readonly<Record<string, string>> = {
    'commander.unknownOption': `unknown option${option && (nearest || option.length === 2) ? ` "${option}"` : ''}`,
    'commander.optionMissingArgument': `${option ?? 'an option'} needs a value`,
    'commander.excessArguments': 'too many arguments',
    'commander.unknownCommand': 'unknown command',
  };
  return new UsageError(words[error.code] ?? 'the arguments are wrong; see dbcheck --help', { nearest });
}
