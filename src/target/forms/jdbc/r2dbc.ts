import type { Reader } from '../../clients/reader.js';
import { readerNamed } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import { readUrl } from '../url/read-url.js';
import { jdbcDialect } from './prefix.js';

const DRIVER = 'r2dbc';
const ANY_DRIVER = 'r2dbc:postgresql://, r2dbc:mysql:// or r2dbc:mariadb://';
/** Drivers that hand on to the one that is named behind them. */
const PROXIES = ['pool', 'proxy'];
const CHECKED = ['postgres', 'mysql', 'mariadb'];
/** What a query must not say, because the URL has a place for it. */
const PARTS = ['driver', 'protocol', 'user', 'password', 'host', 'port', 'database'];

export function isR2dbc(text: string): boolean {
  return /^r2dbcs?:/i.test(text);
}

/** `r2dbc:DRIVER[:PROTOCOL]://user:password@host:port/database?name=value`, with proxies in front of the driver. */
export function readR2dbc(text: string, given: Reader | null): OpenReading {
  const reader = given && !given.jdbc ? given : readerNamed(DRIVER);
  const colon = text.indexOf('://');
  const end = colon < 0 ? text.length : colon;
  const words = text.slice(0, Math.min(end, 200)).toLowerCase().split(':').slice(1);
  const word = words.find((each) => !PROXIES.includes(each)) ?? '';
  const dialect = jdbcDialect(word);
  const where = { part: 'scheme', column: 1 } as const;
  if (dialect !== null && !CHECKED.includes(dialect))
    return broken(dialect, fault('dialect/unknown', 'unsupported', { ...where, name: dialect }));
  if (dialect === null)
    return broken(null, fault('dialect/unknown', 'unknown-scheme', { ...where, instead: ANY_DRIVER }));
  if (given?.jdbc) return broken(dialect, fault('url/wrong-form', 'not-jdbc', { ...where, part: 'value' }));
  if (colon < 0) {
    const column = text.length + 1;
    return broken(
      dialect,
      fault('url/wrong-form', 'no-slashes', { ...where, column, instead: `r2dbc:${word}://` }),
    );
  }
  const reading = readUrl(text, colon + 3, { dialect, driver: DRIVER, supported: true }, reader);
  const faults: OpenFault[] = Object.keys(reading.parameters)
    .filter((name) => PARTS.includes(name))
    .map((name) => fault('url/bad-parameter', 'part-in-query', { part: 'query', name }));
  const isSecure = /^r2dbcs:/i.test(text) && reading.tls.mode === null;
  return {
    ...reading,
    tls: isSecure ? { ...reading.tls, mode: 'verify-full', effective: 'verify-full' } : reading.tls,
    faults: [...reading.faults, ...faults],
  };
}

function broken(dialect: string | null, found: OpenFault): OpenReading {
  return emptyReading(dialect, [found], DRIVER);
}
