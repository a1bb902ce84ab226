import type { Comparison } from './comparison.js';
import { shellPath, shellWord } from './shell.js';

/** What the findings of `stray/` know of a file. */
export type StrayFacts = {
  /** Relative to the working directory where it lies below it. */
  path: string;
  /** Bytes. */
  size: number;
  /** ISO 8601, UTC. */
  modified: string;
  /** `3 days`. */
  age: string;
  /** The `-wal`, `-shm` and `-journal` that belong to it. */
  companions: readonly string[];
  /** Null where git was not asked or could not be. */
  tracked: boolean | null;
  /** Up to 10, most rows first; null where the file was not opened. `more`: at least so many. */
  tables: readonly { name: string; rows: number; more: boolean }[] | null;
  tableCount: number | null;
  /** Why it was not opened. */
  unread: string | null;
  environment: string;
  /** The databases of the configuration that are servers: `main (postgres)`. */
  servers: readonly string[];
  /** In a container: `container` for its own layer or the image, `memory`, or the mount point of the volume; else null. */
  storage: string | null;
  /** How long after the container began the file was made, in words; null where it came with the image, or nobody knows. */
  afterStart: string | null;
  /** For a file that is listed as left over, and holds data. */
  comparison: Comparison | null;
  /** Set in the one finding that stands for all files beyond the first ones. */
  rest: Rest | null;
};

export type Rest = { count: number; paths: readonly string[] };

export function restMessage({ count, paths }: Rest, what: string): string {
  const [first = '', ...others] = paths;
  return `${count} more ${what}: ${first}${others.length ? `, ${others.join(', ')}` : ''}${count > paths.length ? ' …' : ''}`;
}

export function fileLine({ path, size, modified, age, tracked, storage, afterStart }: StrayFacts): string {
  const layer = afterStart === null ? 'in the image' : "in the container's own layer";
  const where =
    storage === 'container' ? layer : storage === 'memory' ? 'in memory' : `on the volume ${storage}`;
  const place = storage === null ? '' : `; it lies ${where}`;
  return `${path} has ${size} bytes and was last written ${age} ago (${modified})${tracked ? '; git tracks it' : ''}${place}`;
}

export function tableLines({ tables, tableCount, unread }: StrayFacts): string[] {
  if (unread !== null) {
    return [
      /^SQLITE_(BUSY|LOCKED)/.test(unread)
        ? `It is in use: another process holds a lock on it (${unread}), so its tables were not read`
        : `Its tables were not read: ${unread}`,
    ];
  }
  if (tables === null || tableCount === null) return [];
  if (tableCount === 0) return ['It holds no tables'];
  const shown = tables.map(({ name, rows, more }) => `${name} ${rows}${more ? '+' : ''}`).join(', ');
  return [
    `Rows: ${shown}${tableCount > tables.length ? `, and ${tableCount - tables.length} more tables` : ''}`,
  ];
}

export function fallbackLine({ servers, afterStart }: StrayFacts): string[] {
  if (servers.length && afterStart !== null) {
    return [
      `It was made ${afterStart} after this container started, while the configuration names a server (${servers.join(', ')}): a sign that the application fell back to SQLite`,
    ];
  }
  return servers.length
    ? [
        `The configuration names a server (${servers.join(', ')}); an application that falls back to SQLite when it can't reach one leaves such a file`,
      ]
    : [];
}

/** All names of a file that are on disk: itself and what belongs to it. */
export function withCompanions({ path, companions }: Pick<StrayFacts, 'path' | 'companions'>): string[] {
  return [path, ...companions];
}

/** Whether a process may be at work in it: it holds a lock, or left a log or journal beside it. */
function isInUse({ unread, companions }: StrayFacts): boolean {
  return (
    /^SQLITE_(BUSY|LOCKED)/.test(unread ?? '') || companions.some((name) => /-(wal|journal)$/.test(name))
  );
}

export function inUseLine(facts: StrayFacts): string[] {
  const logs = facts.companions.filter((name) => /-(wal|journal)$/.test(name));
  return logs.length > 0
    ? [
        `${logs.join(', ')} ${logs.length === 1 ? 'lies' : 'lie'} beside it: a process may be writing to it now`,
      ]
    : [];
}

/** How to put a file out of the way without losing a row. */
export function moveFixes(facts: StrayFacts): string[] {
  const names = withCompanions(facts).map(shellWord).join(' ');
  return [
    ...(isInUse(facts)
      ? [`It may be in use; see which process has it open: fuser -v ${shellPath(facts.path)}`]
      : []),
    `${isInUse(facts) ? 'When none has, move it away whole' : 'Move it away'}: mv -- ${names} /FOLDER/OUTSIDE/`,
  ];
}

/** Only for a database of which it is known that no row is lost. */
export function removeFixes(facts: StrayFacts): string[] {
  const { tables } = facts;
  const isEmpty = tables?.every(({ rows }) => rows === 0) ?? false;
  return isEmpty && !isInUse(facts)
    ? [`It holds no rows; if nothing needs it: rm -- ${withCompanions(facts).map(shellWord).join(' ')}`]
    : [];
}
