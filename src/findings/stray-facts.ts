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
  /** Set in the one finding that stands for all files beyond the first ones. */
  rest: Rest | null;
};

export type Rest = { count: number; paths: readonly string[] };

export function restMessage({ count, paths }: Rest, what: string): string {
  const [first = '', ...others] = paths;
  return `${count} more ${what}: ${first}${others.length ? `, ${others.join(', ')}` : ''}${count > paths.length ? ' …' : ''}`;
}

export function fileLine({ path, size, modified, age, tracked }: StrayFacts): string {
  return `${path} has ${size} bytes and was last written ${age} ago (${modified})${tracked ? '; git tracks it' : ''}`;
}

export function tableLines({ tables, tableCount, unread }: StrayFacts): string[] {
  if (unread !== null) return [`Its tables were not read: ${unread}`];
  if (tables === null || tableCount === null) return [];
  if (tableCount === 0) return ['It holds no tables'];
  const shown = tables.map(({ name, rows, more }) => `${name} ${rows}${more ? '+' : ''}`).join(', ');
  return [
    `Rows: ${shown}${tableCount > tables.length ? `, and ${tableCount - tables.length} more tables` : ''}`,
  ];
}

export function fallbackLine({ servers }: StrayFacts): string[] {
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
