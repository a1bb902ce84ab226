/** How a `.env` file is read. There is no standard: each of these makes something else of some lines. */
export type Grammar =
  | 'npm-dotenv'
  /** npm's dotenv, and `$NAME` is replaced. */
  | 'dotenv-expand'
  | 'node'
  | 'python-dotenv'
  | 'docker'
  | 'compose'
  | 'phpdotenv'
  | 'ruby-dotenv'
  | 'other';

export interface Loader {
  /** As its users call it. */
  readonly name: string;
  readonly grammar: Grammar;
  /** What makes it prefer the file to the environment, in words; null where nothing does. */
  readonly override: string | null;
}

/** A loader that the project uses, and the file that tells it. */
export interface LoaderInUse extends Loader {
  readonly file: string;
  /** Where the project makes it prefer the file. */
  readonly overridesAt: { readonly file: string; readonly line: number } | null;
  /** Where the project makes it search the folders above. */
  readonly walksUpAt: { readonly file: string; readonly line: number } | null;
}

/** The grammars that dbcheck can read a file by; all others are read as npm's dotenv reads. */
export function grammarOf(loaders: readonly LoaderInUse[]): 'npm-dotenv' | 'node' | 'python-dotenv' {
  for (const { grammar } of loaders) {
    if (grammar === 'python-dotenv' || grammar === 'node') return grammar;
    if (grammar === 'npm-dotenv' || grammar === 'dotenv-expand') return 'npm-dotenv';
  }
  return 'npm-dotenv';
}
