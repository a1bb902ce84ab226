import type { TlsConfig } from '../config/config.js';
import { Secret } from '../variables/secret.js';
import { isKnownParameter, isSecretParameter } from './parameter-names.js';
import { readerNamed, tlsFamilyOf } from './readers.js';
import type { Reading } from './reading.js';
import type { Host, Target, TargetTls } from './target.js';
import { tlsWords } from './tls-words.js';

const PORTS: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };
/** Where the packages of the distributions have libpq look. */
const LIBPQ_SOCKET = '/var/run/postgresql';
const CERT = ['sslcert', 'ssl_cert', 'ssl-cert'];
const KEY = ['sslkey', 'ssl_key', 'ssl-key'];

export interface TlsFiles extends Pick<TlsConfig, 'ca' | 'cert' | 'key'> {}

/** Fills in the defaults of the client, and adds the files of the configuration. Null for what could not be read. */
export function toTarget(
  name: string,
  reading: Reading,
  sources: Readonly<Record<string, string>>,
  files: TlsFiles = {},
): Target | null {
  const { dialect } = reading;
  const broken = reading.faults.some(({ severity }) => severity === 'error');
  if (broken || reading.ambiguous || dialect === null) return null;
  const place = withDefaults(reading, dialect);
  return {
    name,
    dialect,
    driver: reading.driver,
    grammar: reading.grammar,
    hosts: place.hosts,
    socket: place.socket,
    file: reading.file,
    user: reading.user,
    password: reading.password?.reveal() ? reading.password : null,
    database: reading.database,
    tls: tlsOf(reading, dialect, files),
    parameters: { ...shownParameters(reading), ...(place.port === null ? {} : { port: place.port }) },
    sources: { ...sources, ...place.sources },
  };
}

interface Place {
  readonly hosts: readonly Host[];
  readonly socket: string | null;
  /** Of a socket, whose name holds it. */
  readonly port: string | null;
  readonly sources: Readonly<Record<string, string>>;
}

function withDefaults({ hosts, socket, grammar }: Reading, dialect: string): Place {
  const port = PORTS[dialect];
  if (port === undefined) return { hosts: [], socket: null, port: null, sources: {} };
  const reader = readerNamed(grammar);
  const usesSocket = dialect === 'postgres' && reader.localSocket;
  const named = hosts.filter(({ host }) => host !== null);
  if (socket !== null || (usesSocket && named.length === 0)) {
    const written = hosts[0]?.port ?? null;
    return {
      hosts: [],
      socket: socket ?? LIBPQ_SOCKET,
      port: written === null ? null : String(written),
      sources: socket === null ? { socket: 'default of libpq' } : {},
    };
  }
  const all = hosts.length > 0 ? hosts : [{ host: null, port: null }];
  return {
    hosts: all.map((each) => ({ host: each.host ?? 'localhost', port: each.port ?? port })),
    socket: null,
    port: null,
    sources: {
      ...(named.length === 0 ? { host: `default of ${grammar}` } : {}),
      ...(all.some((each) => each.port === null) ? { port: `default of ${dialect}` } : {}),
    },
  };
}

function tlsOf({ tls, parameters, grammar, driver }: Reading, dialect: string, files: TlsFiles): TargetTls {
  const text = (names: readonly string[]) => {
    const value = names.map((name) => parameters[name]).find((each) => typeof each === 'string');
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const withCa = tlsWords(tlsFamilyOf(readerNamed(grammar), dialect, driver)).withCa;
  const key = files.key || text(KEY);
  return {
    mode: tls.mode,
    effective: tls.mode === null && tls.ca === null && files.ca && withCa ? withCa : tls.effective,
    ca: files.ca || tls.ca,
    cert: files.cert || text(CERT),
    key: key === null ? null : new Secret(key),
  };
}

/** Without the values of those that may be secret, by their name or because they hold one. */
function shownParameters({ parameters, password, secretInQuery }: Reading): Record<string, string | null> {
  const secret = password?.reveal() ?? '';
  const shown = Object.entries(parameters).filter(
    ([name]) => !secretInQuery || isKnownParameter(name) || isSecretParameter(name),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(',');
      const hidden =
        isSecretParameter(name) ||
        (secret.length > 3 && (text.includes(secret) || name.includes(secret))) ||
        text.includes('-----BEGIN') ||
        /:\/\/[^/]*@|(password|pwd)\s*=/i.test(text);
      return [name, hidden ? null : text];
    }),
  );
}
