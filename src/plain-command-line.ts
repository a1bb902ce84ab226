import type { CommandLine } from './command-line.js';
import { type Env, items, outputOf, type Raw, runOptionsOf } from './option-values.js';
import { REPORTERS } from './reporters/index.js';

type Kind = 'flag' | 'text' | 'list' | 'texts';

/** The long options of a run: a flag, one text, names between commas, or a text for each time that it is written. */
const OPTIONS: Readonly<Record<string, readonly [key: keyof Raw, kind: Kind]>> = {
  '--config': ['config', 'text'],
  '--environment': ['environment', 'text'],
  '--only': ['only', 'list'],
  '--skip': ['skip', 'list'],
  '--offline': ['offline', 'flag'],
  '--wait': ['wait', 'text'],
  '--timeout': ['timeout', 'text'],
  '--fail-fast': ['failFast', 'flag'],
  '--strict': ['strict', 'flag'],
  '--format': ['format', 'text'],
  '--report': ['report', 'texts'],
  '--quiet': ['quiet', 'flag'],
  '--verbose': ['verbose', 'flag'],
  '--no-color': ['color', 'flag'],
  '--database': ['database', 'list'],
  '--require': ['require', 'list'],
  '--dialect': ['dialect', 'list'],
  '--writable': ['writable', 'texts'],
  '--root': ['root', 'texts'],
};

/**
 * A run whose options are all written out, each with its value behind it. Null for any other command line, and for
 * one with a fault, which commander reads: loading it costs a tenth of a start. Both read alike
 * (test/command-line.test.ts). Throws `UsageError`, as commander's way does, for a value that is none.
 */
export function plainCommandLine(argv: readonly string[], env: Env): CommandLine | null {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? null : argv.slice(end + 1);
  if (command?.length === 0) return null;
  const raw: Record<string, string | boolean | string[]> = {};
  for (let at = 0; at < own.length; at++) {
    const [key, kind] = OPTIONS[own[at] ?? ''] ?? [];
    if (key === undefined) return null;
    if (kind === 'flag') {
      raw[key] = key !== 'color';
      continue;
    }
    at += 1;
    const value = own[at];
    const next = own[at + 1];
    // What is behind a value may be another one of the same option.
    const isAlone = next === undefined || next.startsWith('--');
    if (!value || value.startsWith('-') || !isAlone) return null;
    const before = raw[key];
    if (kind === 'text') raw[key] = value;
    else raw[key] = [...(Array.isArray(before) ? before : []), ...(kind === 'list' ? items(value) : [value])];
  }
  const options = raw as Raw;
  return {
    kind: 'run',
    options: runOptionsOf(options, env),
    output: outputOf(options, env, REPORTERS),
    command,
  };
}
