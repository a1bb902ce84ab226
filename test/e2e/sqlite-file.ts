import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** Makes an SQLite database with these tables, each with so many rows. */
export function sqliteFile(path: string, tables: Readonly<Record<string, number>> = {}): string {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec('pragma user_version = 1');
  for (const [name, rows] of Object.entries(tables)) {
    database.exec(`create table "${name}" (id integer primary key)`);
    for (let row = 0; row < rows; row++) database.exec(`insert into "${name}" default values`);
  }
  database.close();
  return path;
}
