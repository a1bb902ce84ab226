import { posix } from 'node:path';
import { type ProjectFiles, unreadable } from './project-files.js';

/** What a list of requirements names, and whether that is all. */
export interface Found {
  readonly names: readonly {
    readonly written: string;
    readonly from?: string;
    readonly release: string | null;
  }[];
  readonly complete: boolean;
}

const MOST_INCLUDES = 20;
const REQUIREMENT = /^([A-Za-z0-9][A-Za-z0-9._-]{0,100})\s{0,8}(\[[^\]]{0,200}\])?\s{0,8}(?=$|[<>=!~;@(,])/;
/** Extras that bring a driver, each package in its own way. */
const BRINGS_DRIVERS = /postgres|psycopg|pg8000|asyncpg|mysql|maria|sqlite|database|\b(all|db)\b/i;

/** A package by the name that the tables go by: PEP 503. */
export function named(written: string): { name: string; written: string } {
  return { name: written.toLowerCase().replace(/[-_.]{1,20}/g, '-'), written };
}

/** Whether a requirement brings more than its name tells: a URL, a folder, an extra with a driver. */
export function bringsMore(requirement: string): boolean {
  return /@\s?\S/.test(requirement) || BRINGS_DRIVERS.test(/\[([^\]]{0,200})\]/.exec(requirement)?.[1] ?? '');
}

/** SQLAlchemy read other URLs before 1.4. */
const BEFORE_1_4 =
  /^sqlalchemy\s{0,4}(\[[^\]]{0,80}\])?\s{0,4}((==|~=|<=|>=[^,]{1,20},\s?<=?)\s?(0|1\.[0-3])(?!\d)|<\s?1\.4\b|>=[^,]{1,20},\s?<\s?1\.4\b)/i;
export const OLD_SQLALCHEMY = 'sqlalchemy-before-1-4';

/** The name at the beginning of a requirement; null where it has none. */
export function nameOf(requirement: string): string | null {
  const name = REQUIREMENT.exec(requirement.trim())?.[1] ?? null;
  return name !== null && BEFORE_1_4.test(requirement.trim()) ? OLD_SQLALCHEMY : name;
}

/** The release that a requirement admits: `2.0` of `==2.0.44`, `2.1+` of `>=2.1,<3`. */
export function releaseOf(requirement: string): string | null {
  const [, sign, release] =
    /(===?|~=|>=)\s?v?(\d{1,4}\.\d{1,4})(?![\d])/.exec(requirement.split(';')[0] ?? '') ?? [];
  if (sign === undefined || release === undefined) return null;
  const isPinned = sign.startsWith('==') || (sign === '~=' && /~=\s?v?\d+\.\d+\.\d/.test(requirement));
  return isPinned ? release : `${release}+`;
}

/** A requirements file and those that it includes. */
export function readRequirements(name: string, files: ProjectFiles, seen = new Set<string>()): Found {
  if (seen.has(name)) return { names: [], complete: true };
  seen.add(name);
  const text = seen.size > MOST_INCLUDES ? unreadable : files.read(name);
  if (typeof text !== 'string') return { names: [], complete: false };
  const names: { written: string; from?: string; release: string | null }[] = [];
  let complete = true;
  for (const line of text.replace(/\\\r?\n/g, ' ').split('\n')) {
    const words = line.replace(/(^|\s)#.*$/, '').trim();
    const include = /^(?:-r|--requirement)[\s=]{0,8}(\S{1,300})/.exec(words)?.[1];
    if (include !== undefined) {
      const other = posix.join(posix.dirname(name), include);
      const found = readRequirements(other, files, seen);
      names.push(...found.names.map((each) => ({ from: other, ...each })));
      complete &&= found.complete;
    } else if (words !== '' && !/^(-c|--(?!editable))/.test(words) && !/^-[fi]\b/.test(words)) {
      const written = nameOf(words);
      if (written === null || bringsMore(words)) complete = false;
      if (written !== null) names.push({ written, release: releaseOf(words) });
    }
  }
  return { names, complete };
}
