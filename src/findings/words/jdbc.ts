import { oneOf, type Words } from './value-facts.js';

export const jdbcFormWords = {
  'not-jdbc': {
    says: ({ client }) => `is no JDBC URL, and ${client} reads nothing else`,
    because: () => 'The DriverManager ends with "No suitable driver found"',
    fix: ({ instead }, subject) => [
      `Write ${subject} as ${instead ?? 'jdbc:postgresql://HOST:5432/DATABASE?user=USER&password=PASSWORD'}`,
      'In Spring, user and password may stand in SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD instead',
    ],
  },
  'not-r2dbc': {
    says: () => 'is no R2DBC URL, and this client reads nothing else',
    fix: (_, subject) => [`Write ${subject} as r2dbc:postgresql://USER:PASSWORD@HOST:5432/DATABASE`],
  },
  'jdbc-credentials': {
    says: ({ client }) => `has a user before the host, which ${client} does not read`,
    because: () =>
      'It takes all of it for the host and its port, and says so with the password in the message',
    fix: ({ name }, subject) => [
      `Write user and password as parameters in ${subject}: jdbc:${name}://HOST/DATABASE?user=USER&password=PASSWORD`,
      'If the password reached a log, change it',
    ],
  },
  'jdbc-slash': {
    says: () => 'has no "/" behind the host',
    because: ({ client }) => `${client} does not take the URL for one of its own without it`,
    fix: ({ name }, subject) => [`Write ${subject} as jdbc:${name}://HOST/DATABASE`],
  },
  'jdbc-slashes': {
    says: ({ column }) => `has no // behind the sub-protocol (column ${column})`,
    fix: ({ instead }, subject) => [`Write ${subject} as ${instead}`],
  },
  'wrapped-driver': {
    says: ({ name }) => `is read by ${name}, which hands it on to the driver of the database`,
    because: () => 'dbcheck reads and reaches what is behind it; the wrapper itself is not tried',
    fix: (_, subject) => [`Leave ${subject} as it is, if the wrapper is among the dependencies`],
  },
  'test-container': {
    says: () => 'asks Testcontainers to start a server',
    because: () => 'Host and port come from the container; those of the URL do not count',
    fix: (_, subject) => [`Set ${subject} to the URL of a server, outside of tests`],
  },
  'dns-srv': {
    says: () => 'names a DNS SRV record instead of a host',
    because: () => 'The driver asks DNS for hosts and ports under that name; dbcheck takes it for a host',
    fix: () => ['Declare one of the hosts under databases, so that it is checked'],
  },
  'dns-srv-host': {
    says: () => 'names a DNS SRV record together with a port, or several of them',
    because: () => 'Connector/J refuses both: ports come from the record, and there is one record',
    fix: (_, subject) => [
      `Leave one name without a port in ${subject}, or write jdbc:mysql:// for plain hosts`,
    ],
  },
  'class-path': {
    says: () => 'is a resource of the class path and no file',
    because: () =>
      'The driver unpacks it into a temporary folder and opens it for reading; what is written is lost',
    fix: (_, subject) => [`Set ${subject} to jdbc:sqlite:/PATH/app.db, if anything is to be kept`],
  },
} satisfies Record<string, Words>;

export const jdbcParameterWords = {
  'property-name': {
    says: ({ column }) =>
      `has a property whose name holds other characters than letters and digits (column ${column})`,
    because: () => 'Connector/J refuses the whole URL',
    fix: (_, subject) => [
      `Write NAME=VALUE&NAME=VALUE behind one "?" in ${subject}, with & as %26 in a value`,
    ],
  },
  'jdbc-value': {
    says: ({ name, client }) => `has a value for ${name} that ${client} does not take`,
    fix: oneOf,
  },
  'tls-checks-off': {
    says: ({ name }) => `switches off every check of the certificate with ${name}`,
    because: () => 'Whatever sslmode says, any server is believed',
    fix: ({ name }, subject) => [
      `Remove ${name} from ${subject}, and name the authority: sslrootcert=/PATH/ca.pem`,
    ],
  },
  'part-in-query': {
    says: ({ name }) => `has ${name} as a parameter, which R2DBC refuses`,
    because: () => 'The URL has a place of its own for it',
    fix: (_, subject) => [`Write ${subject} as r2dbc:postgresql://USER:PASSWORD@HOST:5432/DATABASE`],
  },
} satisfies Record<string, Words>;

export const jdbcIgnoredWords = {
  'other-name': {
    says: ({ client, column, instead }) =>
      `has a property that ${client} passes over (column ${column}); its own is called ${instead}`,
    fix: ({ instead }, subject) => [`Write ${instead}= in its place in ${subject}`],
  },
  'in-file-name': {
    says: ({ column }) => `has a parameter that the driver does not know (column ${column})`,
    because: () => 'It stays in the name of the file, so that another file is opened',
    fix: ({ column }, subject) => [
      `Remove the parameter at column ${column} of ${subject}, or begin the path with file: where SQLite itself reads it`,
    ],
  },
} satisfies Record<string, Words>;
