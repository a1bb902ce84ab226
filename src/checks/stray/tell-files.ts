import type { DatabaseFile } from '../../files/database-names.js';
import { type Comparison, isWhole } from '../../findings/comparison.js';
import { observe } from '../../findings/observe.js';
import type { StrayFacts } from '../../findings/stray-facts.js';
import type { Tables } from '../../probe/sqlite-tables.js';
import type { Observation, Severity } from '../../report.js';
import type { Context } from '../context.js';
import type { Tracked } from './git-knowledge.js';
import type { Leftover } from './leftovers.js';
import { holdsData, type StrayPlace, strayFacts, wasRead } from './stray-facts.js';
import { tablesOf } from './tables-of.js';

/** Files that get a finding of their own, of each code; one more finding counts the others. */
const MOST_FINDINGS = 20;

/** A stray file, opened where that is worth it. */
export interface StrayFile {
  readonly file: DatabaseFile;
  readonly tables: Tables | null;
  readonly leftover: Leftover | null;
  /** False for a left-over file that lies beside the roots, or that the allow-list takes. */
  readonly stray: boolean;
}

/** Opens the first databases; those that are listed as left over before all others. */
export async function openFiles(
  files: readonly DatabaseFile[],
  leftovers: readonly Leftover[],
  deadline: number,
): Promise<StrayFile[]> {
  const listed = new Map(leftovers.flatMap((each) => (each.file ? [[each.file.path, each] as const] : [])));
  const strays = new Set(files.map(({ path }) => path));
  const all = new Map(files.map((file) => [file.path, file]));
  for (const { file } of leftovers) if (file) all.set(file.path, file);
  const inOrder = [...all.values()].sort(
    (a, b) => Number(listed.has(b.path)) - Number(listed.has(a.path)) || (a.path < b.path ? -1 : 1),
  );
  const opened: StrayFile[] = [];
  let left = MOST_FINDINGS;
  for (const file of inOrder) {
    const leftover = listed.get(file.path) ?? null;
    const open = file.kind === 'database' && (leftover !== null || left > 0);
    if (open) left -= 1;
    opened.push({
      file,
      leftover,
      stray: strays.has(file.path),
      tables: open ? await tablesOf(file.path, deadline) : null,
    });
  }
  return opened;
}

/** One finding a file, and `stray/tracked` beside it, whose cure is another. */
export function tellFiles(
  context: Context,
  place: StrayPlace,
  files: readonly StrayFile[],
  tracked: ReadonlyMap<string, Tracked>,
  compared: ReadonlyMap<string, Comparison>,
): Observation[] {
  const byCode = new Map<string, Observation[]>();
  for (const file of files) {
    const { path } = file.file;
    const known = { tracked: tracked.get(path) ?? null, comparison: compared.get(path) ?? null };
    for (const each of tellFile(context, place, file, known)) {
      byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
    }
  }
  return [...byCode.values()].flatMap(capped);
}

function tellFile(
  context: Context,
  place: StrayPlace,
  { file, tables, leftover, stray }: StrayFile,
  { tracked, comparison }: { tracked: Tracked | null; comparison: Comparison | null },
): Observation[] {
  const isTracked = tracked && tracked.files.length > 0;
  const facts = strayFacts(context, place, file, tables, isTracked, comparison);
  const { path } = facts;
  // A listed file is known, and does no harm once all that it holds is on the server.
  const isSettled = leftover !== null && (isWhole(comparison) || (wasRead(tables) && !holdsData(tables)));
  const isForbidden = context.settings.stray.policy === 'forbidden' && !isSettled;
  const byPolicy: Severity = isForbidden ? 'error' : 'warning';
  const told: Observation[] = [];
  if (!stray && (isSettled || !holdsData(tables))) return told;
  if (file.kind === 'empty') told.push(observe('stray/empty-file', path, facts));
  else if (file.kind === 'lfs-pointer') told.push(observe('stray/lfs-pointer', path, facts));
  else if (file.kind === 'orphan') told.push(observe('stray/orphan-wal', path, facts));
  else if (holdsData(tables) && !isSettled && (leftover || facts.servers.length > 0)) {
    const data = { ...facts, leftoverOf: leftover?.database ?? null };
    const more = leftover
      ? ({ severity: 'error', source: leftover.source } as const)
      : { severity: byPolicy };
    told.push(observe('stray/holds-data', path, data, more));
  } else told.push(observe('stray/database-file', path, facts, { severity: byPolicy }));
  if (facts.tracked && tracked && file.kind !== 'lfs-pointer') {
    told.push(trackedFinding(context, place, facts, tracked));
  }
  return told;
}

/** The configured databases that git tracks; nothing else is wrong with where they lie. */
export function tellTracked(
  context: Context,
  place: StrayPlace,
  files: readonly DatabaseFile[],
  tracked: ReadonlyMap<string, Tracked>,
): Observation[] {
  return files.flatMap((file) => {
    const own = tracked.get(file.path);
    if (!own?.files.length) return [];
    return [trackedFinding(context, place, strayFacts(context, place, file, null, true), own)];
  });
}

function trackedFinding(context: Context, { folder }: StrayPlace, facts: StrayFacts, tracked: Tracked) {
  const huggingface = Boolean(context.variables.get('SPACE_ID').value);
  const more = { repository: folder.shown(tracked.top), files: tracked.files, huggingface };
  return observe('stray/tracked', facts.path, { ...facts, ...more });
}

/** The first ones, and one finding for all the others of the same code. */
function capped(all: readonly Observation[]): Observation[] {
  const others = all.slice(MOST_FINDINGS);
  const [first] = others;
  if (!first) return [...all];
  const rest = { count: others.length, paths: others.slice(0, 5).map(({ subject }) => subject) };
  const severity = others.some((each) => each.severity === 'error') ? 'error' : first.severity;
  return [
    ...all.slice(0, MOST_FINDINGS),
    {
      ...first,
      ...(severity ? { severity } : {}),
      subject: `${others.length} more`,
      facts: { ...first.facts, rest },
    },
  ];
}
