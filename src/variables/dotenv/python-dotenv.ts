/** Python's blanks: U+FEFF is none, unlike in JavaScript. */
const BLANK = '(?:(?!\\uFEFF)[\\s\\x1c-\\x1f\\x85])';
const BLANK_IN_LINE = '(?:(?!\\uFEFF)[^\\S\\r\\n])';
const sticky = (source: string) => new RegExp(source, 'y');

const BLANKS = sticky(`${BLANK}*`);
const BLANKS_IN_LINE = sticky(`${BLANK_IN_LINE}*`);
const EXPORT = sticky(`export${BLANK_IN_LINE}+`);
const KEY = sticky(`'([^']+)'|((?:[^=#\\s]|\\uFEFF)+)`);
const SINGLE_QUOTED = sticky(`'((?:\\\\'|[^'])*)'`);
const DOUBLE_QUOTED = sticky(`"((?:\\\\"|[^"])*)"`);
const UNQUOTED = sticky('[^\\r\\n]*');
const END = sticky(`${BLANK_IN_LINE}*(?:#[^\\r\\n]*)?(?:\\r\\n|\\n|\\r|$)`);
const REST_OF_LINE = sticky('[^\\r\\n]*(?:\\r\\n|\\n|\\r|$)');
const COMMENT = new RegExp(`${BLANK}#.*`, 's');
const EXPRESSION = /\$\{([^}:]*)(?::-([^}]*))?\}/g;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What python-dotenv's `load_dotenv()` sets: the environment wins inside of `${NAME}` too. */
export function readAsPythonDotenv(
  content: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  // Python opens files with universal line ends.
  const text = content.replace(/\r\n?/g, '\n');
  let at = 0;
  /** What an expression matches here, null where it does not; goes on behind it. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const takeValue = (): string | null => {
    if (text[at] === "'") return take(SINGLE_QUOTED)?.[1]?.replace(/\\([\\'])/g, '$1') ?? null;
    if (text[at] === '"')
      return (
        take(DOUBLE_QUOTED)?.[1]?.replace(/\\([\\'"abfnrtv])/g, (_, c: string) => ESCAPES[c] ?? c) ?? null
      );
    return (take(UNQUOTED)?.[0] ?? '').replace(COMMENT, '').trimEnd();
  };
  while (at < text.length) {
    take(BLANKS);
    if (at >= text.length) break;
    take(EXPORT);
    const key = text[at] === '#' ? null : take(KEY);
    const name = key?.[1] ?? key?.[2];
    take(BLANKS_IN_LINE);
    let value: string | null = null;
    let isFault = key === null && text[at] !== '#';
    if (!isFault && text[at] === '=') {
      at += 1;
      take(BLANKS_IN_LINE);
      value = takeValue();
      isFault = value === null;
    }
    if (isFault || !take(END)) take(REST_OF_LINE);
    else if (name !== undefined && value !== null) {
      values[name] = value.replace(
        EXPRESSION,
        (_, inner: string, byDefault = '') => env[inner] ?? values[inner] ?? byDefault,
      );
    }
  }
  return values;
}
