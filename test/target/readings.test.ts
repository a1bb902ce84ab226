import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/target/fault.js';
import { readValue } from '../../src/target/read.js';

/** `part: clients = value` of the first fault that has readings. */
function readingsOf(text: string, client = 'any'): string[] {
  const found = readValue(text, client).faults.find(({ readings }) => readings.length > 0);
  return (found ? (factsOf(found).readings ?? []) : []).map(
    ({ part, clients, value, column }) => `${part}: ${clients[0]} = ${column ?? value}`,
  );
}

describe('where the mainstream clients part, each reading is told', () => {
  it.each([
    ['postgres://u:p@h1/d?host=h2', ['host: libpq = h2', 'host: asyncpg = h1']],
    ['postgres://u:p@h/d?dbname=x', ['database: libpq = x', 'database: asyncpg = d']],
    ['postgres://u:p@h/d?user=x', ['user: libpq = x', 'user: asyncpg = u']],
    ['postgres://u:p@h/a%2Fb', ['database: libpq = a/b', 'database: node-pg = a%2Fb']],
    ['sqlite:///app.db', ['file: sqlalchemy = app.db', 'file: rails = /app.db']],
    ['mysql://u:p@h/d?socketPath=/run/s.sock', ['socket: sqlalchemy = ', 'socket: mysql2 = /run/s.sock']],
  ])('%s', (text, expected) => {
    expect(readingsOf(text)).toEqual(expected);
  });

  it('of an "@" in the password the columns alone, and no host', () => {
    expect(readingsOf('postgres://u:p@secret@h/d')).toEqual([
      'password: libpq = 15',
      'password: node-pg = 22',
    ]);
    expect(JSON.stringify(readValue('postgres://u:p@secret@h/d').faults)).not.toContain('secret');
  });

  it('and no password, where that is what they do not agree about', () => {
    const { faults } = readValue('postgres://u:first1@h/d?password=second2');
    expect(faults.some(({ readings }) => readings.length > 0)).toBe(true);
    expect(JSON.stringify(faults)).not.toMatch(/first1|second2/);
  });
});

describe('nothing is compared', () => {
  it.each([
    ['where they agree', 'postgres://u:p@h:5432/my%20db?sslmode=require', 'any'],
    ['where the client is known', 'postgres://u:p@h1/d?host=h2', 'libpq'],
    ['where the password ends at a character that cuts the rest', 'postgres://u:12/hunter2@h/d', 'any'],
    ['of what is longer than any name', `postgres://u:p@h/d?host=${'a'.repeat(5000)}`, 'any'],
  ])('%s', (_, text, client) => {
    expect(readingsOf(text, client)).toEqual([]);
  });
});
