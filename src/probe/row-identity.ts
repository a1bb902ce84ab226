import { createHash } from 'node:crypto';
import type { FileTable } from './leftover-rows.js';
import {
  SEPARATOR,
  type ServerColumn,
  type ServerTable,
  type ServerWords,
  TEXT_LENGTH,
} from './server-tables.js';
import type { Cell } from './sqlite-driver.js';

/** How the rows of a table are recognized on the server: by their key, and by the texts that they hold. */
export interface RowIdentity {
  /** What to read of the file: the key first. */
  readonly columns: readonly { readonly name: string; readonly cut: number | null }[];
  /**
   * A `SELECT` of how many of these rows have their key `there`, and how many of those most of their texts too:
   * `same`. Null where a key has a form that can't be looked for.
   */
  query(rows: readonly (readonly Cell[])[]): string | null;
}

/** More texts than these tell nothing more. */
const MOST_TEXTS = 8;

/**
 * Null where file and server have no primary key of the same columns. What a row holds goes to the server as
 * hashes, with a mark that only this run knows, so that its log shows nothing of it; whole numbers go as they
 * are, because an index finds those.
 */
export function rowIdentity(
  file: FileTable,
  server: ServerTable,
  words: ServerWords,
  mark: string,
): RowIdentity | null {
  const column = (name: string) => server.columns.get(name) ?? server.columns.get(name.toLowerCase());
  const key = file.key.map(column).filter((each) => each !== undefined);
  const sameKey =
    key.length > 0 &&
    key.length === file.key.length &&
    sorted(server.key) === sorted(file.key) &&
    key.every(({ kind }) => kind !== 'other');
  if (!sameKey) return null;
  const texts = file.texts
    .flatMap((name) => {
      const own = column(name);
      return own?.kind === 'text' ? [{ name, own }] : [];
    })
    .slice(0, MOST_TEXTS);
  const [first] = key;
  const isNumber = key.length === 1 && first?.kind === 'integer';
  const keyTexts = key.map((each) => (each.kind === 'integer' ? each.place : words.text(each)));
  const keyExpression = isNumber && first ? first.place : words.hash(mark, keyTexts);
  const textExpressions = texts.map(({ own }) => words.hash(mark, [...keyTexts, words.text(own)]));

  const query = (rows: readonly (readonly Cell[])[]) => {
    /** By the number of texts: the keys, and for each column its hashes. */
    const groups = new Map<number, { keys: string[]; hashes: string[][] }>();
    const keys: string[] = [];
    for (const row of rows) {
      const own = keyOf(row.slice(0, key.length), key);
      if (own === null) return null;
      const literal = `'${isNumber ? own[0] : hashed(mark, own)}'`;
      const held = row
        .slice(key.length)
        .map((cell) => (typeof cell === 'string' && cell !== '' ? cell : null));
      const count = held.filter((cell) => cell !== null).length;
      const group = groups.get(count) ?? { keys: [], hashes: texts.map(() => []) };
      groups.set(count, group);
      keys.push(literal);
      group.keys.push(literal);
      for (const [index, cell] of held.entries()) {
        if (cell !== null) group.hashes[index]?.push(`'${hashed(mark, [...own, cell])}'`);
      }
    }
    const same = [...groups].map(([count, group]) => {
      const isOne = `${keyExpression} IN (${group.keys.join(', ')})`;
      if (count === 0) return isOne;
      const equal = group.hashes.flatMap((hashes, index) =>
        hashes.length
          ? [`CASE WHEN ${textExpressions[index]} IN (${hashes.join(', ')}) THEN 2 ELSE 0 END`]
          : [],
      );
      return `${isOne} AND ${equal.join(' + ')} > ${count}`;
    });
    return `SELECT count(*) AS there, sum(CASE WHEN ${same.join(' OR ')} THEN 1 ELSE 0 END) AS same FROM ${server.place} WHERE ${keyExpression} IN (${keys.join(', ')})`;
  };
  const columns = [
    ...file.key.map((name) => ({ name, cut: null })),
    ...texts.map(({ name }) => ({ name, cut: TEXT_LENGTH })),
  ];
  return { columns, query };
}

function sorted(names: readonly string[]): string {
  return names
    .map((name) => name.toLowerCase())
    .sort()
    .join(SEPARATOR);
}

/** The parts of a key as the server shows them as text. */
function keyOf(cells: readonly Cell[], key: readonly ServerColumn[]): string[] | null {
  const parts: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const kind = key[index]?.kind;
    if (typeof cell === 'bigint') parts.push(String(cell));
    else if (typeof cell !== 'string' || kind === 'integer') return null;
    else if (kind === 'uuid') parts.push(cell.replaceAll('-', '').toLowerCase());
    else parts.push([...cell].slice(0, TEXT_LENGTH).join(''));
  }
  return parts;
}

function hashed(mark: string, parts: readonly string[]): string {
  return createHash('md5')
    .update([mark, ...parts].join(SEPARATOR))
    .digest('hex');
}
