import type { Socket } from 'node:net';
import type { FactsOf, FindingCode } from '../findings/catalogue.js';
import { observe } from '../findings/observe.js';
import type { Observation } from '../report.js';
import type { Target } from '../target/target.js';
import { Failed } from './failed.js';
import type { ProbeRequest } from './probe.js';

/**
 * One attempt at one database: its deadline, and every socket that it opened. `end` destroys them all, so
 * nothing that a server does outlives the deadline.
 */
export class Attempt {
  readonly target: Target;
  readonly request: ProbeRequest;
  readonly startedAt = performance.now();
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #sockets = new Set<Socket>();
  readonly #stop = () => this.#over.abort();

  constructor(target: Target, request: ProbeRequest) {
    this.target = target;
    this.request = request;
    this.#timer = setTimeout(this.#stop, request.timeoutMs);
    request.signal.addEventListener('abort', this.#stop, { once: true });
    if (request.signal.aborted) this.#stop();
  }

  /** Milliseconds since the attempt began. */
  elapsedMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }

  remainingMs(): number {
    return Math.max(0, this.startedAt + this.request.timeoutMs - performance.now());
  }

  /**
   * Destroys the socket when the attempt ends, and keeps its late errors from ending the process. A socket
   * that TLS was laid over goes with it: destroying the lower one first crashes Node 20 to 24.
   */
  own<S extends Socket>(socket: S, over?: Socket): S {
    socket.on('error', () => {});
    this.#sockets.add(socket);
    if (over) this.#sockets.delete(over);
    return socket;
  }

  /** Waits for `work`, but no longer than the attempt (or `ms`) lasts; then fails with what `late` says. */
  within<T>(work: Promise<T>, late: () => Error, ms = Number.POSITIVE_INFINITY): Promise<T> {
    const { signal } = this.#over;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', tooLate);
      };
      const tooLate = () => {
        settle();
        reject(late());
      };
      const timer = ms < this.remainingMs() ? setTimeout(tooLate, ms) : undefined;
      signal.addEventListener('abort', tooLate, { once: true });
      if (signal.aborted) tooLate();
      work.then(resolve, reject).finally(settle);
    });
  }

  /** Something seen, about this database. */
  saw<C extends FindingCode>(
    code: C,
    facts: FactsOf<C>,
    more: Pick<Observation, 'severity' | 'transient'> = {},
  ): Observation {
    return observe(code, this.request.subject, facts, { ...more, database: this.target.name });
  }

  /** What ends the attempt; to be thrown. */
  failed<C extends FindingCode>(
    code: C,
    facts: FactsOf<C>,
    more: Pick<Observation, 'severity' | 'transient'> = {},
  ): Failed {
    return new Failed(this.saw(code, facts, more));
  }

  end(): void {
    clearTimeout(this.#timer);
    this.request.signal.removeEventListener('abort', this.#stop);
    for (const socket of this.#sockets) socket.destroy();
  }
}
