import { readFileSync } from 'node:fs';
import { isBroken, type Reading } from '../../src/target/reading.js';

/** One case of the research into how clients read connection strings. */
export interface Case {
  readonly id: string;
  readonly reader: string;
  readonly input: string;
  readonly expect?: Expected;
  readonly error?: string;
  readonly code?: string;
  readonly warn?: readonly string[];
}

interface Expected {
  readonly dialect: string | null;
  readonly driver: string | null;
  readonly hosts: readonly { host: string | null; port: number | null }[];
  readonly database: string | null;
  readonly user: string | null;
  readonly password_present: boolean;
  readonly password: string | null;
  readonly socket: string | null;
  readonly file: string | null;
  readonly sslmode: string | null;
  readonly effective_sslmode?: string;
  readonly ca: string | null;
  readonly params: Readonly<Record<string, unknown>>;
}

const file = new URL('../fixtures/connection-strings.jsonl', import.meta.url);

export const corpus: readonly Case[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

/** The fields of a reading, by the names of the corpus. */
function fieldsOf(reading: Reading): Expected {
  const password = reading.password?.reveal() ?? null;
  return {
    dialect: reading.dialect,
    driver: reading.driver,
    hosts: reading.hosts,
    database: reading.database,
    user: reading.user,
    password_present: password !== null && password !== '',
    password,
    socket: reading.socket,
    file: reading.file,
    sslmode: reading.tls.mode,
    ca: reading.tls.ca,
    params: reading.parameters,
  };
}

/** What is wrong with a reading, by the corpus; null where it is right. */
export function mistake({ expect, warn }: Case, reading: Reading): string | null {
  if (!expect) return isBroken(reading) ? null : 'taken, and it is wrong';
  const error = reading.faults.find(({ severity }) => severity === 'error');
  if (error) return `refused: ${error.code} ${error.reason}`;
  const fields = fieldsOf(reading);
  for (const name of Object.keys(fields) as (keyof Expected)[]) {
    const [got, wanted] = [sorted(fields[name]), sorted(expect[name])];
    if (got !== wanted) return `${name} is ${got}, not ${wanted}`;
  }
  const { effective_sslmode: effective } = expect;
  if (effective && effective !== reading.tls.effective)
    return `TLS acts as ${reading.tls.effective}, not ${effective}`;
  return warn && !reading.faults.some(({ severity }) => severity === 'warning')
    ? `no warning about ${warn.join(', ')}`
    : null;
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
