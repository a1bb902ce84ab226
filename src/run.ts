import type { Context } from './checks/context.js';
import { checks } from './checks/index.js';
import { LazyAbort } from './lazy-abort.js';
import { now } from './now.js';
import { prepare } from './prepare.js';
import { CHECK_IDS, type CheckId, type Report } from './report.js';
import type { RunOptions } from './run-options.js';
import { passedOver, type Settled, settle, since } from './settle.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export interface RunResult {
  readonly report: Report;
  /** The environment that the command is to be started with: what was checked is what runs. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
}

/** Runs the checks. Throws `UsageError`; everything else that can go wrong is a finding of the report. */
export async function run(options: RunOptions = {}): Promise<RunResult> {
  const startedAt = now();
  const startedOn = Date.now();
  const chosen = choose(options);
  const prepared = await prepare(options);
  const [caller, waiting] = [new LazyAbort(), new LazyAbort()];
  const context: Context = {
    ...prepared,
    startedAt,
    get signal() {
      return options.signal ?? caller.signal;
    },
    get waiting() {
      return waiting.signal;
    },
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
    // A Date asks the system for its time zone, which a quiet run does not need.
    get startedAt() {
      return new Date(startedOn).toISOString();
    },
    durationMs: since(startedAt),
    checks: reports,
    databases: settled
      .flatMap(({ databases }) => databases ?? [])
      .map((each) => ({
        ...each,
        target: each.target && guard(each.target),
        layers: each.layers.map((layer) => ({ ...layer, seen: guard(layer.seen) })),
      })),
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
  const after = async (id: CheckId) => (await started.get(id))?.blocks ?? new Map<string, string>();
  for (const check of checks) {
    const start = async () => {
      const need = check.needs ? await started.get(check.needs) : undefined;
      const blocked = need?.blocks ?? new Map<string, string>();
      const reason = leftOut(check.id) ?? (failed && `stopped after "${failed}" failed (--fail-fast)`);
      if (reason) return passedOver(check, reason, blocked, context);
      const settled = await settle(check, context, blocked, options.strict ?? false, after);
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
