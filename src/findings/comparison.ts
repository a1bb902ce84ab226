/** What came of looking for the rows of a left-over SQLite file on the server. */
export type Comparison = {
  /** `main (postgres)`. */
  server: string;
  /** Why nothing was compared, in words; null where it was. */
  problem: string | null;
  /** Up to 10 that lack something, or that were not compared whole. */
  tables: readonly ComparedTable[];
  /** Rows of the file that were looked for. */
  rows: number;
  /** Rows that the server does not have, in all tables. */
  missing: number;
  /** Tables that such rows are in. */
  lacking: number;
  /** Tables that were not compared, or not whole. */
  left: number;
};

type ComparedTable = {
  name: string;
  rows: number;
  missing: number;
  /** Of the missing ones, those whose key another row has there. */
  other: number;
  by: 'key' | 'count' | 'absent';
  key: readonly string[];
  unfinished: keyof typeof UNFINISHED | null;
};

const UNFINISHED = {
  time: 'the time was over before all of its rows were looked for (--timeout)',
  refused: 'the server did not let this user read it',
  unread: 'the file could not be read to its end',
  many: 'it has more rows than are counted, and no primary key that both have',
} as const;

/** Whether every row is known to be on the server. */
export function isWhole(comparison: Comparison | null): boolean {
  return comparison !== null && comparison.problem === null && comparison.missing + comparison.left === 0;
}

export function comparedMessage(
  path: string,
  { server, tables, missing, lacking, left }: Comparison,
): string {
  if (missing === 0) {
    const what = left === 1 ? '1 table was' : `${left} tables were`;
    return `Whether ${server} has all rows of ${path} is not known: ${what} not compared to the end`;
  }
  const [first] = tables;
  const rows = `${missing} ${missing === 1 ? 'row' : 'rows'}`;
  const where = lacking === 1 && first ? `of ${first.name}` : `in ${lacking} tables`;
  return `${path} holds ${rows} ${where} that ${server} does not have`;
}

export function comparedLines(comparison: Comparison): string[] {
  const { server, problem, tables, rows, left } = comparison;
  if (problem !== null) return [`Its rows were not looked for in ${server}: ${problem}`];
  if (isWhole(comparison)) return [`All its ${rows} rows are in ${server}`];
  return [
    ...tables.map((table) => {
      const unfinished = table.unfinished === null ? '' : UNFINISHED[table.unfinished];
      return `${table.name}: ${[lackingOf(table), unfinished].filter(Boolean).join('; ')}`;
    }),
    ...(left > 0 ? [`${left} ${left === 1 ? 'table was' : 'tables were'} not compared to the end`] : []),
  ];
}

function lackingOf({ rows, missing, other, by, key }: ComparedTable): string {
  if (missing === 0) return rows > 0 ? `none of ${rows} rows is missing` : '';
  if (by === 'absent') return `the server has no such table; ${rows} rows`;
  if (by === 'count') return `${rows} rows here, ${rows - missing} there`;
  const same = other > 0 ? `, ${other} of them with a ${key.join(', ')} that another row has there` : '';
  return `${missing} of ${rows} rows are not there, looked for by ${key.join(', ')}${same}`;
}
