import type { Source } from '../report.js';

/** `.env:3`, `dbcheck.yaml:12:5`, `variable DATABASE_URL`; null where there is no place to point at. */
export function place(source: Source | null): string | null {
  if (!source) return null;
  if ('variable' in source) return `variable ${source.variable}`;
  const { file, line, column } = source;
  if (line === null) return file;
  return column === null || column === 1 ? `${file}:${line}` : `${file}:${line}:${column}`;
}
