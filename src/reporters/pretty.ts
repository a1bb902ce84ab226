import type { CheckReport, CheckStatus, DatabaseReport, Finding, Report } from '../report.js';
import { databaseLine, layerLine } from './database-line.js';
import { labelled } from './labelled.js';
import { type Paint, same } from './paint.js';
import { place } from './place.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { count, countedFindings, findingsOf, plural, verdict } from './verdict.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

const STATUS_WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: 'pass',
  warned: 'warn',
  failed: 'FAIL',
  skipped: 'skip',
};

/** The report for people. A line for each check; below it what is wrong, why, and what to change. */
export function pretty(paint: Paint): Reporter {
  return (report, options) => {
    if (options.verbosity === 'quiet' && report.ok) return '';
    const blocks = shownChecks(report, options).map((check) => checkBlock(check, report, options, paint));
    const lines = [
      ...heading(report, options, paint),
      '',
      ...blocks.flatMap((block, index) => (needsGap(block, blocks[index + 1]) ? [...block, ''] : block)),
      '',
      ...closing(report, options, paint),
    ];
    return `${lines.join('\n')}\n`;
  };
}

function heading({ version, environment }: Report, { width }: ReporterOptions, paint: Paint): string[] {
  const name = `dbcheck ${version}`;
  const text = `${name}  ${visible(`environment ${environment.name}: ${environment.because}`)}`;
  const [first = '', ...more] = wrap(text, width === null ? null : Math.max(width, 40));
  return [paint.strong(name) + first.slice(name.length), ...more.map((line) => `  ${line}`)];
}

/** A block of several lines stands apart from what comes after it, and before it. */
function needsGap(block: readonly string[], next: readonly string[] | undefined): boolean {
  return next !== undefined && (block.length > 1 || next.length > 1);
}

/** `--quiet` leaves only what keeps the run from passing. */
function shownChecks(report: Report, { verbosity }: ReporterOptions): readonly CheckReport[] {
  if (verbosity !== 'quiet') return report.checks;
  const failed = report.checks.filter(({ status }) => status === 'failed');
  return failed.length > 0 ? failed : report.checks.filter(({ status }) => status !== 'passed');
}

function shownFindings(check: CheckReport, { verbosity }: ReporterOptions): readonly Finding[] {
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  return verbosity === 'quiet' && errors.length > 0 ? errors : check.findings;
}

function checkBlock(check: CheckReport, report: Report, options: ReporterOptions, paint: Paint): string[] {
  const titleWidth = Math.max(...report.checks.map(({ title }) => title.length));
  const column = STATUS_WORDS.passed.length + 2 + titleWidth + 2;
  const available = options.width === null ? null : Math.max(options.width - column, 20);
  const [summary = '', ...more] = wrap(summaryOf(check, report, options), available);
  const word = statusPaint(check.status, paint)(STATUS_WORDS[check.status]);
  const pale = check.status === 'passed' || check.status === 'skipped' ? paint.dim : same;
  const findings = shownFindings(check, options).map((finding) => findingLines(finding, options, paint));
  return [
    `${word}  ${check.title.padEnd(titleWidth)}  ${pale(summary)}`.trimEnd(),
    ...more.map((line) => `${' '.repeat(column)}${pale(line)}`),
    ...goodLines(check, report, options, paint),
    ...(isPartlySkipped(check) ? labelled('skipped', [check.reason ?? ''], options.width, paint.dim) : []),
    ...(options.verbosity === 'quiet' ? [] : labelled('note', check.notes, options.width, paint.dim)),
    ...findings.flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines)),
  ];
}

function summaryOf(check: CheckReport, report: Report, { verbosity }: ReporterOptions): string {
  const connected = report.databases.filter(({ status }) => status === 'connected').length;
  const parts = [
    countedFindings(check.findings),
    isPartlySkipped(check) || check.reason === undefined ? null : visible(check.reason),
    check.id === 'connect' && check.status !== 'skipped' && connected > 0
      ? `${plural(connected, 'database')} connected`
      : null,
    verbosity === 'verbose' && check.status !== 'skipped' ? `${check.durationMs}ms` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function isPartlySkipped({ status, reason }: CheckReport): boolean {
  return reason !== undefined && status !== 'skipped';
}

/** What was found good: the connected databases, and in detail with `--verbose`. */
function goodLines(check: CheckReport, report: Report, options: ReporterOptions, paint: Paint): string[] {
  if (options.verbosity === 'quiet') return [];
  const verbose = options.verbosity === 'verbose';
  const tried = (database: DatabaseReport) => database.layers.length > 0;
  const databases =
    check.id === 'connect'
      ? report.databases.filter((each) => each.status === 'connected' || (verbose && tried(each)))
      : [];
  const passed = verbose ? check.passed : [];
  return [
    ...databases.flatMap((database) => databaseLines(database, options, paint)),
    ...passed.flatMap((line) => labelled('ok', [line], options.width, paint.good)),
  ];
}

/** A database, and with `--verbose` the way to it, layer by layer. */
function databaseLines(database: DatabaseReport, options: ReporterOptions, paint: Paint): string[] {
  const good = database.status === 'connected';
  const layers = options.verbosity === 'verbose' ? database.layers.map(layerLine) : [];
  return [
    ...labelled(
      good ? 'ok' : 'tried',
      [databaseLine(database)],
      options.width,
      good ? paint.good : paint.bad,
    ),
    ...labelled('layers', layers, options.width, paint.dim),
  ];
}

function findingLines(finding: Finding, options: ReporterOptions, paint: Paint): string[] {
  const { severity, code, transient, source, facts, message, why, fix } = finding;
  const severityPaint = severity === 'error' ? paint.bad : severity === 'warning' ? paint.warning : paint.dim;
  const at = place(source);
  const identity = `${code}${transient ? ', transient' : ''}${at === null ? '' : `, at ${at}`}`;
  const known = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [
    ...labelled(severity, [message], options.width, severityPaint, paint.strong),
    ...labelled('why', why, options.width, paint.dim),
    ...labelled('fix', fix, null, paint.good),
    ...(options.verbosity === 'verbose' ? labelled('facts', known, options.width, paint.dim) : []),
    ...labelled('code', [identity], null, paint.dim, paint.dim),
  ];
}

/** The verdict, and where to read on: on one line where that fits. */
function closing(report: Report, { width }: ReporterOptions, paint: Paint): string[] {
  const findings = findingsOf(report);
  const errors = count(findings, 'error');
  const told = verdict(report);
  const painted = report.ok ? paint.good(told) : paint.bad(told);
  const first = findings.find(({ severity }) => severity === (errors > 0 ? 'error' : 'warning'));
  if (!first) return [painted];
  const more = `More: dbcheck explain ${first.code}`;
  const fits = width === null || told.length + 1 + more.length <= width;
  return fits ? [`${painted} ${more}`] : [painted, more];
}

function statusPaint(status: CheckStatus, paint: Paint): (text: string) => string {
  switch (status) {
    case 'passed':
      return paint.good;
    case 'warned':
      return paint.warning;
    case 'failed':
      return paint.bad;
    case 'skipped':
      return paint.dim;
  }
}
