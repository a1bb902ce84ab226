import { median } from '../bench/measure.js';
import type { Answer, Row } from './rows.js';
import { DBCHECK, type Tool } from './tools.js';

export interface Group {
  readonly title: string;
  readonly tools: readonly Tool[];
  readonly rows: readonly Row[];
}

/** The answers of one tool to one row, round by round; empty where the tool does no such thing. */
export type Answers = ReadonlyMap<Row, ReadonlyMap<Tool, readonly Answer[]>>;

/** Asks every tool everything, and then again: what slows the machine down meets them all. */
export async function measure(
  groups: readonly Group[],
  here: (tool: Tool) => boolean,
  rounds: number,
): Promise<Answers> {
  const answers = new Map<Row, Map<Tool, Answer[]>>();
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`peers: round ${round} of ${rounds}`);
    for (const { tools, rows } of groups) {
      for (const row of rows) {
        const own = answers.get(row) ?? new Map<Tool, Answer[]>();
        answers.set(row, own);
        for (const tool of tools.filter(here)) {
          const answer = await row.ask(tool);
          if (answer) own.set(tool, [...(own.get(tool) ?? []), answer]);
        }
      }
    }
  }
  return answers;
}

/** A wrong answer is bold. */
export function tableOf({ title, tools, rows }: Group, here: (tool: Tool) => boolean, all: Answers): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (row: Row, tool: Tool) => {
    const answers = all.get(row)?.get(tool) ?? [];
    if (!here(tool)) return 'not here';
    if (answers.length === 0) return '–';
    const said = [...new Set(answers.map((answer) => answer.said))].join(' or ');
    const time = Math.round(median(answers.map(({ milliseconds }) => milliseconds)));
    return isRight(all, row, tool) ? `${said} (${time} ms)` : `**${said}** (${time} ms)`;
  };
  return [
    line([title, ...tools.map(({ name }) => name)]),
    line(['---', ...tools.map(() => '---')]),
    ...rows.map((row) => line([row.title, ...tools.map((tool) => cell(row, tool))])),
  ].join('\n');
}

/** The rows that dbcheck answered wrongly, and how. */
export function wrongAnswers(all: Answers): string[] {
  return [...all].flatMap(([row, tools]) => {
    const answers = tools.get(DBCHECK) ?? [];
    if (isRight(all, row, DBCHECK)) return [];
    const told = answers.map(({ said, milliseconds }) => `${said} after ${Math.round(milliseconds)} ms`);
    return [`${row.title}: ${told.join(', ') || 'no answer'}`];
  });
}

function isRight(all: Answers, row: Row, tool: Tool): boolean {
  const answers = all.get(row)?.get(tool) ?? [];
  const beyond = row.beyond ? quickest(all, row.beyond, tool) : 0;
  return (
    answers.length > 0 &&
    answers.every(({ right }) => right) &&
    quickest(all, row, tool) - beyond <= (row.withinMs ?? Number.POSITIVE_INFINITY)
  );
}

/** A machine with much else to do makes no answer quicker. */
function quickest(all: Answers, row: Row, tool: Tool): number {
  return Math.min(...(all.get(row)?.get(tool) ?? []).map(({ milliseconds }) => milliseconds));
}
