import type { Split } from '../../clients/reader.js';
import { isKnownParameter } from '../parameters/parameter-names.js';

/** A piece of the text, without its delimiters; offsets count from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface UrlSpans {
  readonly user: Span | null;
  readonly password: Span | null;
  /** Between `@` (or `://`) and the path; may hold several hosts. */
  readonly hosts: Span;
  /** Without its first slash; null where there is none. */
  readonly path: Span | null;
  readonly query: Span | null;
  readonly fragment: Span | null;
}

/** Where a URL's parts stand for one kind of client. `start` is the offset behind `://`. Linear in the text. */
export function scanUrl(text: string, start: number, split: Split, hasFragment: boolean): UrlSpans {
  const at = endOfCredentials(text, start, split);
  const hostsStart = at < 0 ? start : at + 1;
  const bracketed = text[hostsStart] === '[' ? text.indexOf(']', hostsStart) : -1;
  const ends = hasFragment ? '/?#' : '/?';
  const hostsEnd = firstOf(text, ends, bracketed < 0 ? hostsStart : bracketed);
  const pathEnd = text[hostsEnd] === '/' ? firstOf(text, hasFragment ? '?#' : '?', hostsEnd + 1) : hostsEnd;
  const queryEnd = text[pathEnd] === '?' && hasFragment ? firstOf(text, '#', pathEnd + 1) : text.length;
  const colon = at < 0 ? -1 : text.indexOf(':', start);
  const hasPassword = colon >= 0 && colon < at;
  return {
    user: at < 0 ? null : { start, end: hasPassword ? colon : at },
    password: hasPassword ? { start: colon + 1, end: at } : null,
    hosts: { start: hostsStart, end: hostsEnd },
    path: text[hostsEnd] === '/' ? { start: hostsEnd + 1, end: pathEnd } : null,
    query: text[pathEnd] === '?' ? { start: pathEnd + 1, end: queryEnd } : null,
    fragment: fragmentOf(text, pathEnd, queryEnd),
  };
}

function fragmentOf(text: string, pathEnd: number, queryEnd: number): Span | null {
  const hash = text[pathEnd] === '#' ? pathEnd : queryEnd;
  return text[hash] === '#' ? { start: hash + 1, end: text.length } : null;
}

/** The `@` that ends user and password, by the client's rule; -1 where there is none. */
function endOfCredentials(text: string, start: number, split: Split): number {
  const authorityEnd = firstOf(text, '/?#', start);
  const slash = firstOf(text, '/', start);
  switch (split) {
    case 'url':
      return lastAt(text, start, authorityEnd);
    case 'url-first':
      return firstAt(text, start, authorityEnd);
    case 'libpq':
      return firstAt(text, start, slash);
    case 'typeorm':
      return lastAt(text, start, slash);
    case 'last':
      return lastAt(text, start, firstOf(text, '/?', start));
    case 'sqlalchemy': {
      // A user without ":" or "/", then a password of anything but "@".
      const userEnd = firstOf(text, ':/', start);
      const afterPassword = text[userEnd] === ':' ? firstAt(text, userEnd, text.length) : -1;
      return afterPassword >= 0 ? afterPassword : lastAt(text, start, userEnd);
    }
  }
}

function firstAt(text: string, start: number, end: number): number {
  const at = text.indexOf('@', start);
  return at < end ? at : -1;
}

function lastAt(text: string, start: number, end: number): number {
  const at = end > start ? text.lastIndexOf('@', end - 1) : -1;
  return at >= start ? at : -1;
}

function firstOf(text: string, characters: string, start: number): number {
  let first = text.length;
  for (const character of characters) {
    const found = text.indexOf(character, start);
    if (found >= 0 && found < first) first = found;
  }
  return first;
}

export interface RawCharacter {
  readonly character: string;
  readonly offset: number;
}

export interface Credentials {
  /** The characters that should have been percent-encoded, in user and password taken as far as they may reach. */
  readonly raw: readonly RawCharacter[];
  /** What else has to be encoded there, and misleads nobody about the end: a blank, a `%` that begins no escape. */
  readonly others: readonly RawCharacter[];
  /** Where the longest reading of the password ends; -1 without credentials. */
  readonly end: number;
  /** More than one `@` could end the password: a host may be a piece of it. */
  readonly ambiguous: boolean;
}

/**
 * What stands unencoded in user and password. An `@` in the value of a parameter that clients know
 * (`?user=me@example.com`) ends no password; any other one may.
 */
export function rawInCredentials(text: string, start: number): Credentials {
  const ats = candidates(text, start);
  const end = ats.at(-1) ?? -1;
  const raw: RawCharacter[] = [];
  const others: RawCharacter[] = [];
  for (let offset = start; offset < end; offset++) {
    const character = text[offset] ?? '';
    if ('@/?#[]'.includes(character)) raw.push({ character, offset });
    else if (
      character === ' ' ||
      (character === '%' && !/^[0-9a-f]{2}/i.test(text.slice(offset + 1, offset + 3)))
    )
      others.push({ character, offset });
  }
  return { raw, others, end, ambiguous: ats.length > 1 };
}

function candidates(text: string, start: number): number[] {
  const ats: number[] = [];
  let inQuery = false;
  let itemStart = -1;
  let isData = false;
  for (let offset = start; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '?' || (character === '&' && inQuery)) {
      inQuery = true;
      itemStart = offset + 1;
      isData = false;
    } else if (character === '=' && inQuery && !isData) {
      isData = offset - itemStart < 64 && isKnownParameter(text.slice(itemStart, offset).trim());
    } else if (character === '@' && !isData) ats.push(offset);
  }
  return ats;
}
