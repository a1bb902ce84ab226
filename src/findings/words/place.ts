import { listed, type Words } from './value-facts.js';

export const badHostWords = {
  ipv6: {
    says: ({ column }) =>
      `has an IPv6 address that is none, or not written as [ADDRESS]:PORT (column ${column})`,
    fix: (_, subject) => [`Write the address in brackets in ${subject}: [2001:db8::1]:5432`],
  },
  'unbracketed-ipv6': {
    says: ({ column }) => `has an IPv6 address without brackets (column ${column})`,
    because: () => 'Its colons are read as the one before the port',
    fix: (_, subject) => [`Write the address in brackets in ${subject}: [2001:db8::1]:5432`],
  },
  empty: {
    says: () => 'has an empty name in its list of hosts',
    because: () => 'libpq takes its default host there; the usual maker is a variable without a value',
    fix: (_, subject) => [`Remove the extra comma from ${subject}, or name the host`],
  },
  character: {
    says: (facts) => `has ${listed(facts)} in the host`,
    fix: (_, subject) => [`Correct the host in ${subject}: a name or an address, without a port`],
  },
  'encoded-comma': {
    says: ({ column }) => `has an encoded comma in the host (column ${column})`,
    because: () => 'libpq makes two hosts of it; other clients look for one with a comma in its name',
    fix: (_, subject) => [`Write one host in ${subject}, or several with plain commas for libpq`],
  },
  'encoded-colon': {
    says: ({ column }) => `has an encoded colon in the host (column ${column})`,
    because: () => 'mysql2 reads an IPv6 address written so; other clients take it for a name',
    fix: (_, subject) => [`Write the address in brackets in ${subject}: [2001:db8::1]:3306`],
  },
  underscore: {
    says: ({ column }) => `has "_" in the host (column ${column}), which Ruby refuses in a URL`,
    fix: () => ['Give the service a name without "_"; in Compose: networks, aliases'],
  },
  wildcard: {
    says: () => 'has 0.0.0.0 as its host: an address to listen on, and none to connect to',
    fix: (_, subject) => [`Write the server's name or address in ${subject}`],
  },
  'holds-url': {
    says: () => 'has a whole URL where the host belongs',
    fix: (_, subject) => [
      `Leave the name of the host alone in ${subject}; a URL goes into "url" or DATABASE_URL`,
    ],
  },
  'has-port': {
    says: () => 'has a port in the host',
    because: () => 'The whole word would be looked up as a name',
    fix: (_, subject) => [`Leave the name alone in ${subject}, and write the port in its own place`],
  },
} satisfies Record<string, Words>;

export const badPortWords = {
  'not-a-number': {
    says: () => 'has a port that is no number',
    because: () =>
      'A password ends up there as well, where the "@" behind it is missing, or where it has an unencoded "/", "#" or "?"',
    fix: (_, subject) => [
      `Write a number from 1 to 65535 as the port in ${subject}; the default is 5432 for PostgreSQL, 3306 for MySQL and MariaDB`,
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
  count: {
    says: () => 'does not have one port for each host',
    fix: (_, subject) => [`Write one port for all hosts in ${subject}, or as many as there are hosts`],
  },
  'needed-for-each': {
    says: () => 'names several hosts, not each with a port, and asyncpg under SQLAlchemy needs that',
    fix: (_, subject) => [`Write the port behind each host in ${subject}: ?host=h1:5432&host=h2:5432`],
  },
  'taken-for-host': {
    says: () => 'has a port that is no number, so that it is taken as a part of the host',
    fix: (_, subject) => [`Write a number behind the colon in ${subject}`],
  },
  'service-link': {
    says: () => 'has an address as its port: tcp://IP:PORT',
    because: () =>
      'Kubernetes sets NAME_PORT for each service called NAME, over your own variable of that name',
    fix: () => ['In the pod: enableServiceLinks: false; or give the service or the variable another name'],
  },
} satisfies Record<string, Words>;

export const missingPartWords = {
  'no-host': {
    says: () => 'names no host',
    because: () =>
      'libpq would take the local socket, Node localhost, others refuse it. The usual maker is a variable without a value',
    fix: (_, subject) => [
      `Write the host in ${subject}; for a socket of PostgreSQL: ?host=/var/run/postgresql`,
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
