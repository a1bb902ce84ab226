import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, isWellFormed, variablesIn } from '../../src/config/expression.js';

const VARIABLES: Record<string, string> = { HOST: 'db', EMPTY: '', DOLLAR: '${HOST}', P1: 'a$&b' };
const lookUp = (name: string) => VARIABLES[name];

describe('an expression', () => {
  it.each([
    ['${HOST}', 'db'],
    ['x${HOST}y${HOST}', 'xdbydb'],
    ['${NONE:-/app/ca.pem}', '/app/ca.pem'],
    ['${EMPTY:-used when empty}', 'used when empty'],
    ['${HOST:-not used}', 'db'],
    ['${NONE:-}', ''],
    ['${NONE:-a:-b?c}', 'a:-b?c'],
    ['${HOST:?not told}', 'db'],
  ])('%s becomes %j', (text, value) => expect(expand(text, lookUp)).toMatchObject({ value, missing: [] }));

  it.each(['$HOST', '$$', '$', '5$', '{HOST}', '$(HOST)', '%HOST%', 'a$}'])('%s stays as it is', (text) => {
    expect(expand(text, lookUp)).toEqual({ value: text, variables: [], missing: [] });
    expect(isWellFormed(text)).toBe(true);
  });

  it('is not looked for in what a variable holds, nor are the marks of a replacement', () => {
    expect(expand('${DOLLAR} ${P1}', lookUp).value).toBe('${HOST} a$&b');
  });

  it('keeps a dollar in front of it, for $$ means nothing special', () => {
    expect(expand('$${HOST}', lookUp).value).toBe('$db');
  });

  it('names what is missing, once, with its message, and leaves nothing in its place', () => {
    expect(expand('${A}-${B:?set it in the Space}-${A:?later}-${EMPTY}', lookUp)).toEqual({
      value: '---',
      variables: ['A', 'B', 'EMPTY'],
      missing: [
        { variable: 'A', message: 'later' },
        { variable: 'B', message: 'set it in the Space' },
        { variable: 'EMPTY', message: null },
      ],
    });
  });

  it.each([
    '${',
    '${HOST',
    '${}',
    '${1x}',
    '${A-b}',
    '${A:+b}',
    '${A:=b}',
    '${ A }',
    '${A:-${B}}',
    '${{ A }}',
    '${A.B}',
  ])('%s is malformed', (text) => expect(isWellFormed(text)).toBe(false));

  it('tells the variables of a text in order', () => {
    expect(variablesIn('${B:-x}${A}${B}')).toEqual(['B', 'A']);
  });

  it('takes every text', () => {
    const parts = fc.constantFrom('$', '{', '}', ':', '-', '?', 'A', 'b1', '${A}', '${A:-x}', '\n', '\u00e9');
    fc.assert(
      fc.property(
        fc.array(parts).map((each) => each.join('')),
        (text) => {
          const { value, variables } = expand(text, (name) => `${name}!`);
          expect(variables.length === 0).toBe(value === text);
        },
      ),
    );
  });
});
