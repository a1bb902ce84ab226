import type { FormName } from '../forms/form.js';
import type { AdoClient } from './ado-keys.js';
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
  /** The last `@` before the first `/` or `?`; a `#` before it is a plain character. */
  | 'last';

/** A part of the target that a parameter may name. */
export type PartName = 'user' | 'password' | 'database' | 'host' | 'port';
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
  /**
   * The drivers that hand the parameters to libpq, which refuses what it does not know; null is the one that a
   * scheme without a driver means. `besides`: what they, or the client, take for themselves.
   */
  readonly argumentsOfLibpq?: {
    readonly drivers: readonly (string | null)[];
    readonly besides: readonly string[];
  };
  /** What may stand there, by dialect, where that is a closed list. */
  readonly drivers?: Readonly<Record<string, readonly string[]>>;
  readonly split: Split;
  /** The characters, raw in user or password, that it copes with, of `@ / ? # [ ]`. */
  readonly tolerates: string;
  /** A `%` that begins no escape: an error, or a plain character. */
  readonly strayPercent: 'error' | 'literal';
  /** Escapes that are no UTF-8 are an error, whatever a stray `%` is. */
  readonly badUtf8?: 'error';
  /** Which escapes of a text it decodes, where not all of them. */
  escapes?(text: string): ((hex: string) => boolean) | undefined;
  /** The same in the query, where it is not the same. */
  readonly strayPercentInQuery?: 'literal';
  readonly rawBlanks: 'error' | 'literal';
  /** Drops blanks around each part; one inside is told by `rawBlanks`. */
  readonly trimsBlanks?: boolean;
  /** What of the string it percent-decodes, user and password apart; `uri` leaves `%2F %23 %3F %40` as they are. */
  readonly decodesHost: boolean;
  readonly decodesDatabase: 'all' | 'uri' | 'none';
  /** Refuses a character that RFC 2396 does not allow in a URL, wherever it stands. */
  readonly strictCharacters?: boolean;
  /** Refuses a URL whose authority is empty; `or-path`: and that has no path either. */
  readonly needsHost?: true | 'or-path';
  /** Refuses `&&`. */
  readonly noEmptyItems?: boolean;
  /** Takes `\` before the query for `/`. */
  readonly backslashIsSlash?: boolean;
  /** Takes `?` for a piece of the host, where no slash stands before it. */
  readonly needsSlashBeforeQuery?: boolean;
  /** Looks a host that begins with a slash up as a name; it takes a socket from a parameter alone. */
  readonly noSocketInHost?: boolean;
  /** Drops every slash before the name of the database. */
  readonly trimsPath?: boolean;
  /** Several hosts: as a list in the authority, as repeated parameters, or not at all. */
  readonly hosts: 'list' | 'parameters' | 'one';
  readonly ipv6: boolean;
  /** Decodes no escape in a port; there may be none behind the colon, or there must be one. */
  readonly plainPort?: 'empty' | 'needed';
  /** What may stand in brackets, besides an IPv6 address: one with a zone, or anything. */
  readonly brackets?: 'zone' | 'anything';
  /** Decodes the list of hosts as a whole, so that an encoded comma parts them too. */
  readonly decodesHostList?: boolean;
  /** Refuses an empty name in a list of hosts. */
  readonly fullHostList?: boolean;
  /** `?host=` takes what the authority does, ports and brackets included; the ports of `?port=` go with it. */
  readonly hostListInQuery?: boolean;
  /** Makes capitals in the host small. */
  readonly lowersHost?: boolean;
  readonly underscoreInHost: boolean;
  /** What `?host=`, `?port=`, `?user=` … do beside the authority. */
  readonly query: 'wins' | 'fills' | 'ignored';
  readonly plusIsSpace: boolean;
  /** Rejects what it does not know. */
  readonly strictQuery: boolean;
  /** Rejects a second `=` in a parameter. */
  readonly oneEquals?: boolean;
  /** Rejects a parameter without `=`. */
  readonly needsValues: boolean;
  /** Rejects an `&` with nothing behind it. */
  readonly strictPairs?: boolean;
  /** Passes over a parameter with an empty value. */
  readonly dropsEmptyValues?: boolean;
  /** Whether a host may be left out behind a user or before a port; `before-path`: in `user@/database` alone. */
  readonly emptyHost: boolean | 'before-path';
  readonly fragment: 'cut' | 'data' | 'error';
  /** Forms of a socket besides the parameters: `////DIRECTORY/database`, or `/DIRECTORY database` and `socket:`. */
  readonly socketForm?: 'path' | 'words';
  /** Whether a name of a database is needed: any path, or one that holds no slash. */
  readonly needsDatabase?: 'path' | 'name';
  /** What a part is called in the query, where that is not `user`, `password` and `dbname`; the rest are no parts. */
  readonly partNames?: Readonly<Record<string, PartName>>;
  /** Parameters that take a whole number; it refuses any other value. */
  readonly integers?: readonly string[];
  /** Parameters that take `true`, `no`, `1` and their like; it refuses any other value. */
  readonly switches?: readonly string[];
  /** Parameters that take one of a few words; it refuses any other value. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** An encoded socket in the authority becomes a piece of the path, where `?host=` names another host. */
  readonly hostIntoPath?: boolean;
  /** Reads each part as JSON where it is such: `null` is none, `"x"` is x. */
  readonly jsonParts?: boolean;
  /** What it does otherwise with the URL of one dialect. */
  readonly byDialect?: Readonly<Record<string, Partial<Reader>>>;
  /** Whether `unix_sock` names a socket of PostgreSQL, as a file. */
  readonly pgSocketFile?: boolean;
  /** The parameters that name a MySQL socket. */
  readonly mysqlSocket: readonly string[];
  /** The SQLite file where no variable names one. */
  readonly defaultFile?: string;
  /** The meaning of `sqlite:///x`, of `sqlite://x`, and whether `sqlite:x` is a form of it. */
  readonly sqlite: {
    readonly threeSlashes: 'relative' | 'absolute';
    readonly twoSlashes: 'error' | 'relative' | 'memory' | 'host-ignored';
    readonly colonOnly: boolean;
    /** Takes a path without a scheme for a file. */
    readonly plainPath?: boolean;
    /** Keeps the second slash of `sqlite:////x`. */
    readonly keepsSlashes?: boolean;
    /** What a relative path is relative to, where that is not the working directory. */
    readonly relativeTo?: 'schema.prisma';
    /** What it takes; it passes over the rest. */
    readonly parameters?: readonly string[];
    /** The parameters that it takes; it rejects others. */
    readonly only?: readonly string[];
  } | null;
  /** The grammar by which it reads a JDBC URL, by sub-protocol; for the drivers of the JVM. */
  readonly jdbc?: Readonly<Record<string, JdbcGrammar>>;
  /** The forms that it reads. */
  readonly forms: readonly FormName[];
  /** The keys that it knows, for a client of .NET. */
  readonly ado?: AdoClient;
  /** What it calls a keyword of libpq besides. */
  readonly keywordAliases?: Readonly<Record<string, string>>;
  /** Whether PGUSER, PGPASSWORD … fill what the string leaves out; or those that do. */
  readonly pgVariables: boolean | readonly string[];
  /** Without a host, PostgreSQL's local socket instead of localhost. */
  readonly localSocket: boolean;
  /** The TLS words by dialect; a driver's own come first. */
  readonly tls: Readonly<Record<string, TlsFamily>>;
}
