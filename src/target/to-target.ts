import type { TlsConfig } from '../config/config.js';
import { Secret } from '../variables/secret.js';
import { readTls } from './clients/read-tls.js';
import { readerNamed, tlsFamilyOf } from './clients/readers.js';
import { isHarmlessParameter, isKnownParameter, isSecretParameter } from './forms/parameter-names.js';
import { providerOf } from './providers.js';
import { isUrl } from './raw/glued-parts.js';
import type { Reading } from './reading.js';
import type { Host, Target, TargetTls } from './target.js';

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
    provider: providerOf({
      dialect,
      host: place.hosts[0]?.host ?? null,
      port: place.hosts[0]?.port ?? null,
      socket: place.socket,
    }),
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
  const isOpen = tls.mode === null && tls.ca === null;
  const written = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value, column: null }] : [],
  );
  const family = tlsFamilyOf(readerNamed(grammar), dialect, driver);
  const key = files.key || text(KEY);
  return {
    mode: tls.mode,
    effective: isOpen && files.ca ? readTls(family, written, files.ca).effective : tls.effective,
    ca: files.ca || tls.ca,
    cert: files.cert || text(CERT),
    key: key === null ? null : new Secret(key),
  };
}

/** Parameters that name a part, for a client that does not take them; a second part may be glued to it. */
const PARTS = ['user', 'username', 'email', 'host', 'port', 'database', 'db', 'dbname', 'service'];

/** The values of those alone that are known as harmless; another one may be a secret whose name is mistyped. */
function shownParameters({ parameters, password, secretInQuery }: Reading): Record<string, string | null> {
  const secret = password?.reveal() ?? '';
  const holdsSecret = (text: string) => secret.length > 3 && text.includes(secret);
  const entries = Object.entries(parameters);
  // Behind a secret, an unencoded `&` of it makes a name of a piece.
  const first = entries.findIndex(([name]) => isSecretParameter(name));
  const shown = entries.filter(
    ([name, value], index) =>
      isKnownParameter(name) ||
      isHarmlessParameter(name) ||
      (value !== '' && (!secretInQuery || index <= first) && /^[A-Za-z][\w.-]{0,40}$/.test(name)),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(',');
      const isHidden =
        !isHarmlessParameter(name) ||
        (PARTS.includes(name) && /[,:]./.test(text)) ||
        holdsSecret(text) ||
        holdsSecret(name) ||
        /[;{@]|-----BEGIN|:\/\/|(pass\w*|pwd|pw|secret|token)\s*=/i.test(text);
      return [name, isHidden ? null : text];
    }),
  );
}
