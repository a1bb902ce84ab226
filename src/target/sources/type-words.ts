import type { Variables } from '../../variables/variables.js';
import { dialectOfWord } from '../forms/scheme.js';
import { sameDialect } from './compare.js';
import { type Given, givenByVariable } from './given.js';

/** A variable that names a dialect, and no more than that: DATABASE_TYPE, ARAGORA_DB_BACKEND. */
export interface TypeWord {
  readonly given: Given;
  readonly dialect: string;
  /** What stands before the word: `ARAGORA_`, or nothing; null where it may be about something else. */
  readonly prefix: string | null;
}

const NAME =
  /^((?:[A-Za-z0-9]{1,40}_){0,6}?)(?:DB|DATABASE)_(?:TYPE|ENGINE|CONNECTION|DIALECT|DRIVER|BACKEND)$/;
const BACKEND = /^((?:[A-Z0-9]{1,40}_){1,6})BACKEND$/;
/** What has a backend of its own beside the database. */
const OTHERS =
  /(^|_)(CACHE|SESSION|QUEUE|BROKER|RESULT|CELERY|TASK|JOB|EMAIL|MAIL|SMS|VECTOR|EMBEDDING|SEARCH|FILE|FILES|MEDIA|STATIC|BLOB|OBJECT|LOG|LOGGING|METRIC|METRICS|TRACING|LOCK|RATELIMIT|LIMIT|CHECKPOINT|MEMORY|AUTH|AUTHENTICATION|CHANNEL|CHANNELS|SCHEDULER|TEST|ANALYTICS|MLFLOW|STATE|TEMPLATE)_/;

/** The set variables that name a dialect which dbcheck checks. */
export function typeWords(variables: Variables): TypeWord[] {
  return variables.names.flatMap((name) => {
    const certain = NAME.exec(name)?.[1];
    const before = certain ?? BACKEND.exec(name)?.[1];
    if (before === undefined || OTHERS.test(before)) return [];
    const given = givenByVariable(name, variables);
    const scheme = given && dialectOfWord(given.value);
    if (!given || !scheme?.supported) return [];
    return [{ given, dialect: scheme.dialect, prefix: certain ?? null }];
  });
}

/** Those that say something else than a URL: of the same prefix, or of the only database. */
export function contradictions(
  url: { readonly variables: readonly string[]; readonly dialect: string | null },
  words: readonly TypeWord[],
  isOnly: boolean,
): TypeWord[] {
  const { dialect } = url;
  if (dialect === null) return [];
  const prefixes = url.variables.map((name) => /^(.{0,200}?)(DATABASE|DB)_UR[LI]$/.exec(name)?.[1] ?? null);
  return words.filter(
    (word) =>
      (isOnly || (word.prefix !== null && prefixes.includes(word.prefix))) &&
      !sameDialect(word.dialect, dialect),
  );
}
