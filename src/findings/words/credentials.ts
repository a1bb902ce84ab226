import { encoded, listed, reader, type ValueFacts, type Words } from './value-facts.js';

const ENCODE =
  'To encode a password without showing it: python3 -c \'import getpass, urllib.parse; print(urllib.parse.quote(getpass.getpass(), safe=""))\'';
const write = (facts: ValueFacts, subject: string) => [
  `In the ${facts.part} of ${subject} write ${encoded(facts)}`,
  ENCODE,
];

/** What clients make of a raw character in a password; that which fewest of them read comes first. */
const READ_ON: readonly (readonly [string, string])[] = [
  [
    '/',
    'SQLAlchemy alone reads on; libpq and TypeORM take what stands before it for the host; Node, Django, Rails, PHP and Prisma do too where a number could be its port, else they call the URL invalid',
  ],
  [
    '?#',
    'libpq and SQLAlchemy read on; Node, Django, Rails, PHP and Prisma end the host there, or call the URL invalid',
  ],
  ['[]', 'libpq, SQLAlchemy, Node and PHP read on; Django (urllib) and Rails call the URL invalid'],
];

export const ambiguousWords = {
  'at-sign': {
    says: (facts) =>
      `has ${listed(facts)} unencoded, so that clients do not agree where the ${facts.part === 'user' ? 'user' : 'password'} ends`,
    because: ({ part }) =>
      part === 'user'
        ? 'libpq, psycopg, pgx and asyncpg end the login at the first "@"; SQLAlchemy, node-pg, mysql2, Django, PHP, Prisma and sqlx at the last: the password becomes a piece of the host, and goes to the name server and the logs'
        : 'libpq, psycopg, pgx, asyncpg and SQLAlchemy end it at the first "@"; node-pg, mysql2, Django, PHP, Prisma and sqlx at the last: a piece of the password becomes the host, and goes to the name server and the logs',
    fix: write,
  },
  'raw-character': {
    says: (facts) => `has ${listed(facts)} unencoded in user or password`,
    because: ({ characters }) =>
      READ_ON.find(([marks]) => characters.some((each) => marks.includes(each.character)))?.[1] ??
      'Clients do not agree about it',
    fix: write,
  },
  fragment: {
    says: (facts) => `has ${listed(facts)} behind the name of the database`,
    because: () => 'libpq takes it, and what follows, as a part of the name; others drop it',
    fix: (facts, subject) => [`Remove it from ${subject}, or write ${encoded(facts)}`],
  },
  dropped: {
    says: (facts) => `has ${listed(facts)}, and ${facts.client} drops everything behind it`,
    because: () => 'A password ends there as well',
    fix: (facts, subject) => [`Remove it from ${subject}, or write ${encoded(facts)}`],
  },
  'several-users': {
    says: () => 'names another user or password for one of its hosts; the first is taken here',
    fix: (_, subject) => [
      `Declare each host of ${subject} as a database of its own, if all are to be checked`,
    ],
  },
  'several-hosts': {
    says: () => 'names several hosts, which not every client reads',
    because: () =>
      'libpq, pgx, asyncpg and postgres.js take the list; node-pg and mysql2 call it invalid or take it for one name; SQLAlchemy wants ?host=h1:1&host=h2:2',
    fix: () => ['Name the client in the configuration (client: …), so that it is read as that one does'],
  },
  'readings-differ': {
    says: ({ part }) =>
      `leads to one ${part} by the reading of some clients, and to another by that of others`,
    because: () => 'The client decides where it connects to',
    fix: ({ part }, subject) => [
      `Write the ${part} in ${subject} so that it is plain, or name the client in the configuration (client: …)`,
    ],
  },
  'said-twice': {
    says: ({ part }) => `says the ${part} twice, once in its place and once as a parameter, differently`,
    because: () => 'The parameter wins in libpq, node-pg and SQLAlchemy; the other one in asyncpg and mysql2',
    fix: ({ part }, subject) => [`Leave one ${part} in ${subject}`],
  },
  'glued-parts': {
    says: ({ part }) =>
      part === 'query'
        ? 'has more than a path as its certificate authority: another word stands behind a ";" or "="'
        : `has more than a name as the ${part}: something stands behind a ";", ",", ":" or "=" in it`,
    because: ({ part }) =>
      `No client separates parts so: all of it would be taken for the ${part === 'query' ? 'path' : part}, and sent or shown. What stands there may be a password and is not shown here`,
    fix: ({ part }, subject) => [
      `Separate the parts of ${subject} as in a URL: USER:PASSWORD@HOST/DATABASE?NAME=VALUE&NAME=VALUE`,
      ...(part === 'query'
        ? []
        : [
            `If the character belongs to the ${part}, declare the parts under databases in the configuration`,
          ]),
      'If it was a password and reached a log, change that password',
    ],
  },
  'three-slashes': {
    says: () => 'has a path behind three slashes, which some clients take as relative and others as absolute',
    because: () =>
      'SQLAlchemy, Django, Laravel and Doctrine: relative to the working directory; Rails, sqlx and Sequelize: absolute',
    fix: (_, subject) => [
      `Write four slashes and the absolute path in ${subject} (sqlite:////data/app.db), which means the same to all; or name the client in the configuration`,
    ],
  },
  'data-directory': {
    says: () => 'begins with |DataDirectory|, for which .NET puts a directory that it knows when it runs',
    because: () => 'dbcheck takes the working directory',
    fix: (_, subject) => [`Write an absolute path in ${subject}: Data Source=/data/app.db`],
  },
  'relative-to': {
    says: ({ name }) => `has a relative path, which Prisma takes as relative to ${name}`,
    because: () => 'Up to Prisma 6; with driver adapters it is the working directory, which dbcheck goes by',
    fix: (_, subject) => [`Write an absolute path in ${subject}`],
  },
  'two-slashes-path': {
    says: ({ client }) =>
      `has a path behind two slashes, which ${client} takes as relative, and other clients as a host`,
    fix: ({ client }, subject) => [
      `Nothing to do while ${client} alone reads ${subject}`,
      'Else write four slashes and the absolute path: sqlite:////data/app.db',
    ],
  },
} satisfies Record<string, Words>;

export const badEscapeWords = {
  blank: {
    says: ({ part, column }) => `has an unencoded blank in the ${part} (column ${column})`,
    because: () => 'libpq, Ruby and Go refuse it; others read on',
    fix: (_, subject) => [`Write %20 for the blank in ${subject}`],
  },
  character: {
    says: (facts) => `has ${listed(facts)} unencoded, which ${reader(facts)} refuses anywhere in a URL`,
    fix: (facts, subject) => [`Write ${encoded(facts)} in ${subject}`],
  },
  'stray-percent': {
    says: ({ part, column }) => `has a "%" in the ${part} that begins no escape (column ${column})`,
    because: () =>
      'libpq, mysql2, postgres.js and Ruby refuse it; SQLAlchemy, Django and PHP take it as it is',
    fix: ({ part }, subject) => [`Write %25 for the % in the ${part} of ${subject}`, ENCODE],
  },
  'not-utf8': {
    says: ({ part, column }) => `has an escape in the ${part} that is no UTF-8 (column ${column})`,
    because: () => 'JavaScript refuses it, libpq sends the byte, Python puts a replacement character there',
    fix: ({ part }, subject) => [`Encode the ${part} of ${subject} as UTF-8`, ENCODE],
  },
  backslash: {
    says: ({ column }) => `has a single backslash that libpq drops (column ${column})`,
    because: () => 'It takes what stands behind one as it is; two of them are one',
    fix: (_, subject) => [`Write \\\\ for each backslash in ${subject}`],
  },
  'not-decoded': {
    says: ({ part, client }) => `has escapes in the ${part} that ${client} does not decode`,
    because: () => 'It asks for a database with a percent sign in its name; libpq decodes all of them',
    fix: ({ part }, subject) => [`Give the ${part} in ${subject} a name without special characters`],
  },
  'native-type': {
    says: (facts) => `has a ${facts.part} that ${reader(facts)} does not take as text`,
    because: () =>
      'It reads each part as JSON: null is none, true is 1, "x" is x, and a number loses its form',
    fix: ({ part }, subject) => [`Give the ${part} apart from ${subject}, or one that is no JSON`],
  },
  'percent-literal': {
    says: ({ part, client }) => `has escapes in the ${part} that ${client} does not decode`,
    because: () =>
      'It sends "%40" as three characters; a password that was encoded for a URL fails as a wrong one',
    fix: ({ part }, subject) => [
      `Write the ${part} as it is in ${subject}, if it was encoded for a URL; leave it if it holds the percent sign itself`,
    ],
  },
  'literal-escape': {
    says: ({ part, client }) => `has an escape in the ${part}, and ${client} decodes nothing`,
    because: () =>
      'What is right in a URL of another client is sent as it stands there, and refused as wrong',
    fix: ({ part }, subject) => [`Write the ${part} in ${subject} as it is, without encoding it`],
  },
  plus: {
    says: ({ part, client, column }) =>
      `has a "+" in the ${part} (column ${column}), which ${client} reads as a blank`,
    because: () => 'Drivers of Java decode as forms of web pages are decoded',
    fix: ({ part }, subject) => [`Write %2B for the + in the ${part} of ${subject}, %20 for a blank`],
  },
  nul: {
    says: ({ part, column }) => `has %00 in the ${part} (column ${column}), which no client can send`,
    fix: ({ part }, subject) => [`Remove %00 from the ${part} of ${subject}`],
  },
  'encoded-twice': {
    says: ({ part }) => `has a ${part} that is still percent-encoded once it is decoded`,
    because: () => 'It looks as if it were encoded twice; clients decode once, and send what is left',
    fix: ({ part }, subject) => [`Encode the ${part} once in ${subject}`, ENCODE],
  },
} satisfies Record<string, Words>;
