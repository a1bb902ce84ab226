import BetterSqlite3 from 'better-sqlite3';
import type { Cell, SqliteDriver } from './sqlite-driver.js';

/** What a schema names is not run because it is looked at. */
const UNTRUSTED = 'trusted_schema = off';

export const betterSqlite: SqliteDriver = {
  version: versionOf(),
  open(source) {
    const database = new BetterSqlite3(source, { readonly: true, fileMustExist: true, timeout: 0 });
    database.pragma(UNTRUSTED);
    return {
      rows: <Row>(sql: string, ...parameters: (string | bigint)[]) =>
        database.prepare<unknown[], Row>(sql).all(...parameters),
      lists: (sql, ...parameters) =>
        database
          .prepare<unknown[], Cell[]>(sql)
          .safeIntegers()
          .raw()
          .all(...parameters),
      close: () => database.close(),
    };
  },
};

/** The first use loads the binary, and throws where there is none for this system. */
function versionOf(): string {
  const database = new BetterSqlite3(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}
