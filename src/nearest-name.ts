import { distance } from 'fastest-levenshtein';

/** The known name that an unknown one was meant to be; null where none is near. */
export function nearestName(unknown: string, known: readonly string[]): string | null {
  // Nobody types that much; the comparison takes time by the length.
  if (unknown.length > 60) return null;
  const [best] = known
    .map((name) => ({ name, away: farness(unknown.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const near = best && best.away <= Math.max(1, Math.floor(Math.min(unknown.length, best.name.length) / 3));
  return near ? best.name : null;
}

/** Letters in another order are one slip of the fingers. */
function farness(a: string, b: string): number {
  const sorted = (word: string) => [...word].sort().join('');
  return a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b);
}
