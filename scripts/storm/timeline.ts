/** What a server went through during a storm, from its own log or counters. */
export interface Timeline {
  /** When a connection was made, taken or not, in milliseconds since 1970; in order. */
  readonly attempts: readonly number[];
  /** Connections that it refused because it had none left. */
  readonly turnedAway: number;
  /** How many were open from then on; in order. */
  readonly open: readonly { readonly at: number; readonly count: number }[];
}

export interface Pressure {
  readonly attempts: number;
  readonly turnedAway: number;
  readonly peak: number;
  /** How long all connections were taken, altogether and at a stretch. */
  readonly atLimitMs: number;
  readonly longestAtLimitMs: number;
  /** The most attempts in one second, by those in an average one of the time in which there were any. */
  readonly burst: number;
}

export function pressureOf({ attempts, turnedAway, open }: Timeline, limit: number): Pressure {
  let [atLimitMs, longest, since] = [0, 0, -1];
  for (const { at, count } of open) {
    if (count >= limit && since < 0) since = at;
    if (count < limit && since >= 0) {
      atLimitMs += at - since;
      longest = Math.max(longest, at - since);
      since = -1;
    }
  }
  return {
    attempts: attempts.length,
    turnedAway,
    peak: Math.max(0, ...open.map(({ count }) => count)),
    atLimitMs,
    longestAtLimitMs: longest,
    burst: burstOf(attempts),
  };
}

function burstOf(attempts: readonly number[]): number {
  const [first = 0] = attempts;
  const seconds = new Map<number, number>();
  for (const at of attempts) {
    const second = Math.floor((at - first) / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  const length = Math.max(1, ((attempts.at(-1) ?? first) - first) / 1000);
  return Math.max(0, ...seconds.values()) / (attempts.length / length || 1);
}
