import type { TLS_MODES, TlsMode } from '../../config/config.js';

export const LIBPQ = {
  disable: 'disable',
  allow: 'allow',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
} as const satisfies Record<(typeof TLS_MODES)[number], TlsMode>;
/** What libpq had before `sslmode`, and still turns into it. */
export const REQUIRESSL = { '1': 'require', '0': 'prefer' } as const;
export const MYSQL = {
  DISABLED: 'disable',
  PREFERRED: 'prefer',
  REQUIRED: 'require',
  VERIFY_CA: 'verify-ca',
  VERIFY_IDENTITY: 'verify-full',
} as const;
/** The words for a mode, whoever's they are. */
const MODE_WORDS: ReadonlyMap<string, TlsMode> = new Map(Object.entries({ ...LIBPQ, ...MYSQL }));
export const SWITCH = { true: 'require', '1': 'require', false: 'disable', '0': 'disable' } as const;
export const MYSQL_MODES = ['ssl-mode', 'ssl_mode', 'sslmode', 'sslMode'];
export const MYSQL_CA = ['ssl-ca', 'ssl_ca', 'sslca'];

/** The words of libpq and MySQL for a mode. */
export const modeWords: readonly string[] = [...Object.keys(LIBPQ), ...Object.keys(MYSQL)];

/** The mode that a word of libpq or MySQL names, in any case; null for another text. */
export function modeNamed(value: string): TlsMode | null {
  return MODE_WORDS.get(value.toLowerCase()) ?? MODE_WORDS.get(value.toUpperCase()) ?? null;
}
