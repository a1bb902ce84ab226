/** What a key of an ADO.NET string says; `null` where it is no part of a target. */
export type AdoRole =
  | 'host'
  | 'port'
  | 'user'
  | 'password'
  | 'database'
  | 'file'
  | 'protocol'
  | 'mode'
  | 'session'
  | null;

export interface AdoKey {
  /** As the client's own documentation writes it. */
  readonly name: string;
  readonly role: AdoRole;
  /** What the client converts a value to; it refuses one that is none. */
  readonly type: 'text' | 'number' | 'switch' | readonly string[];
}

/** How one client of .NET reads what it has taken apart. */
export interface AdoClient {
  readonly dialect: string;
  /** By the key in small letters. */
  readonly keys: ReadonlyMap<string, AdoKey>;
  /** A string of this client, for one that was written in another form. */
  readonly example: string;
  /** Whether the host may be a list, and carry ports. */
  readonly hosts: 'list' | 'list-with-ports' | 'none';
  readonly needsHost: boolean;
  /** What is true and false to it. */
  readonly switches: readonly string[];
}

type Row = readonly [names: string, role: AdoRole, type?: AdoKey['type']];

/** `Name, synonym, …`: each with and without its blanks. */
function keysOf(rows: readonly Row[]): ReadonlyMap<string, AdoKey> {
  const keys = new Map<string, AdoKey>();
  for (const [names, role, type = 'text'] of rows) {
    const all = names.split(/,\s*/);
    const key = { name: all[0] ?? '', role, type };
    for (const name of all.flatMap((each) => [each, each.replaceAll(' ', '')]))
      keys.set(name.toLowerCase(), key);
  }
  return keys;
}

/** Names of one type that say nothing of the place. */
function others(type: AdoKey['type'], names: string): Row[] {
  return names
    .trim()
    .split(/\s*;\s*/)
    .map((each) => [each, null, type]);
}

const SESSION = ['any', 'primary', 'standby', 'prefer-primary', 'prefer-standby', 'read-write', 'read-only'];

export const NPGSQL: AdoClient = {
  dialect: 'postgres',
  example: 'Host=HOST;Port=5432;Username=USER;Password=PASSWORD;Database=DATABASE',
  hosts: 'list-with-ports',
  needsHost: true,
  switches: ['true', 'false'],
  keys: keysOf([
    ['Host, Server', 'host'],
    ['Port', 'port', 'number'],
    ['Database, DB', 'database'],
    ['Username, User Name, User Id, UID', 'user'],
    ['Password, PSW, PWD', 'password'],
    ['Target Session Attributes', 'session', SESSION],
    // `read-tls` looks at its words.
    ['SSL Mode', null],
    ['GSS Encryption Mode', null, ['Disable', 'Prefer', 'Require']],
    ['SSL Negotiation', null, ['Postgres', 'Direct']],
    ['Channel Binding', null, ['Disable', 'Prefer', 'Require']],
    ['Array Nullability Mode', null, ['Never', 'Always', 'PerInstance']],
    ['Server Compatibility Mode', null, ['None', 'Redshift', 'NoTypeLoading']],
    ...others(
      'text',
      `Passfile; Application Name; Search Path; Client Encoding; Encoding; Timezone; SSL Certificate; SSL Key;
       SSL Password; Root Certificate; Kerberos Service Name, Krbsrvname; Require Auth; Options; Client Certificate;
       Client Certificate Key; EF Template Database; EF Admin Database; Entity Template Database;
       Entity Admin Database`,
    ),
    ...others(
      'switch',
      `Enlist; Check Certificate Revocation; Include Realm; Persist Security Info; Log Parameters;
       Include Error Detail, Include Error Details; Include Failed Batched Command; Pooling; Load Balance Hosts;
       TCP Keepalive; No Reset On Close; Multiplexing; Load Table Composites; Trust Server Certificate;
       Integrated Security; Use Perf Counters; Convert Infinity DateTime`,
    ),
    ...others(
      'number',
      `Minimum Pool Size; Maximum Pool Size; Connection Idle Lifetime; Connection Pruning Interval;
       Connection Lifetime, Load Balance Timeout; Timeout; Command Timeout; Internal Command Timeout;
       Cancellation Timeout; Host Recheck Seconds; Keepalive; TCP Keepalive Time; TCP Keepalive Interval;
       Read Buffer Size; Write Buffer Size; Socket Receive Buffer Size; Socket Send Buffer Size;
       Max Auto Prepare; Auto Prepare Min Usages; Write Coalescing Buffer Threshold Bytes;
       Write Coalescing Delay Us`,
    ),
  ]),
};

const PROTOCOLS = [
  'Socket',
  'Sockets',
  'Tcp',
  'Unix',
  'UnixSocket',
  'Pipe',
  'NamedPipe',
  'Memory',
  'SharedMemory',
];

export const MYSQL_CONNECTOR: AdoClient = {
  dialect: 'mysql',
  example: 'Server=HOST;Port=3306;User ID=USER;Password=PASSWORD;Database=DATABASE',
  hosts: 'list',
  needsHost: false,
  switches: ['true', 'false', 'yes', 'no'],
  keys: keysOf([
    ['Server, Host, Data Source, Address, Addr, Network Address', 'host'],
    ['Port', 'port', 'number'],
    ['User ID, Username, Uid, User name, User', 'user'],
    ['Password, pwd', 'password'],
    ['Database, Initial Catalog', 'database'],
    ['Connection Protocol, Protocol', 'protocol', PROTOCOLS],
    ['SSL Mode', null],
    ['SSL CA, CA Certificate File, Ssl-Ca', null],
    ['Load Balance', null, ['RoundRobin', 'FailOver', 'Random', 'LeastConnections']],
    ['Certificate Store Location', null, ['None', 'CurrentUser', 'LocalMachine']],
    ['DateTime Kind', null, ['Unspecified', 'Utc', 'Local']],
    ['Server Redirection Mode', null, ['Disabled', 'Preferred', 'Required']],
    [
      'GUID Format',
      null,
      ['Default', 'None', 'Char36', 'Char32', 'Binary16', 'TimeSwapBinary16', 'LittleEndianBinary16'],
    ],
    ...others(
      'text',
      `Pipe Name, Pipe; Certificate File; Certificate Password; Certificate Thumbprint, Certificate Thumb Print;
       SSL Cert, Ssl-Cert; SSL Key, Ssl-Key; TLS Version, Tls-Version; TLS Cipher Suites; Application Name;
       Character Set, CharSet; Server RSA Public Key File; Server SPN`,
    ),
    ...others(
      'switch',
      `Pooling; Connection Reset; Defer Connection Reset; Allow Load Local Infile; Allow Public Key Retrieval;
       Allow User Variables; Allow Zero DateTime; Auto Enlist; Convert Zero DateTime; Force Synchronous;
       Ignore Command Transaction; Ignore Prepare; Interactive Session, Interactive; No Backslash Escapes;
       Old Guids; Persist Security Info; Pipelining; Treat Tiny As Boolean; Use Affected Rows;
       Use Compression, Compress; Use XA Transactions`,
    ),
    ...others(
      'number',
      `Connection Lifetime; Connection Idle Ping Time; Connection Idle Timeout; Minimum Pool Size, Min Pool Size;
       Maximum Pool Size, Max Pool Size; DNS Check Interval; Cancellation Timeout;
       Connection Timeout, Connect Timeout; Default Command Timeout, Command Timeout; Keep Alive`,
    ),
  ]),
};

export const SQLITE_ADO: AdoClient = {
  dialect: 'sqlite',
  example: 'Data Source=/DIRECTORY/app.db',
  hosts: 'none',
  needsHost: false,
  switches: ['true', 'false'],
  keys: keysOf([
    ['Data Source, Filename', 'file'],
    ['Password', 'password'],
    ['Mode', 'mode', ['ReadWriteCreate', 'ReadWrite', 'ReadOnly', 'Memory']],
    ['Cache', null, ['Default', 'Private', 'Shared']],
    ['Vfs', null],
    ...others('switch', 'Foreign Keys; Recursive Triggers; Pooling; Auto Retry'),
    ...others('number', 'Default Timeout, Command Timeout'),
  ]),
};

/** The keys of Microsoft.Data.SqlClient that are common, for a string that is for SQL Server. */
const SQL_SERVER = keysOf(
  others(
    'text',
    `Server; Data Source; Address; Addr; Network Address; Initial Catalog; Database; User ID; UID; User; Password;
     PWD; Encrypt; Trust Server Certificate; Integrated Security; Trusted_Connection; Multiple Active Result Sets;
     Application Name; App; Connect Timeout; Connection Timeout; Timeout; Persist Security Info; Pooling;
     Min Pool Size; Max Pool Size; AttachDBFilename; Initial File Name; User Instance; Application Intent;
     Multi Subnet Failover; Failover Partner; Workstation ID; WSID; Packet Size; Network Library; Net; Network;
     Current Language; Language; Type System Version; Authentication; Column Encryption Setting; Enlist;
     Connect Retry Count; Connect Retry Interval; Command Timeout; Asynchronous Processing; Async;
     Transparent Network IP Resolution; Pool Blocking Period; Replication; Transaction Binding; Load Balance Timeout;
     Connection Lifetime; Context Connection; Host Name In Certificate; Server Certificate; IP Address Preference;
     Attestation Protocol; Enclave Attestation Url; MultipleActiveResultSets; Server SPN; Failover Partner SPN`,
  ),
);

/** Who may be meant where no client is named, by the name of its reader; null for SQL Server, which has none here. */
export const ADO_CANDIDATES: readonly {
  readonly reader: string | null;
  readonly keys: AdoClient['keys'];
}[] = [
  { reader: 'npgsql', keys: NPGSQL.keys },
  { reader: 'mysql-ado', keys: MYSQL_CONNECTOR.keys },
  { reader: 'sqlite-ado', keys: SQLITE_ADO.keys },
  { reader: null, keys: SQL_SERVER },
];

/** Whether the value behind a key tells nothing: it is neither a part of the target nor of SQL Server alone. */
export function isHarmlessAdoKey(name: string): boolean {
  return ADO_CANDIDATES.some(({ reader, keys }) => {
    const role = keys.get(name.toLowerCase())?.role;
    return reader !== null && (role === null || role === 'mode' || role === 'session');
  });
}

/** Whether a key, in any spelling, is one that a message or a report may show. */
export function isAdoKey(name: string): boolean {
  return ADO_CANDIDATES.some(({ keys }) => keys.has(name.toLowerCase()));
}
