import { expect, it } from 'vitest';
import { tomlEntries } from '../../../src/target/project/toml-entries.js';

const entries = (text: string) =>
  tomlEntries(text).map(({ path, strings }) => [path.join('|'), strings.join('|')]);

it.each<[string, string, string[][]]>([
  ['a key of a table', '[a.b]\nc = "x"', [['a|b|c', 'x']]],
  ['quoted keys', `[tool."x.y"]\n'k=1' = 'v'`, [['tool|x.y|k=1', 'v']]],
  ['dotted keys', 'project.name = "x"', [['project|name', 'x']]],
  [
    'a list over several lines, comments left out',
    'a = [\n "x", # "no"\n \'y#z\',\n]\nb = 1',
    [
      ['a', 'x|y#z'],
      ['b', ''],
    ],
  ],
  ['inline tables', 'a = { version = "1", extras = ["e"] }', [['a', '1|e']]],
  [
    'text over several lines',
    'a = """\nb = "no"\n"""\nc = "x"',
    [
      ['a', '\nb = "no"\n'],
      ['c', 'x'],
    ],
  ],
  [
    'an escaped quote',
    'a = "x\\"y"\nb = "z"',
    [
      ['a', 'x\\"y'],
      ['b', 'z'],
    ],
  ],
  [
    'a string without its end',
    'a = "x\nb = "z"',
    [
      ['a', 'x'],
      ['b', 'z'],
    ],
  ],
  ['tables of a list', '[[package]]\nname = "x"', [['package|name', 'x']]],
  ['comments', '# a = "x"\n  # [t]\nb = "y" # c', [['b', 'y']]],
])('%s', (_, text, expected) => expect(entries(text)).toEqual(expected));
