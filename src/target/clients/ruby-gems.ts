/** The gems that Active Record loads for a dialect, the one to install first. */
const GEMS: Readonly<Record<string, readonly string[]>> = {
  postgres: ['pg', 'activerecord-jdbcpostgresql-adapter', 'activerecord-postgis-adapter', 'jdbc-postgres'],
  mysql: [
    'mysql2',
    'trilogy',
    'activerecord-trilogy-adapter',
    'activerecord-jdbcmysql-adapter',
    'jdbc-mysql',
  ],
  sqlite: ['sqlite3', 'activerecord-jdbcsqlite3-adapter', 'jdbc-sqlite3'],
};

export const DIALECTS_OF_GEMS: readonly string[] = Object.keys(GEMS);

/** The gems of which a client needs one for a dialect; empty where that is not known. */
export function gemsFor(client: string, dialect: string | null): readonly string[] {
  return client === 'rails' ? (GEMS[dialect ?? ''] ?? []) : [];
}
