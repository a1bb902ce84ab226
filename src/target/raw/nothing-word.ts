/** What a program writes for a value that it does not have. */
export function isNothingWord(text: string): boolean {
  return /^(undefined|null|none|nil|nan|\[object \w{1,10}\]|<(nil|null|none|no value)>|\(null\)|true|false)$/i.test(
    text,
  );
}
