import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visible } from '../../src/reporters/visible.js';

it.each([
  ['a line feed', 'a\nb', 'a\\nb'],
  ['a carriage return and a tab', 'a\r\tb', 'a\\r\\tb'],
  ['a terminal sequence', '\x1b[31m', '\\x1b[31m'],
  ['the C1 form of it', '\x9b31m', '\\x9b31m'],
  ['DEL and NUL', '\x7f\0', '\\x7f\\x00'],
  ['a bidirectional override', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ['a separator of lines', '\u2028\u2029\u0085', '\\u2028\\u2029\\x85'],
  ['zero width, and a byte order mark', '\u200b\u200d\ufeff', '\\u200b\\u200d\\ufeff'],
  ['a tag character', '\u{e0041}', '\\u{e0041}'],
  ['half a character', '\ud800x', '\\ud800x'],
  ['a non-character, which XML forbids', '\uffff', '\\uffff'],
  ['a workflow command', '::error::x', '\\x3a:error::x'],
  ['a workflow command after a blank, where a line may be wrapped', 'a ::add-mask::x', 'a \\x3a:add-mask::x'],
  ['an old workflow command anywhere', 'a##[error]b', 'a\\x23#[error]b'],
  ['a command of another build log', '##vso[x]', '\\x23#vso[x]'],
])('makes visible: %s', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

it.each([
  'plain text',
  'ü 漢字 💩 e\u0301',
  'C:\\temp\\new',
  '::1',
  '::ffff:10.0.0.7',
  'on :: and ::1',
  'std::vector',
  '# a',
  '## b',
])('leaves alone what is harmless: %s', (text) => {
  expect(visible(text)).toBe(text);
});

it('leaves nothing that moves a cursor or begins a line, whatever the text is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
    }),
  );
});
