import type { ProjectFiles } from './project-files.js';

export type EcosystemName = 'python' | 'node' | 'php' | 'ruby' | 'go' | 'rust' | 'jvm' | 'elixir' | 'dotnet';

/** A dependency that a file of the project names. */
export interface Package {
  /** As the tables here write it. */
  readonly name: string;
  /** As the file writes it. */
  readonly written: string;
  readonly file: string;
  /** For development or tests; counts where nothing else tells. */
  readonly dev: boolean;
  /** The minor release (`2.1`) that the file admits alone, or the least of several (`2.1+`); null where it says none. */
  readonly release?: string | null;
}

/** What the files of one ecosystem list. */
export interface Listing {
  readonly packages: readonly Package[];
  /** Whether the packages are all that there are, so that what is missing is missing. */
  readonly complete: boolean;
  /** The files that list them. */
  readonly files: readonly string[];
  /** Texts that may name a package in passing: a Dockerfile that installs one. */
  readonly asides?: readonly string[];
}

/** A client that packages tell. */
export interface ClientRow {
  /** Any of them; names as in `Package`. */
  readonly packages: readonly string[];
  /** A `reader` name of `clients/`; null for one that reads in a way of its own, which is not known here. */
  readonly client: string | null;
  readonly dialects: readonly string[];
  /** A framework reads the string, and hands the drivers of its ecosystem the parts. */
  readonly framework: boolean;
  /** Packages of other rows that read nothing beside this one. */
  readonly over: readonly string[];
}

export interface Ecosystem {
  readonly name: EcosystemName;
  readonly clients: readonly ClientRow[];
  /** Whether the project has to do with this ecosystem, by the names in its folder. */
  marks(name: string): boolean;
  /** What its files list; null where none lies here. */
  list(files: ProjectFiles): Listing | null;
}

const ALL = ['postgres', 'mysql', 'mariadb', 'sqlite'] as const;
export const SERVERS = ['postgres', 'mysql', 'mariadb'] as const;
export const POSTGRES = ['postgres'] as const;
export const MYSQL = ['mysql', 'mariadb'] as const;
export const SQLITE = ['sqlite'] as const;

export function framework(
  client: string | null,
  packages: readonly string[],
  { dialects = ALL, over = [] }: Partial<Pick<ClientRow, 'dialects' | 'over'>> = {},
): ClientRow {
  return { packages, client, dialects, framework: true, over };
}

export function driver(
  client: string | null,
  packages: readonly string[],
  dialects: readonly string[],
): ClientRow {
  return { packages, client, dialects, framework: false, over: [] };
}

/** The text of a file that can be read, null for any other. */
export function textIn(files: ProjectFiles, name: string): string | null {
  const text = files.read(name);
  return typeof text === 'string' ? text : null;
}
