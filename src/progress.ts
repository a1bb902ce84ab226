import { write } from './output.js';

/** Between two lines about one database where nobody sits at a terminal. In milliseconds. */
const QUIET_FOR = 5000;

/** Tells on standard error what is being waited for: one line for each database now and then. */
export class Progress {
  readonly #silent: boolean;
  readonly #told = new Map<string, { line: string; at: number }>();

  constructor(silent: boolean) {
    this.#silent = silent;
  }

  readonly tell = (key: string, line: string): void => {
    if (this.#silent) return;
    const before = this.#told.get(key);
    if (before && performance.now() - before.at < QUIET_FOR) return;
    this.#told.set(key, { line, at: performance.now() });
    write(2, `dbcheck: ${line}\n`);
  };
}
