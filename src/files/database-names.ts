import type { Dirent, Stats } from 'node:fs';
import { couldBeSqlite, isSqlite, isSqliteLog } from './sqlite-header.js';

/** What lies where a database file lies, or could lie. */
export interface DatabaseFile {
  /** Absolute. Of an orphan: the database that is missing. */
  readonly path: string;
  readonly kind: 'database' | 'empty' | 'lfs-pointer' | 'orphan';
  /** In bytes; of an orphan, all its files together. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** When it was made; null where the file system does not keep it. */
  readonly bornAt: number | null;
  /** Names of the `-wal`, `-shm`, `-journal` beside it; of an orphan, all that there is. */
  readonly companions: readonly string[];
}

/** A file that has to be looked into. */
export interface Candidate {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly bornAt: number | null;
  /** Whether its name is one that databases have. */
  readonly named: boolean;
  readonly companions: readonly string[];
  /** Set for a companion without its database: the path of that. */
  readonly orphanOf: string | null;
}

const DATABASE_NAME = /\.(db|db3|sqlite|sqlite3|s3db|sl3)$/i;
const COMPANION_NAME = /-(wal|shm|journal)$/;
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v\d/;

/** Also `file:app.db?mode=rwc`, which a program makes that takes a URI for a path. */
function isDatabaseName(name: string): boolean {
  return DATABASE_NAME.test(name) || name.startsWith('file:');
}

/** Of programs, pages, pictures, fonts, data of other forms and archives. */
const OTHER_ENDINGS = new Set(
  [
    'py pyc pyi pyx js cjs mjs jsx ts cts mts tsx vue svelte rb php java class kt go rs c cc cpp h hpp cs swift pl pm sh',
    'so a o lib dll whl jar css scss less html htm xhtml svg png jpg jpeg gif webp ico woff woff2 ttf otf eot',
    'md rst po pot mo map pem crt json yml yaml toml ini xml csv tsv lock pdf gz bz2 xz zst zip tgz tar',
  ].flatMap((line) => line.split(' ')),
);

/** Whether nobody keeps a database under such a name. Five in six files of /usr have one, and are not asked for their size. */
function isOfAnotherKind(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && OTHER_ENDINGS.has(name.slice(dot + 1));
}

/** The measurements of coverage.py are an SQLite database that no application uses. */
export function isToolFile(name: string): boolean {
  return name.startsWith('.coverage') && /^\.coverage(\..+)?$/.test(name);
}

/**
 * The files of one folder that have to be looked into. Yields null now and then, so that the caller can look
 * at the clock. `statsOf` answers null for a file that is gone or can't be asked.
 */
export function* candidatesIn(
  folder: string,
  entries: readonly Dirent[],
  statsOf: (path: string) => Pick<Stats, 'size' | 'mtimeMs' | 'birthtimeMs'> | null,
): Generator<Candidate | null> {
  let names: Set<string> | undefined;
  const isHere = (name: string) => {
    names ??= new Set(entries.map((entry) => entry.name));
    return names.has(name);
  };
  const prefix = folder === '/' ? '/' : `${folder}/`;
  let looked = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    looked += 1;
    if (looked % 256 === 0) yield null;
    const { name } = entry;
    if (isToolFile(name) || isOfAnotherKind(name)) continue;
    const base = name.includes('-') && COMPANION_NAME.test(name) ? name.replace(COMPANION_NAME, '') : null;
    if (base && isHere(base)) continue;
    const stats = statsOf(prefix + name);
    if (!stats) continue;
    const { size, mtimeMs: modifiedAt } = stats;
    const bornAt = stats.birthtimeMs || null;
    const named = isDatabaseName(base ?? name);
    // An -shm has no header of its own.
    const worthALook = base ? named || (size > 0 && !name.endsWith('-shm')) : named || couldBeSqlite(size);
    if (!worthALook) continue;
    const companions = base ? [] : ['-wal', '-shm', '-journal'].map((end) => name + end).filter(isHere);
    yield {
      path: prefix + name,
      size,
      modifiedAt,
      bornAt,
      named,
      companions,
      orphanOf: base && prefix + base,
    };
  }
}

/** As many bytes as tell what a candidate is: a header, or the first line of a Git LFS pointer. */
export function bytesWanted({ size, named }: Candidate): number {
  return Math.min(size, named ? 64 : 16);
}

/** What a candidate is by its first bytes; null when it is none of our business. */
export function databaseFile(candidate: Candidate, head: Buffer): DatabaseFile | null {
  const { path, size, modifiedAt, bornAt, named, companions, orphanOf } = candidate;
  const as = (kind: DatabaseFile['kind']) => ({ path, kind, size, modifiedAt, bornAt, companions });
  if (isSqlite(head)) return as('database');
  if (orphanOf) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return named || isSqliteLog(head) ? { ...as('orphan'), path: orphanOf, companions: [name] } : null;
  }
  if (!named) return null;
  if (size === 0) return as('empty');
  return LFS_POINTER.test(head.toString('latin1', 0, 64)) ? as('lfs-pointer') : null;
}
