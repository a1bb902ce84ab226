import {
  Alias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  parseDocument,
  visit,
  type YAMLError,
  type Document as Yaml,
} from 'yaml';
import { type Document, documentOf, type Place } from './document.js';
import { type ParseOptions, refuseKey, SyntaxFault, showKey, TOO_DEEP } from './syntax-fault.js';

/** How often what an alias stands for may be copied; `<<: *base` in 500 databases is well below. */
const MOST_ALIASES = 2000;

/** Reads YAML 1.2 and merge keys, with positions. Integers that JavaScript would round become BigInts. Throws `SyntaxFault`. */
export function parseYaml(text: string, { lenient }: ParseOptions): Document {
  // Repeated keys are looked for below: the library compares every key with every other one.
  const options = { prettyErrors: false, merge: true, uniqueKeys: false, stringKeys: !lenient } as const;
  try {
    const yaml = lenient ? firstDocument(text, options) : parseDocument(text, options);
    // Of the warnings only an unknown tag says that a value is not what was meant.
    const unknownTag = lenient ? undefined : yaml.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
    const fault = yaml.errors[0] ?? unknownTag;
    if (fault) throw new SyntaxFault(inWords(fault), Math.max(0, fault.pos[0]));
    lookAtNodes(yaml, lenient);
    return documentOf(text, toData(yaml), placeOf(yaml.contents, null, yaml));
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFault(TOO_DEEP, 0);
    throw error;
  }
}

/** The first of several documents is the one that holds everywhere; the others add profiles. */
function firstDocument(text: string, options: Parameters<typeof parseAllDocuments>[1]): Yaml {
  const all = parseAllDocuments(text, options);
  return ('empty' in all ? undefined : all[0]) ?? parseDocument('');
}

function lookAtNodes(yaml: Yaml, lenient: boolean): void {
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = nameOf(key);
        refuseKey(name, offsetOf(key));
        if (!lenient && seen.has(name) && name !== '<<') {
          throw new SyntaxFault(`the key ${showKey(name)} is there twice`, offsetOf(key));
        }
        seen.add(name);
      }
    },
    Scalar(_, node) {
      const { value, source = '' } = node;
      const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
      if (rounded && /^-?\d+$/.test(source)) node.value = BigInt(source);
    },
  });
}

function toData(yaml: Yaml): unknown {
  try {
    return yaml.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) throw aliasFault(yaml);
    if (error instanceof Error && /^Merge sources/.test(error.message)) throw mergeFault(yaml);
    throw error;
  }
}

function aliasFault(yaml: Yaml): SyntaxFault {
  const aliases: Alias[] = [];
  visit(yaml, { Alias: (_, alias) => void aliases.push(alias) });
  const loose = aliases.find((alias) => !alias.resolve(yaml));
  return loose
    ? new SyntaxFault('an alias (*name) whose anchor (&name) does not come before it', offsetOf(loose))
    : new SyntaxFault('aliases (*name) of aliases that would fill the memory', offsetOf(aliases[0]));
}

function mergeFault(yaml: Yaml): SyntaxFault {
  let at: unknown = null;
  visit(yaml, {
    Pair: (_, pair) => {
      if (nameOf(pair.key) === '<<') at ??= pair.key;
    },
  });
  return new SyntaxFault('a merge key (<<) whose value is no mapping', offsetOf(at));
}

function placeOf(node: unknown, key: number | null, yaml: Yaml): Place {
  const value = offsetOf(node) || (key ?? 0);
  const content = node instanceof Alias ? node.resolve(yaml) : node;
  return {
    key,
    value,
    collection: isMap(content) || isSeq(content),
    child(segment) {
      if (isSeq(content)) {
        const item = content.items[Number(segment)];
        return item === undefined ? undefined : placeOf(item, null, yaml);
      }
      const pair = isMap(content) ? pairOf(content.items, String(segment)) : undefined;
      return pair && placeOf(pair.value, offsetOf(pair.key), yaml);
    },
  };
}

function pairOf(items: readonly Pair[], name: string): Pair | undefined {
  return items.findLast(({ key }) => nameOf(key) === name);
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? (key.source ?? key.value) : key);
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

const WORDS: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias (*name) that has a tag or an anchor',
  BAD_ALIAS: 'an alias (*name) or anchor (&name) without a usable name',
  BAD_DIRECTIVE: 'a line that starts with %; quote a value that does',
  BAD_DQ_ESCAPE: 'a backslash sequence that YAML does not have; in single quotes a backslash is itself',
  BAD_INDENT: 'an indentation that does not fit the lines above',
  BAD_PROP_ORDER: 'a tag or an anchor in the wrong place',
  BAD_SCALAR_START: 'a value that starts with a mark of YAML (@ ` % and others); quote it',
  BLOCK_AS_IMPLICIT_KEY: 'a second key on one line; quote a value that holds ": "',
  DUPLICATE_KEY: 'a key is there twice',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MULTILINE_IMPLICIT_KEY: 'a line that is not "key: value"',
  MULTIPLE_DOCS: 'a second document (---); the configuration is one',
  NON_STRING_KEY: 'a key that is not text; quote a value that starts with { or [',
  RESOURCE_EXHAUSTION: TOO_DEEP,
  TAB_AS_INDENT: 'a tab in the indentation; YAML takes blanks only',
  TAG_RESOLVE_FAILED: 'a tag (!name) that has no meaning here',
  UNEXPECTED_TOKEN: 'something that YAML does not expect here',
};

/** What the library appends after a colon or on further lines may be a piece of the file. */
function inWords({ code, message }: YAMLError): string {
  const bracket = /^Flow .* end with an? ([\]}])/.exec(message)?.[1];
  if (bracket) return `a ${bracket} is missing, or lines within brackets are not indented`;
  if (message.startsWith('Missing closing')) return 'a closing quote is missing';
  return WORDS[code] ?? message.split(/\n|: /, 1)[0] ?? '';
}
