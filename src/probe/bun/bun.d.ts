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
    run(sql: string): void;
    close(): void;
  }
}

/** Calls into a shared library; https://bun.sh/docs/runtime/ffi. */
declare module 'bun:ffi' {
  type Signature = { readonly args: readonly ('int' | 'ptr')[]; readonly returns: 'int' | 'ptr' };

  export function dlopen<Name extends string>(
    library: string,
    signatures: Readonly<Record<Name, Signature>>,
  ): {
    readonly symbols: Readonly<Record<Name, (...args: (number | Uint8Array)[]) => number>>;
    close(): void;
  };
  export const read: { i32(address: number, offset: number): number };
}
