/** A variable of a framework that holds a URL, and those beside it. */
export interface FrameworkUrl {
  /** A word of `clients/frameworks.ts`; null where several clients go by the name. */
  readonly client: string | null;
  readonly user: readonly string[];
  readonly password: readonly string[];
  /** The name says little: it counts where its value is the string of a database that dbcheck checks. */
  readonly doubtful: boolean;
}

const JVM: Readonly<Record<string, readonly string[]>> = {
  SPRING_DATASOURCE: [
    'SPRING_DATASOURCE_URL',
    'SPRING_DATASOURCE_JDBC_URL',
    'SPRING_DATASOURCE_HIKARI_JDBC_URL',
    'SPRING_DATASOURCE_HIKARI_JDBCURL',
  ],
  SPRING_R2DBC: ['SPRING_R2DBC_URL'],
  'spring.datasource': ['spring.datasource.url'],
  'spring.r2dbc': ['spring.r2dbc.url'],
  QUARKUS_DATASOURCE: ['QUARKUS_DATASOURCE_JDBC_URL', 'QUARKUS_DATASOURCE_REACTIVE_URL'],
  DATASOURCES_DEFAULT: ['DATASOURCES_DEFAULT_URL'],
  JDBC_DATABASE: ['JDBC_DATABASE_URL'],
};

const TABLE = new Map<string, FrameworkUrl>();
for (const [prefix, names] of Object.entries(JVM)) {
  const beside = (word: string) =>
    prefix.includes('.') ? `${prefix}.${word.toLowerCase()}` : `${prefix}_${word}`;
  const user = [beside('USERNAME'), beside('HIKARI_USERNAME')];
  const password = [beside('PASSWORD'), beside('HIKARI_PASSWORD')];
  for (const name of names) {
    // Quarkus' reactive clients take postgresql://, and no URL of JDBC.
    const client = name.includes('REACTIVE') ? null : 'jvm';
    TABLE.set(name, { client, user, password, doubtful: false });
  }
}

/** The names of this table that a message may list. */
export const FRAMEWORK_URLS: readonly string[] = [
  'SPRING_DATASOURCE_URL',
  'QUARKUS_DATASOURCE_JDBC_URL',
  'ConnectionStrings__*',
  'DIRECT_URL',
];

/** What is known of a variable by its name; null for one that is no framework's. */
export function frameworkUrl(name: string): FrameworkUrl | null {
  if (name === 'DIRECT_URL') return { client: null, user: [], password: [], doubtful: true };
  // Redis, storage and message queues have connection strings there as well.
  if (/^(ConnectionStrings__|\w{1,12}CONNSTR_)/i.test(name))
    return { client: null, user: [], password: [], doubtful: true };
  return TABLE.get(name) ?? null;
}
