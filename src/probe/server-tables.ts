import type { Ask } from './probe.js';

/** A table of the server, with what rows of another database can be recognized by. */
export interface ServerTable {
  /** Quoted for a query. */
  readonly place: string;
  readonly columns: ReadonlyMap<string, ServerColumn>;
  /** Names of the columns of the primary key, in its order. */
  readonly key: readonly string[];
}

export interface ServerColumn {
  /** Quoted for a query. */
  readonly place: string;
  readonly kind: 'integer' | 'text' | 'uuid' | 'other';
}

/** How one kind of server is asked. Every query reads only, and ends within its time. */
export interface ServerWords {
  /** The table of this name that a plain `SELECT` finds; null where there is none that this user may see. */
  find(ask: Ask, name: string): Promise<ServerTable | null>;
  /** A `SELECT` that the server itself ends when it takes longer. */
  limited(select: string, milliseconds: number): string;
  /** The hash of these expressions of the server's, with the mark of the run before them. */
  hash(mark: string, expressions: readonly string[]): string;
  /** A column as text, its beginning only. */
  text(column: ServerColumn): string;
}

/** How many characters of a text count. */
export const TEXT_LENGTH = 200;
/** Between the parts of what is hashed. */
export const SEPARATOR = '\u001f';

const hexOf = (text: string) => Buffer.from(text).toString('hex');

const POSTGRES_KINDS: Readonly<Record<string, ServerColumn['kind']>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  citext: 'text',
  uuid: 'uuid',
};

const postgres: ServerWords = {
  async find(ask, name) {
    const wanted = `convert_from(decode('${hexOf(name)}', 'hex'), 'UTF8')`;
    const select = `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS place, a.attname AS name,
  quote_ident(a.attname) AS quoted, t.typname AS type,
  array_position(i.indkey::int2[], a.attnum) AS position
FROM (SELECT oid, relname, relnamespace FROM pg_catalog.pg_class
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_catalog.pg_table_is_visible(oid)
    AND lower(relname) = lower(${wanted}) AND relnamespace <> 'pg_catalog'::regnamespace
  ORDER BY relname = ${wanted} DESC LIMIT 1) c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
ORDER BY a.attnum`;
    const rows = await ask(postgres.limited(select, METADATA_MS));
    return tableOf(rows, (type) => POSTGRES_KINDS[type] ?? 'other');
  },
  limited: (select, milliseconds) =>
    `BEGIN READ ONLY; SET LOCAL statement_timeout = ${milliseconds}; ${select}; COMMIT`,
  hash: (mark, expressions) =>
    `md5(convert_to(concat_ws(E'\\x1f', '${mark}', ${expressions.join(', ')}), 'UTF8'))`,
  text: ({ place, kind }) =>
    kind === 'uuid' ? `replace(${place}::text, '-', '')` : `left(${place}::text, ${TEXT_LENGTH})`,
};

const MYSQL_KINDS: Readonly<Record<string, ServerColumn['kind']>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  uuid: 'uuid',
};

const mysql: ServerWords = {
  async find(ask, name) {
    const select = `SELECT c.TABLE_NAME AS \`table\`, c.COLUMN_NAME AS name, c.DATA_TYPE AS type, k.SEQ_IN_INDEX AS position
FROM information_schema.COLUMNS c
LEFT JOIN information_schema.STATISTICS k ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
  AND k.COLUMN_NAME = c.COLUMN_NAME AND k.INDEX_NAME = 'PRIMARY'
WHERE c.TABLE_SCHEMA = DATABASE() AND LOWER(c.TABLE_NAME) = LOWER(CONVERT(x'${hexOf(name)}' USING utf8mb4))
ORDER BY c.ORDINAL_POSITION`;
    const rows = await ask(mysql.limited(select, METADATA_MS));
    const exact = rows.filter((row) => row['table'] === name);
    const own = exact.length ? exact : rows.filter((row) => row['table'] === rows[0]?.['table']);
    const quoted = own.map((row) => ({
      ...row,
      place: quote(String(row['table'])),
      quoted: quote(String(row['name'])),
    }));
    return tableOf(quoted, (type) => MYSQL_KINDS[type.toLowerCase()] ?? 'other');
  },
  // The first comment is MariaDB's, the second MySQL's.
  limited: (select, milliseconds) =>
    `/*M!100100 SET STATEMENT max_statement_time=${milliseconds / 1000} FOR */ ${select.replace('SELECT', `SELECT /*+ MAX_EXECUTION_TIME(${milliseconds}) */`)}`,
  hash: (mark, expressions) =>
    `MD5(CONVERT(CONCAT_WS(x'1f', '${mark}', ${expressions.join(', ')}) USING utf8mb4))`,
  text: ({ place, kind }) =>
    kind === 'uuid' ? `REPLACE(${place}, '-', '')` : `LEFT(${place}, ${TEXT_LENGTH})`,
};

export const SERVER_WORDS = { postgres, mysql };

/** The catalogue of a server answers at once, or something is wrong with it. */
const METADATA_MS = 2000;

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function tableOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  kindOf: (type: string) => ServerColumn['kind'],
): ServerTable | null {
  const [first] = rows;
  if (!first) return null;
  const columns = new Map(
    rows.map((row): [string, ServerColumn] => [
      String(row['name']),
      { place: String(row['quoted']), kind: kindOf(String(row['type'])) },
    ]),
  );
  const key = rows
    .filter((row) => row['position'] !== null)
    .sort((a, b) => Number(a['position']) - Number(b['position']))
    .map((row) => String(row['name']));
  return { place: String(first['place']), columns, key };
}
