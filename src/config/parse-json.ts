import { type Document, documentOf, type Path, type Place } from './document.js';
import { type ParseOptions, refuseKey, SyntaxFault, showKey, TOO_DEEP } from './syntax-fault.js';

interface Node extends Place {
  readonly data: unknown;
}

const DEEPEST = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\r\n]*/y;
const BLANK_OR_COMMENT = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads JSON with positions. Numbers that JavaScript would round become BigInts. Throws `SyntaxFault`. */
export function parseJson(text: string, { lenient, section }: ParseOptions): Document {
  let at = 0;
  const blank = lenient ? BLANK_OR_COMMENT : BLANK;

  function skip(): void {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0x2f) return;
    blank.lastIndex = at;
    blank.test(text);
    at = blank.lastIndex;
  }

  function take(mark: string): boolean {
    skip();
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  }

  function value(key: number | null, path: Path): Node {
    skip();
    if (path.length > DEEPEST) throw new SyntaxFault(TOO_DEEP, at);
    const start = at;
    if (take('{')) return mapping(key, start, path);
    if (take('[')) return list(key, start, path);
    return { key, value: start, collection: false, data: scalar(), child: () => undefined };
  }

  function mapping(key: number | null, start: number, path: Path): Node {
    const entries = new Map<string, Node>();
    while (!take('}')) {
      if (entries.size > 0) separator('}');
      if (entries.size > 0 && lenient && take('}')) break;
      skip();
      const keyAt = at;
      if (text[at] !== '"') throw new SyntaxFault('a key in double quotes is expected here', at);
      const name = string();
      refuseKey(name, keyAt);
      if (!take(':')) throw new SyntaxFault('a colon is expected after the key', at);
      const here = [...path, name];
      if (!lenient && entries.has(name) && section.every((segment, index) => here[index] === segment)) {
        throw new SyntaxFault(`the key ${showKey(name)} is there twice`, keyAt);
      }
      entries.set(name, value(keyAt, here));
    }
    const data = Object.fromEntries([...entries].map(([name, node]) => [name, node.data]));
    return { key, value: start, collection: true, data, child: (segment) => entries.get(String(segment)) };
  }

  function list(key: number | null, start: number, path: Path): Node {
    const items: Node[] = [];
    while (!take(']')) {
      if (items.length > 0) separator(']');
      if (items.length > 0 && lenient && take(']')) break;
      items.push(value(null, [...path, items.length]));
    }
    const data = items.map((item) => item.data);
    return { key, value: start, collection: true, data, child: (segment) => items[Number(segment)] };
  }

  function separator(close: string): void {
    if (!take(',')) throw new SyntaxFault(`a comma or ${close} is expected here`, at);
  }

  function scalar(): unknown {
    if (text[at] === '"') return string();
    for (const [word, meaning] of WORDS) {
      if (text.startsWith(word, at) && !/\w/.test(text[at + word.length] ?? '')) {
        at += word.length;
        return meaning;
      }
    }
    NUMBER.lastIndex = at;
    const digits = NUMBER.exec(text)?.[0];
    if (digits === undefined || /[\w.]/.test(text[at + digits.length] ?? '')) {
      throw new SyntaxFault(
        'a value is expected here: text in double quotes, a number, true, false, null, { or [',
        at,
      );
    }
    at += digits.length;
    const number = Number(digits);
    return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits) : number;
  }

  function string(): string {
    const start = at;
    for (at += 1; text[at] !== '"'; at += text[at] === '\\' ? 2 : 1) {
      if (at >= text.length) throw new SyntaxFault('the closing quote is missing', start);
      if (text.charCodeAt(at) < 0x20)
        throw new SyntaxFault('a line end or control character in quoted text', at);
    }
    at += 1;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      throw new SyntaxFault('a backslash sequence that JSON does not have', start);
    }
  }

  skip();
  if (at === text.length)
    return documentOf(text, null, { key: null, value: 0, collection: false, child: () => undefined });
  const root = value(null, []);
  skip();
  if (at < text.length) throw new SyntaxFault('something follows after the end of the value', at);
  return documentOf(text, root.data, root);
}
