import { Secret } from '../../../variables/secret.js';
import type { Parameter } from '../../clients/read-tls.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading } from '../../reading.js';
import { holdSecret } from '../parameters/parameter-names.js';
import { decodePercent } from '../percent.js';
import { MEMORY, sqliteUriPath } from '../sqlite-file.js';
import { DRIVER, type JdbcRead, lastProperty } from './parts.js';
import { anyCase, readProperties } from './properties.js';

const RESOURCE = ':resource:';
/** What it takes out of the name of the file; the rest stays there. */
const PRAGMAS = anyCase(
  `open_mode shared_cache enable_load_extension cache_size mmap_size case_sensitive_like count_changes
default_cache_size defer_foreign_keys empty_result_callback encoding foreign_keys full_column_names fullsync
incremental_vacuum journal_mode journal_size_limit legacy_alter_table legacy_file_format locking_mode page_size
max_page_count read_uncommitted recursive_triggers reverse_unordered_selects secure_delete short_column_names
synchronous temp_store temp_store_directory user_version application_id limit_length limit_sql_length limit_column
limit_expr_depth limit_compound_select limit_vdbe_op limit_function_arg limit_attached limit_like_pattern_length
limit_variable_number limit_trigger_depth limit_worker_threads limit_page_count transaction_mode date_precision
date_class date_string_format busy_timeout hexkey_mode password jdbc.explicit_readonly jdbc.get_generated_keys`.split(
    /\s+/,
  ),
);
/** Parameters of a `file:` URI, which SQLite reads itself. */
const URI = ['mode', 'cache', 'vfs', 'nolock', 'immutable', 'psow', 'modeof'];

/** Xerial's driver: a path, taken as it is written; a `file:` URI; `:memory:` or nothing; `:resource:` of the class path. */
export const readSqliteJdbc: JdbcRead = ({ text, start }) => {
  const faults: OpenFault[] = [];
  const question = text.indexOf('?', start);
  const written = text.slice(start, question < 0 ? undefined : question);
  const span = question < 0 ? null : { start: question + 1, end: text.length };
  const query = readProperties(text, span, { decodes: 'nothing', strict: false, names: PRAGMAS });
  const isUri = written.startsWith('file:');
  faults.push(...query.faults.filter(({ reason }) => reason !== 'literal-escape'));
  for (const { name, value, column } of query.parameters) {
    const where = { part: 'query', column } as const;
    const isPragma = PRAGMAS.has(name.toLowerCase());
    if (isPragma && value === '') faults.push(fault('url/bad-parameter', 'no-value', where));
    else if (!isPragma && !(isUri && URI.includes(name)))
      faults.push(fault('url/ignored-parameter', 'in-file-name', where));
  }
  const password = lastProperty(query.parameters, 'password')?.value ?? null;
  return {
    ...emptyReading('sqlite', faults, DRIVER),
    file: fileOf(written, start, query.parameters, faults),
    password: password === null ? null : new Secret(password),
    parameters: Object.fromEntries(
      query.parameters.filter(({ name }) => name !== 'password').map(({ name, value }) => [name, value]),
    ),
    secrets: query.secrets,
    secretInQuery: holdSecret(query.parameters) || query.parameters.some(({ name }) => name === 'key'),
  };
};

function fileOf(
  written: string,
  start: number,
  parameters: readonly Parameter[],
  faults: OpenFault[],
): string {
  if (written === '' || written === MEMORY) return MEMORY;
  if (written.startsWith(RESOURCE)) {
    const where = { part: 'file', column: start + 1, severity: 'warning' } as const;
    faults.push(fault('url/wrong-form', 'class-path', where));
    return written;
  }
  if (written.startsWith('file:'))
    return fileUri(written.slice('file:'.length), start + 5, parameters, faults);
  if (written.startsWith('~'))
    faults.push(
      fault('url/wrong-form', 'tilde', {
        part: 'file',
        column: start + 1,
        instead: 'jdbc:sqlite:/home/USER/app.db',
      }),
    );
  // To the system, several slashes are one.
  return written.replace(/^\/{2,}/, '/');
}

/** The rules of sqlite.org, and the path is decoded. */
function fileUri(rest: string, start: number, parameters: readonly Parameter[], faults: OpenFault[]): string {
  const { value } = decodePercent(sqliteUriPath(rest, start + 3, faults));
  const inMemory = value === '' || value === MEMORY || lastProperty(parameters, 'mode')?.value === 'memory';
  return inMemory ? MEMORY : value;
}
