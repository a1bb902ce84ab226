import type { Context } from './checks/context.js';
import { observe } from './findings/observe.js';
import { now } from './now.js';
import { renderAll } from './render-all.js';
import type { After, Check, CheckId, CheckReport, DatabaseReport, Finding, Outcome } from './report.js';
import { describeTarget } from './target/describe.js';
import type { Database } from './target/target.js';

/** A check that has ended: what it found, and which databases the checks after it cannot look at. */
export interface Settled {
  readonly report: CheckReport;
  readonly databases: readonly DatabaseReport[] | null;
  /** Name of a database to the need that failed for it. */
  readonly blocks: ReadonlyMap<string, string>;
  /** Whether it left something out because a need failed. */
  readonly incomplete: boolean;
}

/** Runs one check and turns what it saw into its part of the report. */
export async function settle(
  check: Check<Context>,
  context: Context,
  blocked: ReadonlyMap<string, string>,
  strict: boolean,
  after: After,
): Promise<Settled> {
  const startedAt = now();
  const outcome = await outcomeOf(check, context, blocked, after);
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
  after: After,
): Promise<Outcome> {
  try {
    return await check.run(context, blocked, after);
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

export function passedOver(
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
    layers: [],
  }));
}

/** Whole milliseconds since a `now()`. */
export function since(start: number): number {
  return Math.round(now() - start);
}
