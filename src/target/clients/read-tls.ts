import type { TlsMode } from '../../config/config.js';
import { nearestName } from '../../nearest-name.js';
import { fault, type OpenFault } from '../fault.js';
import { JVM_TLS } from './read-tls-jvm.js';
import type { Draft, Parameter, Special } from './tls-draft.js';
import { type TlsFamily, type TlsWords, tlsWords } from './tls-words.js';

export type { Parameter } from './tls-draft.js';

export interface TlsReading {
  /** What is written, in libpq's words; null when nothing was said. */
  readonly mode: TlsMode | null;
  /** What the client makes of it. */
  readonly effective: TlsMode;
  readonly ca: string | null;
  /** The parameters that say nothing more once this is known. */
  readonly consumed: ReadonlySet<string>;
  readonly faults: readonly OpenFault[];
}

/** Reads what a string says of TLS as one family of clients does. `extraCa`: one that is named elsewhere. */
export function readTls(
  family: TlsFamily,
  written: readonly Parameter[],
  extraCa: string | null = null,
): TlsReading {
  const words = tlsWords(family);
  const draft: Draft = { mode: null, effective: null, ca: extraCa, consumed: new Set(), faults: [] };
  for (const parameter of written) take(words, parameter, draft);
  if (words.special) SPECIAL[words.special](words, written, draft);
  const { ca } = draft;
  const effective =
    draft.effective ??
    (draft.mode && (words.effective?.[draft.mode] ?? draft.mode)) ??
    (ca && words.withCa) ??
    words.unset;
  return { ...draft, effective: effective || words.unset };
}

function take(words: TlsWords, parameter: Parameter, draft: Draft): void {
  const { name, value, column } = parameter;
  const values = words.parameters[name];
  if (words.noOption?.includes(name)) {
    draft.faults.push(fault('url/bad-parameter', 'invalid-option', { part: 'query', column, name }));
  } else if (words.rejects?.includes(name)) {
    draft.faults.push(fault('url/bad-parameter', 'rejected-parameter', { part: 'query', column, name }));
  } else if (words.ignores?.includes(name)) {
    draft.faults.push(fault('url/ignored-parameter', 'ignored-tls', { part: 'query', column, name }));
  } else if (words.ca.includes(name)) {
    draft.ca = value || null;
    draft.consumed.add(name);
  } else if (values) {
    const mode = modeOf(values, value, words.anyCase ?? false);
    // Prisma's own word says more than the mode that it gives.
    if (name !== 'sslaccept') draft.consumed.add(name);
    if (mode) {
      if (draft.mode && draft.mode !== mode) draft.faults.push(conflicting(parameter));
      draft.mode = mode;
      draft.effective = value === 'no-verify' ? 'require' : null;
    } else if (words.special !== 'json') {
      draft.faults.push(unknownValue(parameter, values, words.otherwise !== undefined));
      draft.effective = words.otherwise ?? null;
    }
  }
}

/** What says nothing more once the mode is known. */
const PYMYSQL = ['ssl_disabled', 'ssl_verify_cert', 'ssl_verify_identity'];

const SPECIAL: Readonly<Record<NonNullable<TlsWords['special']>, Special>> = {
  ...JVM_TLS,

  /** node-pg: `uselibpqcompat=true` brings libpq's meaning back. */
  'libpq-compat': (_, written, draft) => {
    const last = (name: string) => written.findLast((each) => each.name === name)?.value;
    if (last('uselibpqcompat') !== 'true') return;
    draft.effective = draft.mode;
    if (draft.mode === 'verify-ca' && !draft.ca) {
      draft.faults.push(fault('url/bad-parameter', 'missing-ca', { part: 'query', name: 'sslrootcert' }));
    }
  },

  /** mysql2 and mariadb: `ssl` holds JSON, or the name of a profile. */
  json: (words, written, draft) => {
    const ssl = written.findLast(({ name, value }) => name === 'ssl' && !words.parameters['ssl']?.[value]);
    if (!ssl) return;
    const options = jsonObject(ssl.value);
    if (!options && ['true', 'false', '1', '0', ''].includes(ssl.value)) {
      draft.faults.push(
        fault('url/bad-parameter', 'tls-not-json', { part: 'query', column: ssl.column, name: 'ssl' }),
      );
      return;
    }
    draft.mode =
      options?.['rejectUnauthorized'] === false
        ? 'require'
        : options?.['verifyIdentity'] === true
          ? 'verify-full'
          : (words.withCa ?? 'verify-ca');
    if (typeof options?.['ca'] === 'string') {
      draft.ca = options['ca'];
      if (!options['ca'].includes('-----BEGIN'))
        draft.faults.push(
          fault('url/ignored-parameter', 'ca-is-a-path', { part: 'query', column: ssl.column, name: 'ssl' }),
        );
    }
    draft.consumed.add('ssl');
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

  /** Prisma: `sslaccept=strict` verifies, whatever `sslmode` says. */
  'strict-wins': (_, written, draft) => {
    if (!written.some(({ name, value }) => name === 'sslaccept' && value === 'strict')) return;
    draft.mode = 'verify-full';
    draft.effective = 'verify-full';
  },
};

function modeOf(
  values: Readonly<Record<string, TlsMode>>,
  value: string,
  anyCase: boolean | 'letters',
): TlsMode | null {
  const plain = (word: string) =>
    anyCase === 'letters' ? word.toLowerCase() : word.toLowerCase().replaceAll('-', '_');
  const known = Object.keys(values).find(
    (each) => each === value || (anyCase && plain(each) === plain(value)),
  );
  return (known !== undefined && values[known]) || null;
}

function unknownValue(
  { name, value, column }: Parameter,
  values: Readonly<Record<string, TlsMode>>,
  forgiven: boolean,
): OpenFault {
  const known = Object.keys(values).filter((each) => !/^\d/.test(each));
  const instead = nearestName(value, known) ?? known.join(', ');
  const severity = forgiven ? 'warning' : 'error';
  return fault('url/bad-parameter', 'tls-mode', { part: 'query', column, name, instead, severity });
}

function conflicting({ name, column }: Parameter): OpenFault {
  return fault('url/bad-parameter', 'conflicting-tls', { part: 'query', column, name, severity: 'warning' });
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
