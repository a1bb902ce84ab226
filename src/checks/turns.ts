/** Connections that are open at once, so that the check itself does not exhaust a machine. */
const MOST_AT_ONCE = 50;

interface Gate {
  most: number;
  open: number;
  readonly waiting: (() => void)[];
}

const gate = (most = MOST_AT_ONCE): Gate => ({ most, open: 0, waiting: [] });

/** Whose turn it is to connect: fifty at once in all, and fewer at a server that takes fewer. */
export class Turns {
  readonly #all = gate();
  readonly #servers = new Map<string, Gate>();

  /**
   * Does the work when it is its turn; it is told how many are at it then. Work that was turned away for too many connections, some of which were others
   * of this run, is done again when there are fewer: what the check itself fills up is no fault of the application's.
   */
  async take<Result>(
    server: string,
    work: (open: number) => Promise<Result>,
    isTurnedAway: (result: Result) => boolean,
  ): Promise<Result> {
    const own = this.#servers.get(server) ?? gate();
    this.#servers.set(server, own);
    for (;;) {
      await enter(own);
      await enter(this.#all);
      const before = own.open;
      try {
        const result = await work(this.#all.open);
        if (before === 1 || !isTurnedAway(result)) return result;
        own.most = Math.max(1, Math.min(own.most, Math.floor(before / 2)));
      } finally {
        leave(this.#all);
        leave(own);
      }
    }
  }
}

async function enter(own: Gate): Promise<void> {
  while (own.open >= own.most) await new Promise<void>((resolve) => own.waiting.push(resolve));
  own.open += 1;
}

function leave(own: Gate): void {
  own.open -= 1;
  for (let free = own.most - own.open; free > 0; free -= 1) own.waiting.shift()?.();
}
