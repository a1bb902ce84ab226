import { now } from '../now.js';
/** Storage did not answer by the deadline. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Starts the work and waits for it until `deadline` (by `now()`), then rejects with `NoAnswer`. Work
 * that would start after the deadline is not started. A call that hangs in the kernel can't be taken back: it
 * goes on holding a thread of the pool, and because `process.exit` joins those threads, it would hang too.
 */
export function inTime<T>(work: () => Promise<T>, deadline: number): Promise<T> {
  const left = deadline - now();
  if (left <= 0) return Promise.reject(new NoAnswer());
  return new Promise<T>((resolve, reject) => {
    // A timer may fire up to a millisecond early.
    const timer = setTimeout(() => reject(new NoAnswer()), Math.ceil(left) + 1);
    work()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
