import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/target/read.js';
import { corpus, mistake } from './corpus.js';

/** Right cases for each reader; it may rise, and never fall. Those without an entry are not read yet. */
const RIGHT: Readonly<Record<string, number>> = {
  any: 146,
  libpq: 84,
  pgx: 2,
  asyncpg: 7,
  sqlalchemy: 52,
  databases: 3,
  'dj-database-url': 14,
  'django-environ': 5,
  'node-pg': 15,
  'postgres.js': 2,
  mysql2: 14,
  'mariadb-node': 5,
  knex: 2,
  sequelize: 3,
  typeorm: 1,
  prisma: 15,
  rails: 13,
  laravel: 7,
  doctrine: 2,
  sqlx: 10,
  ecto: 4,
  'sqlite-uri': 5,
};

const readers = [...new Set(corpus.map(({ reader }) => reader))];

describe('the corpus of connection strings', () => {
  it('is there as a whole', () => {
    expect(corpus.length).toBe(502);
  });

  it.each(readers)('is read as %s reads it', (reader) => {
    const cases = corpus.filter((each) => each.reader === reader);
    const wrong = cases.flatMap((each) => {
      const found = mistake(each, readValue(each.input, reader));
      return found ? [`${each.id}: ${found}`] : [];
    });
    const right = cases.length - wrong.length;
    process.stdout.write(`${reader}: ${right} of ${cases.length}\n`);
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(RIGHT[reader] ?? 0);
  });
});
