import { Database } from 'bun:sqlite';
import type { Cell, SqliteDriver } from '../sqlite-driver.js';

const OPTIONS = { readonly: true, safeIntegers: true } as const;

/** The SQLite that the executable has built in. */
export const bunSqlite: SqliteDriver = {
  get version() {
    const database = new Database(':memory:');
    try {
      return String(database.prepare('SELECT sqlite_version()').values()[0]?.[0]);
    } finally {
      database.close();
    }
  },
  open(source) {
    const database =
      typeof source === 'string' ? new Database(source, OPTIONS) : Database.deserialize(source, OPTIONS);
    // What a schema names is not run because it is looked at.
    database.run('PRAGMA trusted_schema = off');
    const lists = (sql: string, ...parameters: (string | bigint)[]) => {
      const statement = database.prepare(sql);
      try {
        return { names: statement.columnNames, cells: statement.values(...parameters) as Cell[][] };
      } finally {
        statement.finalize();
      }
    };
    return {
      rows: <Row>(sql: string, ...parameters: (string | bigint)[]) => {
        const { names, cells } = lists(sql, ...parameters);
        return cells.map(
          (row) =>
            Object.fromEntries(
              row.map((cell, index) => [names[index], typeof cell === 'bigint' ? Number(cell) : cell]),
            ) as Row,
        );
      },
      lists: (sql, ...parameters) => lists(sql, ...parameters).cells,
      close: () => database.close(),
    };
  },
};
