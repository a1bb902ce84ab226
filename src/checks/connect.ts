import { setMaxListeners } from 'node:events';
import { now } from '../now.js';
import type { ProbeResult } from '../probe/probe.js';
import type { Surroundings } from '../probe/surroundings.js';
import type { DatabaseReport, Outcome, Skip, Source } from '../report.js';
import { describeTarget, isNetworkTarget } from '../target/describe.js';
import type { Database, Target } from '../target/target.js';
import { sourceOf } from '../variables/variables.js';
import { pauseAfter } from './back-off.js';
import { configuredPath } from './configured-path.js';
import type { CheckRun, Context } from './context.js';
import { Turns } from './turns.js';

/** After these it is known who is there, or was asked; each question is one more connection to a busy server. */
const KNOWN = new Set([
  'connect/no-answer',
  'connect/starting',
  'connect/shutting-down',
  'connect/too-many-connections',
  'connect/pooler-backend-down',
  'connect/terminated',
]);

/** Every database takes this login, in this database, in time, over the TLS asked for, and answers. */
export const connectCheck: CheckRun = {
  async run(context, blocked): Promise<Outcome> {
    if (context.databases.length === 0) return { observations: [], nothing: 'no database is configured' };
    const skipped = context.databases.map((database) => ({
      database,
      skip: reasonToSkip(database, context, blocked),
      result: null,
    }));
    if (skipped.every(({ skip }) => skip)) return outcomeOf(skipped, context);
    const turns = new Turns();
    const { surroundingsOf } = await import('../probe/surroundings.js');
    // Read once for all of them, by the first that fails.
    const surroundings = surroundingsOf(context.cwd, context.variables.commandEnvironment);
    const permanent = new AbortController();
    const waiting = AbortSignal.any([context.waiting, context.signal, permanent.signal]);
    // One listener for each database: no leak, of which Node would warn on standard error.
    setMaxListeners(0, context.signal, waiting);
    const reached = await Promise.all(
      skipped.map(async ({ database, skip }): Promise<Reached> => {
        if (skip) return { database, skip, result: null };
        if (!database.target) return { database, skip: null, result: unread(database) };
        const result = await reach(context, database, database.target, { turns, waiting, surroundings });
        if (result.status === 'failed' && !database.settings.optional && !(await onlyTransient(result)))
          permanent.abort();
        return { database, skip: null, result };
      }),
    );
    return outcomeOf(reached, context);
  },
};

function outcomeOf(reached: readonly Reached[], context: Context): Outcome {
  return {
    observations: reached.flatMap(({ database, result }) =>
      (result?.observations ?? []).map((each) => ({
        ...each,
        source: each.source ?? sourceFor(each.subject, database, context),
        database: database.name,
      })),
    ),
    skips: reached.map(({ skip }) => skip).filter((skip) => skip !== null),
    databases: reached.map(reportOf),
  };
}

interface Reached {
  readonly database: Database;
  readonly skip: Skip | null;
  readonly result: ProbeResult | null;
}

function reasonToSkip(
  database: Database,
  context: Context,
  blocked: ReadonlyMap<string, string>,
): Skip | null {
  const subject = `databases.${database.name}`;
  const [lacking] = database.missing;
  const need = blocked.get(database.name) ?? lacking?.variable;
  if (need) return { subject, reason: `needs ${need}`, because: 'need' };
  if (context.offline && database.target && isNetworkTarget(database.target)) {
    return { subject, reason: 'needs the network, and --offline was given', because: 'request' };
  }
  return null;
}

/** What all databases of a run have in common. */
interface Shared {
  readonly turns: Turns;
  readonly waiting: AbortSignal;
  readonly surroundings: Surroundings;
}

/** Tries until it is connected, the failure is one that time will not cure, or the wait has run out. */
async function reach(
  context: Context,
  { name, settings }: Database,
  target: Target,
  { turns, waiting, surroundings }: Shared,
): Promise<ProbeResult> {
  const { probe } = await import('../probe/probe.js');
  const { waitMs, timeoutMs } = context.settings;
  const made = madeFolders(context);
  const willBeMade = (folder: string) =>
    made.some((each) => each === folder || each.startsWith(`${folder}/`));
  const waitEnds = context.startedAt + waitMs;
  const runEnds = waitEnds + timeoutMs;
  let isKnown = false;
  for (let attempt = 0; ; attempt++) {
    let tried = 0;
    const attemptAtIt = (alongside: number) => {
      tried = now();
      return probe(target, {
        // Who came late to a slot has what is left of the run.
        timeoutMs: Math.max(1, Math.min(timeoutMs, runEnds - now())),
        scrub: (text) => context.variables.secrets.scrub(text),
        cwd: context.cwd,
        signal: context.signal,
        willBeMade,
        environment: context.variables.commandEnvironment,
        surroundings,
        subject: subjectOf(target),
        repeated: isKnown,
        alongside,
        alone: context.databases.length === 1,
        ...(settings.writable === undefined ? {} : { writable: settings.writable }),
        tlsFloor: settings.tls?.mode?.startsWith('verify') ?? false,
        ...(settings.version === undefined ? {} : { version: settings.version }),
      });
    };
    const result = await turns.take(serverOf(target), attemptAtIt, isTurnedAway);
    const tookMs = now() - tried;
    const codes = result.status === 'failed' ? result.observations.map(({ code }) => code) : [];
    isKnown ||= codes.some((code) => KNOWN.has(code));
    const left = waitEnds - now();
    const over = result.status === 'connected' || left <= 0 || waiting.aborted;
    if (over || !(await onlyTransient(result))) {
      if (attempt > 0) context.progress({ database: name, reasons: [], leftMs: left });
      return result;
    }
    context.progress({ database: name, reasons: await sentencesOf(result, context), leftMs: left });
    await pause(pauseAfter({ attempt, codes, tookMs }, left), waiting);
    if (waiting.aborted) return result;
  }
}

/** What has a limit of connections: a server, or its pooler. */
function serverOf({ hosts, socket, file }: Target): string {
  return socket ?? file ?? hosts.map(({ host, port }) => `${host}:${port}`).join();
}

function isTurnedAway({ status, observations }: ProbeResult): boolean {
  return status === 'failed' && observations.some(({ code }) => code === 'connect/too-many-connections');
}

/** A target that could not be read, where the check that tells so was left out. */
function unread({ observations }: Database): ProbeResult {
  return { status: 'failed', observations, layers: [] };
}

/** The folders that the check `paths` makes. */
function madeFolders(context: Context): string[] {
  return context.settings.paths.flatMap(({ path, create, kind }, index) => {
    const { absolute, missing } = configuredPath(context, path, ['paths', index, 'path']);
    return create && kind !== 'file' && missing.length === 0 && absolute ? [absolute] : [];
  });
}

/** The variable that says where the database is, where it is one alone; else the key of the configuration. */
function subjectOf({ name, sources }: Target): string {
  const where = ['dialect', 'host', 'socket', 'file'].map((field) => sources[field]).filter(Boolean);
  const [, variable] = /^variable (\S+)/.exec(where[0] ?? '') ?? [];
  return variable && where.every((each) => each === where[0]) ? variable : `databases.${name}`;
}

/** Where to change what a finding is about. */
function sourceFor(subject: string, database: Database, { variables }: Context): Source | null {
  return subject.includes('.') ? database.source : sourceOf(variables.get(subject));
}

async function onlyTransient({ observations }: ProbeResult): Promise<boolean> {
  const { isTransient } = await import('../findings/render.js');
  const faults = observations.filter(({ severity }) => severity !== 'warning');
  return faults.length > 0 && faults.every(isTransient);
}

async function sentencesOf({ observations }: ProbeResult, { variables }: Context): Promise<string[]> {
  const { render } = await import('../findings/render.js');
  const rendering = {
    severity: {},
    isOptional: () => false,
    guard: (text: string) => variables.secrets.guard(text),
  };
  return observations
    .filter(({ severity }) => severity !== 'warning')
    .flatMap((each) => render(each, 'connect', rendering)?.message ?? []);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** Nobody has connected to an SQLite file that is not there yet. */
function isThere(result: ProbeResult | null): boolean {
  return !result?.observations.some(({ code }) => code === 'connect/file-missing');
}

function reportOf({ database: { name, target }, result }: Reached): DatabaseReport {
  const connected = result?.status === 'connected' ? result : null;
  return {
    name,
    dialect: target?.dialect ?? null,
    target: target && describeTarget(target),
    status: isThere(result) ? (result?.status ?? 'skipped') : 'skipped',
    server: isThere(result) ? (connected?.server ?? null) : null,
    latencyMs: isThere(result) ? (connected?.latencyMs ?? null) : null,
    tls: connected?.tls ?? null,
    layers: result?.layers ?? [],
  };
}
