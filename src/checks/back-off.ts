/** Milliseconds. The pause is anywhere up to a longest one, which begins with `first` and doubles up to `most`. */
interface Schedule {
  readonly first: number;
  readonly most: number;
}

/** Who is not there costs nobody anything when asked, and may be there any moment. */
const ABSENT: Schedule = { first: 250, most: 5000 };
/** Who has too much to do gets more of it from every attempt, and most from those that are given up. */
const OVERLOADED: Schedule = { first: 1000, most: 20_000 };
const TIMES_THE_ATTEMPT = 4;

const OVERLOAD = new Set([
  'connect/too-many-connections',
  'connect/timeout',
  'connect/no-answer',
  'state/statement-timeout',
]);

const SHORTEST = 100;

/** An attempt that failed. */
interface Tried {
  /** How many there were before it. */
  readonly attempt: number;
  readonly codes: readonly string[];
  readonly tookMs: number;
}

/**
 * How long to wait before the next attempt. Copies that were started together would come back together, so
 * each draws its pause, and its last moment too: they all have the same end of the wait.
 */
export function pauseAfter(
  { attempt, codes, tookMs }: Tried,
  leftMs: number,
  random: () => number = Math.random,
): number {
  const overloaded = codes.some((code) => OVERLOAD.has(code));
  const { first, most } = overloaded ? OVERLOADED : ABSENT;
  const begin = overloaded ? Math.max(first, TIMES_THE_ATTEMPT * tookMs) : first;
  const pause = SHORTEST + random() * Math.min(most, begin * 2 ** attempt);
  if (pause < leftMs) return pause;
  return overloaded && leftMs > first ? leftMs * (0.5 + random() / 2) : leftMs;
}
