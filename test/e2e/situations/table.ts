import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auth, authLeftOut } from './auth.js';
import { database, databaseLeftOut } from './database.js';
import { network, networkLeftOut } from './network.js';
import { platforms, platformsLeftOut } from './platforms.js';
import { serverState, serverStateLeftOut } from './server-state.js';
import { exitStatusOf, type LeftOut, type Situation, titleOf } from './situation.js';
import { tls, tlsLeftOut } from './tls.js';
import { beforeConnecting, TOP_20 } from './top20.js';

interface Row {
  readonly id: string;
  readonly area: string;
}

const AREAS = [
  'network',
  'tls',
  'auth',
  'database',
  'server-state',
  'huggingface',
  'kubernetes',
  'orchestrator',
];
const FILE = join(import.meta.dirname, '../../fixtures/failures.jsonl');

/** What was collected of connections that fail. */
export const COLLECTED: readonly Row[] = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)
  .filter(({ area }) => AREAS.includes(area));

export const SITUATIONS: readonly Situation[] = [
  ...network,
  ...tls,
  ...auth,
  ...database,
  ...serverState,
  ...platforms,
  ...beforeConnecting,
];

export const LEFT_OUT: LeftOut = {
  ...networkLeftOut,
  ...tlsLeftOut,
  ...authLeftOut,
  ...databaseLeftOut,
  ...serverStateLeftOut,
  ...platformsLeftOut,
};

/** `covered`, `failed`, `skipped` or `not run`, with what there is to say of it. */
export type Outcome = readonly [word: string, more: string];

export function expectedOf(situation: Situation): string {
  const { code, transient } = situation;
  return `${code ?? 'connected'}${transient ? ', transient' : ''}, status ${exitStatusOf(situation)}`;
}

/** The table that a run prints. */
export function tableOf(outcomeOf: (situation: Situation) => Outcome): string {
  const rows = COLLECTED.flatMap(({ id, area }) => {
    const cases = SITUATIONS.filter((each) => each.id === id);
    if (cases.length === 0) return [[area, id, 'not covered', LEFT_OUT[id] ?? '']];
    return cases.map((each) => [area, titleOf(each), ...outcomeOf(each)]);
  });
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), width(2)];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const frequent = Object.entries(TOP_20).map(
    ([row, by]) => `top 20, row ${row}: ${typeof by === 'string' ? `not covered: ${by}` : by.join(', ')}`,
  );
  const ids = new Set(SITUATIONS.map(({ id }) => id));
  const covered = COLLECTED.filter(({ id }) => ids.has(id)).length;
  return `${[...lines.map((line) => line.trimEnd()), ...frequent].join('\n')}\n${covered} of ${COLLECTED.length} situations covered\n`;
}
