import { isBun } from '../is-bun.js';

/** A value of SQLite. Integers are `bigint` where rows are asked for as lists, and `number` in objects. */
export type Cell = bigint | number | string | Uint8Array | null;

/** What dbcheck asks of an open SQLite database. Every method throws an error whose `code` is SQLite's, extended. */
export interface SqliteDatabase {
  /** Each row as an object, integers as numbers. */
  rows<Row>(sql: string, ...parameters: (string | bigint)[]): Row[];
  /** Each row as the list of its cells, integers as `bigint`. */
  lists(sql: string, ...parameters: (string | bigint)[]): Cell[][];
  close(): void;
}

export interface SqliteDriver {
  /** Of the library: `3.54.1`. */
  readonly version: string;
  /** Opens a file, or an image of one, for reading alone; makes no file and waits for no lock. */
  open(source: string | Buffer): SqliteDatabase;
}

/** better-sqlite3 13 crashes a Node with an older N-API as soon as it opens a database; only asking beforehand helps. */
const LEAST_NAPI = 10;

export function canOpenSqlite(): boolean {
  return isBun || Number(process.versions['napi']) >= LEAST_NAPI;
}

/** better-sqlite3 under Node. The executable has SQLite built in: an addon would have to be unpacked somewhere. */
export async function loadSqlite(): Promise<SqliteDriver> {
  return isBun
    ? (await import('./bun/sqlite.js')).bunSqlite
    : (await import('./better-sqlite.js')).betterSqlite;
}
