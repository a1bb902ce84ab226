import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Entry } from '../../src/findings/entry.js';
import { explain, explainAll, nearestCode } from '../../src/findings/explain.js';

const codes = Object.keys(catalogue);
const pageOf = (code: string) => (catalogue as unknown as Record<string, Entry>)[code]?.page ?? '';

describe('explain', () => {
  it('shows what a code means, how it ends and its page', () => {
    expect(explain('check/crashed')).toBe(
      `check/crashed
dbcheck itself failed

Severity:   error
Transient:  no, waiting does not cure it
Exit:       70

A check ended in a way that its authors did not foresee. That is a fault of
dbcheck and not of your configuration. Because it is not certain that everything
is right, the command is not started and the exit status is 70.
`,
    );
  });

  it.each(codes)('prints %s whole, and its sentences on lines of 80 columns', (code) => {
    const text = explain(code) ?? '';
    const words = (page: string) => page.split(/\s+/).filter(Boolean);
    expect(words(text).slice(-words(pageOf(code)).length)).toEqual(words(pageOf(code)));
    const [, page = ''] = text.split(/^Exit:.*\n\n/m);
    expect(page.split('\n').filter((line) => line.length > 80 && !line.startsWith(' '))).toEqual([]);
    const pasteable = pageOf(code)
      .split('\n')
      .filter((line) => line.startsWith(' '));
    expect(page.split('\n')).toEqual(expect.arrayContaining(pasteable));
  });

  it.each([
    ['an error', 'env/missing', 'Exit:       1\n'],
    ['a warning', 'env/deprecated', 'Exit:       0, or 1 with --strict\n'],
    [
      'a transient error',
      'connect/starting',
      'Exit:       3 when only transient failures are left, 1 beside others\n',
    ],
  ])('names the exit status of %s', (_, code, line) => {
    expect(explain(code)).toContain(line);
  });

  it.each(['', 'env', 'env/', 'env/Missing', 'toString', '__proto__', 'constructor'])(
    'knows no code "%s"',
    (code) => {
      expect(explain(code)).toBeNull();
    },
  );
});

describe('the list of all codes', () => {
  const lines = explainAll().split('\n');

  it('has every code once, with its title', () => {
    const listed = lines.filter((line) => line.includes('/'));
    expect(listed.map((line) => line.split(/ {2,}/))).toEqual(
      Object.entries(catalogue).map(([code, { title }]) => [code, title]),
    );
  });

  it('fits on a terminal of 100 columns', () => {
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('the nearest code', () => {
  it.each(codes)('of %s is itself', (code) => {
    expect(nearestCode(code)).toBe(code);
  });

  it.each([
    ['check/crash', 'check/crashed'],
    ['chek/crashed', 'check/crashed'],
    ['CRASHED', 'check/crashed'],
    ['env-missing', 'env/missing'],
    ['something-else-entirely', null],
    ['', null],
  ])('of %s is %s', (text, code) => {
    expect(nearestCode(text)).toBe(code);
  });
});
