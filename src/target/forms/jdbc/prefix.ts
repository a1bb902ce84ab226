import { schemeOf } from '../scheme.js';

/** What stands before the part that a driver reads. */
export interface JdbcPrefix {
  /** A word of those that wrap a driver; null for none. */
  readonly wrapper: string | null;
  /** As it is written; empty where there is none. */
  readonly written: string;
  /** Where the sub-protocol begins, and the offset behind its colon. */
  readonly start: number;
  readonly end: number;
  /** Whether a colon ends it. */
  readonly closed: boolean;
}

/** Words in front of the real URL: drivers that watch, trace or fail over another one. */
const WRAPPERS = [
  'aws-wrapper',
  'p6spy',
  'tracing',
  'opentracing',
  'otel',
  'log4jdbc',
  'jdbcdslog',
  'datadog',
  'sentry',
  'zipkin',
  'gcp-wrapper',
];
const CONTAINER = 'tc';
/** Images of Testcontainers, by the driver that speaks to them. */
const IMAGES: Readonly<Record<string, string>> = {
  postgis: 'postgresql',
  timescaledb: 'postgresql',
  pgvector: 'postgresql',
};

/** Names of other products, by the name of their dialect. */
const OTHERS: Readonly<Record<string, string>> = {
  jtds: 'mssql',
  as400: 'db2',
  firebirdsql: 'firebird',
  'informix-sqli': 'informix',
  ch: 'clickhouse',
  sap: 'hana',
  hive2: 'hive',
  awsathena: 'athena',
  ucanaccess: 'access',
  'neo4j+s': 'neo4j',
  cloudspanner: 'spanner',
  exa: 'exasol',
  microsoft: 'mssql',
  weblogic: 'oracle',
  redshift: 'redshift',
};
/** Words that were meant to be a sub-protocol. */
const MEANT: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  postgre: 'postgresql',
  pgsql: 'postgresql',
  pg: 'postgresql',
  sqlite3: 'sqlite',
  mysql2: 'mysql',
};

/** Takes `jdbc:`, a wrapper and the sub-protocol off a text that begins with `jdbc`. */
export function jdbcPrefix(text: string): JdbcPrefix {
  let start = text.indexOf(':') + 1;
  let wrapper: string | null = /^jdbc-secretsmanager:/i.test(text) ? 'jdbc-secretsmanager' : null;
  for (let depth = 0; depth < 3; depth++) {
    const word = wordAt(text, start);
    const isContainer = word.written.toLowerCase() === CONTAINER;
    if (!word.closed || !(isContainer || WRAPPERS.includes(word.written.toLowerCase()))) break;
    wrapper = word.written.toLowerCase();
    start = word.end;
  }
  const word = wordAt(text, start);
  if (wrapper !== CONTAINER) return { wrapper, start, ...word };
  // Testcontainers: `postgresql:16://…`, with a tag of the image.
  const slashes = text.indexOf('//', word.end);
  const tag = slashes < 0 ? null : /^[\w.-]{1,120}:$/.exec(text.slice(word.end, slashes));
  const image = IMAGES[word.written.toLowerCase()] ?? word.written;
  return { wrapper, start, ...word, written: image, end: tag ? slashes : word.end };
}

function wordAt(text: string, start: number): Pick<JdbcPrefix, 'written' | 'end' | 'closed'> {
  const written = /^[^:/?#@;\s]{0,60}/.exec(text.slice(start, start + 60))?.[0] ?? '';
  const end = start + written.length;
  const closed = text[end] === ':';
  return { written, end: closed ? end + 1 : end, closed };
}

/** Whether the server is started for the test that uses the URL. */
export function isContainer({ wrapper }: JdbcPrefix): boolean {
  return wrapper === CONTAINER;
}

/** The dialect of a sub-protocol; null for one that is not known. */
export function jdbcDialect(protocol: string): string | null {
  const word = protocol.toLowerCase();
  if (Object.hasOwn(OTHERS, word)) return OTHERS[word] ?? null;
  return schemeOf(word)?.dialect ?? null;
}

/** The sub-protocol that a word was meant to be. */
export function meantProtocol(word: string): string | null {
  return Object.hasOwn(MEANT, word) ? (MEANT[word] ?? null) : null;
}
