import type { TlsConfig } from '../config/config.js';
import { Secret } from '../variables/secret.js';
import { readTls } from './clients/read-tls.js';
import { readerNamed, tlsFamilyOf } from './clients/readers.js';
import { DEFAULT_PORTS } from './default-ports.js';
import { providerOf } from './providers.js';
import { isUrl } from './raw/glued-parts.js';
import type { Reading } from './reading.js';
import { shownParameters } from './shown-parameters.js';
import type { Host, Target, TargetTls } from './target.js';

/** Where the packages of the distributions have libpq look. */
const LIBPQ_SOCKET = '/var/run/postgresql';
/** Without blanks, dashes and capitals, in which clients differ. */
const CERT = ['sslcert', 'sslcertificate'];
const KEY = ['sslkey'];
const PASSPHRASE = ['sslpassword'];

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
  if (broken || reading.ambiguous || dialect === null || isUrl(reading.database)) return null;
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
    socketPort: place.socketPort,
    provider: providerOf({
      dialect,
      host: place.hosts[0]?.host ?? null,
      port: place.hosts[0]?.port ?? null,
      socket: place.socket,
    }),
    parameters: shownParameters(reading),
    sources: { ...sources, ...place.sources },
  };
}

interface Place {
  readonly hosts: readonly Host[];
  readonly socket: string | null;
  readonly socketPort: number | null;
  readonly sources: Readonly<Record<string, string>>;
}

function withDefaults({ hosts, socket, grammar }: Reading, dialect: string): Place {
  const port = DEFAULT_PORTS[dialect];
  if (port === undefined) return { hosts: [], socket: null, socketPort: null, sources: {} };
  const reader = readerNamed(grammar);
  const usesSocket = dialect === 'postgres' && reader.localSocket;
  const named = hosts.filter(({ host }) => host !== null);
  if (socket !== null || (usesSocket && named.length === 0)) {
    return {
      hosts: named.map((each) => ({ host: each.host ?? '', port: each.port ?? port })),
      socket: socket ?? LIBPQ_SOCKET,
      socketPort: named.length === 0 ? (hosts[0]?.port ?? null) : null,
      sources: socket === null ? { socket: 'default of libpq' } : {},
    };
  }
  const all = hosts.length > 0 ? hosts : [{ host: null, port: null }];
  return {
    hosts: all.map((each) => ({ host: each.host ?? 'localhost', port: each.port ?? port })),
    socket: null,
    socketPort: null,
    sources: {
      ...(named.length === 0 ? { host: `default of ${grammar}` } : {}),
      ...(all.some((each) => each.port === null) ? { port: `default of ${dialect}` } : {}),
    },
  };
}

function tlsOf({ tls, parameters, grammar, driver }: Reading, dialect: string, files: TlsFiles): TargetTls {
  const text = (names: readonly string[]) => {
    const [, value = ''] =
      Object.entries(parameters).find(([name]) => names.includes(name.toLowerCase().replace(/[ _-]/g, ''))) ??
      [];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const isOpen = tls.mode === null && tls.ca === null;
  const written = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value, column: null }] : [],
  );
  const family = tlsFamilyOf(readerNamed(grammar), dialect, driver);
  const key = files.key || text(KEY);
  const passphrase = text(PASSPHRASE);
  return {
    mode: tls.mode,
    effective: isOpen && files.ca ? readTls(family, written, files.ca).asked.effective : tls.effective,
    ca: files.ca || tls.ca,
    cert: files.cert || text(CERT),
    key: key === null ? null : new Secret(key),
    ...(passphrase === null ? {} : { passphrase: new Secret(passphrase) }),
  };
}
