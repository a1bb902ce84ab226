import type { FormName } from '../forms/form.js';

const JDBC = { postgres: 'pgjdbc', mysql: 'connectorj', mariadb: 'mariadb-jdbc', sqlite: 'sqlite-jdbc' };
const JVM = { ...JDBC, r2dbc: 'r2dbc' };
const DOTNET = { postgres: 'npgsql', mysql: 'mysql-ado', mariadb: 'mysql-ado', sqlite: 'sqlite-ado' };
const GO = { postgres: 'pgx', mysql: 'go-sql-driver', mariadb: 'go-sql-driver' };
const NODE = { postgres: 'node-pg', mysql: 'mysql2', mariadb: 'mysql2' };
const PHP = { postgres: 'pdo', mysql: 'pdo', mariadb: 'pdo', sqlite: 'pdo' };
const PYTHON = { postgres: 'libpq', mysql: 'sqlalchemy', mariadb: 'sqlalchemy', sqlite: 'sqlalchemy' };
const RUBY = { postgres: 'rails', mysql: 'rails', mariadb: 'rails', sqlite: 'rails' };
const RUST = { postgres: 'sqlx', mysql: 'sqlx', mariadb: 'sqlx', sqlite: 'sqlx' };
const ELIXIR = { postgres: 'ecto', mysql: 'ecto', mariadb: 'ecto' };

/** Words for `client` that leave the reader to the form of the text, or else to its dialect. */
const FRAMEWORKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  spring: JVM,
  'spring-boot': JVM,
  java: JVM,
  jvm: JVM,
  kotlin: JVM,
  scala: JVM,
  hibernate: JDBC,
  quarkus: JVM,
  micronaut: JVM,
  hikari: JDBC,
  hikaricp: JDBC,
  flyway: JDBC,
  liquibase: JDBC,
  dotnet: DOTNET,
  '.net': DOTNET,
  ado: DOTNET,
  'ado.net': DOTNET,
  csharp: DOTNET,
  'ef-core': DOTNET,
  'entity-framework': DOTNET,
  aspnet: DOTNET,
  go: GO,
  golang: GO,
  gorm: GO,
  node: NODE,
  nodejs: NODE,
  javascript: NODE,
  typescript: NODE,
  drizzle: NODE,
  kysely: NODE,
  python: PYTHON,
  php: PHP,
  wordpress: PHP,
  ruby: RUBY,
  rust: RUST,
  'sea-orm': RUST,
  elixir: ELIXIR,
  phoenix: ELIXIR,
};

export const frameworkNames: readonly string[] = Object.keys(FRAMEWORKS);

/** The reader that a framework goes by for a text; `any` where it has none. Null for what is no framework. */
export function readerOfFramework(
  word: string,
  dialect: string | null,
  form: FormName | null = null,
): string | null {
  const readers = FRAMEWORKS[word.toLowerCase()];
  return readers ? (readers[form ?? ''] ?? readers[dialect ?? ''] ?? 'any') : null;
}
