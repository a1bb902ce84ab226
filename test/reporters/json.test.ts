import { expect, it } from 'vitest';
import type { Report } from '../../src/report.js';
import { json } from '../../src/reporters/json.js';
import { failing, healthy, hostile, nulls } from './reports.js';

const options = { verbosity: 'normal', width: null } as const;
const asJson = (report: Report) => json(report, options);

it.each([
  ['healthy', healthy],
  ['failing', failing],
  ['nulls', nulls],
  ['hostile', hostile],
])('has the keys of the contract in their order: %s', async (name, report) => {
  await expect(asJson(report)).toMatchFileSnapshot(`snapshots/json/${name}.txt`);
});

it('gives back every value as it was, hostile ones too', () => {
  const { checks, ...rest } = JSON.parse(asJson(hostile));
  expect(rest).toEqual({ ...hostile, checks: undefined });
  expect(checks).toEqual(
    hostile.checks.map(({ passed: _, notes, ...check }) => (notes.length ? { ...check, notes } : check)),
  );
});

it('is ASCII where a character could act on a terminal or a build log', () => {
  const text = asJson(hostile);
  expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
  expect(text).not.toContain('##[');
  expect(text).not.toMatch(/^\s*::/m);
});

it('leaves out whatever else an object carries', () => {
  const [database] = healthy.databases;
  const carrying = { ...healthy, databases: [{ ...database, password: 'hunter2' }] } as unknown as Report;
  expect(asJson(carrying)).not.toContain('hunter2');
});
