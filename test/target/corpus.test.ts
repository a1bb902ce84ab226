import { afterAll, describe, expect, it } from 'vitest';
import { readValue } from '../../src/target/read.js';
import { corpus, mistake } from './corpus.js';

const readers = [...new Set(corpus.map(({ reader }) => reader))];

describe('the corpus of connection strings', () => {
  let right = 0;
  afterAll(() => {
    process.stdout.write(`${right} of ${corpus.length} connection strings are read as they should be\n`);
  });

  it('is there as a whole', () => {
    expect(corpus.length).toBe(502);
  });

  it.each(readers)('is read as %s reads it', (reader) => {
    const cases = corpus.filter((each) => each.reader === reader);
    const wrong = cases.flatMap((each) => {
      const found = mistake(each, readValue(each.input, reader));
      return found ? [`${each.id}: ${found}`] : [];
    });
    right += cases.length - wrong.length;
    expect(wrong).toEqual([]);
  });
});
