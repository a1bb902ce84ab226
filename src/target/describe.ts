import type { TlsMode } from '../config/config.js';
import { escapeOf } from './fault.js';
import type { Target } from './target.js';

/** A URL of the target without its password: for reports, never for connecting. */
export function describeTarget(target: Target): string {
  const { dialect, user, hosts, socket, socketPort, database, file, tls } = target;
  if (dialect === 'sqlite') return `sqlite:///${escaped(file ?? '', SAFE_IN_PATH)}`;
  const login = user === null ? '' : `${escaped(user)}@`;
  const places = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : escaped(host)}:${port}`);
  const query = [
    ...(socket === null
      ? []
      : [`${dialect === 'postgres' ? 'host' : 'socket'}=${escaped(socket, SAFE_IN_PATH)}`]),
    ...(socketPort === null ? [] : [`port=${socketPort}`]),
    ...(tls.mode === null ? [] : [tlsWordOf(dialect, tls.mode)]),
  ];
  const path = database === null ? (socket === null ? '' : '/') : `/${escaped(database, SAFE_IN_PATH)}`;
  return `${dialect ?? 'unknown'}://${login}${places.join(',')}${path}${query.length ? `?${query.join('&')}` : ''}`;
}

/** What asks for a mode in a URL of this dialect. */
function tlsWordOf(dialect: string | null, mode: TlsMode): string {
  return dialect === 'postgres' ? `sslmode=${mode}` : `ssl-mode=${MYSQL_MODES[mode]}`;
}

/** MySQL has no `allow`, which is the weaker half of `prefer`. */
const MYSQL_MODES: Readonly<Record<TlsMode, string>> = {
  disable: 'DISABLED',
  allow: 'PREFERRED',
  prefer: 'PREFERRED',
  require: 'REQUIRED',
  'verify-ca': 'VERIFY_CA',
  'verify-full': 'VERIFY_IDENTITY',
};

/** Whether reaching it takes a network: a file does not. */
export function isNetworkTarget({ dialect }: Target): boolean {
  return dialect !== 'sqlite';
}

/** A database of `dbcheck inspect --format json`: contract, section 7. */
export function targetFields(target: Target) {
  return {
    dialect: target.dialect,
    driver: target.driver,
    grammar: target.grammar,
    hosts: target.hosts.map(({ host, port }) => ({ host, port })),
    database: target.database,
    user: target.user,
    passwordSet: target.password !== null,
    socket: target.socket,
    file: target.file,
    tlsMode: target.tls.mode,
    tlsEffective: target.dialect === 'sqlite' ? null : target.tls.effective,
    parameters: target.parameters,
    provider: target.provider && { name: target.provider.name, endpoint: target.provider.endpoint },
    target: describeTarget(target),
    sources: target.sources,
  };
}

const SAFE = /[A-Za-z0-9._~+!$'()*,;=-]/;
const SAFE_IN_PATH = /[A-Za-z0-9._~+!$'()*,;=:@/\\-]/;

/** Percent-encodes what is not plain, so that a name cannot look like another part. */
function escaped(text: string, safe: RegExp = SAFE): string {
  return [...text].map((character) => (safe.test(character) ? character : escapeOf(character))).join('');
}
