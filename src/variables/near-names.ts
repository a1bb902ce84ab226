import { distance } from 'fastest-levenshtein';

/** How many names a message can hold before nobody reads them. */
const MOST = 3;

/** The names that somebody may have meant: the same but for case, order of words, or a slip of the fingers. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  return names
    .filter((name) => name !== wanted)
    .map((name) => ({ name, away: farness(wanted.toUpperCase(), name.toUpperCase()) }))
    .filter(({ away }) => away <= Math.max(1, Math.floor(wanted.length / 5)))
    .sort((a, b) => a.away - b.away || a.name.localeCompare(b.name))
    .slice(0, MOST)
    .map(({ name }) => name);
}

function farness(a: string, b: string): number {
  if (a === b || words(a) === words(b)) return 0;
  if (a.length >= 6 && b.length >= 6 && (a.endsWith(`_${b}`) || b.endsWith(`_${a}`))) return 1;
  return Math.min(distance(a, b), distance(synonyms(a), synonyms(b)) + 1);
}

function words(name: string): string {
  return name.split('_').sort().join('_');
}

/** DB_URI for DATABASE_URL: the spellings that people mix up most. */
function synonyms(name: string): string {
  return name
    .split('_')
    .map(
      (word) =>
        ({
          DB: 'DATABASE',
          URI: 'URL',
          PG: 'POSTGRES',
          PASS: 'PASSWORD',
          PASSWD: 'PASSWORD',
          USERNAME: 'USER',
        })[word] ?? word,
    )
    .join('_');
}
