import { jdbcIgnoredWords, jdbcParameterWords } from './jdbc.js';
import { reader, type ValueFacts, type Words } from './value-facts.js';

const remove = ({ column }: ValueFacts, subject: string) => [
  `Remove the parameter at column ${column} of ${subject}`,
];

export const badParameterWords = {
  ...jdbcParameterWords,
  'tls-mode': {
    says: ({ name }) => `has a value for ${name} that is none of its words`,
    because: ({ client }) =>
      client === 'node-pg'
        ? 'node-pg takes any other word as "verify-full"'
        : 'The client refuses it, or goes on without TLS',
    fix: ({ name, instead }, subject) => [
      `Write ${name}=${instead} in ${subject}`.replace(/=(.*,.*) in/, ' as one of: $1, in'),
    ],
  },
  'libpq-value': {
    says: ({ name }) => `has a value for ${name} that libpq does not take`,
    because: ({ name, instead }) =>
      instead === 'NUMBER'
        ? `libpq ends with: invalid integer value for connection option "${name}"`
        : `libpq ends with: invalid ${name} value`,
    fix: ({ name, instead }, subject) => [
      instead === 'NUMBER'
        ? `Write a whole number behind ${name}= in ${subject}`
        : `Write ${name}=${instead} in ${subject}`.replace(/=(.*,.*) in/, ' as one of: $1, in'),
    ],
  },
  'invalid-option': {
    says: ({ name }) => `has the parameter ${name}, which psycopg does not take from SQLAlchemy`,
    because: ({ name }) => `libpq ends with: invalid connection option "${name}"`,
    fix: ({ name }, subject) => [`Write sslmode=require instead of ${name} in ${subject}`],
  },
  'missing-ca': {
    says: () => 'asks for verify-ca without naming a certificate authority',
    fix: (_, subject) => [`Add sslrootcert=/PATH/ca.pem to ${subject}`],
  },
  'tls-not-json': {
    says: ({ name }) => `has a value for ${name} that this client does not take in a URL`,
    because: () => 'mysql2 fails with "SSL profile must be an object"',
    fix: (_, subject) => [`Write ssl={"rejectUnauthorized":true} in ${subject}`],
  },
  'conflicting-tls': {
    says: () => 'asks for TLS twice, differently',
    because: () => 'libpq goes by the last one, others by one of the names',
    fix: ({ column }, subject) => [`Leave one of them in ${subject}; the second stands at column ${column}`],
  },
  'rejected-parameter': {
    says: (facts) => `has the parameter ${facts.name}, which the driver under ${reader(facts)} does not take`,
    because: () => 'It ends with "unexpected keyword argument", or an error about the type of the value',
    fix: ({ name }, subject) => [
      `Replace ${name} in ${subject} by the driver's own word: ssl=require for asyncpg, ssl_ca=/PATH/ca.pem for PyMySQL`,
    ],
  },
  'no-value': {
    says: ({ column }) => `has a parameter without a name or a value (column ${column})`,
    because: () => 'libpq refuses the whole string',
    fix: ({ column }, subject) => [
      `Write NAME=VALUE at column ${column} of ${subject}, or remove the parameter`,
    ],
  },
  repeated: {
    says: ({ column }) => `has the same parameter twice (column ${column})`,
    because: () =>
      'The last one counts in libpq and node-pg; SQLAlchemy hands both to the driver, which fails',
    fix: remove,
  },
  'second-equals': {
    says: ({ column }) => `has a second "=" in the value of a parameter (column ${column})`,
    because: () => 'libpq refuses the whole string; Node, Rails and Go take it',
    fix: (_, subject) => [`Write %3D for the second "=" in ${subject}`],
  },
  'unknown-parameter': {
    says: ({ name, column }) =>
      `has ${name ? `the parameter ${name}` : 'a parameter'}, which libpq does not know (column ${column})`,
    because: () => 'libpq refuses the whole string; other clients pass it on or ignore it',
    fix: ({ instead, column }, subject) => [
      instead
        ? `Write ${instead} instead in ${subject}`
        : `Remove the parameter at column ${column} of ${subject}`,
    ],
  },
  'sqlite-mode': {
    says: () => 'has a value for mode that is none of ro, rw, rwc and memory',
    fix: (_, subject) => [`Write mode=ro, rw, rwc or memory in ${subject}`],
  },
  'no-equals': {
    says: ({ column }) => `has a word without "=" (column ${column})`,
    fix: (_, subject) => [`Write keyword=value in ${subject}, and a value with blanks in single quotes`],
  },
  'empty-swallows': {
    says: ({ name, column }) =>
      `has nothing behind ${name ?? 'a keyword'}= (column ${column}), so that libpq takes the next word as its value`,
    because: () => 'The next keyword is lost as well. The usual maker is a variable without a value',
    fix: ({ name }, subject) => [`Write ${name ?? 'keyword'}='' in ${subject}, or give it its value`],
  },
  'open-quote': {
    says: ({ column }) => `has a quote that nothing closes (column ${column})`,
    fix: (_, subject) => [`Close the quote in ${subject}; a quote inside a value is written \\'`],
  },
} satisfies Record<string, Words>;

export const ignoredParameterWords = {
  ...jdbcIgnoredWords,
  'ignored-tls': {
    says: (facts) => `asks for TLS with ${facts.name}, which ${reader(facts)} passes over in silence`,
    because: () => 'The session is as if nothing had been asked for, which may mean in clear text',
    fix: ({ client }, subject) => [
      client === 'mysql2' || client === 'knex'
        ? `Write ssl={"rejectUnauthorized":true} in ${subject} instead`
        : `Use the client's own word for TLS in ${subject}, or its options in the code`,
    ],
  },
  'ca-is-a-path': {
    says: () => 'has a path as its certificate authority, where this client takes the certificate itself',
    fix: (_, subject) => [
      `Give the text of the certificate to the client in the code, and leave ca out of ${subject}`,
    ],
  },
  'uri-flag': {
    says: () => 'has "file:" in its path without uri=true',
    because: () => 'SQLAlchemy opens a file whose name begins with "file:"',
    fix: (_, subject) => [`Add uri=true to ${subject}, or remove "file:"`],
  },
  'sqlite-parameter': {
    says: ({ column }) => `has a parameter that the driver of SQLite does not take (column ${column})`,
    fix: remove,
  },
} satisfies Record<string, Words>;
