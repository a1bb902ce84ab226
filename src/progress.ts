import { now } from './now.js';
import { write } from './output.js';
import type { Waiting } from './report.js';
import { visible } from './reporters/visible.js';

/** Between two lines about one database in a log. In milliseconds. */
const QUIET_FOR = 5000;
/** How often the line on a terminal is written anew. */
const TICK = 1000;
/** A line that is too long is cut by the terminal and does not run on, so that it can be written over. */
const ONE_LINE = ['\r\x1b[?7l', '\x1b[K\x1b[?7h'] as const;

interface State {
  readonly text: string;
  /** By `now()`. */
  readonly ends: number;
  readonly toldAt: number;
}

/**
 * Tells on standard error what is being waited for, and for how long still: on a terminal in one line that
 * counts down, in a log by a line for each database now and then.
 */
export class Progress {
  readonly #place: 'terminal' | 'log' | 'nowhere';
  readonly #waiting = new Map<string, State>();
  #timer: NodeJS.Timeout | undefined;

  constructor(place: 'terminal' | 'log' | 'nowhere') {
    this.#place = place;
  }

  readonly tell = ({ database, reasons, leftMs }: Waiting): void => {
    if (this.#place === 'nowhere') return;
    const told = now();
    const toldAt = this.#waiting.get(database)?.toldAt ?? Number.NEGATIVE_INFINITY;
    const due = this.#place === 'log' && told - toldAt >= QUIET_FOR;
    const state = { text: reasons.join('; '), ends: told + leftMs, toldAt: due ? told : toldAt };
    if (reasons.length > 0) this.#waiting.set(database, state);
    else this.#waiting.delete(database);
    if (this.#place === 'terminal') this.#draw();
    else if (due && reasons.length > 0) write(2, `${line(state)}\n`);
  };

  /** Leaves the terminal as it was. */
  readonly end = (): void => {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    write(2, '\r\x1b[K');
  };

  #draw(): void {
    this.#timer ??= setInterval(() => this.#draw(), TICK);
    const [first, ...more] = this.#waiting.values();
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    write(2, ONE_LINE.join(first ? `${line(first, others)}` : ''));
  }
}

function line({ text, ends }: State, others = ''): string {
  const seconds = Math.max(0, Math.ceil((ends - now()) / 1000));
  return `dbcheck: waiting, ${seconds} s left${others}: ${visible(text)}`;
}
