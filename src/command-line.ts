import { Command, CommanderError, Option } from 'commander';
import { parseDuration } from './config/duration.js';

import { CHECK_IDS } from './report.js';
import { REPORTERS, type ReporterName } from './reporters/index.js';
import type { RunOptions } from './run-options.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export interface Output {
  readonly format: ReporterName;
  readonly reports: readonly { readonly name: ReporterName; readonly file: string }[];
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** False for --no-color, otherwise undecided. */
  readonly color: boolean;
}

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

type Env = Readonly<Record<string, string | undefined>>;

const COMMANDS = ['inspect', 'explain', 'schema'];

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
    .argument('[none...]')
    .addHelpText(
      'after',
      `\nChecks: ${CHECK_IDS.join(', ')}. Exit status: 0 all passed, 1 a check failed, 2 used wrongly,\n3 only transient failures are left, 70 a fault of dbcheck, 126 and 127 as a shell does.\n`,
    );
  runOptions(program, env).action((operands: string[], options: Raw) => {
    if (operands[0] !== undefined) throw unexpected(operands[0]);
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
    .argument('[none...]')
    .action((operands: string[], options: Raw, self: Command) => {
      if (operands[0] !== undefined) throw unexpected(operands[0]);
      noCommand('inspect');
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

interface Raw {
  config?: string;
  environment?: string;
  only?: string[];
  skip?: string[];
  offline?: boolean;
  wait?: string;
  timeout?: string;
  failFast?: boolean;
  strict?: boolean;
  format?: string;
  report?: string[];
  quiet?: boolean;
  verbose?: boolean;
  color?: boolean;
  database?: string[];
  require?: string[];
  dialect?: string[];
  writable?: string[];
  root?: string[];
}

function runOptions(command: Command, env: Env): Command {
  const list = (flags: string, description: string) =>
    new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      ...value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    ]);
  const once = (flags: string, description: string) =>
    new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  const from = (name: string) => (env[name] ? ` (now from ${name})` : '');
  return command
    .option('-c, --config <file>', `configuration file${from('DBCHECK_CONFIG')}`)
    .option(
      '-e, --environment <name>',
      `production, development, test, or a name of your own${from('DBCHECK_ENVIRONMENT')}`,
    )
    .addOption(list('--only <check...>', 'run these checks only'))
    .addOption(list('--skip <check...>', 'leave these checks out'))
    .option('--offline', 'no network')
    .option(
      '-w, --wait <duration>',
      `go on trying while every failure left is transient${from('DBCHECK_WAIT')}`,
    )
    .option('-t, --timeout <duration>', `deadline of one attempt at one database${from('DBCHECK_TIMEOUT')}`)
    .option('--fail-fast', 'stop after the first failing check')
    .option('--strict', 'warnings fail too')
    .option('-f, --format <name>', `${REPORTERS.join(', ')}${from('DBCHECK_FORMAT')}`)
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

function runOptionsOf(raw: Raw, env: Env): RunOptions {
  for (const id of [...(raw.only ?? []), ...(raw.skip ?? [])]) known('check', id, CHECK_IDS);
  for (const name of raw.dialect ?? []) known('dialect', name, ['postgres', 'mysql', 'mariadb', 'sqlite']);
  for (const name of [...(raw.database ?? []), ...(raw.require ?? [])]) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new UsageError(
        '--database and --require take the name of a variable, not its value (not shown, it may be a secret)',
      );
    }
  }
  const waitMs = duration('--wait', raw.wait) ?? duration('DBCHECK_WAIT', env['DBCHECK_WAIT']);
  const timeoutMs = duration('--timeout', raw.timeout) ?? duration('DBCHECK_TIMEOUT', env['DBCHECK_TIMEOUT']);
  if (timeoutMs === 0) throw new UsageError('--timeout must be longer than 0s');
  return {
    ...(raw.config === undefined ? {} : { config: raw.config }),
    ...(raw.environment === undefined ? {} : { environment: raw.environment }),
    ...(waitMs === undefined ? {} : { waitMs }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    only: raw.only ?? [],
    skip: raw.skip ?? [],
    offline: raw.offline ?? false,
    failFast: raw.failFast ?? false,
    strict: raw.strict ?? false,
    databases: raw.database ?? [],
    require: raw.require ?? [],
    dialects: raw.dialect ?? [],
    writable: raw.writable ?? [],
    roots: raw.root ?? [],
  };
}

function outputOf(raw: Raw, env: Env, formats: readonly ReporterName[]): Output {
  if (raw.quiet && raw.verbose) throw new UsageError('--quiet and --verbose exclude each other');
  const reports = (raw.report ?? []).map((each) => {
    const at = each.indexOf('=');
    const file = each.slice(at + 1);
    if (at < 0 || !file) throw new UsageError(`--report takes NAME=FILE, such as junit=report.xml`);
    return { name: known('format', each.slice(0, at), REPORTERS), file };
  });
  return {
    format: known('format', raw.format ?? (env['DBCHECK_FORMAT'] || 'pretty'), formats),
    reports,
    verbosity: raw.quiet ? 'quiet' : raw.verbose ? 'verbose' : 'normal',
    color: raw.color ?? true,
  };
}

function duration(option: string, value: string | undefined): number | undefined {
  if (!value) return undefined;
  const parsed = parseDuration(value);
  if (parsed === null)
    throw new UsageError(`${option} takes a duration such as 500ms, 5s or 2m${echo(value, ', not')}`);
  return parsed;
}

function known<Name extends string>(what: string, name: string, names: readonly Name[]): Name {
  const found = names.find((each) => each === name);
  if (found) return found;
  throw new UsageError(`unknown ${what}${echo(name)}; known: ${names.join(', ')}`, {
    unknown: { name, among: names },
  });
}

function unexpected(operand: string): UsageError {
  return new UsageError(`unknown command${echo(operand)}; to start a program, put -- in front of it`, {
    unknown: { name: operand, among: COMMANDS },
  });
}

/** An argument is shown only where it can't hold a secret. */
function echo(value: string, before = ''): string {
  return /^[\w.:+-]{1,30}$/.test(value) && !value.includes('://') ? `${before} "${value}"` : '';
}

function usageErrorOf(error: CommanderError): UsageError {
  const nearest = /Did you mean (?:one of )?([-\w]+)/.exec(error.message)?.[1] ?? null;
  const option = /option '((?:-\w, )?--?[\w-]+)/.exec(error.message)?.[1];
  const words: Readonly<Record<string, string>> = {
    'commander.unknownOption': `unknown option${option ? ` "${option}"` : ''}`,
    'commander.optionMissingArgument': `${option ?? 'an option'} needs a value`,
    'commander.excessArguments': 'too many arguments',
    'commander.unknownCommand': 'unknown command',
  };
  return new UsageError(words[error.code] ?? 'the arguments are wrong; see dbcheck --help', { nearest });
}
