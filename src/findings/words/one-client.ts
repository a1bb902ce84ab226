import type { Words } from './value-facts.js';

/** Forms that a family of clients has for itself: go-sql-driver's DSN, ADO.NET's and PDO's strings. */
export const formsOfOneClient = {
  url: {
    says: ({ client }) => `is a URL, and ${client} reads none`,
    because: () =>
      'Platforms hand out URLs (DATABASE_URL); the application has to take them apart, or gets another variable',
    fix: ({ instead }, subject) => [
      `Set ${subject} to the form that the client reads: ${instead}`,
      'Or name the client that takes the URL apart, if the code does so before: client in the configuration',
    ],
  },
  'go-no-slash': {
    says: () => 'has no "/" before the name of the database, which go-sql-driver needs even without a name',
    fix: ({ instead }, subject) => [`Write ${subject} as ${instead}`],
  },
  'go-open-address': {
    says: ({ column }) => `has an address that no ")" closes (column ${column})`,
    fix: (_, subject) => [`Write ")" before the "/" of ${subject}: tcp(HOST:3306)/DATABASE`],
  },
  'go-raw-slash': {
    says: ({ column }) => `has an unencoded "/" behind the one before the database (column ${column})`,
    because: () => 'go-sql-driver takes what follows the last "/" of all for the name of the database',
    fix: (_, subject) => [`Write %2F for a "/" in the name of the database or in a parameter of ${subject}`],
  },
  'no-network': {
    says: ({ column }) => `has no network around its address (column ${column})`,
    because: () =>
      'go-sql-driver takes what stands there for the name of a network: tcp, unix or one of the code',
    fix: (_, subject) => [`Write the address in ${subject} as tcp(HOST:3306), or a socket as unix(/PATH)`],
  },
  'custom-network': {
    says: ({ column }) => `names a network that is neither tcp nor unix (column ${column})`,
    because: () =>
      'The code registers it (RegisterDialContext) and alone knows where it leads; dbcheck dials by TCP',
    fix: () => ['Declare the place that can be reached under databases in the configuration: host and port'],
  },
  'pdo-alias': {
    says: () => 'names no driver, as in mysql: or pgsql:',
    because: () =>
      'PDO looks for an alias of that name in php.ini (pdo.dsn.NAME), which dbcheck does not read',
    fix: ({ instead }, subject) => [`Set ${subject} to the DSN itself: ${instead}`],
  },
  'pdo-uri': {
    says: () => 'names a file that holds the DSN, which dbcheck does not read',
    because: () => 'PDO has given up "uri:" in PHP 8.5',
    fix: (_, subject) => [`Set ${subject} to the DSN that the file holds`],
  },
  'pdo-driver': {
    says: () => 'begins with a driver that PDO does not have',
    because: () => 'PDO ends with "could not find driver"; it compares the name with its capitals',
    fix: ({ instead }, subject) => [`Begin ${subject} with ${instead}`],
  },
} satisfies Record<string, Words>;
