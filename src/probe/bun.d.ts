/** The slice of Bun's own SQLite that dbcheck needs; https://bun.sh/docs/api/sqlite. */
declare module 'bun:sqlite' {
  interface Options {
    readonly readonly?: boolean;
    /** Integers as `bigint`. */
    readonly safeIntegers?: boolean;
  }

  interface Statement {
    readonly columnNames: string[];
    values(...parameters: (string | bigint)[]): unknown[][];
    finalize(): void;
  }

  export class Database {
    constructor(file: string, options?: Options);
    static deserialize(image: Uint8Array, options?: Options): Database;
    prepare(sql: string): Statement;
    close(): void;
  }
}
