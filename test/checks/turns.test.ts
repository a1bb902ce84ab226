import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../src/checks/turns.js';

/** A server with so many connections; says what it was like for whoever came. */
function server(limit: number) {
  const seen = { open: 0, peak: 0, refused: 0 };
  const logIn = async () => {
    seen.open += 1;
    seen.peak = Math.max(seen.peak, seen.open);
    const taken = seen.open <= limit;
    if (!taken) seen.refused += 1;
    await sleep(2);
    seen.open -= 1;
    return taken;
  };
  return { seen, logIn };
}

test('fifty at most are at it at once, at whatever server', async () => {
  const turns = new Turns();
  const { seen, logIn } = server(1000);
  const all = Array.from({ length: 200 }, (_, index) =>
    turns.take(`server ${index % 7}`, logIn, (it) => !it),
  );
  expect(await Promise.all(all)).toEqual(all.map(() => true));
  expect(seen.peak).toBe(50);
});

test('who was turned away among others of the run comes again, with fewer', async () => {
  const turns = new Turns();
  const { seen, logIn } = server(5);
  const all = Array.from({ length: 60 }, () => turns.take('one', logIn, (taken) => !taken));
  expect(await Promise.all(all)).toEqual(all.map(() => true));
  expect(seen.refused).toBeGreaterThan(0);
});

test('who was turned away alone is turned away', async () => {
  const { seen, logIn } = server(0);
  const turns = new Turns();
  expect(await Promise.all([1, 2, 3].map(() => turns.take('full', logIn, (taken) => !taken)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(seen.refused).toBeLessThan(10);
});

test('work that throws gives its turn back', async () => {
  const turns = new Turns();
  const broken = () => Promise.reject(new Error('broken'));
  for (let index = 0; index < 60; index += 1)
    await expect(turns.take('one', broken, () => false)).rejects.toThrow('broken');
  expect(
    await turns.take(
      'one',
      async (open) => open,
      () => false,
    ),
  ).toBe(1);
});
