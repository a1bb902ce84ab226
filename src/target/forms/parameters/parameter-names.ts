import { isHarmlessAdoKey } from '../../clients/ado-keys.js';
import { tlsParameters } from '../../clients/tls-words.js';

/** The keywords of libpq 18, which rejects every other one. */
const LIBPQ = new Set(
  `service user password passfile channel_binding connect_timeout dbname host hostaddr port client_encoding
options application_name fallback_application_name keepalives keepalives_idle keepalives_interval
keepalives_count tcp_user_timeout sslmode sslcompression sslcert sslkey sslcertmode sslpassword sslrootcert
sslcrl sslcrldir sslsni requirepeer require_auth min_protocol_version max_protocol_version
ssl_min_protocol_version ssl_max_protocol_version gssencmode krbsrvname gsslib gssdelegation replication
target_session_attrs load_balance_hosts scram_client_key scram_server_key oauth_issuer oauth_client_id
oauth_client_secret oauth_scope sslkeylogfile requiressl sslnegotiation`.split(/\s+/),
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
conn_max_age conn_health_checks engine email username database db uselibpqcompat supa workaround family servicefile
direct_tls command_timeout`.split(/\s+/),
);

export function isLibpqKeyword(name: string): boolean {
  return LIBPQ.has(name);
}

export const libpqKeywords: readonly string[] = [...LIBPQ];

export const knownParameters: readonly string[] = [...LIBPQ, ...OTHERS, ...tlsParameters];

/** Whether a name is one that a message may show: it is a word of a client and no piece of a value. */
export function isKnownParameter(name: string): boolean {
  return LIBPQ.has(name) || OTHERS.has(name) || tlsParameters.has(name);
}

/** Parameters of drivers whose values tell nothing, besides those that are known from many connection strings. */
const HARMLESS = new Set(
  `ssl_cert ssl-cert ssl_key ssl-key ssl_capath ssl_cipher ssl_check_hostname ssl_disabled ssl_verify_cert
ssl_verify_identity sslaccept sslidentity compress client_flag read_default_file read_default_group program_name
binary_prefix max_allowed_packet auth_plugin connectionLimit connectTimeout waitForConnections dateStrings
supportBigNumbers bigNumberStrings jsonStrings flags debug command_timeout query_timeout idle_timeout max_lifetime
checkout_timeout reconnect variant encrypt readOnly min max prepared_statements adapter port host use_pure
raise_on_warnings min_size max_size max_inactive_connection_lifetime target_server_type keepAlive tcpKeepAlive
pool_pre_ping pool_reset_session async_fallback prepare_threshold autosave journal_mode
sslfactory ApplicationName loadBalanceHosts reWriteBatchedInserts targetServerType stringtype cloudSqlInstance
socketFactory socketFactoryArg allowCleartextPasswords allowOldPasswords allowNativePasswords
passwordCharacterEncoding zeroDateTimeBehavior rewriteBatchedStatements useLegacyDatetimeCode autoReconnect
createDatabaseIfNotExist socketTimeout loginTimeout cachePrepStmts prepStmtCacheSize prepStmtCacheSqlLimit
useServerPrepStmts allowMultiQueries permitMysqlScheme characterSetResults connectionTimeZone sslRootCert`.split(
    /\s+/,
  ),
);
/** Whether the value of a parameter may be shown, by its name. */
export function isHarmlessParameter(name: string): boolean {
  // A client key is a path, or the key itself.
  const isKey = /^ssl[ _-]?key$/i.test(name);
  const isHarmless = isKnownParameter(name) || HARMLESS.has(name) || isHarmlessAdoKey(name);
  return isHarmless && !isKey && !isSecretParameter(name);
}

/** Whether one of these parameters is a secret, by its name or by what its value speaks of. */
export function holdSecret(
  parameters: readonly { readonly name: string; readonly value: string }[],
): boolean {
  return parameters.some(({ name, value }) => isSecretParameter(name) || speaksOfSecret(value));
}

/** Whether the value of a parameter is a secret, by its name: passwords (mistyped ones too), tokens, keys, ODBC strings. */
export function isSecretParameter(name: string): boolean {
  return !ABOUT_PASSWORDS.test(name) && isNamedSecret(name);
}

/** What speaks of passwords and holds none: a switch, or how they are written. */
const ABOUT_PASSWORDS = /^(allow(clear-?text|old|native)passwords|passwordcharacterencoding)$/i;

function isNamedSecret(name: string): boolean {
  return /pass|pwd|psw|secret|certificate ?key|token|credential|odbc_connect|pw$|jwt|bearer|^oauth$|^mdp$|salt$|creds?$|^sig$|api_?key|private|signature|scram_.*_key|^p[a-z]{1,9}d$|^(auth|pw|(hex|text|cipher|encryption)_?key)$/i.test(
    name,
  );
}

/** Whether a value holds a login, a key or a parameter of its own. */
export function speaksOfSecret(text: string): boolean {
  return /[;{@]|-----BEGIN|:\/\/|(pass\w*|pwd|pw|secret|token|identified|key)\s*[= ]/i.test(text);
}
