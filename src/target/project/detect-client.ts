import { readerNamed } from '../clients/readers.js';
import type { FormName } from '../forms/form.js';
import type { ClientRow, Package } from './listing.js';
import type { Project, Side } from './project.js';

/** A client, and the line of the project that tells it. */
export interface Detected {
  readonly client: string;
  readonly file: string;
  /** The package, as the file writes it. */
  readonly name: string;
}

interface Candidate {
  readonly row: ClientRow;
  readonly by: Package;
  readonly side: Side;
}

/**
 * The client of a project for a database of a dialect, or for any where it is null; null where nothing tells, or
 * several differ. A client that does not read the form of the text gives way to one that does.
 */
export function detectClient(
  project: Project,
  { dialect, form }: { readonly dialect: string | null; readonly form: FormName | null },
): Detected | null {
  const all = project.sides
    .flatMap(candidatesOf)
    .filter(({ row }) =>
      dialect === null ? form !== null && form !== 'url' : row.dialects.includes(dialect),
    );
  const fitting = all.filter(({ row }) => row.client === null || form === null || reads(row.client, form));
  const [winner, ...others] = clientsOf(fitting.some(({ row }) => row.client !== null) ? fitting : all);
  if (!winner || others.length > 0) return null;
  const { row, by } = winner;
  // Clients with a form of their own: what is a URL belongs to something else here.
  if (row.client === null || (form !== null && !reads(row.client, form) && !reads(row.client, 'url')))
    return null;
  return { client: row.client, file: by.file, name: by.written };
}

/** The dialect that all drivers of a project are for; null where there is a framework, none, or several. */
export function onlyDialect(project: Project): (Detected & { readonly dialect: string }) | null {
  const all = project.sides.flatMap(candidatesOf);
  const dialects = new Set(all.map(({ row }) => (row.dialects.length > 2 ? '' : (row.dialects[0] ?? ''))));
  const spoken = new Set([...dialects].map((each) => (each === 'mariadb' ? 'mysql' : each)));
  const [first] = all;
  const [dialect] = dialects;
  if (!first || !dialect || spoken.size !== 1 || spoken.has('') || all.some(({ row }) => row.framework))
    return null;
  return { dialect, client: first.row.client ?? 'any', file: first.by.file, name: first.by.written };
}

/** What the packages for a dialect have in their names. */
const NAMED_AFTER: Readonly<Record<string, RegExp>> = {
  postgres: /postgres|psycopg|asyncpg|pgsql|pgx|(^|[-/])pg($|[-/])|(^|[-/])pq($|[-/])/i,
  mysql: /mysql|maria|tidb|planetscale/i,
  mariadb: /mysql|maria|tidb|planetscale/i,
};

/**
 * The only client that a project has, where it takes no URL of the dialect: because it is none for that dialect, or
 * reads another form. Null where something else of the project may take it.
 */
export function onlyClient(project: Project, dialect: string): Detected | null {
  if (project.sides.some(({ listing }) => listing === null)) return null;
  const [only, ...others] = project.sides.filter((side) => candidatesOf(side).length > 0);
  if (!only?.listing || others.length > 0) return null;
  const all = candidatesOf(only);
  const serving = all.filter(({ row }) => row.dialects.includes(dialect));
  const isForeign = serving.length === 0;
  const isLeft = only.listing.packages.some(
    ({ name }) => NAMED_AFTER[dialect]?.test(name) && !all.some(({ by }) => by.name === name),
  );
  if (isForeign && (isLeft || !only.listing.complete)) return null;
  const left = clientsOf(isForeign ? all : serving);
  const [first] = left;
  if (!first || left.some(({ row }) => row.client === null) || (!isForeign && left.length > 1)) return null;
  const { row, by } = first;
  if (row.client === null || (!isForeign && (reads(row.client, 'url') || reads(row.client, 'jdbc'))))
    return null;
  return { client: row.client, file: by.file, name: by.written };
}

function reads(client: string, form: FormName): boolean {
  return readerNamed(client).forms.includes(form);
}

/** The rows that the packages of one ecosystem tell; those for development only where no others do. */
function candidatesOf(side: Side): Candidate[] {
  const packages = side.listing?.packages ?? [];
  const among = (some: readonly Package[]) =>
    side.ecosystem.clients.flatMap((row) => {
      const by = row.packages
        .map((name) => some.find((each) => each.name === name))
        .find((each) => each !== undefined);
      return by ? [{ row, by, side }] : [];
    });
  const main = among(packages.filter(({ dev }) => !dev));
  return main.length > 0 ? main : among(packages.filter(({ file }) => !file.endsWith('.lock')));
}

/** One candidate for each client that is left when frameworks have taken the place of what they use. */
function clientsOf(candidates: readonly Candidate[]): Candidate[] {
  const left = candidates.filter(
    ({ row, by, side }) =>
      !candidates.some(
        (other) =>
          other.side === side &&
          other.row !== row &&
          ((other.row.framework && !row.framework) || other.row.over.includes(by.name)),
      ),
  );
  return left.filter(({ row }, index) => left.findIndex((each) => each.row.client === row.client) === index);
}
