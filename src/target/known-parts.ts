import type { TlsMode } from '../config/config.js';
import { isBroken } from './reading.js';
import { type ShownValue, shownParameters } from './shown-parameters.js';
import type { Described } from './sources/described.js';

/** What `inspect` shows of a value that could not be read, or must not be. */
export interface KnownParts {
  readonly dialect: string | null;
  readonly driver: string | null;
  readonly grammar: string;
  readonly user: string | null;
  readonly passwordSet: boolean;
  readonly database: string | null;
  readonly tlsMode: TlsMode | null;
  readonly tlsEffective: TlsMode | null;
  readonly parameters: Readonly<Record<string, ShownValue>>;
  /** Where the client is known from. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * Of a broken value, its dialect alone. Of one whose password ends where the client says, and elsewhere for others,
 * the parts that are the same in every reading: what stands before the first ":" and behind the last "@".
 * Never a host.
 */
export function knownParts({ reading, url, sources }: Described): KnownParts {
  const client = sources['client'];
  const { dialect, driver, grammar, user, password, database, tls } = reading;
  const nothing = {
    dialect,
    driver,
    grammar,
    user: null,
    passwordSet: Boolean(password?.reveal()),
    database: null,
    tlsMode: null,
    tlsEffective: null,
    parameters: {},
    sources: client === undefined ? {} : { client },
  };
  if (url === null || !reading.ambiguous || isBroken(reading)) return nothing;
  const start = url.indexOf('://') + 3;
  const colon = url.indexOf(':', start);
  const isUserAgreed = colon >= 0 && colon < url.indexOf('@', start);
  const path = url.indexOf('/', url.lastIndexOf('@'));
  const isPathAgreed = path >= 0 && !/[@:]/.test(database ?? '') && !url.slice(start, path).includes('?');
  return {
    ...nothing,
    user: isUserAgreed ? user : null,
    database: isPathAgreed ? database : null,
    tlsMode: tls.mode,
    tlsEffective: tls.effective,
    parameters: isPathAgreed ? shownParameters(reading) : {},
  };
}
