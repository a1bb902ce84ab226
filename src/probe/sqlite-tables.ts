import { setImmediate as pause } from 'node:timers/promises';
import { now } from '../now.js';
import { quote } from './leftover-rows.js';
import { loadSqlite, type SqliteDatabase } from './sqlite-driver.js';

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
 * memory. Opens for reading only, which makes nothing beside such a file. `deadline` is by `now()`.
 */
export async function tablesIn(source: string | Buffer, deadline: number): Promise<Tables> {
  let database: SqliteDatabase | null = null;
  try {
    database = (await loadSqlite()).open(source);
    return { tables: await counted(database, deadline) };
  } catch (error) {
    // Another process has locked it, it is corrupt, or the package has no build for this platform.
    return { unread: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  } finally {
    database?.close();
  }
}

async function counted(database: SqliteDatabase, deadline: number): Promise<Table[]> {
  const rows = database.rows<{ name: string; sql: string | null }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'table'`,
  );
  const virtual = rows.filter(({ sql }) => /^create\s+virtual/i.test(sql ?? '')).map(({ name }) => name);
  const tables: Table[] = [];
  for (const { name } of rows) {
    // SQLite's own, virtual ones, and those that a virtual one keeps its index in.
    if (/^sqlite_/i.test(name) || virtual.some((each) => name === each || name.startsWith(`${each}_`)))
      continue;
    if (tables.length >= MOST_TABLES || now() >= deadline) break;
    // The other checks get their turn between two tables.
    await pause();
    tables.push({ name, ...countRows(database, name) });
  }
  return tables.sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

export function countRows(database: SqliteDatabase, table: string): Omit<Table, 'name'> {
  const limited = `SELECT 1 FROM ${quote(table)} LIMIT ${MOST_ROWS + 1}`;
  const count = database.rows<{ count: number }>(`SELECT count(*) AS count FROM (${limited})`)[0]?.count ?? 0;
  return { rows: Math.min(count, MOST_ROWS), more: count > MOST_ROWS };
}
