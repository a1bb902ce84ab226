import { setImmediate as pause } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { quote } from './leftover-rows.js';

export interface Table {
  readonly name: string;
  readonly rows: number;
  /** There are more rows than were counted. */
  readonly more: boolean;
}

export type Tables =
  /** Most rows first. */
  | { readonly tables: readonly Table[] }
  /** Why it was not opened, in words. */
  | { readonly unread: string };

/** Of one table; more are not counted. */
export const MOST_ROWS = 100_000;
const MOST_TABLES = 200;

/**
 * The tables of an SQLite database and their rows, from a file that is not in WAL mode, or from an image in
 * memory. Opens for reading only, which makes nothing beside such a file. `deadline` is by `performance.now()`.
 */
export async function tablesIn(source: string | Buffer, deadline: number): Promise<Tables> {
  let database: Database | null = null;
  try {
    const { default: SqliteDatabase } = await import('better-sqlite3');
    database = new SqliteDatabase(source, { readonly: true, timeout: 0 });
    return { tables: await counted(database, deadline) };
  } catch (error) {
    // Another process has locked it, it is corrupt, or the package has no build for this platform.
    return { unread: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  } finally {
    database?.close();
  }
}

/** better-sqlite3 crashes older Nodes as soon as it opens a database. */
export function canOpenSqlite(): boolean {
  return Number(process.versions['napi']) >= 10;
}

async function counted(database: Database, deadline: number): Promise<Table[]> {
  database.pragma('trusted_schema = off');
  const rows = database
    .prepare<[], { name: string; sql: string | null }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table'`,
    )
    .all();
  const virtual = rows.filter(({ sql }) => /^create\s+virtual/i.test(sql ?? '')).map(({ name }) => name);
  const tables: Table[] = [];
  for (const { name } of rows) {
    // SQLite's own, virtual ones, and those that a virtual one keeps its index in.
    if (/^sqlite_/i.test(name) || virtual.some((each) => name === each || name.startsWith(`${each}_`)))
      continue;
    if (tables.length >= MOST_TABLES || performance.now() >= deadline) break;
    // The other checks get their turn between two tables.
    await pause();
    tables.push({ name, ...countRows(database, name) });
  }
  return tables.sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

export function countRows(database: Database, table: string): Omit<Table, 'name'> {
  const limited = `SELECT 1 FROM ${quote(table)} LIMIT ${MOST_ROWS + 1}`;
  const count = database.prepare<[], number>(`SELECT count(*) FROM (${limited})`).pluck().get() ?? 0;
  return { rows: Math.min(count, MOST_ROWS), more: count > MOST_ROWS };
}
