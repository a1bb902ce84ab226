import { defaultPort, examplePort, listed, type Words } from './value-facts.js';

export const badHostWords = {
  ipv6: {
    says: ({ column }) =>
      `has an IPv6 address that is none, or not written as [ADDRESS]:PORT (column ${column})`,
    fix: (facts, subject) => [
      `Write the address in brackets in ${subject}: [2001:db8::1]:${examplePort(facts)}`,
    ],
  },
  'unbracketed-ipv6': {
    says: ({ column }) => `has an IPv6 address without brackets (column ${column})`,
    because: () => 'Its colons are read as the one before the port',
    fix: (facts, subject) => [
      `Write the address in brackets in ${subject}: [2001:db8::1]:${examplePort(facts)}`,
    ],
  },
  'port-in-host': {
    says: () => 'has a port behind the host, which counts before the one that is written as port',
    because: () => 'mysqlnd of PHP takes it so; other clients look for the whole word as a name',
    fix: (_, subject) => [`Leave the name alone in ${subject}, and write the port in its own place`],
  },
  'brackets-without-port': {
    says: ({ column }) => `has an IPv6 address in brackets without a port (column ${column})`,
    because: () => 'go-sql-driver puts a second pair of brackets around it, and finds no port',
    fix: (_, subject) => [`Write the port behind it in ${subject}: tcp([ADDRESS]:3306)`],
  },
  empty: {
    says: () => 'has an empty name in its list of hosts',
    because: () => 'libpq takes its default host there; the usual maker is a variable without a value',
    fix: (_, subject) => [`Remove the extra comma from ${subject}, or name the host`],
  },
  'too-many': {
    says: () => 'has more than a thousand hosts',
    fix: (_, subject) => [`Leave the hosts of one database in ${subject}`],
  },
  'encoded-comma': {
    says: ({ column }) => `has an encoded comma in the host${column === null ? '' : ` (column ${column})`}`,
    because: () => 'libpq decodes the list as a whole, and takes it for two hosts; others for one name',
    fix: (_, subject) => [`Write "," between two hosts in ${subject}, or the name without a comma`],
  },
  hostaddr: {
    says: ({ column }) => `has a hostaddr that is no address (column ${column})`,
    because: () => 'libpq ends with: could not parse network address',
    fix: (_, subject) => [`Write a numeric address behind hostaddr= in ${subject}, and names behind host=`],
  },
  'hostaddr-count': {
    says: () => 'does not have one hostaddr for each host',
    because: () => 'libpq ends with: could not match host names to hostaddr values',
    fix: (_, subject) => [`Write as many addresses as hosts in ${subject}`],
  },
  character: {
    says: (facts) => `has ${listed(facts)} in the host`,
    fix: ({ characters }, subject) => [
      characters.length > 0 && characters.every(({ character }) => character === ' ')
        ? `Remove the blank from the host in ${subject}`
        : `Correct the host in ${subject}: a name or an address, without a port`,
    ],
  },
  address: {
    says: ({ column }) => `has a description of a host that is none (column ${column})`,
    because: () => 'The driver wants a name and a value in each pair of parentheses',
    fix: (_, subject) => [`Write address=(host=HOST)(port=PORT) in ${subject}, or HOST:PORT`],
  },
  'encoded-colon': {
    says: ({ column }) => `has an encoded colon in the host (column ${column})`,
    because: () => 'mysql2 reads an IPv6 address written so; other clients take it for a name',
    fix: (_, subject) => [`Write the address in brackets in ${subject}: [2001:db8::1]:3306`],
  },
  underscore: {
    says: ({ column }) =>
      `has "_" in the host${column === null ? '' : ` (column ${column})`}, which Ruby refuses in a URL`,
    fix: () => ['Give the service a name without "_"; in Compose: networks, aliases'],
  },
  localhost: {
    says: () => 'has localhost as its host: in a container that is the container itself',
    because: () => 'A database beside it in Compose or Kubernetes has the name of its service',
    fix: (_, subject) => [
      `In a container set ${subject} to the name of the service, or to host.docker.internal for the machine around it`,
    ],
  },
  'no-address': {
    says: () => 'has a host that ends in a number and is no IPv4 address',
    because: () =>
      'URL parsers take it for an address and call the URL invalid; others look up a name that cannot exist',
    fix: (_, subject) => [`Correct the host in ${subject}; a port stands behind a colon`],
  },
  name: {
    says: () =>
      'has a host that cannot be a name: an empty word between dots, a "-" in front, a slash, or too long',
    fix: (_, subject) => [`Correct the host in ${subject}`],
  },
  'not-ascii': {
    says: () => 'has a letter outside of ASCII in the host',
    because: () => 'Node looks up the form with xn--; libpq and Python hand the letters on',
    fix: (_, subject) => [`Write the host in ${subject} in its form with xn--`],
  },
  wildcard: {
    says: () => 'has 0.0.0.0 or [::] as its host: an address to listen on, and none to connect to',
    fix: (_, subject) => [`Write the server's name or address in ${subject}`],
  },
  'holds-url': {
    says: () => 'has a whole URL where the host belongs',
    fix: (_, subject) => [
      `Leave the name of the host alone in ${subject}; a URL goes into "url" or DATABASE_URL`,
    ],
  },
  brackets: {
    says: () => 'has an IPv6 address in brackets, which belong to URLs alone',
    because: () => 'Clients hand a host on as it is, and "[…]" is looked up as a name',
    fix: (_, subject) => [`Write the address alone in ${subject}: ::1 instead of [::1]`],
  },
  'has-port': {
    says: () => 'has a port in the host',
    because: () => 'The whole word would be looked up as a name',
    fix: (_, subject) => [
      `Leave the name alone in ${subject}, and write the port in ${/host$/i.test(subject) ? portBeside(subject) : 'its own place'}`,
    ],
  },
} satisfies Record<string, Words>;

/** A variable or a key that holds the port and nothing else. */
function isPortAlone(subject: string): boolean {
  return /port$/i.test(subject);
}

/** `DB_PORT` for `DB_HOST`, `databases.main.port` for `databases.main.host`. */
function portBeside(subject: string): string {
  return subject.replace(/host$/i, (word) => (word === 'HOST' ? 'PORT' : 'port'));
}

export const badPortWords = {
  'not-a-number': {
    says: () => 'has a port that is no number',
    because: (_, subject) =>
      isPortAlone(subject)
        ? 'Anything but digits is refused, or a default is taken in its place'
        : 'A password ends up there as well, where the "@" behind it is missing, or where it has an unencoded "/", "#" or "?"',
    fix: (facts, subject) => [
      `Write a number from 1 to 65535 as the port in ${subject}; the default is ${defaultPort(facts)}`,
      ...(isPortAlone(subject)
        ? []
        : [`If it is a password: write "@" between it and the host in ${subject}, and encode it`]),
    ],
  },
  'missing-at-sign': {
    says: () =>
      'has two colons behind the scheme and no port between them, as if the "@" before the host were missing',
    because: () => 'What stands between the colons is read as a port, and a password stands there',
    fix: (facts, subject) => [
      `Write "@" between password and host in ${subject}: USER:PASSWORD@HOST:${examplePort(facts)}`,
    ],
  },
  'out-of-range': {
    says: () => 'has a port that is not in 1 to 65535',
    fix: (_, subject) => [`Write a number from 1 to 65535 as the port in ${subject}`],
  },
  empty: {
    says: ({ column }) => `has a colon without a port behind it (column ${column})`,
    because: () => 'libpq and Node take the default; JDBC drivers refuse it',
    fix: (_, subject) => [`Write the port in ${subject}, or remove the colon`],
  },
  'other-service': {
    says: ({ name }) => `has a port at which ${name} mostly answers`,
    fix: (_, subject) => [
      `If that is not meant, write the right port or the right scheme in ${subject}; the default is 5432 for PostgreSQL, 3306 for MySQL and MariaDB`,
    ],
  },
  count: {
    says: () => 'does not have one port for each host',
    fix: (_, subject) => [`Write one port for all hosts in ${subject}, or as many as there are hosts`],
  },
  'needed-for-each': {
    says: () => 'names several hosts, not each with a port, and asyncpg under SQLAlchemy needs that',
    fix: (_, subject) => [`Write the port behind each host in ${subject}: ?host=h1:5432&host=h2:5432`],
  },
  'two-lists': {
    says: () => 'names hosts and ports in two ways: ?host=NAME:PORT, and ?port=',
    because: () => 'SQLAlchemy ends with: Can\'t mix "multihost" formats together',
    fix: (_, subject) => [`Write ?host=h1:5432&host=h2:5432 or ?host=h1,h2&port=5432,5432 in ${subject}`],
  },
  'taken-for-host': {
    says: () => 'has a port that is no number, so that it is taken as a part of the host',
    fix: (_, subject) => [`Write a number behind the colon in ${subject}`],
  },
  'service-link': {
    says: () => 'has an address as its port: tcp://IP:PORT',
    because: () =>
      'Kubernetes sets NAME_PORT for each service called NAME, where env: of the container does not',
    fix: () => ['In the pod: enableServiceLinks: false; or give the service or the variable another name'],
  },
} satisfies Record<string, Words>;

export const missingPartWords = {
  'no-host': {
    says: () => 'names no host',
    because: ({ dialect }) =>
      `${dialect === 'mysql' || dialect === 'mariadb' ? 'Some clients would take localhost' : 'libpq would take the local socket, Node localhost'}, others refuse it. The usual maker is a variable without a value`,
    fix: ({ dialect }, subject) => [
      dialect === 'mysql' || dialect === 'mariadb'
        ? `Write the host in ${subject}`
        : `Write the host in ${subject}; for a socket of PostgreSQL: ?host=/var/run/postgresql`,
    ],
  },
  'no-database': {
    says: () => 'names no database, which this client needs',
    fix: (_, subject) => [`Write the name behind the host in ${subject}`],
  },
  forgotten: {
    says: ({ part }) => `names no ${part}`,
    because: ({ part }) =>
      part === 'database'
        ? 'PostgreSQL then takes a database with the name of the user, MySQL none'
        : part === 'user'
          ? 'The name of the system user is taken then'
          : 'That is right for trust, peer, IAM or a .pgpass file, and forgotten otherwise',
    fix: ({ part }, subject) => [`Write the ${part} in ${subject}, if it is not left out on purpose`],
  },
  'empty-url': {
    says: () => 'names neither host nor user nor database',
    because: () => 'The client takes all of them from its defaults and the PG* variables',
    fix: (_, subject) => [`Write them in ${subject}`],
  },
  'no-file': {
    says: () => 'is an SQLite database without a file',
    fix: () => ['Name the file: file: data/app.db in the configuration, or DB_DATABASE'],
  },
  'in-memory': {
    says: () => 'names no file: the database is in memory',
    because: () => 'Its data is gone when the process ends',
    fix: (_, subject) => [`Set ${subject} to sqlite:////ABSOLUTE/PATH.db`],
  },
} satisfies Record<string, Words>;
