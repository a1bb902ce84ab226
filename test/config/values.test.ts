import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/config/duration.js';
import { parseSize } from '../../src/config/size.js';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['5s', 5000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['1.5s', 1500],
    ['0', 0],
    ['0s', 0],
  ])('%s is %i milliseconds', (text, expected) => expect(parseDuration(text)).toBe(expected));

  it.each(['', '5', '5 s', '-1s', 's', '5S', '1h30m', '5sec', '1e3s', '٣s', `${'9'.repeat(400)}s`])(
    '%j is none',
    (text) => expect(parseDuration(text)).toBeNull(),
  );
});

describe('a size', () => {
  it.each([
    ['500MB', 500_000_000],
    ['500 MB', 500_000_000],
    ['1GiB', 1_073_741_824],
    ['10k', 10_000],
    ['10Ki', 10_240],
    ['1.5G', 1_500_000_000],
    ['2tb', 2_000_000_000_000],
    ['7B', 7],
    ['1024', 1024],
    ['0', 0],
  ])('%s is %i bytes', (text, expected) => expect(parseSize(text)).toBe(expected));

  it.each(['', 'MB', '-1MB', '5X', '5iB', '1,5GB', '10kk', '99999PB', '5MB!'])('%j is none', (text) =>
    expect(parseSize(text)).toBeNull(),
  );
});
