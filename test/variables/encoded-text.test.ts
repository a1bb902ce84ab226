import { describe, expect, it } from 'vitest';
import { encodedText } from '../../src/variables/encoded-text.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a password that is base64 of text', () => {
  it.each([
    [base64('hunter22'), 'base64 of 8 printable characters'],
    [base64('hunter2\n'), 'base64 of 7 printable characters and a newline'],
  ])('%s', (value, words) => expect(encodedText(value)?.words).toBe(words));

  it.each([
    ['random bytes', 'q83vEjRWeJA='],
    ['a word of its own', 'password'],
    ['text with marks', 'Lantern.7-otter'],
    ['a few characters', base64('ab')],
  ])('is not %s', (_, value) => expect(encodedText(value)).toBeNull());
});
