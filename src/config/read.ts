import { basename, extname } from 'node:path';
import { UsageError } from '../usage-error.js';
import type { Document } from './document.js';
import { readText } from './file-text.js';
import { lineIndex } from './line-index.js';
import { type ParseOptions, SyntaxFault } from './syntax-fault.js';

type Parse = (text: string, options: ParseOptions) => Document;

interface Format {
  readonly name: string;
  load(): Promise<Parse>;
}

const YAML: Format = { name: 'YAML', load: async () => (await import('./parse-yaml.js')).parseYaml };
const JSON_: Format = { name: 'JSON', load: async () => (await import('./parse-json.js')).parseJson };
const TOML: Format = { name: 'TOML', load: async () => (await import('./parse-toml.js')).parseToml };

const FORMATS: Readonly<Record<string, Format>> = {
  '.yaml': YAML,
  '.yml': YAML,
  '.json': JSON_,
  '.toml': TOML,
};

/** The part of a file of somebody else's that is dbcheck's. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['dbcheck'],
  'pyproject.toml': ['tool', 'dbcheck'],
};

/** Where in a file of that name the configuration stands; the root of most. */
export function sectionOf(path: string): readonly string[] {
  return SECTIONS[basename(path)] ?? [];
}

/** Reads a YAML, JSON or TOML file; null where it does not exist. `shown` is its name for messages. Throws `UsageError`. */
export async function readDocument(
  path: string,
  shown: string,
  { lenient = false } = {},
): Promise<Document | null> {
  const text = readText(path, shown);
  if (text === null) return null;
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) {
    throw new UsageError(
      'the name of the file does not tell its format: .yaml, .yml, .json or .toml is expected',
      { file: shown },
    );
  }
  return parse(text, format, shown, { lenient, section: sectionOf(path) });
}

async function parse(text: string, format: Format, file: string, options: ParseOptions): Promise<Document> {
  const parser = await format.load();
  try {
    return parser(text, options);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw new UsageError(`not valid ${format.name}: ${error.message}`, {
      file,
      ...lineIndex(text)(error.offset),
    });
  }
}
