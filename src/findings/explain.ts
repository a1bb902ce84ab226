import { distance } from 'fastest-levenshtein';
import { catalogue } from './catalogue.js';
import type { Entry } from './entry.js';

const entries = new Map<string, Entry>(Object.entries(catalogue as Readonly<Record<string, Entry>>));

/** What `dbcheck explain CODE` prints; null for a code that does not exist. */
export function explain(code: string): string | null {
  const words = entries.get(code);
  if (!words) return null;
  return [
    code,
    words.title,
    '',
    `Severity:   ${words.severity}`,
    `Transient:  ${words.transient ? 'yes, waiting can cure it (--wait)' : 'no, waiting does not cure it'}`,
    `Exit:       ${exitStatus(code, words)}`,
    '',
    reflowed(words.page),
    '',
  ].join('\n');
}

/** Every code with its title, by area, in the order of the catalogue. */
export function explainAll(): string {
  const codes = [...entries.keys()];
  const widest = Math.max(...codes.map((code) => code.length));
  const areas = [...new Set(codes.map(areaOf))];
  const blocks = areas.map((area) =>
    [...entries]
      .filter(([code]) => areaOf(code) === area)
      .map(([code, { title }]) => `${code.padEnd(widest)}  ${title}\n`)
      .join(''),
  );
  return [...blocks, 'The page of one: dbcheck explain CODE\n'].join('\n');
}

/** The code that was meant by a misspelt one, or by a slug without its area. */
export function nearestCode(text: string): string | null {
  const meant = text.toLowerCase();
  let nearest: string | null = null;
  let least = Math.max(2, Math.floor(meant.length / 3)) + 1;
  for (const code of entries.keys()) {
    const far = Math.min(distance(meant, code), distance(meant, code.slice(areaOf(code).length + 1)));
    if (far < least) {
      nearest = code;
      least = far;
    }
  }
  return nearest;
}

/** Paragraphs for a terminal of 80 columns; indented lines, which are to be pasted, stay as they are. */
function reflowed(page: string): string {
  return page
    .trim()
    .replace(/(?<=^\S.*)\n(?=\S)(?!- )/gm, ' ')
    .replace(/^(?! ).+$/gm, (paragraph) => paragraph.replace(/(.{1,80})( |$)/g, '$1\n').trimEnd());
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

/** The statuses of the contract's section 1. */
function exitStatus(code: string, { severity, transient }: Entry): string {
  if (code === 'check/crashed') return '70';
  if (severity !== 'error') return severity === 'warning' ? '0, or 1 with --strict' : '0';
  return transient ? '3 when only transient failures are left, 1 beside others' : '1';
}
