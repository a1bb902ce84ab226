import type { Ended } from './run.js';
import { BUDGET_SECONDS, DBCHECK, type Target, type Tool, urlOf } from './tools.js';

/** What one run said, and whether that was right; its time is judged apart. */
export interface Answer {
  readonly said: string;
  readonly right: boolean;
  readonly milliseconds: number;
}

export interface Row {
  readonly title: string;
  /** An answer that comes later is wrong; the time that the same tool needs for the row `beyond` is not counted. */
  readonly withinMs?: number;
  readonly beyond?: Row;
  /** Nothing where the tool does no such thing. */
  ask(tool: Tool): Promise<Answer> | undefined;
}

export type Start = (
  tool: Tool,
  args: readonly string[],
  url: string,
  terminateAt?: RegExp,
) => Promise<Ended>;

const BUDGET_MS = BUDGET_SECONDS * 1000;

interface Situation {
  readonly title: string;
  readonly target: Target;
  /** Healthy is 0. Nothing else may be: a permanent failure is told at once, a transient one may be waited for. */
  readonly is: 'healthy' | 'permanent' | 'transient';
  /** Of dbcheck alone: the finding that it must come to. */
  readonly code?: string;
}

/** Of the answer alone: what a tool takes to start, and to find a healthy database, comes on top. */
const WITHIN_MS = { permanent: BUDGET_MS / 2, transient: BUDGET_MS + 1000 } as const;
const DBCHECK_STATUS = { healthy: 0, permanent: 1, transient: 3 } as const;

export function connectionRow(start: Start, { title, target, is, code }: Situation, healthy?: Row): Row {
  return {
    title,
    ...(healthy && is !== 'healthy' ? { withinMs: WITHIN_MS[is], beyond: healthy } : {}),
    ask(tool) {
      if (!tool.check) return undefined;
      return start(tool, tool.check(target), urlOf(target)).then(({ status, milliseconds, stdout }) => {
        if (status === null) return { said: 'killed', right: false, milliseconds };
        if (tool !== DBCHECK)
          return { said: `${status}`, right: (status === 0) === (is === 'healthy'), milliseconds };
        const codes = codesOf(stdout);
        const right = status === DBCHECK_STATUS[is] && codes === (code ?? '');
        return { said: `${status} ${codes}`.trim(), right, milliseconds };
      });
    },
  };
}

function codesOf(report: string): string {
  const { checks } = JSON.parse(report) as { checks: { findings: { code: string }[] }[] };
  return checks.flatMap(({ findings }) => findings.map(({ code }) => code)).join(' ');
}

const APP_STATUS = 42;
const APP = `process.on('SIGTERM', () => process.exit(${APP_STATUS}));
setInterval(() => {}, 1e6);
console.log('the app runs')`;
/** A signal is handed on, not thought about. */
const SIGNAL_MS = 500;
/** Longer than the wait goes on before the signal. */
const LONG_WAIT_SECONDS = 30;

/** What becomes of an application and of its signals. */
export function startingRows(start: Start, healthy: Target, refused: Target): Row[] {
  const node = (script: string) => [process.execPath, '-e', script];
  return [
    {
      title: 'SIGTERM while the application runs',
      withinMs: SIGNAL_MS,
      ask(tool) {
        const args = tool.start?.(healthy, BUDGET_SECONDS, node(APP));
        return (
          args && start(tool, args, urlOf(healthy), /the app runs/).then((ended) => answer(ended, APP_STATUS))
        );
      },
    },
    {
      title: 'exit status 5 of the application',
      ask(tool) {
        const args = tool.start?.(healthy, BUDGET_SECONDS, node('process.exit(5)'));
        return args && start(tool, args, urlOf(healthy)).then((ended) => answer(ended, 5));
      },
    },
    {
      title: 'SIGTERM during the wait',
      withinMs: SIGNAL_MS,
      ask(tool) {
        const args = tool.waits && tool.start?.(refused, LONG_WAIT_SECONDS, node(APP));
        if (!args) return undefined;
        return start(tool, args, urlOf(refused), /waiting/).then((ended) => answer(ended, 143));
      },
    },
  ];
}

function answer({ status, milliseconds, left }: Ended, expected: number): Answer {
  const said = status === null ? 'killed' : `${status}`;
  const leaves = left.length > 0 ? `, leaves ${left.join(', ')}` : '';
  return { said: said + leaves, right: status === expected && leaves === '', milliseconds };
}
