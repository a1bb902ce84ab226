import { describe, expect, it } from 'vitest';
import { pauseAfter } from '../../src/checks/back-off.js';

const FULL = ['connect/too-many-connections'];
const REFUSED = ['connect/refused'];
const NO_END = 1e9;
const failed = (attempt: number, codes: string[], tookMs = 5) => ({ attempt, codes, tookMs });
const least = () => 0;
const most = () => 1;

describe('the pause between two attempts', () => {
  it('is at first a moment, and longer each time, up to some seconds', () => {
    const longest = [0, 1, 2, 3, 4, 5, 50].map((attempt) =>
      pauseAfter(failed(attempt, REFUSED), NO_END, most),
    );
    expect(longest).toEqual([350, 600, 1100, 2100, 4100, 5100, 5100]);
  });

  it.each(FULL.concat('connect/timeout', 'connect/no-answer', 'state/statement-timeout'))(
    'is longer for a server that has too much to do (%s)',
    (code) => {
      const longest = [0, 1, 2, 3, 4, 5, 50].map((attempt) =>
        pauseAfter(failed(attempt, [code]), NO_END, most),
      );
      expect(longest).toEqual([1100, 2100, 4100, 8100, 16_100, 20_100, 20_100]);
    },
  );

  it('is anywhere from a moment to the longest one, so that copies do not come back together', () => {
    const drawn = Array.from({ length: 1000 }, () => pauseAfter(failed(9, FULL), NO_END));
    const inEachSecond = Array.from(
      { length: 20 },
      (_, second) => drawn.filter((ms) => Math.floor((ms - 100) / 1000) === second).length,
    );
    expect(Math.min(...inEachSecond)).toBeGreaterThan(15);
    expect(Math.max(...inEachSecond)).toBeLessThan(110);
    expect(pauseAfter(failed(9, FULL), NO_END, least)).toBe(100);
  });

  it('is longer after an attempt that took long, because those of all copies together did', () => {
    const longest = (codes: string[]) =>
      [0, 1, 2].map((attempt) => pauseAfter(failed(attempt, codes, 5000), NO_END, most));
    expect(longest(['connect/no-answer'])).toEqual([20_100, 20_100, 20_100]);
    expect(longest(REFUSED)).toEqual([350, 600, 1100]);
  });

  it('leaves the last attempt to the end of the wait', () => {
    expect(pauseAfter(failed(9, REFUSED), 3000, most)).toBe(3000);
  });

  it('does not bring all copies to a full server at the end of the wait, which they share', () => {
    const drawn = Array.from({ length: 1000 }, () => pauseAfter(failed(9, FULL), 3000));
    expect(Math.max(...drawn)).toBeLessThanOrEqual(3000);
    expect(new Set(drawn.map((ms) => Math.floor(ms / 100))).size).toBeGreaterThan(14);
    expect(pauseAfter(failed(9, FULL), 800, most)).toBe(800);
  });
});
