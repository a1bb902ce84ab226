import { describe, expect, it } from 'vitest';
import { inTime, NoAnswer } from '../../src/files/in-time.js';
import { now } from '../../src/now.js';

const soon = () => now() + 1000;

describe('work with a deadline', () => {
  it('gives its value, and its error', async () => {
    await expect(inTime(async () => 7, soon())).resolves.toBe(7);
    await expect(inTime(async () => Promise.reject(new Error('no')), soon())).rejects.toThrow('no');
  });

  it('is given up at the deadline, and not before', async () => {
    const started = now();
    await expect(inTime(() => new Promise(() => {}), started + 50)).rejects.toBeInstanceOf(NoAnswer);
    expect(now()).toBeGreaterThanOrEqual(started + 50);
    expect(now()).toBeLessThan(started + 500);
  });

  it('may fail after it was given up', async () => {
    const work = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 30));
    await expect(inTime(() => work, now() + 5)).rejects.toBeInstanceOf(NoAnswer);
    await expect(work).rejects.toThrow('late');
  });

  it('is not started after the deadline', async () => {
    let started = false;
    const work = async () => {
      started = true;
    };
    await expect(inTime(work, now() - 1)).rejects.toBeInstanceOf(NoAnswer);
    expect(started).toBe(false);
  });
});
