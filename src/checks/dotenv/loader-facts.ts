import type { LoaderFacts } from '../../findings/dotenv-syntax.js';
import type { LoaderInUse } from '../../variables/dotenv/loaders.js';

export function loaderFacts({ name, grammar, file }: LoaderInUse): LoaderFacts {
  return { name, grammar, file };
}

/** `app.py:3`. */
export function placeText(place: { readonly file: string; readonly line: number } | null): string | null {
  return place && `${place.file}:${place.line}`;
}

/** The place of a finding about a file, or about one of its lines. */
export function at(file: string, line: number | null) {
  return { file, line, column: line === null ? null : 1 };
}

/** A line of a secret that was wrapped looks like a name too; real ones have letters of one case. */
export function isPlainName(name: string): boolean {
  return /^([A-Z_][A-Z0-9_]*|[a-z_][a-z0-9_]*)$/.test(name);
}
