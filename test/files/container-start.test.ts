import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { containerStart } from '../../src/files/container-start.js';

const proc = mkdtempSync(join(tmpdir(), 'dbcheck-proc-'));
afterAll(() => rmSync(proc, { recursive: true, force: true }));

it('is read from the first process, whatever its name', async () => {
  mkdirSync(join(proc, '1'));
  const fields = Array.from({ length: 40 }, (_, index) => (index === 19 ? '12345' : '0')).join(' ');
  writeFileSync(join(proc, '1/stat'), `1 (a) b (c) ${fields}`);
  writeFileSync(join(proc, 'stat'), 'cpu 1 2\nbtime 1700000000\nprocesses 5\n');
  expect(await containerStart(proc)).toBe(1_700_000_123_450);
});

it('of this machine lies in the past', async () => {
  const startedAt = await containerStart();
  expect(startedAt).toBeGreaterThan(1e12);
  expect(startedAt).toBeLessThan(Date.now());
});

it('is not known where there is no /proc', async () => {
  expect(await containerStart('/nowhere')).toBeNull();
});
