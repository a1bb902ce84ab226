import type { Context } from './checks/context.js';
import { checks } from './checks/index.js';
import { observe } from './findings/observe.js';
import { prepare } from './prepare.js';
import { renderAll } from './render-all.js';
import {
  CHECK_IDS,
  type Check,
  type CheckId,
  type CheckReport,
  type DatabaseReport,
  type Finding,
  type Outcome,
  type Report,
} from './report.js';
import type { RunOptions } from './run-options.js';
import { describeTarget } from './target/describe.js';
import type { Database } from './target/target.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export interface RunResult {
  readonly report: Report;
  /** The environment that the command is to be started with: what was checked is what runs. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
}

/** A check that has ended: what it found, and which databases the checks after it cannot look at. */
interface Settled {
  readonly report: CheckReport;
  readonly databases: readonly DatabaseReport[] | null;
  /** Name of a database to the need that failed for it. */
  readonly blocks: ReadonlyMap<string, string>;
  /** Whether it left something out because a need failed. */
  readonly incomplete: boolean;
}

/** Runs the checks. Throws `UsageError`; everything else that can go wrong is a finding of the report. */
export async function run(options: RunOptions = {}): Promise<RunResult> {
  const startedAt = performance.now();
  const startedOn = new Date().toISOString();
  const chosen = choose(options);
  const prepared = await prepare(options);
  const waiting = new AbortController();
  const context: Context = {
    ...prepared,
    startedAt,
    waiting: waiting.signal,
    progress: options.onProgress ?? (() => {}),
  };
  const settled = await settleAll(context, chosen, options, () => waiting.abort());
  const guard = (text: string) => context.variables.secrets.guard(text);
  const reports = settled.map(({ report }) => report);
  const exitCode = exitCodeOf(settled, options.strict ?? false);
  if (exitCode === 0 && reports.every(({ status }) => status === 'skipped')) {
    throw new UsageError(
      `nothing was checked (${reports.map(({ id, reason }) => `${id}: ${reason}`).join('; ')})`,
    );
  }
  const report: Report = {
    schema: 1,
    version,
    ok: exitCode === 0,
    exitCode,
    environment: { name: guard(context.environment.name), because: guard(context.environment.because) },
    startedAt: startedOn,
    durationMs: since(startedAt),
    checks: reports,
    databases: settled
      .flatMap(({ databases }) => databases ?? [])
      .map((each) => ({ ...each, target: each.target && guard(each.target) })),
  };
  return { report, commandEnvironment: context.variables.commandEnvironment };
}

function choose({ only, skip }: RunOptions): (id: CheckId) => string | null {
  for (const id of [...(only ?? []), ...(skip ?? [])]) {
    if (!(CHECK_IDS as readonly string[]).includes(id)) throw new UsageError(`unknown check "${id}"`);
  }
  return (id) => {
    if (only?.length && !only.includes(id)) return 'left out by --only';
    return skip?.includes(id) ? 'left out by --skip' : null;
  };
}

/** Starts each check as soon as its need has settled; the report keeps their order. */
async function settleAll(
  context: Context,
  leftOut: (id: CheckId) => string | null,
  options: RunOptions,
  stopWaiting: () => void,
): Promise<Settled[]> {
  const started = new Map<CheckId, Promise<Settled>>();
  let failed: CheckId | null = null;
  for (const check of checks) {
    const start = async () => {
      const need = check.needs ? await started.get(check.needs) : undefined;
      const blocked = need?.blocks ?? new Map<string, string>();
      const reason = leftOut(check.id) ?? (failed && `stopped after "${failed}" failed (--fail-fast)`);
      if (reason) return passedOver(check, reason, blocked, context);
      const settled = await settle(check, context, blocked, options.strict ?? false);
      if (settled.report.status === 'failed' && options.failFast) failed ??= check.id;
      if (settled.report.findings.some(({ severity, transient }) => severity === 'error' && !transient))
        stopWaiting();
      return settled;
    };
    const ending = start();
    started.set(check.id, ending);
    if (options.failFast) await ending;
  }
  return Promise.all(started.values());
}

async function settle(
  check: Check<Context>,
  context: Context,
  blocked: ReadonlyMap<string, string>,
  strict: boolean,
): Promise<Settled> {
  const startedAt = performance.now();
  const outcome = await outcomeOf(check, context, blocked);
  const findings = await renderAll(outcome.observations, check.id, context);
  const { skips = [], notes = [], nothing, passed = [], databases } = outcome;
  const incomplete = skips.some(
    ({ because, subject }) => because === 'need' && !isOptional(subject, context),
  );
  const reason = [
    ...skips.map((skip) => (skip.subject ? `${skip.subject}: ${skip.reason}` : skip.reason)),
    ...(nothing === undefined ? [] : [nothing]),
  ].join('; ');
  const left = databases ? databases.every(({ status }) => status === 'skipped') : true;
  const nothingDone = nothing !== undefined || (skips.length > 0 && findings.length === 0 && left);
  const report: CheckReport = {
    id: check.id,
    title: check.title,
    status: statusOf(findings, incomplete || nothingDone, strict),
    ...(reason ? { reason: context.variables.secrets.guard(reason) } : {}),
    durationMs: since(startedAt),
    findings,
    notes: notes.map((line) => context.variables.secrets.guard(line)),
    passed: passed.map((line) => context.variables.secrets.guard(line)),
  };
  const blocks = blockedAfter(check.id, outcome, findings, blocked, context.databases);
  return {
    report,
    databases: databases ?? (check.id === 'connect' ? skeletons(context) : null),
    blocks,
    incomplete,
  };
}

/** What an optional database lacks does not keep the application from starting. */
function isOptional(subject: string, { databases }: Context): boolean {
  return databases.some(
    ({ name, settings }) => settings.optional === true && subject === `databases.${name}`,
  );
}

/** A crash is a finding too: contract, `check/crashed`. */
async function outcomeOf(
  check: Check<Context>,
  context: Context,
  blocked: ReadonlyMap<string, string>,
): Promise<Outcome> {
  try {
    return await check.run(context, blocked);
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const facts = { error: context.variables.secrets.scrub(text) };
    return { observations: [observe('check/crashed', check.id, facts)] };
  }
}

function statusOf(findings: readonly Finding[], skipped: boolean, strict: boolean): CheckReport['status'] {
  const has = (wanted: Finding['severity']) => findings.some(({ severity }) => severity === wanted);
  if (has('error') || (strict && has('warning'))) return 'failed';
  if (skipped) return 'skipped';
  return has('warning') ? 'warned' : 'passed';
}

/** For the checks that need this one: the databases that it, or what it needs, found wrong. */
function blockedAfter(
  id: CheckId,
  { observations }: Outcome,
  findings: readonly Finding[],
  before: ReadonlyMap<string, string>,
  databases: readonly Database[],
): Map<string, string> {
  const blocked = new Map<string, string>([...before.keys()].map((name) => [name, id]));
  const failing = observations.filter(({ code, subject }) =>
    findings.some(
      (finding) => finding.severity === 'error' && finding.code === code && finding.subject === subject,
    ),
  );
  for (const database of databases) {
    if (blocked.has(database.name)) continue;
    const fault = failing.find(
      (each) => each.database === database.name || (id === 'env' && uses(database, each.subject)),
    );
    if (fault) blocked.set(database.name, id === 'env' ? fault.subject : id);
    // What could not be read was told by the check of targets, as a warning where the database is optional.
    else if (id === 'dialect' && !database.target) blocked.set(database.name, id);
  }
  return blocked;
}

function uses(database: Database, variable: string): boolean {
  return database.variables.includes(variable) || database.missing.some((each) => each.variable === variable);
}

function passedOver(
  check: Check<Context>,
  reason: string,
  before: ReadonlyMap<string, string>,
  context: Context,
): Settled {
  const report = {
    id: check.id,
    title: check.title,
    status: 'skipped',
    reason,
    durationMs: 0,
    findings: [],
    notes: [],
    passed: [],
  } as const;
  return {
    report,
    databases: check.id === 'connect' ? skeletons(context) : null,
    blocks: before,
    incomplete: false,
  };
}

/** What the report says of databases that nobody connected to. */
function skeletons({ databases }: Context): DatabaseReport[] {
  return databases.map(({ name, target }) => ({
    name,
    dialect: target?.dialect ?? null,
    target: target && describeTarget(target),
    status: 'skipped',
    server: null,
    latencyMs: null,
    tls: null,
  }));
}

/** Contract, section 1, "Exit status". */
function exitCodeOf(settled: readonly Settled[], strict: boolean): Report['exitCode'] {
  const findings = settled.flatMap(({ report }) => report.findings);
  if (findings.some(({ code }) => code === 'check/crashed')) return 70;
  const failures = findings.filter(
    ({ severity }) => severity === 'error' || (strict && severity === 'warning'),
  );
  if (failures.some(({ transient }) => !transient)) return 1;
  if (failures.length > 0) return 3;
  return settled.some(({ incomplete }) => incomplete) ? 1 : 0;
}

function since(start: number): number {
  return Math.round(performance.now() - start);
}
