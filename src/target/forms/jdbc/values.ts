import { nearestName } from '../../../nearest-name.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { TlsFamily } from '../../clients/tls-words.js';
import { fault, type OpenFault } from '../../fault.js';

/** The properties of a driver that take a number, a switch or one of a few words; it refuses others. */
interface Values {
  readonly integers: readonly string[];
  readonly switches: readonly string[];
  /** How a switch is written, in small letters. */
  readonly on: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const split = (names: string) => names.split(/\s+/);

const DRIVERS: Readonly<Partial<Record<TlsFamily, Values>>> = {
  pgjdbc: {
    integers: split(
      `connectTimeout loginTimeout socketTimeout cancelSignalTimeout prepareThreshold preparedStatementCacheQueries
preparedStatementCacheSizeMiB databaseMetadataCacheFields databaseMetadataCacheFieldsMiB defaultRowFetchSize
hostRecheckSeconds sslResponseTimeout unknownLength receiveBufferSize sendBufferSize`,
    ),
    // Any other word is "false" to it.
    switches: [],
    on: [],
    words: {
      targetServerType: [
        'any',
        'primary',
        'master',
        'slave',
        'secondary',
        'preferSlave',
        'preferSecondary',
        'preferPrimary',
      ],
      gssEncMode: ['disable', 'allow', 'prefer', 'require'],
      channelBinding: ['disable', 'prefer', 'require'],
      autosave: ['always', 'never', 'conservative'],
    },
  },
  connectorj: {
    integers: split(
      'connectTimeout socketTimeout maxReconnects initialTimeout maxRows packetDebugBufferSize prepStmtCacheSize prepStmtCacheSqlLimit defaultFetchSize retriesAllDown queriesBeforeRetrySource secondsBeforeRetrySource',
    ),
    switches: split(
      `allowMultiQueries allowPublicKeyRetrieval autoReconnect useUnicode useCompression cachePrepStmts useServerPrepStmts
rewriteBatchedStatements createDatabaseIfNotExist useSSL requireSSL verifyServerCertificate useCursorFetch tcpKeepAlive
allowLoadLocalInfile nullCatalogMeansCurrent tinyInt1isBit useLegacyDatetimeCode dnsSrv failOverReadOnly
cacheServerConfiguration useLocalSessionState elideSetAutoCommits maintainTimeStats useInformationSchema
useAffectedRows yearIsDateType preserveInstants forceConnectionTimeZoneToSession allowNanAndInf`,
    ),
    on: ['true', 'false', 'yes', 'no', ''],
    words: {
      zeroDateTimeBehavior: ['EXCEPTION', 'ROUND', 'CONVERT_TO_NULL', 'convertToNull'],
      databaseTerm: ['CATALOG', 'SCHEMA'],
    },
  },
  'mariadb-jdbc': {
    integers: split(
      `connectTimeout socketTimeout defaultFetchSize maxQuerySizeToLog maxAllowedPacket tcpKeepIdle tcpKeepCount
tcpKeepInterval prepStmtCacheSize retriesAllDown maxPoolSize minPoolSize maxIdleTime poolValidMinDelay
transactionReplaySize`,
    ),
    switches: split(
      `autocommit useMysqlMetadata createDatabaseIfNotExist uuidAsString tcpKeepAlive tcpAbortiveClose useReadAheadInput
allowMultiQueries allowLocalInfile useCompression useAffectedRows useBulkStmts disablePipeline cachePrepStmts
useServerPrepStmts blankTableNameMeta tinyInt1isBit transformedBitIsBoolean yearIsDateType dumpQueriesOnException
includeInnodbStatusInDeadlockExceptions includeThreadDumpInDeadlockExceptions transactionReplay pool registerJmxPool
useResetConnection allowPublicKeyRetrieval permitRedirect`,
    ),
    on: ['true', 'false', '1', '0', ''],
    words: {
      transactionIsolation: ['REPEATABLE-READ', 'READ-COMMITTED', 'READ-UNCOMMITTED', 'SERIALIZABLE'],
    },
  },
};

/** The names that the values of are known, for a driver that does not mind capitals. */
export function valueNames(family: TlsFamily): readonly string[] {
  const values = DRIVERS[family];
  return values ? [...values.integers, ...values.switches, ...Object.keys(values.words)] : [];
}

/** Values that the driver refuses before it connects. */
export function jdbcValueFaults(family: TlsFamily, given: readonly Parameter[]): OpenFault[] {
  const values = DRIVERS[family];
  if (!values) return [];
  const known = new Set([...values.integers, ...values.switches, ...Object.keys(values.words)]);
  const told = given.filter(({ name }) => known.has(name));
  return told.flatMap(({ name, value, column }) => {
    const wanted = wantedOf(values, name, value);
    if (wanted === null) return [];
    return [fault('url/bad-parameter', 'jdbc-value', { part: 'query', column, name, instead: wanted })];
  });
}

/** What to write instead of a value; null where it is right, or not known. */
function wantedOf({ integers, switches, on, words }: Values, name: string, value: string): string | null {
  if (integers.includes(name)) return /^[+-]?\d{1,10}$/.test(value) ? null : 'NUMBER';
  if (switches.includes(name)) return on.includes(value.toLowerCase()) ? null : 'true';
  const known = Object.hasOwn(words, name) ? words[name] : undefined;
  if (!known || value === '') return null;
  const plain = (word: string) => word.toLowerCase().replace(/[-_]/g, '');
  if (known.some((word) => plain(word) === plain(value))) return null;
  return nearestName(value, known) ?? known.join(', ');
}
