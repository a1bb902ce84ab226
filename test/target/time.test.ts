import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/target/read.js';
import { timesTheLimit } from './time-limit.js';

/** What may be repeated without an end, each a beginning or an end of something to one reader or another. */
const UNITS =
  "@ : / ? # [ ] % %41 %zz & = a=b& h:1, ${ {{ $( ( ) \\ \n \\n . , ; =; '' \" <a> [x] 1: a/ 0 é -----BEGIN &amp; sslmode=x& user=; (host=a) A=1;".split(
    ' ',
  );

/** Where they may stand, and a client that reads that form. */
const PLACES: readonly (readonly [string, string, (text: string) => string])[] = [
  ['alone', 'any', (text) => text],
  ['in a password', 'any', (text) => `postgres://u:${text}@h/d`],
  ['in a host', 'libpq', (text) => `postgres://u:p@${text}/d`],
  ['in a path', 'node-pg', (text) => `postgres://u:p@h/${text}`],
  ['in a query', 'any', (text) => `postgres://u:p@h/d?${text}`],
  ['in a query of MySQL', 'sqlalchemy', (text) => `mysql://u:p@h/d?x=${text}`],
  ['in an SQLite file', 'any', (text) => `sqlite:///${text}`],
  ['in a keyword', 'libpq', (text) => `host='${text}`],
  ['in hosts of JDBC', 'connectorj', (text) => `jdbc:mysql://${text}`],
  ['in hosts of JDBC', 'mariadb-jdbc', (text) => `jdbc:mariadb://${text}`],
  ['in properties of JDBC', 'pgjdbc', (text) => `jdbc:postgresql://h/d?${text}`],
  ['in a DSN', 'go-sql-driver', (text) => `u:p@tcp(${text})/d`],
  ['in ADO.NET', 'npgsql', (text) => `Host=h;${text}`],
  ['in PDO', 'pdo', (text) => `mysql:host=${text}`],
  ['in front', 'any', (text) => `${text}://u:p@h/d`],
];

const LENGTH = 65_536;

describe('64 KB take less than 50 ms to read', () => {
  it.each(PLACES)('%s, for %s', (_, client, place) => {
    readValue(place(':1'), client);
    const slow = UNITS.flatMap((unit) => {
      const text = place(unit.repeat(LENGTH / unit.length));
      const best = timesTheLimit(() => readValue(text, client));
      return best < 1 ? [] : [`${JSON.stringify(unit)}: ${best.toFixed(1)} times the limit`];
    });
    expect(slow).toEqual([]);
  });
});

describe('more than a variable can hold', () => {
  it.each(['&', 'a&', '%&', 'h:1:,', '\n'])('of %s is no connection string', (unit) => {
    const reading = readValue(`postgres://u:p@h/d?${unit.repeat(1_000_000)}`, 'any');
    expect(reading.faults.map(({ reason }) => reason)).toEqual(['too-long']);
  });
});
