import type { Cell, SqliteDatabase } from './sqlite-driver.js';

/** A table of an SQLite file, as far as its rows can be looked for elsewhere. */
export interface FileTable {
  readonly name: string;
  /** Names of the columns of the primary key, in its order; none for a table that can't be read in parts. */
  readonly key: readonly string[];
  /** Those that hold text by their declaration. */
  readonly texts: readonly string[];
}

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  /** Its place in the primary key, from 1; 0 where it is in none. */
  readonly pk: number;
}

/** SQLite's own rule for text affinity, and columns that are declared as nothing. */
const TEXT_TYPE = /char|clob|text|^$/i;

export function fileTable(database: SqliteDatabase, name: string): FileTable {
  const columns = database.rows<ColumnInfo>('SELECT name, type, pk FROM pragma_table_info(?)', name);
  const [about] = database.rows<{ wr: number }>('SELECT wr FROM pragma_table_list(?)', name);
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  return {
    name,
    key: about?.wr === 0 ? key : [],
    texts: columns.filter(({ type, pk }) => pk === 0 && TEXT_TYPE.test(type)).map((column) => column.name),
  };
}

/**
 * The rows of a table, some at a time, so that no lock is held while a server is asked about them. The texts
 * are cut. Of a table that has row ids.
 */
export function* batchesOf(
  database: SqliteDatabase,
  table: string,
  columns: readonly { readonly name: string; readonly cut: number | null }[],
  size: number,
): Generator<Cell[][]> {
  const wanted = columns.map(({ name, cut }) => (cut ? `substr(${quote(name)}, 1, ${cut})` : quote(name)));
  const query = `SELECT _rowid_, ${wanted.join(', ')} FROM ${quote(table)} WHERE _rowid_ > ? ORDER BY _rowid_ LIMIT ${size}`;
  let last = -(2n ** 63n);
  for (;;) {
    const rows = database.lists(query, last);
    if (rows.length > 0) yield rows.map(([, ...cells]) => cells);
    const end = rows.at(-1)?.[0];
    if (typeof end !== 'bigint' || rows.length < size) return;
    last = end;
  }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
