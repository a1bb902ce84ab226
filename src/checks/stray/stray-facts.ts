import type { DatabaseFile } from '../../files/database-names.js';
import { type Mount, mountOf, storageOf } from '../../files/mounts.js';
import type { Comparison } from '../../findings/comparison.js';
import type { StrayFacts } from '../../findings/stray-facts.js';
import type { Table, Tables } from '../../probe/sqlite-tables.js';
import type { Context } from '../context.js';
import { serversOf, type WorkingFolder } from './working-files.js';

/** Where the files lie, and what they lie in. */
export interface StrayPlace {
  readonly folder: WorkingFolder;
  readonly mounts: readonly Mount[];
  /** Set in a container of which it is known when it began. */
  readonly container: { readonly startedAt: number } | null;
}

const TICK_MS = 2000;
/** In one finding. */
const MOST_TABLES = 10;

export function strayFacts(
  context: Context,
  { folder, mounts, container }: StrayPlace,
  file: DatabaseFile,
  tables: Tables | null,
  tracked: boolean | null,
  comparison: Comparison | null = null,
): StrayFacts {
  const madeAt = file.bornAt ?? file.modifiedAt;
  const mount = container && mountOf(file.path, mounts);
  const { path, size, modifiedAt, companions } = file;
  const scrub = (text: string) => context.variables.secrets.scrub(text);
  const read = tables && 'tables' in tables ? tables.tables : null;
  return {
    path: folder.shown(path),
    size,
    modified: new Date(modifiedAt).toISOString(),
    age: ageInWords(Date.now() - modifiedAt),
    companions: companions.map((name) => folder.shown(path.slice(0, path.lastIndexOf('/') + 1) + name)),
    tracked,
    tables:
      read?.slice(0, MOST_TABLES).map(({ name, rows, more }) => ({ name: scrub(name), rows, more })) ?? null,
    tableCount: read?.length ?? null,
    unread: tables && 'unread' in tables ? tables.unread : null,
    environment: context.environment.name,
    servers: serversOf(context),
    comparison,
    storage: mount ? storageIn(mount) : null,
    // The clock of files is that of the last tick.
    afterStart:
      container && madeAt > container.startedAt + TICK_MS ? ageInWords(madeAt - container.startedAt) : null,
    rest: null,
  };
}

/** The notes of migration tools: a database in which only they have rows holds nobody's data. */
const BOOKKEEPING =
  /^(alembic_version|ar_internal_metadata|django_(migrations|content_type)|auth_permission|schema_migrations|schema_version|flyway_schema_history|goose_db_version|databasechangelog(lock)?|knex_migrations(_lock)?|kysely_migration(_lock)?|_prisma_migrations|__drizzle_migrations|__efmigrationshistory|sequelizemeta|typeorm_metadata)$/i;

export function holdsData(tables: Tables | null): boolean {
  return dataTables(tables).length > 0;
}

/** The tables with rows that are somebody's. */
export function dataTables(tables: Tables | null): readonly Table[] {
  if (!wasRead(tables)) return [];
  return tables.tables.filter(({ name, rows }) => rows > 0 && !BOOKKEEPING.test(name));
}

export function wasRead(tables: Tables | null): tables is Extract<Tables, { readonly tables: unknown }> {
  return tables !== null && 'tables' in tables;
}

function storageIn(mount: Mount): string {
  if (mount.point === '/') return 'container';
  return storageOf(mount) === 'memory' ? 'memory' : mount.point;
}

function ageInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'less than a second';
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;
