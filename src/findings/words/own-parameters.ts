import { oneOf, type Words } from './value-facts.js';

const TAKES =
  'PDO_MYSQL takes host, port, dbname, unix_socket, charset, user and password as they are written here, and drops the rest';

/** Parameters of go-sql-driver's DSN, and keys of ADO.NET's strings. */
export const parametersOfOneClient = {
  'registered-tls': {
    says: () =>
      'names a TLS configuration that the code registers, so that its words say nothing of the rest',
    because: () =>
      'go-sql-driver asks for TLS then; what it verifies, and the certificate authority, stand in RegisterTLSConfig',
    fix: () => ['Name the same authority in the configuration: tls: { mode: verify-full, ca: /PATH/ca.pem }'],
  },
  'go-value': {
    says: ({ name }) => `has a value for ${name} that go-sql-driver does not take`,
    because: () => 'It refuses the whole DSN before it connects',
    fix: oneOf,
  },
  'go-strict': {
    says: () => 'has the parameter strict, at which go-sql-driver panics since 1.4',
    fix: ({ column }, subject) => [`Remove strict at column ${column} of ${subject}; set sql_mode instead`],
  },
  'unsafe-collation': {
    says: () => 'asks for interpolateParams with a collation that go-sql-driver does not interpolate for',
    because: () => 'A byte of its characters may be a backslash, which would let values out of their quotes',
    fix: (_, subject) => [`Write collation=utf8mb4_general_ci in ${subject}, or remove interpolateParams`],
  },
  'ado-key': {
    says: ({ name, client, column }) =>
      `has ${name ? `the key "${name}"` : 'a key'} that ${client} does not know (column ${column})`,
    because: () =>
      'It ends with an error about the keyword. An unquoted ";" in a value makes a key of what follows',
    fix: ({ column }, subject) => [
      `Correct or remove the key at column ${column} of ${subject}; a value with ";" stands in quotes: Password="…"`,
    ],
  },
  'libpq-key': {
    says: ({ name, client, column }) =>
      `has libpq's keyword ${name}, which ${client} does not know (column ${column})`,
    because: () => 'libpq parts its keywords by blanks, and takes no ";"; a client of .NET has other keys',
    fix: ({ instead }, subject) => [
      `Write ${subject} as ${instead}, or for libpq with blanks: host=HOST dbname=DATABASE`,
    ],
  },
  'ado-no-equals': {
    says: ({ column }) => `has a word without "=" (column ${column})`,
    because: () => 'An unquoted ";" in a value, or another separator than ";", leaves such a word',
    fix: ({ instead }, subject) => [
      `Write ${subject} as ${instead}; a value with ";" stands in quotes: Password="…"`,
    ],
  },
  'ado-quote': {
    says: ({ column }) => `has a quote that does not enclose a whole value (column ${column})`,
    because: () =>
      'A value that begins or ends with a quote stands in quotes of the other kind, or has it doubled',
    fix: (_, subject) => [`Put the whole value in quotes in ${subject}, with a quote inside doubled`],
  },
  'ado-value': {
    says: ({ name, client }) => `has a value for ${name} that ${client} does not take`,
    because: () => 'It ends with "Couldn\'t set …" or "Invalid value" before it connects',
    fix: oneOf,
  },
  'ado-protocol': {
    says: () => 'asks for a named pipe or shared memory, over which dbcheck cannot connect',
    fix: (_, subject) => [
      `Remove the protocol from ${subject}, or write Protocol=unix;Server=/PATH/mysqld.sock`,
    ],
  },
  'blanks-between': {
    says: () => 'has blanks between its keys, so that all of it is the name of the host',
    because: () => 'libpq parts keywords by blanks; a client of .NET by ";"',
    fix: ({ instead }, subject) => [`Write ${subject} as ${instead}`],
  },
  'one-host-session': {
    says: ({ name }) => `has ${name} with one host, which Npgsql refuses`,
    because: () =>
      'It ends with: Target Session Attributes other than Any is only supported with multiple hosts',
    fix: ({ name }, subject) => [`Remove ${name} from ${subject}, or name several hosts: Host=HOST1,HOST2`],
  },
  'pdo-word': {
    says: ({ name, column }) => `has the word ${name}, which PDO does not look for (column ${column})`,
    because: () => TAKES,
    fix: ({ instead }, subject) => [`Write ${instead}= instead in ${subject}`],
  },
  'pdo-semicolon': {
    says: () => 'has a ";" in the password, for which PDO puts a blank',
    because: () => 'PDO_PGSQL replaces every ";" before libpq reads the string, in quotes too',
    fix: (_, subject) => [`Give the password to PDO as its own argument, and remove it from ${subject}`],
  },
} satisfies Record<string, Words>;

/** What PDO_MYSQL drops without a word. */
export const passedOverByPdo = {
  'pdo-word': {
    says: ({ column }) => `has a word that PDO does not look for (column ${column})`,
    because: () => TAKES,
    fix: ({ column }, subject) => [
      `Remove the word at column ${column} of ${subject}; TLS and the like are options in the code`,
    ],
  },
  'pdo-socket': {
    says: () => 'names a socket and a host, of which PDO takes the host',
    because: () => 'PDO_MYSQL looks at unix_socket for the host "localhost" alone',
    fix: (_, subject) => [`Leave the one that is meant in ${subject}`],
  },
} satisfies Record<string, Words>;
