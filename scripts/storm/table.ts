import type { Outcome } from './storm.js';

const COLUMNS: readonly (readonly [title: string, cell: (outcome: Outcome) => string])[] = [
  ['passed', ({ ended }) => `${ended.filter(({ status }) => status === 0).length} of ${ended.length}`],
  ['connections made', ({ attempts }) => String(attempts)],
  ['turned away', ({ turnedAway }) => String(turnedAway)],
  ['open at the peak', ({ peak }) => String(peak)],
  ['at the limit', ({ atLimitMs }) => seconds(atLimitMs)],
  ['at a stretch', ({ longestAtLimitMs }) => seconds(longestAtLimitMs)],
  ['busiest second / average', ({ burst }) => burst.toFixed(1)],
  ['half passed', ({ ended }) => seconds(passes(ended)[Math.floor(ended.length / 2)])],
  ['last passed', ({ ended }) => seconds(passes(ended).at(-1))],
];

/** As Markdown. */
export function table(title: string, rows: readonly (readonly [string, Outcome])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line([title, ...COLUMNS.map(([column]) => column)]),
    line(['---', ...COLUMNS.map(() => '---:')]),
    ...rows.map(([name, outcome]) => line([name, ...COLUMNS.map(([, cell]) => cell(outcome))])),
  ].join('\n');
}

function passes(ended: Outcome['ended']): number[] {
  return ended
    .filter(({ status }) => status === 0)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`;
}
