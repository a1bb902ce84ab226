import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { contextOf } from '../context.js';

const told = (text: string, client: string) =>
  readValue(text, client)
    .faults.filter(({ severity }) => severity === 'error')
    .map(({ reason, part }) => `${reason} ${part}`);

describe('a part that holds more than a name', () => {
  it.each([
    ['jdbc:postgresql://host:5432/data?host=user:secret@host', 'pgjdbc', 'glued-parts host'],
    ['host=postgres://user:secret@host/data', 'libpq', 'glued-parts host'],
    ['mysql://user/secret@host/data', 'sqlalchemy', 'glued-parts database'],
    ['mysql://user secret@host/data', 'mysql2', 'glued-parts user'],
    ['user secret@tcp(host)/data', 'go-sql-driver', 'glued-parts user'],
    ['user/secret@tcp(host)/data', 'go-sql-driver', 'glued-parts user'],
    ['mysql:host=host;dbname=data;user=user secret', 'pdo', 'glued-parts user'],
    ['jdbc:mysql://host/data user secret', 'connectorj', 'glued-parts database'],
  ])('%s under %s: %s', (text, client, expected) => {
    expect(told(text, client)).toContain(expected);
  });

  it.each([
    ['postgres://pg/shop@2', 'libpq'],
    ['postgres://h/a b', 'node-pg'],
    ['postgresql://us%40r:p@h%40st1/db', 'asyncpg'],
    ["host=h user=u password=p dbname='my own data'", 'libpq'],
  ])('but %s is read by %s', (text, client) => {
    expect(told(text, client)).toEqual([]);
  });

  it.each(['oldpw', 'jwt', 'bearer', 'salt'])('shows no value of the parameter %s', (name) => {
    const url = `postgres://u:p@h/d?${name}=word`;
    const [database] = contextOf({ databases: { main: { url, client: 'any' } } }).databases;
    expect(database?.target?.parameters).toEqual({ [name]: null });
  });

  it('gives no parameter the name of what stands behind an "&" of a password in the value of another', () => {
    const url = 'postgres://host/data?host=host;password=a&Qjxz1zz=b';
    const [database] = contextOf({ databases: { main: { url, client: 'django' } } }).databases;
    expect(database?.target?.parameters ?? {}).toEqual({});
  });
});
