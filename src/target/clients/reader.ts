import type { FormName } from '../forms/form.js';
import type { TlsFamily } from './tls-words.js';

/** Where userinfo ends and the host begins, which clients do not agree about. */
export type Split =
  /** The last `@` before the first `/`, `?` or `#`. */
  | 'url'
  /** The first `@` there. */
  | 'url-first'
  /** The first `@` before the first `/`; `?` and `#` are plain characters. */
  | 'libpq'
  /** A password reaches up to the first `@`, whatever stands in it. */
  | 'sqlalchemy'
  /** The last `@` before the first `/`. */
  | 'typeorm'
  /** The last `@` of all. */
  | 'last';

/** One driver's way to read what follows `jdbc:SUBPROTOCOL:`. */
export type JdbcGrammar = 'pgjdbc' | 'connectorj' | 'mariadb' | 'sqlite';

/** How one client reads a connection string. A row of the table; no code knows a client by its name. */
export interface Reader {
  readonly name: string;
  /** No client in particular: what the mainstream ones do not agree about is told. */
  readonly anyClient: boolean;
  /** The schemes that it takes; null where it takes any that is known. */
  readonly schemes: readonly string[] | null;
  readonly schemeCase: 'any' | 'lower';
  /** Whether `postgresql+driver://` means something to it. */
  readonly driverSuffix: boolean;
  /** What may stand there, by dialect, where that is a closed list. */
  readonly drivers?: Readonly<Record<string, readonly string[]>>;
  readonly split: Split;
  /** The characters, raw in user or password, that it copes with, of `@ / ? # [ ]`. */
  readonly tolerates: string;
  /** A `%` that begins no escape: an error, or a plain character. */
  readonly strayPercent: 'error' | 'literal';
  /** Which escapes of a text it decodes, where not all of them. */
  escapes?(text: string): ((hex: string) => boolean) | undefined;
  readonly rawBlanks: 'error' | 'literal';
  /** What of the string it percent-decodes, user and password apart; `uri` leaves `%2F %23 %3F %40` as they are. */
  readonly decodesHost: boolean;
  readonly decodesDatabase: 'all' | 'uri' | 'none';
  /** Several hosts: as a list in the authority, as repeated parameters, or not at all. */
  readonly hosts: 'list' | 'parameters' | 'one';
  readonly ipv6: boolean;
  readonly underscoreInHost: boolean;
  /** A word that stands for no host. */
  readonly noHost?: string;
  /** What `?host=`, `?port=`, `?user=` … do beside the authority. */
  readonly query: 'wins' | 'fills' | 'ignored';
  readonly plusIsSpace: boolean;
  /** Rejects what it does not know, and a second `=`. */
  readonly strictQuery: boolean;
  /** Rejects a parameter without `=`. */
  readonly needsValues: boolean;
  /** Whether `user@/database` without a host is taken. */
  readonly emptyHost: boolean;
  readonly fragment: 'cut' | 'data' | 'error';
  /** Forms of a socket besides the parameters: `////DIRECTORY/database`, or `/DIRECTORY database` and `socket:`. */
  readonly socketForm?: 'path' | 'words';
  /** Whether a name of a database is needed, and may hold no slash. */
  readonly needsDatabase?: boolean;
  /** The parameters that name a MySQL socket. */
  readonly mysqlSocket: readonly string[];
  /** The meaning of `sqlite:///x`, of `sqlite://x`, and whether `sqlite:x` is a form of it. */
  readonly sqlite: {
    readonly threeSlashes: 'relative' | 'absolute';
    readonly twoSlashes: 'error' | 'relative' | 'memory' | 'host-ignored';
    readonly colonOnly: boolean;
    /** What a relative path is relative to, where that is not the working directory. */
    readonly relativeTo?: 'schema.prisma';
    /** What it takes; it passes over the rest. */
    readonly parameters?: readonly string[];
    /** The values of `mode`; it rejects others. */
    readonly modes?: readonly string[];
  } | null;
  /** The grammar by which it reads a JDBC URL, by sub-protocol; for the drivers of the JVM. */
  readonly jdbc?: Readonly<Record<string, JdbcGrammar>>;
  /** The forms that it reads. */
  readonly forms: readonly FormName[];
  /** What it calls a keyword of libpq besides. */
  readonly keywordAliases?: Readonly<Record<string, string>>;
  /** Whether PGUSER, PGPASSWORD … fill what the string leaves out. */
  readonly pgVariables: boolean;
  /** Without a host, PostgreSQL's local socket instead of localhost. */
  readonly localSocket: boolean;
  /** The TLS words by dialect; a driver's own come first. */
  readonly tls: Readonly<Record<string, TlsFamily>>;
}
