import type { TlsMode } from '../../config/config.js';
import { nearestName } from '../../nearest-name.js';
import { fault, type OpenFault } from '../fault.js';
import { SPECIAL } from './special-tls.js';
import type { Draft, Parameter } from './tls-draft.js';
import { modeNamed, modeWords } from './tls-modes.js';
import { type TlsFamily, type TlsWords, tlsWords } from './tls-words.js';

export type { Parameter } from './tls-draft.js';

export interface TlsReading {
  readonly asked: {
    /** What is written, in libpq's words; null when nothing was said. */
    readonly mode: TlsMode | null;
    /** What the client makes of it. */
    readonly effective: TlsMode;
    readonly ca: string | null;
  };
  /** The parameters that say nothing more once this is known. */
  readonly consumed: ReadonlySet<string>;
  readonly faults: readonly OpenFault[];
}

/** Reads what a string says of TLS as one family of clients does. `extraCa`: one that is named elsewhere. */
export function readTls(
  family: TlsFamily,
  written: readonly Parameter[],
  extraCa: string | null = null,
): TlsReading {
  const words = tlsWords(family);
  const draft: Draft = {
    mode: null,
    effective: null,
    from: null,
    ca: extraCa,
    consumed: new Set(),
    faults: [],
  };
  for (const parameter of byRank(words, written)) take(words, parameter, draft);
  if (words.special) SPECIAL[words.special](words, written, draft);
  if (draft.mode === null) takeUnread(words, written, draft);
  const { ca } = draft;
  const otherwise = draft.effective ? null : meaningDiffers(words, draft);
  if (otherwise) draft.faults.push(otherwise);
  const effective =
    draft.effective ??
    (draft.mode && (words.effective?.[draft.mode] ?? draft.mode)) ??
    (ca && words.withCa) ??
    words.unset;
  const { mode, consumed, faults } = draft;
  return { asked: { mode, effective: effective || words.unset, ca }, consumed, faults };
}

/** Nobody reads more of them, and the nearest word takes time to find. */
const MOST_TOLD = 5;

/** What counts most stands last. */
function byRank({ ruler }: TlsWords, written: readonly Parameter[]): readonly Parameter[] {
  if (!ruler) return written;
  return [...written].sort((a, b) => Number(a.name === ruler) - Number(b.name === ruler));
}

function take(words: TlsWords, parameter: Parameter, draft: Draft): void {
  const { name, value, column } = parameter;
  const values = words.parameters[name];
  if (words.noOption?.includes(name)) {
    draft.consumed.add(name);
    draft.faults.push(fault('url/bad-parameter', 'invalid-option', { part: 'query', column, name }));
  } else if (words.respells && Object.hasOwn(words.respells, name)) {
    const instead = words.respells[name] ?? null;
    draft.faults.push(fault('url/bad-parameter', 'other-spelling', { part: 'query', column, name, instead }));
  } else if (words.rejects?.includes(name)) {
    draft.faults.push(
      fault('url/bad-parameter', 'rejected-parameter', {
        part: 'query',
        column,
        name,
        instead: ownWord(words, value),
      }),
    );
  } else if (words.ignores?.includes(name)) {
    draft.faults.push(
      fault('url/ignored-parameter', 'ignored-tls', {
        part: 'query',
        column,
        name,
        instead: ownWord(words, value),
      }),
    );
  } else if (words.ca.includes(name)) {
    draft.ca = value || null;
    draft.consumed.add(name);
  } else if (values) {
    const mode = modeOf(values, value, words.anyCase ?? false);
    draft.consumed.add(name);
    if (value === '' && words.emptyIsNone) return;
    if (mode) {
      if (draft.mode && draft.mode !== mode) draft.faults.push(conflicting(parameter));
      draft.mode = mode;
      draft.from = parameter;
      draft.effective = words.effectiveOf?.[value] ?? null;
      if (mode === 'disable' && draft.effective)
        draft.faults.push(fault('url/ignored-parameter', 'tls-off', { part: 'query', column, name }));
    } else if (words.special !== 'json' && words.special !== 'registered') {
      if (draft.faults.length < MOST_TOLD)
        draft.faults.push(unknownValue(parameter, values, words.otherwise !== undefined));
      draft.effective = words.otherwise ?? null;
    }
  }
}

/**
 * A mode in the words of another client: it is what was written and meant, and the session stays as without it.
 * `ssl` alone is no such word, since clients do not mean the same by it.
 */
function takeUnread(words: TlsWords, written: readonly Parameter[], draft: Draft): void {
  const unread = written.findLast(({ name }) => words.ignores?.includes(name) && isModeName(name));
  const mode = unread ? (ACCEPTS[unread.value] ?? modeNamed(unread.value)) : null;
  if (!unread || mode === null) return;
  draft.effective ??= (draft.ca && words.withCa) || words.unset;
  draft.mode = mode;
  draft.consumed.add(unread.name);
}

/** Prisma's `sslaccept`. */
const ACCEPTS: Readonly<Record<string, TlsMode>> = { strict: 'verify-full', accept_invalid_certs: 'require' };

function isModeName(name: string): boolean {
  return /^ssl[-_]?mode$|^sslaccept$/i.test(name);
}

/** How the client asks for what another one's word says, `NAME=VALUE`; null where only its code does. */
function ownWord({ own, parameters }: TlsWords, value: string): string | null {
  if (own !== undefined) return own;
  const mode = modeNamed(value) ?? 'require';
  for (const [name, values] of Object.entries(parameters)) {
    const word = Object.keys(values).find((each) => values[each] === mode);
    if (word !== undefined) return `${name}=${word}`;
  }
  return null;
}

/** A word of libpq that the client takes for another one. `ssl=true` is no such word. */
function meaningDiffers(words: TlsWords, { mode, from }: Draft): OpenFault | null {
  const instead = mode && words.effective?.[mode];
  if (!instead || !from || !/^ssl[-_]?mode$/.test(from.name)) return null;
  const { name, column } = from;
  return fault('url/ignored-parameter', 'tls-meaning', { part: 'query', column, name, instead });
}

function modeOf(
  values: Readonly<Record<string, TlsMode>>,
  value: string,
  anyCase: boolean | 'letters',
): TlsMode | null {
  const plain = (word: string) =>
    anyCase === 'letters' ? word.toLowerCase() : word.toLowerCase().replaceAll('-', '_');
  const known = Object.keys(values).find(
    (each) => each === value || (anyCase && plain(each) === plain(value)),
  );
  return (known !== undefined && values[known]) || null;
}

function unknownValue(
  { name, value, column }: Parameter,
  values: Readonly<Record<string, TlsMode>>,
  forgiven: boolean,
): OpenFault {
  const known = Object.keys(values).filter((each) => !/^\d/.test(each));
  const instead = nearestName(value, known) ?? meantElsewhere(value, values) ?? known.join(', ');
  const severity = forgiven ? 'warning' : 'error';
  return fault('url/bad-parameter', 'tls-mode', { part: 'query', column, name, instead, severity });
}

/** `REQUIRED`, and what comes near to it, where `require` is the word. */
function meantElsewhere(value: string, values: Readonly<Record<string, TlsMode>>): string | null {
  const mode = modeNamed(nearestName(value, modeWords) ?? '');
  return Object.keys(values).find((each) => mode !== null && values[each] === mode) ?? null;
}

function conflicting({ name, column }: Parameter): OpenFault {
  return fault('url/bad-parameter', 'conflicting-tls', { part: 'query', column, name, severity: 'warning' });
}
