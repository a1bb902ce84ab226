import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommandLine, parseCommandLine } from '../src/command-line.js';
import { plainCommandLine } from '../src/plain-command-line.js';
import { UsageError } from '../src/usage-error.js';
import './seed.js';

const ENV = { DBCHECK_WAIT: '3s' };

/** What a reader makes of the arguments: the line, or the words of its complaint. */
function reading(read: typeof plainCommandLine, argv: readonly string[]): CommandLine | null | string {
  try {
    return read(argv, ENV);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

const FLAGS = ['--offline', '--fail-fast', '--strict', '--quiet', '--verbose', '--no-color'];
const TEXTS = [
  '--config',
  '--environment',
  '--wait',
  '--timeout',
  '--format',
  '--report',
  '--writable',
  '--root',
];
const LISTS = ['--only', '--skip', '--database', '--require', '--dialect'];
const VALUES = [
  '5s',
  'env',
  'env,stray',
  'json',
  'staging',
  'A_URL',
  'A,B',
  'postgres',
  './data',
  'junit=report.xml',
];
const ODD = [
  '-',
  '-w',
  '--',
  '--wait=5s',
  '--no-offline',
  '--unknown',
  '',
  'inspect',
  'a b',
  ' ',
  '-h',
  '--help',
  ',',
];

test('a command line that is read without commander is read as commander reads it', () => {
  const one = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...FLAGS).map((flag) => [flag]) },
    { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...TEXTS, ...LISTS), fc.constantFrom(...VALUES)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...FLAGS, ...TEXTS, ...LISTS, ...VALUES, ...ODD).map((word) => [word]),
    },
  );
  const command = fc.constantFrom(
    [],
    [],
    ['--', 'gunicorn', '--wait', 'app:app'],
    ['--', 'true', '--', '-x'],
    ['--'],
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), command, (words, rest) => {
      const argv = [...words.flat(), ...rest];
      const plain = reading(plainCommandLine, argv);
      if (plain === null) return;
      taken += 1;
      expect(plain, argv.join(' ')).toEqual(reading(parseCommandLine, argv));
    }),
    { numRuns: 4000 },
  );
  expect(taken).toBeGreaterThan(1000);
});

test.each(['-w 5s', '--wait=5s', '--require A B', 'inspect', '--help', '--unknown', '--', ''])(
  'is left to commander unless every option is written out: %s',
  (line) => {
    const argv = line.split(' ').filter(Boolean);
    expect(plainCommandLine(argv, ENV) === null).toBe(line !== '');
  },
);
