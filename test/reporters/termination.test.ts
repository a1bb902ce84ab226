import { expect, it } from 'vitest';
import { terminationMessage } from '../../src/reporters/termination.js';
import { failing, finding, hostile, reports, thousand } from './reports.js';

it.each(Object.entries(reports))('says what happened in a few lines: %s', async (name, report) => {
  await expect(terminationMessage(report)).toMatchFileSnapshot(`snapshots/termination/${name}.txt`);
});

it('begins with the verdict', () => {
  expect(terminationMessage(failing)).toMatch(/^dbcheck: 3 errors, 2 warnings\. Exit status 1\.\n/);
});

it('has at most 4096 bytes', () => {
  const message = terminationMessage(thousand);
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(message)).toBeGreaterThan(4090);
  expect(message).toMatch(/…\n$/);
});

it.each([0, 1, 2, 3])('is cut between characters, wherever the limit falls (%i)', (shift) => {
  const long = finding({
    code: 'env/missing',
    check: 'env',
    subject: 'x',
    message: 'x'.repeat(shift) + '💩'.repeat(3000),
  });
  const [check] = failing.checks;
  const message = terminationMessage({
    ...failing,
    checks: [{ ...(check ?? expect.fail()), findings: [long] }],
  });
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(message)).toBeGreaterThan(4088);
  expect(message).not.toContain('\ufffd');
});

it('lets text from outside begin no line', () => {
  expect(terminationMessage(hostile).split('\n')).toHaveLength(4);
});
