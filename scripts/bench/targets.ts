import { COUNTS, nameOf } from './many.js';
import { type Measured, ratio } from './measure.js';
import { BARE } from './place.js';
import type { Size } from './size.js';

/** What is to be kept below: `figure` is null when its part was left out. */
export interface Target {
  readonly what: string;
  readonly limit: number;
  readonly unit: '×' | 'MB';
  readonly figure: (results: Results) => number | null;
}

/** The parts by their titles. */
export interface Results {
  readonly parts: ReadonlyMap<string, Measured>;
  readonly size: Size | null;
}

const STARTS = 'Nothing is connected to';
const LIVE = 'One database';
const MANY = 'Databases in one configuration';

export const TARGETS: readonly Target[] = [
  times('npm package, `--version`', 1.1, STARTS, 'npm package: --version', BARE),
  times('npm package, flags, 20 variables', 1.35, STARTS, 'npm package: 20 variables, flags', BARE),
  times('npm package, JSON, 20 variables', 1.35, STARTS, 'npm package: 20 variables, JSON', BARE),
  times('npm package, YAML, 20 variables', 1.6, STARTS, 'npm package: 20 variables, YAML', BARE),
  times('npm package, PostgreSQL', 2.4, LIVE, 'npm package: PostgreSQL', BARE),
  times('the same', 0.9, LIVE, 'npm package: PostgreSQL', 'the plainest script with pg'),
  times('npm package, MariaDB', 2.8, LIVE, 'npm package: MariaDB', BARE),
  times('the same', 0.9, LIVE, 'npm package: MariaDB', 'the plainest script with mysql2'),
  times('executable, `--version`', 0.35, STARTS, 'executable: --version', BARE),
  times('executable, flags, 20 variables', 0.6, STARTS, 'executable: 20 variables, flags', BARE),
  times('executable, PostgreSQL', 0.9, LIVE, 'executable: PostgreSQL', 'psql (wrapper)'),
  times('100 databases', 3, MANY, nameOf(COUNTS[2]), nameOf(COUNTS[0])),
  times('1,000 databases', 12, MANY, nameOf(COUNTS[3]), nameOf(COUNTS[0])),
  times('100,000 files', 1.2, '100,000 files', 'npm package', "find . -type f -printf '%s %p\\n'"),
  memory('static', 60, STARTS, 'npm package: 20 variables, YAML'),
  memory('live', 75, LIVE, 'npm package: MariaDB, TLS'),
  memory('500,000 files', 80, '500,000 files', 'npm package'),
  {
    what: 'installed, without the SQLite binaries of other platforms',
    limit: 15,
    unit: 'MB',
    figure: ({ size }) => size?.here ?? null,
  },
];

function times(what: string, limit: number, part: string, row: string, to: string): Target {
  return {
    what: `${what} / ${to}`,
    limit,
    unit: '×',
    figure: ({ parts }) => {
      const measured = parts.get(part);
      return measured?.times.has(to) ? ratio(measured, row, to) : null;
    },
  };
}

function memory(what: string, limit: number, part: string, row: string): Target {
  return {
    what: `peak memory, ${what}`,
    limit,
    unit: 'MB',
    figure: ({ parts }) => parts.get(part)?.peaks.get(row) ?? null,
  };
}
