import { randomBytes } from 'node:crypto';
import { now } from '../now.js';
import { batchesOf, type FileTable, fileTable } from './leftover-rows.js';
import type { Ask } from './probe.js';
import { Refused } from './refusal.js';
import { rowIdentity } from './row-identity.js';
import { SERVER_WORDS, type ServerTable, type ServerWords } from './server-tables.js';
import { loadSqlite, type SqliteDatabase } from './sqlite-driver.js';
import { countRows, MOST_ROWS } from './sqlite-tables.js';

/** One table of an SQLite file beside the table of the same name on the server. */
export interface ComparedTable {
  readonly name: string;
  /** In the file, as far as they were looked at. */
  readonly rows: number;
  /** Those that the server does not have. */
  readonly missing: number;
  /** Of the missing ones, those whose key another row has there. */
  readonly other: number;
  /** How rows were told apart: by the columns of the key, by their number alone; `absent`: there is no such table. */
  readonly by: 'key' | 'count' | 'absent';
  readonly key: readonly string[];
  /** Why not all of its rows were looked at; null where all were. */
  readonly unfinished: 'time' | 'refused' | 'unread' | 'many' | null;
}

export interface Compared {
  readonly tables: readonly ComparedTable[];
  /** Tables with rows that there was no time for. */
  readonly left: number;
}

const BATCH = 500;
const SHORTEST_MS = 20;

/** What all tables of one file have in common. */
interface Comparison {
  readonly database: SqliteDatabase;
  readonly ask: Ask;
  readonly words: ServerWords;
  readonly mark: string;
  /** By `now()`. */
  readonly deadline: number;
}

/**
 * Looks for the rows of these tables of an SQLite file on the server that `ask` asks. Reads only, on both
 * sides, some rows at a time.
 */
export async function compareLeftover(
  source: string | Buffer,
  tables: readonly string[],
  dialect: string | null,
  ask: Ask,
  deadline: number,
): Promise<Compared> {
  const database = (await loadSqlite()).open(source);
  const words = dialect === 'postgres' ? SERVER_WORDS.postgres : SERVER_WORDS.mysql;
  const comparison = { database, ask, words, mark: randomBytes(8).toString('hex'), deadline };
  try {
    const compared: ComparedTable[] = [];
    for (const name of tables) {
      if (leftOf(comparison) < SHORTEST_MS) break;
      compared.push(await compareTable(comparison, name));
    }
    return { tables: compared, left: tables.length - compared.length };
  } finally {
    database.close();
  }
}

async function compareTable(comparison: Comparison, name: string): Promise<ComparedTable> {
  const { database, ask, words } = comparison;
  const none = { name, rows: 0, missing: 0, other: 0, by: 'count', key: [] } as const;
  try {
    const counted = countRows(database, name);
    const whole = { ...none, rows: counted.rows };
    const server = await words.find(ask, name);
    if (!server) return { ...whole, missing: counted.rows, by: 'absent', unfinished: null };
    return (
      (await compareKeys(comparison, fileTable(database, name), server)) ??
      (await compareCounts(comparison, whole, counted.more, server))
    );
  } catch (error) {
    // Another process has begun to write to the file, or it is corrupt.
    if (error instanceof Error && 'code' in error && /^SQLITE_/.test(String(error.code))) {
      return { ...none, unfinished: 'unread' };
    }
    if (!(error instanceof Refused) || error.refusal.kind !== 'answer') throw error;
    // A refused statement leaves PostgreSQL's transaction open.
    await ask('ROLLBACK');
    return { ...none, unfinished: leftOf(comparison) < SHORTEST_MS ? 'time' : 'refused' };
  }
}

async function compareKeys(
  comparison: Comparison,
  file: FileTable,
  server: ServerTable,
): Promise<ComparedTable | null> {
  const { database, ask, words, mark } = comparison;
  const identity = rowIdentity(file, server, words, mark);
  if (!identity) return null;
  const found = { name: file.name, by: 'key', key: file.key } as const;
  let [rows, missing, other] = [0, 0, 0];
  for (const batch of batchesOf(database, file.name, identity.columns, BATCH)) {
    const query = identity.query(batch);
    if (query === null) return null;
    const left = leftOf(comparison);
    if (left < SHORTEST_MS) return { ...found, rows, missing, other, unfinished: 'time' };
    const [answer] = await ask(words.limited(query, left));
    const [there, same] = [Number(answer?.['there'] ?? 0), Number(answer?.['same'] ?? 0)];
    rows += batch.length;
    missing += batch.length - same;
    other += there - same;
  }
  return { ...found, rows, missing, other, unfinished: null };
}

/** Where no key tells which rows they are. */
async function compareCounts(
  comparison: Comparison,
  whole: Pick<ComparedTable, 'name' | 'rows' | 'other' | 'key'>,
  more: boolean,
  { place }: ServerTable,
): Promise<ComparedTable> {
  const { ask, words } = comparison;
  const limited = `SELECT count(*) AS there FROM (SELECT 1 FROM ${place} LIMIT ${MOST_ROWS}) AS counted`;
  const [answer] = await ask(words.limited(limited, Math.max(SHORTEST_MS, leftOf(comparison))));
  const missing = Math.max(0, whole.rows - Number(answer?.['there'] ?? 0));
  return { ...whole, missing, by: 'count', unfinished: more && missing === 0 ? 'many' : null };
}

/** Whole milliseconds. */
function leftOf({ deadline }: Comparison): number {
  return Math.max(0, Math.floor(deadline - now()));
}
