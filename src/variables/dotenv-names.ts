import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_FOR_LOADING = /\.(example|sample|template|dist)$/;

/** The names in a folder that loaders take for a `.env` file: `.env`, `.env.NAME`, `.env.NAME.local`. */
export function listDotenvFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => entry.name)
      .filter((name) => /^\.env(\.[^.]+){0,2}$/.test(name) && !NOT_FOR_LOADING.test(name))
      .sort();
  } catch {
    // A working directory that can't be listed is told by the checks that need it.
    return [];
  }
}

/** The `.env` of the nearest folder above, where some loaders go on searching. */
export function dotenvAbove(folder: string): string | null {
  for (let above = dirname(folder); ; above = dirname(above)) {
    const path = join(above, '.env');
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
    if (above === dirname(above)) return null;
  }
}
