/**
 * Milliseconds by a clock that only goes forward, for deadlines and durations; from where it counts is not said.
 * `performance.now()` would load a module of Node at every start.
 */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
