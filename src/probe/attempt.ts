import type { Socket } from 'node:net';
import type { FactsOf, FindingCode } from '../findings/catalogue.js';
import { observe } from '../findings/observe.js';
import { now } from '../now.js';
import type { Layer, LayerReport, Observation } from '../report.js';
import type { Target } from '../target/target.js';
import { Failed } from './failed.js';
import type { ProbeRequest } from './probe.js';

/**
 * One attempt at one database: its deadline, the layers that it has come through, and every socket that it
 * opened. `end` destroys them all, so nothing that a server does outlives the deadline.
 */
export class Attempt {
  readonly target: Target;
  readonly request: ProbeRequest;
  readonly startedAt = now();
  /** The certificate that the client has for the server, as PEM. */
  clientCertificate: string | undefined;
  /** What is wrong without ending the attempt. */
  readonly told: Observation[] = [];
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #sockets = new Set<Socket>();
  #ended = false;
  readonly #layers: LayerReport[] = [];
  #open: { readonly layer: Layer; readonly since: number; seen: string } | null = null;
  readonly #stop = () => this.#over.abort();

  constructor(target: Target, request: ProbeRequest) {
    this.target = target;
    this.request = request;
    // Where this process itself came late, the answer may be here already, and is read first.
    this.#timer = setTimeout(() => setImmediate(this.#stop), request.timeoutMs);
    request.signal.addEventListener('abort', this.#stop, { once: true });
    if (request.signal.aborted) this.#stop();
  }

  /** Milliseconds since the attempt began. */
  elapsedMs(): number {
    return Math.round(now() - this.startedAt);
  }

  remainingMs(): number {
    return Math.max(0, this.startedAt + this.request.timeoutMs - now());
  }

  /**
   * Destroys the socket when the attempt ends, and keeps its late errors from ending the process. A socket
   * that TLS was laid over goes with it: destroying the lower one first crashes Node 20 to 24.
   */
  own<S extends Socket>(socket: S, over?: Socket): S {
    socket.on('error', () => {});
    if (this.#ended) socket.destroy();
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

  /** Begins a layer; the one before it has passed. */
  enter(layer: Layer, seen = ''): void {
    this.#close('passed');
    this.#open = { layer, since: now(), seen };
  }

  /** What the layer brought to light. */
  note(seen: string): void {
    if (this.#open) this.#open.seen = seen;
  }

  /** Ends the last layer; what comes after it is none. */
  passed(): void {
    this.#close('passed');
  }

  get layers(): readonly LayerReport[] {
    return this.#layers;
  }

  #close(status: LayerReport['status'], failure?: string): void {
    if (!this.#open) return;
    const { layer, since, seen } = this.#open;
    const ms = Math.round(now() - since);
    this.#layers.push({ layer, status, ms, seen: [seen, failure].filter(Boolean).join(': ') });
    this.#open = null;
  }

  /** Something seen, about this database. */
  saw<C extends FindingCode>(
    code: C,
    facts: FactsOf<C>,
    more: Pick<Observation, 'severity' | 'transient'> = {},
  ): Observation {
    return observe(code, this.request.subject, facts, { ...more, database: this.target.name });
  }

  /** The same, for what does not end the attempt; once each. */
  tell<C extends FindingCode>(
    code: C,
    facts: FactsOf<C>,
    more: Pick<Observation, 'severity' | 'transient'> = {},
  ): void {
    this.told.push(this.saw(code, facts, more));
  }

  /** What ends the attempt; to be thrown. */
  failed<C extends FindingCode>(
    code: C,
    facts: FactsOf<C>,
    more: Pick<Observation, 'severity' | 'transient'> = {},
  ): Failed {
    return this.stopped(this.saw(code, facts, more));
  }

  /** The same, for what was seen already. The layer that was being gone through has failed. */
  stopped(...[first, ...more]: [Observation, ...Observation[]]): Failed {
    this.#close('failed', [first, ...more].map(({ code }) => code).join(', '));
    return new Failed(first, ...more);
  }

  /** Whether there is no time for another experiment. */
  get isOver(): boolean {
    return this.#ended || this.#over.signal.aborted;
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.request.signal.removeEventListener('abort', this.#stop);
    for (const socket of this.#sockets) socket.destroy();
  }
}
