import { type Answered, isPostgres, nameOf, said, theUser, USER } from './answered.js';
import { entry } from './entry.js';

export const connectServerFindings = {
  'connect/starting': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server is starting',
    message: (subject, { place }) => `${subject}: the server at ${place} is starting and takes no logins yet`,
    why: (_, facts) => said(facts),
    fix: (_, { reason, kubernetes }) => [
      `Wait until it is up: dbcheck --wait ${reason === null ? '60s' : '5m'}`,
      ...(reason === 'galera'
        ? [
            "See whether the node joins its cluster: SHOW STATUS LIKE 'wsrep_local_state_comment' must become Synced",
            "If it says non-Primary, the cluster has lost its majority, and waiting does not help: SHOW STATUS LIKE 'wsrep_cluster_status'",
          ]
        : []),
      ...(reason === 'recovery'
        ? [
            'It replays its log after a crash: let no liveness probe kill it meanwhile (Kubernetes: startupProbe)',
          ]
        : []),
      ...(kubernetes ? [] : ['In Compose: depends_on: { db: { condition: service_healthy } }']),
    ],
    page: `The server runs and is not ready: it starts, or replays its log after a crash. That ends by itself, in
seconds or, after a crash of a large database, in minutes. If it never does, look whether a liveness probe
kills the server before it is done.`,
  }),

  'connect/shutting-down': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server is shutting down',
    message: (subject, { place }) => `${subject}: the server at ${place} is shutting down`,
    why: (_, facts) => said(facts),
    fix: (subject, { reason }) => [
      'Wait until it is back: dbcheck --wait 60s',
      reason === 'draining'
        ? `This node drains; with a load balancer, or several hosts in ${subject}, another one answers`
        : 'If it stays down, see who stopped it in its log',
    ],
    page: `Somebody, an update, or the platform stops or restarts the server, and it takes no new logins meanwhile. Where
it is restarted, waiting helps. If it stays down, its log says who stopped it.`,
  }),

  'connect/too-many-connections': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'No connection is free',
    message: (subject, { place, user, database, reason }) => {
      switch (reason) {
        case 'role':
        case 'user':
          return `${subject}: ${theUser(user)} already has as many connections as it may have`;
        case 'database':
          return `${subject}: the database ${nameOf(database)} already has as many connections as it may have`;
        case 'reserved':
          return `${subject}: ${place} has only the connections left that it keeps for administrators`;
        case 'pooler':
          return `${subject}: the pooler at ${place} has no connection left`;
        case 'behind-pooler':
          return `${subject}: the database behind the pooler at ${place} has no connection left`;
        case 'rate':
          return `${subject}: ${place} gets too many attempts to connect at once`;
        case 'replication':
          return `${subject}: ${place} has no connection for replication left`;
        default:
          return `${subject}: ${place} has no connection left`;
      }
    },
    why: (_, facts) => said(facts),
    fix: capacityFix,
    page: `A server has a fixed number of connections, and users and databases may have limits of their own. All are
taken: mostly because every replica of an application opens a whole pool, or because connections are not given
back. One may become free at any time, so waiting can help; the cure is a smaller pool or a pooler.`,
  }),

  'connect/pooler-backend-down': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The pooler does not reach its database',
    message: (subject, { place }) =>
      `${subject}: the pooler at ${place} does not reach the database behind it`,
    why: (_, facts) => said(facts),
    fix: behindFix,
    page: `The connection ends at a pooler or proxy, which works; the database behind it is down, asleep, or refuses the
pooler's own login.`,
  }),

  'connect/terminated': entry<Answered>({
    severity: 'error',
    transient: true,
    title: 'The server ended the session',
    message: (subject, { place }) => `${subject}: ${place} ended the session`,
    why: (_, facts) => said(facts),
    fix: () => [
      'Try again: dbcheck --wait 30s',
      'If it stays: see who ends sessions in the log of the server',
    ],
    page: `An administrator, a failover or a time limit ended the session while dbcheck was talking to the server. A new
session mostly works.`,
  }),

  'connect/unclassified': entry<Answered>({
    severity: 'error',
    transient: false,
    title: 'The server refused, for a reason without a code of its own',
    message: (subject, { place, reason }) => {
      const because = reason === null ? undefined : REST[reason]?.why;
      return `${subject}: ${place} refused the connection${because ? `: ${because}` : ''}`;
    },
    why: (_, facts) => said(facts),
    fix: (_, { sqlstate, errno, reason }) =>
      (reason === null ? undefined : REST[reason]?.fix) ?? [
        `Look up ${errno ?? sqlstate ?? 'the words of the answer'} in the manual of the server, and read its log`,
      ],
    page: `The server answered with an error that dbcheck has no code for. Its own words are shown.

Whether waiting can help goes by the class of the SQLSTATE: a connection that broke (08), resources that ran out
(53, but for a full disk), a lock that another session holds (55) pass by themselves; anything else is treated as
something that waiting does not cure.`,
  }),
};

/** Errors without a code of their own that still have a cure. */
const REST: Readonly<Record<string, { why: string; fix: readonly string[] }>> = {
  'disk-full': {
    why: 'its disk is full',
    fix: [
      'Free space on the server, or make its volume larger; delete no file of its data directory by hand',
      'Logs may hold the space: a slot that nobody reads (SELECT * FROM pg_replication_slots), or old binary logs (PURGE BINARY LOGS BEFORE …)',
    ],
  },
  memory: {
    why: 'it has no memory left',
    fix: [
      'Give the server more memory, or let it have fewer connections',
      'See its log, and dmesg for the OOM killer',
    ],
  },
  resources: {
    why: 'it can take no more sessions',
    fix: [
      'Make the pools smaller, or raise what the system lets the server have: ulimit -u, pids limit of the container',
    ],
  },
  'server-files': {
    why: 'files of the server are missing or damaged',
    fix: [
      'Read the log of the server: a library of session_preload_libraries is missing, or its data directory is damaged',
      'If it is the data directory: stop, copy it, and restore a backup',
    ],
  },
  handshake: {
    why: 'it did not understand the handshake',
    fix: [
      'Try it with TLS and without',
      'See whether a proxy before the server expects the PROXY protocol, or another version of MySQL',
    ],
  },
};

function capacityFix(_: string, facts: Answered): string[] {
  const postgres = isPostgres(facts);
  const lower =
    'Make the pool smaller: its size times the number of replicas, and the old ones during a deployment, must stay below the limit';
  const holders = postgres
    ? 'See who holds them: SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3'
    : 'See who holds them: SHOW PROCESSLIST';
  switch (facts.reason) {
    case 'role':
      return [
        `ALTER ROLE "${facts.user ?? USER}" CONNECTION LIMIT 50  (with a provider, the plan sets it)`,
        lower,
      ];
    case 'user':
      return [
        `ALTER USER '${facts.user ?? USER}'@'%' WITH MAX_USER_CONNECTIONS 50  (or SET GLOBAL max_user_connections)`,
        lower,
      ];
    case 'database':
      return [`ALTER DATABASE "${facts.database ?? 'DATABASE'}" CONNECTION LIMIT -1`, lower];
    case 'reserved':
      return [
        lower,
        'The limit is max_connections less superuser_reserved_connections and, from version 16, reserved_connections',
        holders,
      ];
    case 'replication':
      return [
        'Raise max_wal_senders, and restart the server',
        'See who holds them: SELECT * FROM pg_stat_replication',
      ];
    case 'rate':
      return [
        'Keep connections in a pool instead of opening one for each request',
        'Let replicas start one after the other, and wait longer between attempts',
      ];
    case 'pooler':
      return [POOLER_LIMITS[facts.by ?? ''] ?? "Raise the pooler's limit", lower];
    case 'behind-pooler':
      return [
        "Make the pooler's pools smaller: default_pool_size times the pairs of user and database, times the poolers, must stay below max_connections",
        holders,
      ];
    default:
      return [
        lower,
        holders,
        postgres ? 'Raise max_connections, or put a pooler before the server' : 'Raise max_connections',
      ];
  }
}

const POOLER_LIMITS: Readonly<Record<string, string>> = {
  PgBouncer:
    "Raise the pooler's limit that the answer names (PgBouncer: max_client_conn, max_db_client_connections, max_user_client_connections; ulimit -n)",
  'Pgpool-II': 'Raise num_init_children, and restart Pgpool-II',
  Odyssey: 'Raise client_max, or pool_size of the user (at Yandex: Conn limit)',
  Supabase:
    'Use the transaction pooler, port 6543 (prepared statements off), or raise Pool Size in Dashboard > Database > Settings',
  'RDS Proxy': 'Raise MaxConnectionsPercent of the proxy, or the class of the instance',
  Vitess: 'Raise the cluster size, or keep fewer connections and shorter transactions',
};

function behindFix(_: string, { reason, by }: Answered): string[] {
  switch (reason) {
    case 'queue':
      return [
        by === 'RDS Proxy'
          ? 'See why its targets are not available: aws rds describe-db-proxy-targets --db-proxy-name NAME'
          : 'Either its database is down, or all connections of its pool are in use: SHOW POOLS; SHOW SERVERS in its admin console',
        'If they are in use: raise pool_size, or find the sessions that stay open in a transaction',
        'While the database starts: dbcheck --wait 60s',
      ];
    case 'tls':
      return ['The database behind it has no TLS: server_tls_sslmode = prefer, or ssl = on there'];
    case 'asleep':
      return [
        'A compute that was suspended takes seconds to wake up: dbcheck --timeout 30s --wait 60s',
        'If it stays: the status page of the provider, and the state of the branch in its console',
      ];
    default:
      return [
        'Look at the database behind the pooler, and at what the pooler logs about it',
        'While it starts: dbcheck --wait 60s',
      ];
  }
}
