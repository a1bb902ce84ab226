import { expect, it } from 'vitest';
import { verdict } from '../../src/reporters/verdict.js';
import { crashed, failing, healthy, nothingRan, nothingToSay, strict, transient, warned } from './reports.js';

it.each([
  ['All 6 checks passed. Exit status 0.', healthy],
  ['4 checks passed, 2 skipped. Exit status 0.', nothingToSay],
  ['No errors, 1 warning. Exit status 0.', warned],
  ['No errors, 1 warning, which --strict counts as a failure. Exit status 1.', strict],
  ['3 errors, 2 warnings. Exit status 1.', failing],
  ['1 error; only transient failures are left. Exit status 3.', transient],
  ['No check ran. Exit status 2.', nothingRan],
  ['1 error; dbcheck itself failed. Exit status 70.', crashed],
])('%s', (told, report) => {
  expect(verdict(report)).toBe(told);
});
