import { setTimeout as sleep } from 'node:timers/promises';
import type { Timeline } from './timeline.js';

const EVERY_MS = 20;

/** Asks how many connections are open, again and again, until it is stopped. */
export function sampled(count: () => number | Promise<number>): { stop(): Promise<Timeline['open']> } {
  const open: { at: number; count: number }[] = [];
  let stopped = false;
  const sampling = (async () => {
    while (!stopped) {
      const now = await count();
      open.push({ at: Date.now(), count: now });
      await sleep(EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await sampling;
      return open;
    },
  };
}
