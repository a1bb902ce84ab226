import { fault } from '../fault.js';
import type { Parameter, Special } from './tls-draft.js';

/** What a driver of the JVM makes of words that depend on each other. */
export const JVM_TLS = {
  /** `ssl=true`, or `ssl` alone, counts where `sslmode` is not written; a factory can switch every check off. */
  pgjdbc: (_, written, draft) => {
    const ssl = last(written, 'ssl');
    if (ssl !== undefined) draft.consumed.add('ssl');
    if (draft.mode === null && ssl !== undefined) {
      const isOn = ssl === '' || ssl.toLowerCase() === 'true';
      draft.mode = isOn ? 'verify-full' : 'disable';
      // Without `sslmode`, `ssl=false` is as if nothing were written.
      draft.effective = isOn ? null : 'prefer';
    }
    const factory = written.findLast(({ name }) => name === 'sslfactory');
    if (!factory?.value.endsWith('.NonValidatingFactory') || !draft.mode?.startsWith('verify')) return;
    draft.effective = 'require';
    const where = { part: 'query', column: factory.column, name: 'sslfactory', severity: 'warning' } as const;
    draft.faults.push(fault('url/bad-parameter', 'tls-checks-off', where));
  },

  /** The words of Connector/J 5, which count where `sslMode` is not written. */
  connectorj: (_, written, draft) => {
    const isOn = (name: string) => isTrue(last(written, name), ['true', 'yes']);
    const old = ['useSSL', 'requireSSL', 'verifyServerCertificate'].filter(
      (name) => last(written, name) !== undefined,
    );
    for (const name of old) draft.consumed.add(name);
    if (draft.mode !== null || draft.consumed.has('sslMode') || old.length === 0) return;
    if (old.includes('useSSL') && !isOn('useSSL')) draft.mode = 'disable';
    else if (isOn('verifyServerCertificate')) draft.mode = 'verify-ca';
    else draft.mode = isOn('requireSSL') ? 'require' : 'prefer';
  },

  /** The words of version 2: `useSsl`, which two others weaken. An empty `sslMode` says nothing. */
  'mariadb-jdbc': (_, written, draft) => {
    const isOn = (name: string) => isTrue(last(written, name), ['', '1', 'true']);
    if (last(written, 'useSsl') === undefined) return;
    draft.consumed.add('useSsl');
    if (!isOn('useSsl')) {
      draft.mode ??= 'disable';
      return;
    }
    for (const name of ['trustServerCertificate', 'disableSslHostnameVerification'])
      if (last(written, name) !== undefined) draft.consumed.add(name);
    draft.mode = isOn('trustServerCertificate')
      ? 'require'
      : isOn('disableSslHostnameVerification')
        ? 'verify-ca'
        : 'verify-full';
  },
} as const satisfies Record<string, Special>;

function last(written: readonly Parameter[], name: string): string | undefined {
  return written.findLast((each) => each.name === name)?.value;
}

function isTrue(value: string | undefined, words: readonly string[]): boolean {
  return value !== undefined && words.includes(value.toLowerCase());
}
