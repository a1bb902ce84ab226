/** The first 16 bytes of every SQLite 3 database: https://www.sqlite.org/fileformat.html#magic_header_string */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const WAL_MAGICS = [0x377f0682, 0x377f0683];
const JOURNAL_MAGIC = Buffer.from([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);

/** Given a file's first bytes. */
export function isSqlite(head: Uint8Array): boolean {
  return MAGIC.equals(head.subarray(0, MAGIC.length));
}

/** Whether the first bytes are those of a write-ahead log or of a rollback journal. */
export function isSqliteLog(head: Buffer): boolean {
  return (
    (head.length >= 4 && WAL_MAGICS.includes(head.readUInt32BE(0))) ||
    JOURNAL_MAGIC.equals(head.subarray(0, 8))
  );
}

/** A database's size is a whole number of pages, and the smallest page has 512 bytes. */
export function couldBeSqlite(size: number): boolean {
  return size > 0 && size % 512 === 0;
}
