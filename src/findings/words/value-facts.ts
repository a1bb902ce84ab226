/** What reading a connection string tells of a fault: where it is, never what stands there. */
export type ValueFacts = {
  /** Finer than the code: a key of `value-words` for it. */
  reason: string;
  part: string;
  /** 1-based, in the value; null where the part as a whole is meant. */
  column: number | null;
  /** The characters that are wrong, with what to write for each; `instead` is empty where it has to go. */
  characters: readonly { character: string; column: number; instead: string }[];
  /** A dialect, a driver or a parameter that dbcheck knows. */
  name: string | null;
  instead: string | null;
  /** Whose reading this is. */
  client: string;
  /** The kind of database that the value or its client is for; null where that is not known. */
  dialect: string | null;
  /** The files of the project that tell so, and what each names. */
  seen: readonly { file: string; name: string | null }[];
  /** What the mended value reads as, without its secret. */
  reads?: string;
  /** What each kind of client makes of the part; `value` is null where it may hold a piece of a password. */
  readings?: readonly {
    clients: readonly string[];
    part: string;
    value: string | null;
    column: number | null;
  }[];
};

export interface Words {
  /** Goes behind the subject: `DATABASE_URL` + " holds two URLs". */
  says(facts: ValueFacts): string;
  /** What comes of it, when it is not plain. */
  because?(facts: ValueFacts, subject: string): string;
  fix(facts: ValueFacts, subject: string): readonly string[];
}

/** `"@"`, `a blank`, `U+0001`. */
function named(character: string): string {
  const NAMES: Readonly<Record<string, string>> = {
    ' ': 'a blank',
    '\t': 'a tab',
    '\n': 'a line break (0x0A)',
    '\r': 'a carriage return (0x0D)',
  };
  const code = character.codePointAt(0) ?? 0;
  const plain = code > 0x20 && code < 0x7f;
  return (
    NAMES[character] ?? (plain ? `"${character}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
  );
}

/** `"@" (column 14) and "#" (column 17)`. */
export function listed({ characters }: ValueFacts): string {
  return characters.map(({ character, column }) => `${named(character)} (column ${column})`).join(', ');
}

/** `@ as %40, # as %23`. */
export function encoded({ characters }: ValueFacts): string {
  return characters
    .map(({ character, instead }) => `${character === ' ' ? 'a blank' : character} as ${instead}`)
    .join(', ');
}

/** Where it is, for the evidence; empty where nothing can be pointed at. */
export function place({ column, part }: ValueFacts): readonly string[] {
  if (column === null) return [];
  return [part === 'value' ? `At column ${column} of the value` : `At column ${column}, in the ${part}`];
}

/** `libpq, sqlalchemy: host h2`, one for each reading. */
export function readingsInWords({ readings = [] }: ValueFacts): readonly string[] {
  return readings.map(({ clients, part, value, column }) => {
    const reading =
      column !== null
        ? `the ${part} ends before column ${column}`
        : value === null
          ? `another ${part}, which is not shown`
          : `the ${part} is ${value === '' ? 'none' : value}`;
    return `${clients.join(', ')}: ${reading}`;
  });
}

/** Whose reading, where the client is known. */
export function reader({ client }: ValueFacts): string {
  return client === 'any' ? 'clients' : client;
}

/** What of the project tells it: whose reading it is, or where something was looked for. */
export function evidence({ client, seen }: ValueFacts): readonly string[] {
  const naming = seen.filter(({ name }) => name !== null).map(({ file, name }) => `${file} names ${name}`);
  const others = seen.filter(({ name }) => name === null).map(({ file }) => file);
  return [
    ...(naming.length > 0
      ? [`${client === 'any' ? 'Seen' : `Read as ${client} does`}: ${naming.join(', ')}`]
      : []),
    ...(others.length > 0 ? [`Looked in: ${others.join(', ')}`] : []),
  ];
}

/** How to write a value that a parameter takes: a number, one word, or one of several. */
export function oneOf({ name, instead }: ValueFacts, subject: string): readonly string[] {
  if (instead === 'NUMBER') return [`Write a whole number behind ${name}= in ${subject}`];
  return [
    instead?.includes(', ')
      ? `Write ${name} in ${subject} as one of: ${instead}`
      : `Write ${name}=${instead} in ${subject}`,
  ];
}

const URLS: Readonly<Record<string, string>> = {
  postgres: 'postgresql://USER:PASSWORD@HOST:5432/DATABASE',
  mysql: 'mysql://USER:PASSWORD@HOST:3306/DATABASE',
  mariadb: 'mariadb://USER:PASSWORD@HOST:3306/DATABASE',
  sqlite: 'sqlite:////data/app.db',
};

/** The form of a URL of this kind of database; of the two usual ones where that is not known. */
export function urlForm({ dialect }: Pick<ValueFacts, 'dialect'>): string {
  return URLS[dialect ?? ''] ?? `${URLS['postgres']}, ${URLS['mysql']}`;
}

/** The beginning of such a URL. */
export function schemeExample(facts: Pick<ValueFacts, 'dialect'>): string {
  return urlForm(facts)
    .replace(/:\/\/[^,]*/g, '://')
    .replace(', ', ' or ');
}

/** The default port; of the kinds that there are where the dialect is not known. */
export function defaultPort({ dialect }: ValueFacts): string {
  if (dialect === 'postgres') return '5432';
  return dialect === 'mysql' || dialect === 'mariadb'
    ? '3306'
    : '5432 for PostgreSQL, 3306 for MySQL and MariaDB';
}

/** The port of an example: the usual one of the dialect. */
export function examplePort({ dialect }: ValueFacts): number {
  return dialect === 'mysql' || dialect === 'mariadb' ? 3306 : 5432;
}

export function writeUrl(facts: ValueFacts): string {
  const isKnown = facts.dialect !== null && facts.dialect in URLS;
  return `Write it as a URL: ${urlForm(facts)}${isKnown ? '' : `, ${URLS['sqlite']}`}`;
}

export function setUrl(facts: ValueFacts, subject: string): readonly string[] {
  return [`Set ${subject} to the URL of the database. ${writeUrl(facts)}`];
}

/** What the mended value of a connection string reads as, without its secret. */
export function onceMended(reads: string | undefined): string[] {
  return reads === undefined ? [] : [`Once that is mended, it reads as ${reads}`];
}
