import { resolve } from 'node:path';
import { UsageError } from '../usage-error.js';
import type { SettingsFile } from './config.js';
import { dataAt } from './data-at.js';
import type { Document, Path } from './document.js';
import { shownPath } from './find.js';
import { readDocument } from './read.js';

export interface ApplicationSettings {
  /** By the name of the variable that it stands in for. */
  readonly values: ReadonlyMap<
    string,
    { readonly value: string; readonly file: string; readonly key: string }
  >;
  /** Files that are not there, which an application may well run without. */
  readonly missing: readonly string[];
}

/**
 * Reads the values that `settings` maps to variables from the application's own files; of several files the
 * first that has a value counts. Throws `UsageError` for a file that cannot be read, and for a key that
 * holds no single value.
 */
export async function readApplicationSettings(
  files: readonly SettingsFile[],
  cwd: string,
): Promise<ApplicationSettings> {
  const values = new Map<string, { value: string; file: string; key: string }>();
  const missing: string[] = [];
  for (const { file: name, map } of files) {
    const path = resolve(cwd, name);
    const file = shownPath(cwd, path);
    const document = await readDocument(path, file, { lenient: true });
    if (!document) missing.push(file);
    for (const [variable, key] of Object.entries(map)) {
      const value = document && !values.has(variable) ? textAt(document, key, file, variable) : null;
      if (value !== null) values.set(variable, { value, file, key });
    }
  }
  return { values, missing };
}

/** The text that the environment would hold; null where the file says nothing. */
function textAt(document: Document, key: string, file: string, variable: string): string | null {
  const found = find(document.data, key.split('.'), []);
  const value = found?.value ?? null;
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  const kind = Array.isArray(value) ? 'a list' : 'a mapping';
  throw new UsageError(`${key} is ${kind}; "settings" maps it to ${variable}, which takes a single value`, {
    file,
    ...document.positionOf(found?.path ?? []),
  });
}

/** Lists are entered by index. A key of the file may itself hold dots. */
function find(data: unknown, segments: readonly string[], path: Path): { value: unknown; path: Path } | null {
  if (segments.length === 0) return { value: data, path };
  for (let taken = 1; taken <= segments.length; taken += 1) {
    const name = segments.slice(0, taken).join('.');
    if (Array.isArray(data) && !/^\d+$/.test(name)) continue;
    const child = dataAt(data, [name]);
    const found = child === undefined ? null : find(child, segments.slice(taken), [...path, name]);
    if (found) return found;
  }
  return null;
}
