import { distance } from 'fastest-levenshtein';

/** How many names a message can hold before nobody reads them. */
const MOST = 3;

/** The names that somebody may have meant: the same but for case, order of words, a word, or a slip of the fingers. */
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
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (a === b || sorted(left) === sorted(right)) return 0;
  if (a.length >= 6 && b.length >= 6 && (isWithin(left, right) || isWithin(right, left))) return 1;
  return Math.min(distance(a, b), distance(synonyms(left), synonyms(right)) + 1);
}

/** Whether the longer name has the words of the shorter one in their order, at its end, and one or two of its own. */
function isWithin(shorter: readonly string[], longer: readonly string[]): boolean {
  if (shorter.at(-1) !== longer.at(-1) || longer.length - shorter.length > 2) return false;
  let at = 0;
  for (const word of longer) if (word === shorter[at]) at++;
  return at === shorter.length && shorter.length >= Math.min(2, longer.length - 1);
}

function wordsOf(name: string): string[] {
  return name.split(/[^A-Z0-9]+/).filter(Boolean);
}

function sorted(words: readonly string[]): string {
  return words.toSorted().join('_');
}

const SYNONYMS: Readonly<Record<string, string>> = {
  DB: 'DATABASE',
  URI: 'URL',
  PG: 'POSTGRES',
  PGSQL: 'POSTGRES',
  POSTGRESQL: 'POSTGRES',
  PASS: 'PASSWORD',
  PASSWD: 'PASSWORD',
  PWD: 'PASSWORD',
  USERNAME: 'USER',
  HOSTNAME: 'HOST',
};

/** DB_URI for DATABASE_URL: the spellings that people mix up most. */
function synonyms(words: readonly string[]): string {
  return words.map((word) => SYNONYMS[word] ?? word).join('_');
}
