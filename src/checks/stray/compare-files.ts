import type { Comparison } from '../../findings/comparison.js';
import { now } from '../../now.js';
import type { Compared } from '../../probe/compare-leftover.js';
import type { After } from '../../report.js';
import { describeTarget, isNetworkTarget } from '../../target/describe.js';
import type { Database } from '../../target/target.js';
import type { Context } from '../context.js';
import { dataTables } from './stray-facts.js';
import { sqliteSource } from './tables-of.js';
import type { StrayFile } from './tell-files.js';

/** In one finding. */
const MOST_TABLES = 10;
/** Before the attempt is cut off, so that the comparison can say how far it came. */
const MARGIN_MS = 100;

interface Problem {
  /** Why nothing was compared, in words. */
  readonly problem: string;
}

/**
 * Compares the listed files that hold data with the databases that they are left over from, as soon as those
 * were connected to. By the path of the file; missing for one whose database is no server.
 */
export async function compareFiles(
  context: Context,
  files: readonly StrayFile[],
  after: After,
): Promise<ReadonlyMap<string, Comparison>> {
  const compared = new Map<string, Comparison>();
  const listed = files.filter(({ leftover, tables }) => leftover && dataTables(tables).length > 0);
  if (listed.length === 0) return compared;
  const blocked = await after('connect');
  const { startedAt, settings } = context;
  const runEnds = startedAt + settings.waitMs + settings.timeoutMs;
  const deadline = Math.min(now() + settings.timeoutMs, runEnds);
  for (const file of listed) {
    const database = context.databases.find(({ name }) => name === file.leftover?.database);
    if (!database?.target || !isNetworkTarget(database.target)) continue;
    const need = blocked.get(database.name);
    const result = context.offline
      ? { problem: '--offline was given' }
      : need
        ? { problem: `that needs ${need}` }
        : await compareFile(context, database, file, deadline);
    compared.set(
      file.file.path,
      comparisonOf(`${database.name} (${database.target.dialect})`, result, context),
    );
  }
  return compared;
}

async function compareFile(
  context: Context,
  { name, target }: Database,
  { file, tables }: StrayFile,
  deadline: number,
): Promise<Compared | Problem> {
  const left = deadline - now();
  if (!target || left <= MARGIN_MS) return { problem: 'there was no time left' };
  const opened = await sqliteSource(file.path, deadline);
  if ('unread' in opened) return { problem: opened.unread };
  const names = dataTables(tables).map((table) => table.name);
  const { probe } = await import('../../probe/probe.js');
  const { compareLeftover } = await import('../../probe/compare-leftover.js');
  const { surroundingsOf } = await import('../../probe/surroundings.js');
  let compared: Compared | null = null;
  const environment = context.variables.commandEnvironment;
  const result = await probe(target, {
    timeoutMs: left,
    signal: context.signal,
    scrub: (text) => context.variables.secrets.scrub(text),
    cwd: context.cwd,
    willBeMade: () => false,
    subject: `databases.${name}`,
    environment,
    surroundings: surroundingsOf(context.cwd, environment),
    afterwards: async (ask) => {
      compared = await compareLeftover(opened.source, names, target.dialect, ask, deadline - MARGIN_MS);
    },
  });
  if (compared) return compared;
  const [why] = result.observations;
  return { problem: `${describeTarget(target)} answered with ${why?.code ?? 'nothing'}` };
}

function comparisonOf(server: string, result: Compared | Problem, { variables }: Context): Comparison {
  const scrub = (text: string) => variables.secrets.scrub(text);
  if ('problem' in result) {
    return { server, problem: scrub(result.problem), tables: [], rows: 0, missing: 0, lacking: 0, left: 0 };
  }
  const { tables, left } = result;
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const lacking = tables.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  const unfinished = tables.filter((each) => each.unfinished !== null);
  const shown = [...lacking, ...unfinished.filter(({ missing }) => missing === 0)].slice(0, MOST_TABLES);
  return {
    server,
    problem: null,
    tables: shown.map((each) => ({ ...each, name: scrub(each.name), key: each.key.map(scrub) })),
    rows: sum(tables.map(({ rows }) => rows)),
    missing: sum(lacking.map(({ missing }) => missing)),
    lacking: lacking.length,
    left: left + unfinished.length,
  };
}
