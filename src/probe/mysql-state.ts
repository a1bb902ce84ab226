import type { Attempt } from './attempt.js';
import type { MysqlSession } from './mysql-session.js';
import { Refused } from './refusal.js';
import type { ReadOnly } from './server-faults.js';

const ALIVE = 'SELECT 1 AS alive';
/** Settings that keep a user from writing; which of them exist differs between the servers. */
const STATE = `SHOW VARIABLES WHERE Variable_name IN
  ('read_only', 'super_read_only', 'innodb_read_only', 'tx_read_only', 'transaction_read_only')`;
const OFF = new Set(['OFF', '0', 'NO']);
/** These let some users pass. */
const READ_ONLY = new Set(['read_only', 'super_read_only']);

/**
 * What keeps this user from writing, where that is asked for; null where nothing does. Reads only; what the
 * transaction is, the server forgets with the session.
 */
export async function askReadOnly(
  { request: { writable } }: Attempt,
  session: MysqlSession,
): Promise<ReadOnly | null> {
  await session.query('START TRANSACTION READ ONLY');
  const rows = await session.query(writable ? STATE : ALIVE);
  const [first] = rows;
  if (writable ? !('Value' in (first ?? {})) : first?.['alive'] !== 1) {
    throw new Refused({ kind: 'foreign', bytes: Buffer.alloc(0) });
  }
  if (!writable) return null;
  const on = rows
    .map((row) => ({ setting: String(row['Variable_name']), value: String(row['Value']), from: null }))
    .filter(({ value }) => !OFF.has(value.toUpperCase()));
  const final = on.find(({ setting }) => !READ_ONLY.has(setting));
  if (final) return final;
  const [passable] = on;
  return passable && (await isBarred(session)) ? passable : null;
}

/** A server that is read-only refuses to begin, unless this user is one of those whom it lets write. */
async function isBarred(session: MysqlSession): Promise<boolean> {
  try {
    await session.query('START TRANSACTION READ WRITE');
    return false;
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind === 'answer') return true;
    throw error;
  }
}
