import { headOf } from './file-head.js';
import { readFile, stat } from './fs-calls.js';

/** Larger databases are not read into memory. In bytes, database and log together. */
const LARGEST_IMAGE = 32 * 1024 * 1024;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * A database in WAL mode as it is after its last commit, in memory and marked as not in WAL mode. Opening the
 * file itself, even for reading, would make or change the -shm beside it. Null where it is too large.
 * Formats: https://www.sqlite.org/fileformat2.html#walformat
 */
export async function sqliteImage(file: string): Promise<Buffer | null> {
  const [size, logSize] = [(await stat(file)).size, await sizeOf(`${file}-wal`)];
  if (size + logSize > LARGEST_IMAGE) return null;
  const database = await readFile(file);
  const image = logSize > WAL_HEADER ? withLog(database, await readFile(`${file}-wal`)) : database;
  // The read and write versions: 2 is WAL, 1 is the rollback journal.
  image.fill(1, 18, 20);
  return image;
}

/** Whether a database is in WAL mode, or has a log beside it all the same. */
export async function usesLog(file: string): Promise<boolean> {
  if ((await sizeOf(`${file}-wal`)) > 0) return true;
  return (await headOf(file, 20)).subarray(18).includes(2);
}

/** Lays the pages of every whole transaction in the log over the database. */
function withLog(database: Buffer, log: Buffer): Buffer {
  const magic = log.readUInt32BE(0);
  if (magic >>> 1 !== 0x377f0682 >>> 1) return database;
  const pageSize = log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  const sum = new Checksum((magic & 1) === 1);
  sum.add(log.subarray(0, 24));
  if (pageSize < 512 || pageSize > 65_536 || !sum.is(log, 24)) return database;
  const pages = new Map<number, Buffer>();
  let pending = new Map<number, Buffer>();
  let count = Math.floor(database.length / pageSize);
  for (let at = WAL_HEADER; at + FRAME_HEADER + pageSize <= log.length; at += FRAME_HEADER + pageSize) {
    const page = log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + pageSize);
    sum.add(log.subarray(at, at + 8));
    sum.add(page);
    if (!salt.equals(log.subarray(at + 8, at + 16)) || !sum.is(log, at + 16)) break;
    pending.set(log.readUInt32BE(at), page);
    const committed = log.readUInt32BE(at + 4);
    if (committed === 0) continue;
    for (const [number, each] of pending) pages.set(number, each);
    pending = new Map();
    count = committed;
  }
  if (count * pageSize > LARGEST_IMAGE) return database;
  const image = Buffer.alloc(count * pageSize);
  database.copy(image);
  for (const [number, page] of pages) if (number <= count) page.copy(image, (number - 1) * pageSize);
  return image;
}

/** Of the log's header and frames, cumulative. */
class Checksum {
  readonly #bigEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  add(bytes: Buffer): void {
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      const one = this.#bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
      const two = this.#bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
      this.#first = (this.#first + one + this.#second) >>> 0;
      this.#second = (this.#second + two + this.#first) >>> 0;
    }
  }

  is(log: Buffer, at: number): boolean {
    return log.readUInt32BE(at) === this.#first && log.readUInt32BE(at + 4) === this.#second;
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
