import { jdbcIgnoredWords, jdbcParameterWords } from './jdbc.js';
import { parametersOfOneClient, passedOverByPdo } from './own-parameters.js';
import { oneOf, reader, type ValueFacts, type Words } from './value-facts.js';

const remove = ({ column }: ValueFacts, subject: string) => [
  `Remove the parameter at column ${column} of ${subject}`,
];

/** Clients that ask for more than libpq does by a word of libpq, and have one of their own for less. */
const NO_VERIFY = ['node-pg', 'knex', 'sequelize'];

export const badParameterWords = {
  ...jdbcParameterWords,
  'tls-mode': {
    says: ({ name }) => `has a value for ${name} that is none of its words`,
    because: ({ client }) =>
      client === 'node-pg' || client === 'postgres.js'
        ? `${client} takes any other word as "verify-full"`
        : 'The client refuses it, or goes on without TLS',
    fix: oneOf,
  },
  'tls-word': {
    says: () => 'is none of the words for TLS',
    because: () => 'libpq ends with: invalid sslmode value',
    fix: ({ instead }, subject) => [
      instead?.includes(', ') ? `Set ${subject} to one of: ${instead}` : `Set ${subject} to ${instead}`,
    ],
  },
  'libpq-value': {
    says: ({ name }) => `has a value for ${name} that libpq does not take`,
    because: ({ name, instead }) =>
      instead === 'NUMBER'
        ? `libpq ends with: invalid integer value for connection option "${name}"`
        : `libpq ends with: invalid ${name} value`,
    fix: oneOf,
  },
  'refused-value': {
    says: (facts) => `has a value for ${facts.name} that ${reader(facts)} does not take`,
    because: () => 'It ends with an error before it connects',
    fix: oneOf,
  },
  'ca-is-a-word': {
    says: (facts) => `has sslrootcert=system, which ${reader(facts)} takes for the name of a file`,
    because: () => 'It ends with "ENOENT: no such file or directory" while it reads the URL',
    fix: (_, subject) => [`Remove sslrootcert from ${subject}: the system's authorities are the default`],
  },
  'weak-mode': {
    says: ({ name }) => `has ${name} with an sslmode that is too weak for it`,
    because: ({ instead }) => `libpq ends with: weak sslmode; it wants ${instead}`,
    fix: ({ instead }, subject) => [`Write ${instead} in ${subject}`],
  },
  'version-order': {
    says: ({ name }) => `has a ${name} that is greater than the one for max`,
    because: () => 'libpq refuses the whole string',
    fix: ({ name }, subject) => [`Write a smaller version behind ${name}= in ${subject}`],
  },
  'invalid-option': {
    says: ({ name }) => `has the parameter ${name}, which libpq takes in a URL alone`,
    because: ({ name }) => `libpq ends with: invalid connection option "${name}"`,
    fix: ({ name }, subject) => [`Write sslmode=require instead of ${name} in ${subject}`],
  },
  'missing-ca': {
    says: () => 'asks for verify-ca without naming a certificate authority',
    fix: (_, subject) => [`Add sslrootcert=/PATH/ca.pem to ${subject}`],
  },
  'tls-off': {
    says: () => 'switches TLS off on the way to a host of the internet',
    because: () => 'The login and all that is asked and answered can be read on the way',
    fix: ({ dialect }, subject) => [
      `Ask for TLS in ${subject}: ${
        dialect === 'postgres'
          ? 'sslmode=verify-full'
          : 'sslmode=verify-full for PostgreSQL, ssl-mode=VERIFY_IDENTITY for MySQL'
      }`,
    ],
  },
  name: {
    says: ({ column }) => `has a parameter with a name that no parameter has (column ${column})`,
    because: () => 'Parameters are written ?NAME=VALUE&NAME=VALUE',
    fix: (_, subject) => [`Write "?" once in ${subject}, and "&" between parameters`],
  },
  'tls-not-json': {
    says: ({ name }) => `has a value for ${name} that this client does not take in a URL`,
    because: ({ instead }) =>
      instead
        ? 'It hands the text to mysql2 as the name of a profile, which fails with "Unknown SSL profile"'
        : 'mysql2 fails with "SSL profile must be an object" or "Unknown SSL profile"',
    fix: ({ instead }, subject) => [
      instead
        ? `Give ssl in dialectOptions in the code, or write ssl=${instead} in ${subject} for RDS`
        : `Write ssl={"rejectUnauthorized":true} in ${subject}`,
    ],
  },
  'conflicting-tls': {
    says: () => 'asks for TLS twice, differently',
    because: () => 'libpq goes by the last one, others by one of the names',
    fix: ({ column }, subject) => [`Leave one of them in ${subject}; the second stands at column ${column}`],
  },
  'rejected-parameter': {
    says: (facts) => `has the parameter ${facts.name}, which the driver under ${reader(facts)} does not take`,
    because: () => 'It ends with "unexpected keyword argument", or an error about the type of the value',
    fix: ({ name, instead }, subject) => [
      instead === null || /binding|cert|key/.test(name ?? '')
        ? `Remove ${name} from ${subject}${name === 'channel_binding' ? '' : '; certificates go into connect_args in the code'}`
        : `Write ${instead} instead of ${name} in ${subject}`,
    ],
  },
  'other-spelling': {
    says: (facts) => `has the parameter ${facts.name}, which the driver under ${reader(facts)} does not take`,
    because: () => 'It ends with "is an invalid keyword argument": the driver takes names of Python alone',
    fix: ({ name, instead }, subject) => [`Write ${instead} in place of ${name} in ${subject}`],
  },
  'no-value': {
    says: ({ column }) => `has a parameter without a name or a value (column ${column})`,
    because: () => 'libpq refuses the whole string; go-sql-driver passes over the word',
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
  'sqlite-unknown': {
    says: (facts) =>
      `has a parameter that ${reader(facts)} does not take for SQLite (column ${facts.column})`,
    because: () => 'It refuses the whole string',
    fix: remove,
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
  ...parametersOfOneClient,
} satisfies Record<string, Words>;

export const ignoredParameterWords = {
  ...jdbcIgnoredWords,
  'ignored-tls': {
    says: (facts) => `asks for TLS with ${facts.name}, which ${reader(facts)} passes over in silence`,
    because: () => 'The session is as if nothing had been asked for, which may mean in clear text',
    fix: ({ name, instead, client }, subject) => [
      instead === null
        ? `Remove ${name} from ${subject}, and ask for TLS in the code: ${client === 'typeorm' ? 'ssl: { rejectUnauthorized: true } in the options of the DataSource' : `the options of ${client}`}`
        : `Write ${instead} instead of ${name} in ${subject}`,
    ],
  },
  'ca-is-a-path': {
    says: () => 'has a path as its certificate authority, where this client takes the certificate itself',
    fix: (_, subject) => [
      `Give the text of the certificate to the client in the code, and leave ca out of ${subject}`,
    ],
  },
  'tls-meaning': {
    says: (facts) => `has a value for ${facts.name} that ${reader(facts)} takes as ${facts.instead}`,
    because: ({ instead }) =>
      instead === 'verify-full'
        ? 'A certificate that is not signed for this host, by an authority that the system knows, is refused'
        : 'The certificate of the server is not verified, and the session may be in clear text',
    fix: ({ name, instead, client }, subject) => [
      client.startsWith('prisma')
        ? `Add sslmode=require&sslaccept=strict to ${subject}`
        : `Write ${name}=${instead} in ${subject} if that is meant`,
      ...(NO_VERIFY.includes(client)
        ? [`Else write ${name}=no-verify: TLS that verifies nothing, as libpq takes sslmode=require`]
        : []),
    ],
  },
  'tls-off': {
    says: (facts) => `switches TLS off with ${facts.name}, which ${reader(facts)} does not understand so`,
    because: () => 'It asks for TLS all the same, and fails',
    fix: (_, subject) => [`Write sslmode=disable in ${subject}`],
  },
  'part-in-query': {
    says: (facts) => `names the ${facts.name} in a parameter that ${reader(facts)} does not read`,
    because: () => 'What stands before the "?" counts, or a default',
    fix: ({ name, column }, subject) => [
      `Write the ${name} before the "?" of ${subject}, and remove the parameter at column ${column}`,
    ],
  },
  'other-socket': {
    says: (facts) => `names a socket with ${facts.name}, which ${reader(facts)} does not read`,
    because: () => 'It connects to the host and the port instead, or to their defaults',
    fix: ({ name, instead }, subject) => [`Write ${instead} in place of ${name} in ${subject}`],
  },
  'uri-flag': {
    says: () => 'has "file:" in its path without uri=true',
    because: () => 'SQLAlchemy opens a file whose name begins with "file:"',
    fix: (_, subject) => [`Add uri=true to ${subject}, or remove "file:"`],
  },
  'service-file': {
    says: () => 'names a service of libpq, whose file dbcheck does not read',
    because: () =>
      'pg_service.conf fills what the connection string leaves out, and wins over the other PG* variables',
    fix: (_, subject) => [
      `Unset ${subject}, and write host, port, user and database into the connection string`,
    ],
  },
  'sqlite-parameter': {
    says: ({ column }) => `has a parameter that the driver of SQLite does not take (column ${column})`,
    fix: remove,
  },
  ...passedOverByPdo,
} satisfies Record<string, Words>;
