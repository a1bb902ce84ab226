import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { type Document, documentOf, type Place } from './document.js';
import { refuseKey, SyntaxFault, showKey, TOO_DEEP } from './syntax-fault.js';

/** A piece of the document; tables grow as later lines add to them. */
class Node implements Place {
  readonly children = new Map<string, Node>();
  list = false;
  data: unknown;

  constructor(
    readonly key: number | null,
    readonly value: number,
    readonly collection: boolean,
  ) {}

  child(segment: string | number): Node | undefined {
    return this.children.get(String(segment));
  }

  toData(): unknown {
    if (!this.collection) return this.data;
    const entries = [...this.children].map(([name, node]): [string, unknown] => [name, node.toData()]);
    return this.list ? entries.map(([, data]) => data) : Object.fromEntries(entries);
  }
}

/** Reads TOML with positions. Dates become `Date`s, integers that JavaScript would round BigInts. Throws `SyntaxFault`. */
export function parseToml(text: string): Document {
  try {
    const [top] = parseTOML(text).body;
    const root = new Node(null, 0, true);
    for (const item of top.body) {
      if (item.type === 'TOMLKeyValue') addKeyValue(root, item);
      else addTable(root, item);
    }
    return documentOf(text, top.body.length === 0 ? null : root.toData(), root);
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFault(TOO_DEEP, 0);
    if (!(error instanceof ParseError)) throw error;
    throw new SyntaxFault(inWords(error, text), Math.min(error.index, text.length));
  }
}

const WORDS: Readonly<Record<string, string>> = {
  'Unterminated string constant': 'the closing quote is missing',
  'Must be a newline': 'a line end is expected here',
  'Unexpected character': 'something that TOML does not expect here (text needs quotes)',
  'Unexpected token': 'something that TOML does not expect here',
  'Expected equal (=) token': 'an = is expected here',
  'Unspecified values are invalid': 'a value is missing here',
  'Defining a key multiple times is invalid': 'a key is there twice',
};

/** The parser's own sentences may name a character of the file. */
function inWords({ message, index }: ParseError, text: string): string {
  const known = WORDS[message];
  if (message.startsWith('Defining a key')) {
    const key = /^[\w-]+/.exec(text.slice(index, index + 80))?.[0];
    if (key) return `the key ${showKey(key)} is there twice`;
  }
  return (
    known ?? message.replace(/ code point .*/, ' code point').replace(/^./, (first) => first.toLowerCase())
  );
}

function addTable(root: Node, { key, resolvedKey, body }: AST.TOMLTable): void {
  let node = root;
  let named = 0;
  for (const segment of resolvedKey) {
    // An index of [[table]] has no key of its own: it stands where the header does.
    const at = typeof segment === 'number' ? key.range[0] : offsetOf(key.keys[named++]);
    if (typeof segment === 'number') node.list = true;
    node = branch(node, String(segment), at);
  }
  for (const item of body) addKeyValue(node, item);
}

function addKeyValue(parent: Node, { key, value }: AST.TOMLKeyValue): void {
  let node = parent;
  for (const part of key.keys.slice(0, -1)) node = branch(node, nameOf(part), part.range[0]);
  const last = key.keys.at(-1);
  if (!last) return;
  refuseKey(nameOf(last), last.range[0]);
  node.children.set(nameOf(last), contentOf(value, last.range[0]));
}

function branch(node: Node, name: string, at: number): Node {
  const known = node.children.get(name);
  if (known) return known;
  refuseKey(name, at);
  const made = new Node(at, at, true);
  node.children.set(name, made);
  return made;
}

function contentOf(value: AST.TOMLContentNode, key: number | null): Node {
  const node = new Node(key, value.range[0], value.type !== 'TOMLValue');
  if (value.type === 'TOMLInlineTable') {
    for (const item of value.body) addKeyValue(node, item);
  } else if (value.type === 'TOMLArray') {
    node.list = true;
    for (const [index, each] of value.elements.entries())
      node.children.set(String(index), contentOf(each, null));
  } else {
    node.data = value.kind === 'integer' && !Number.isSafeInteger(value.value) ? value.bigint : value.value;
  }
  return node;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function offsetOf(key: AST.TOMLBare | AST.TOMLQuoted | undefined): number {
  return key?.range[0] ?? 0;
}
