import type { TlsMode } from '../../config/config.js';
import { fault } from '../fault.js';
import { jsonOf } from '../json.js';
import { JVM_TLS } from './read-tls-jvm.js';
import type { Parameter, Special } from './tls-draft.js';
import type { TlsWords } from './tls-words.js';

/** What says nothing more once the mode is known. */
const PYMYSQL = ['ssl_disabled', 'ssl_verify_cert', 'ssl_verify_identity'];

/** Words that depend on each other, by the name that the family has for them. */
export const SPECIAL: Readonly<Record<NonNullable<TlsWords['special']>, Special>> = {
  ...JVM_TLS,

  /** libpq: the system's certificates and direct TLS need a mode that goes with them, and the first has one of its own. */
  libpq: (_, written, draft) => {
    const last = (name: string) => written.findLast((each) => each.name === name);
    const weak = (parameter: Parameter, instead: string) =>
      draft.faults.push(
        fault('url/bad-parameter', 'weak-mode', {
          part: 'query',
          column: parameter.column,
          name: parameter.name,
          instead,
        }),
      );
    const system = last('sslrootcert');
    if (system?.value === 'system') {
      if (draft.mode === null) draft.effective ??= 'verify-full';
      else if (draft.mode !== 'verify-full') weak(system, 'sslmode=verify-full');
    }
    const direct = last('sslnegotiation');
    if (direct?.value === 'direct' && ['disable', 'allow', 'prefer'].includes(draft.mode ?? 'prefer'))
      if (draft.effective !== 'verify-full') weak(direct, 'sslmode=require');
  },

  /**
   * go-sql-driver: two words in any case, and names of what the code registers: TLS, and more is not known. Where it
   * may fall back to plain text, it does.
   */
  registered: (_, written, draft) => {
    const tls = written.findLast(({ name }) => name === 'tls');
    const word = tls?.value.toLowerCase() ?? '';
    if (word === 'skip-verify') draft.mode = 'require';
    else if (word === 'preferred') draft.mode = 'prefer';
    else if (tls && word !== '' && draft.mode === null) {
      draft.effective = 'require';
      draft.consumed.delete('tls');
      const where = { part: 'query', column: tls.column, name: 'tls', severity: 'warning' } as const;
      draft.faults.push(fault('url/bad-parameter', 'registered-tls', where));
    }
    const falls = written.findLast(({ name }) => name === 'allowFallbackToPlaintext')?.value;
    if (falls !== undefined && /^(1|true|TRUE|True)$/.test(falls) && word !== '' && draft.mode !== 'disable')
      draft.effective = 'prefer';
  },

  /** node-pg: `uselibpqcompat=true` brings libpq's meaning back; without a mode, direct TLS and client keys switch it on. */
  'libpq-compat': (_, written, draft) => {
    const last = (name: string) => written.findLast((each) => each.name === name)?.value;
    const system = written.find(({ name, value }) => name === 'sslrootcert' && value === 'system');
    if (system)
      draft.faults.push(
        fault('url/bad-parameter', 'ca-is-a-word', {
          part: 'query',
          column: system.column,
          name: 'sslrootcert',
        }),
      );
    if (!draft.mode && (last('sslcert') || last('sslkey') || last('sslnegotiation') === 'direct'))
      draft.effective ??= 'verify-full';
    if (last('uselibpqcompat') !== 'true' || !draft.mode || draft.from?.name !== 'sslmode') return;
    draft.effective = draft.from.value === 'no-verify' ? 'verify-full' : compatible(draft.mode, draft.ca);
    if (draft.mode === 'verify-ca' && !draft.ca) {
      draft.faults.push(fault('url/bad-parameter', 'missing-ca', { part: 'query', name: 'sslrootcert' }));
    }
  },

  /** mysql2: `ssl` holds JSON, or the name of a profile. */
  json: (words, written, draft) => {
    const ssl = written.findLast(({ name }) => name === 'ssl');
    if (!ssl) return;
    const json = words.noJson ? undefined : jsonOf(ssl.value);
    const refuse = (instead: string | null) =>
      draft.faults.push(
        fault('url/bad-parameter', 'tls-not-json', {
          part: 'query',
          column: ssl.column,
          name: 'ssl',
          instead,
        }),
      );
    draft.consumed.add('ssl');
    if (json === false || json === null || json === 0 || json === '') {
      draft.mode = 'disable';
      return;
    }
    const profile = typeof json === 'string' ? json : json === undefined ? ssl.value : null;
    if (profile !== null) {
      if (words.profiles?.includes(profile)) draft.mode = words.withCa ?? 'verify-ca';
      else refuse(words.noJson ? 'Amazon%20RDS' : null);
      return;
    }
    if (typeof json !== 'object' || json === null) {
      refuse(null);
      return;
    }
    const options: Record<string, unknown> = { ...json };
    draft.mode = modeOfJson(options, words.withCa ?? 'verify-ca');
    if (typeof options['ca'] === 'string') {
      draft.ca = options['ca'];
      if (!options['ca'].includes('-----BEGIN'))
        draft.faults.push(
          fault('url/ignored-parameter', 'ca-is-a-path', { part: 'query', column: ssl.column, name: 'ssl' }),
        );
    }
  },

  /** mariadb: JSON asks for TLS in an object of options; in a URL it is a text that is not "true". */
  'json-unread': (_, written, draft) => {
    const ssl = written.findLast(({ name }) => name === 'ssl');
    const json = ssl && jsonOf(ssl.value);
    if (typeof json === 'object' && json !== null) draft.mode = modeOfJson({ ...json }, 'verify-full');
    else if (ssl?.value === '1')
      draft.faults.push(
        fault('url/ignored-parameter', 'ignored-tls', {
          part: 'query',
          column: ssl.column,
          name: 'ssl',
          instead: 'ssl=true',
        }),
      );
  },

  /**
   * PyMySQL: a certificate authority is the mode, and the check of the host name can be switched off; without one,
   * `ssl_verify_cert` goes by the system's. Strings come through SQLAlchemy as they are, so that any
   * `ssl_disabled` that is not empty switches TLS off, `false` too.
   */
  pymysql: (words, written, draft) => {
    const last = (name: string) => written.findLast((each) => each.name === name)?.value ?? '';
    const isOff = (name: string) => ['false', '0', 'no'].includes(last(name).toLowerCase());
    for (const name of PYMYSQL) if (last(name) !== '') draft.consumed.add(name);
    if (last('ssl_disabled') !== '') draft.mode = 'disable';
    else if (draft.ca) draft.mode = isOff('ssl_check_hostname') ? 'verify-ca' : (words.withCa ?? null);
    else if (['true', '1', 'yes', 'required'].includes(last('ssl_verify_cert').toLowerCase()))
      draft.mode = last('ssl_verify_identity') === '' ? 'verify-ca' : 'verify-full';
  },

  /** Prisma: `sslaccept` verifies unless it says "accept_invalid_certs", whatever `sslmode` says. */
  'strict-wins': (_, written, draft) => {
    const accept = written.findLast(({ name }) => name === 'sslaccept');
    if (!accept) return;
    if (accept.value === 'accept_invalid_certs') {
      draft.mode ??= 'require';
      return;
    }
    draft.mode = 'verify-full';
    draft.effective = 'verify-full';
    if (accept.value === 'strict') return;
    const { column } = accept;
    const where = {
      part: 'query',
      column,
      name: 'sslaccept',
      instead: 'strict',
      severity: 'warning',
    } as const;
    draft.faults.push(fault('url/bad-parameter', 'tls-mode', where));
  },
};

/** What the options of TLS in Node ask for. */
function modeOfJson(options: Readonly<Record<string, unknown>>, otherwise: TlsMode): TlsMode {
  if (options['rejectUnauthorized'] === false) return 'require';
  return options['verifyIdentity'] === true ? 'verify-full' : otherwise;
}

/** What node-pg makes of libpq's words with `uselibpqcompat`: with TLS it does not go back to clear text. */
function compatible(mode: TlsMode, ca: string | null): TlsMode {
  if (mode === 'prefer') return 'require';
  if (mode === 'require') return ca ? 'verify-ca' : 'require';
  return mode === 'allow' ? 'verify-full' : mode;
}
