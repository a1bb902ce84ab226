import { tlsParameters } from './tls-words.js';

/** The keywords of libpq 18, which rejects every other one. */
const LIBPQ = new Set(
  `service user password passfile channel_binding connect_timeout dbname host hostaddr port client_encoding
tty options application_name fallback_application_name keepalives keepalives_idle keepalives_interval
keepalives_count tcp_user_timeout sslmode sslcompression sslcert sslkey sslcertmode sslpassword sslrootcert
sslcrl sslcrldir sslsni requirepeer require_auth min_protocol_version max_protocol_version
ssl_min_protocol_version ssl_max_protocol_version gssencmode krbsrvname gsslib gssdelegation replication
target_session_attrs load_balance_hosts scram_client_key scram_server_key oauth_issuer oauth_client_id
oauth_client_secret oauth_scope sslkeylogfile servicefile authtype requiressl sslnegotiation`.split(/\s+/),
);

/** What else is written into connection strings, by one client or another. */
const OTHERS = new Set(
  `unix_socket socket socketPath unix_sock charset collation encoding timezone schema search_path currentSchema pool
pool_size max_overflow pool_timeout pool_recycle connection_limit connect_timeout connectTimeout socket_timeout
pgbouncer statement_cache_size prepared_statement_cache_size prepareThreshold serverVersion server_version uri mode
cache vfs nolock immutable timeout isolation_level check_same_thread detect_types cached_statements factory autocommit
foreign_keys journal_mode busy_timeout synchronous init_command sql_mode autocommit read_timeout write_timeout
use_unicode local_infile allowPublicKeyRetrieval serverTimezone useUnicode characterEncoding parseTime loc
multiStatements interpolateParams collation statement_timeout lock_timeout idle_in_transaction_session_timeout
conn_max_age conn_health_checks engine email username database db uselibpqcompat supa workaround family`.split(
    /\s+/,
  ),
);

export function isLibpqKeyword(name: string): boolean {
  return LIBPQ.has(name);
}

export const libpqKeywords: readonly string[] = [...LIBPQ];

/** Whether a name is one that a message may show: it is a word of a client and no piece of a value. */
export function isKnownParameter(name: string): boolean {
  return LIBPQ.has(name) || OTHERS.has(name) || tlsParameters.has(name);
}

/** Whether the value of a parameter is a secret, by its name: passwords, tokens, ODBC strings. */
export function isSecretParameter(name: string): boolean {
  return /pass|pwd|secret|token|credential|odbc_connect|api_?key|private|signature|scram_.*_key|^(key|auth|pw)$/i.test(
    name,
  );
}
