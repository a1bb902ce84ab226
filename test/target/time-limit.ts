/** What 64 KB may take to read, on the machine that the limit was set for. */
const LIMIT_MS = 50;
/** What the loop below takes there, when nothing else runs. */
const USUAL_MS = 1;

/** How many times a limit (that of 64 KB, or so many of them) something takes: the best of several, each beside the loop, for the machine may be busy. */
export function timesTheLimit(run: () => void, limits = 1): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12 && best >= 1; attempt++) {
    const limit = limits * timeLimit();
    const start = performance.now();
    run();
    best = Math.min(best, (performance.now() - start) / limit);
  }
  return best;
}

/** The limit for this machine, now: a slower or busier one gets more time, and none gets less. */
export function timeLimit(): number {
  const text = 'postgres://u:p@h/d?a=b&'.repeat(3000);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    let sum = 0;
    for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at) + text.slice(at, at + 8).length;
    if (sum > 0) best = Math.min(best, performance.now() - start);
  }
  return LIMIT_MS * Math.max(1, best / USUAL_MS);
}
