import { lstatSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../usage-error.js';
import { dataAt } from './data-at.js';
import { isAbsence, readText } from './file-text.js';
import { readDocument, sectionOf } from './read.js';

/** In this order; the last two count only where they have dbcheck's key. */
const CANDIDATES = [
  'dbcheck.yaml',
  'dbcheck.yml',
  'dbcheck.json',
  'dbcheck.toml',
  'package.json',
  'pyproject.toml',
];

export interface Found {
  /** Absolute. */
  readonly path: string;
  /** For messages: relative to the working directory where it lies below it. */
  readonly file: string;
  /** Further configurations in the same folder, which do not count. */
  readonly others: readonly string[];
}

/** The configuration file that counts; null where there is none. Throws `UsageError`. */
export async function findConfig(cwd: string, explicit: string | null): Promise<Found | null> {
  if (explicit !== null) return named(cwd, explicit);
  const present = CANDIDATES.filter((name) => exists(join(cwd, name)));
  for (const [index, name] of present.entries()) {
    if (await counts(cwd, name)) {
      const others = present.slice(index + 1).filter((other) => seemsToCount(cwd, other));
      return { path: join(cwd, name), file: name, others };
    }
  }
  return null;
}

function named(cwd: string, explicit: string): Found {
  if (explicit === '') throw new UsageError('--config and DBCHECK_CONFIG take the name of a file');
  const path = resolve(cwd, explicit);
  // The name of what is no file may be a URL, or the configuration itself.
  if (!/^[\w./ -]+$/.test(explicit) && !exists(path)) {
    throw new UsageError(
      'the configuration file does not exist; --config and DBCHECK_CONFIG take the name of a file (what they hold is not shown, it may be a secret)',
    );
  }
  return { path, file: shownPath(cwd, path), others: [] };
}

/** Relative to the working directory where it lies below it. */
export function shownPath(cwd: string, path: string): string {
  const below = relative(cwd, path);
  return below === '' || below === '..' || below.startsWith(`..${sep}`) ? path : below;
}

/** Also true for a link to nowhere and for what may not be looked at: faults to tell, not files to pass over. */
export function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return !isAbsence(error);
  }
}

async function counts(cwd: string, name: string): Promise<boolean> {
  const section = sectionOf(name);
  if (section.length === 0) return true;
  const path = join(cwd, name);
  if (!readText(path, name)?.includes('dbcheck')) return false;
  return dataAt((await readDocument(path, name))?.data, section) !== undefined;
}

/** Without reading them in full: they are only mentioned. */
function seemsToCount(cwd: string, name: string): boolean {
  if (sectionOf(name).length === 0) return true;
  try {
    return /"dbcheck"\s*:\s*\{|^\s*\[tool\.dbcheck\b/m.test(readText(join(cwd, name), name) ?? '');
  } catch {
    return false;
  }
}
