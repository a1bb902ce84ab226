import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { readUrl } from '../url/read-url.js';
import { otherForm } from './other-form.js';
import { jdbcDialect } from './prefix.js';

const DRIVER = 'r2dbc';
const ANY_DRIVER = 'r2dbc:postgresql://, r2dbc:mysql:// or r2dbc:mariadb://';
/** Drivers that hand on to the one that is named behind them. */
const PROXIES = ['pool', 'proxy'];
const CHECKED = ['postgres', 'mysql', 'mariadb'];
/** What a query must not say, because the URL has a place for it. */
const PARTS = ['driver', 'protocol', 'user', 'password', 'host', 'port', 'database'];

/** R2DBC's `r2dbc:postgresql://…`, which Java's other drivers do not read. */
export const r2dbc: Form = {
  name: 'r2dbc',
  matches: isR2dbc,
  readerOf: () => DRIVER,
  dialectOf: (text) => jdbcDialect(driverOf(text)),
  read: (text, reader) =>
    isR2dbc(text)
      ? readR2dbc(text, reader)
      : otherForm(text, () => fault('url/wrong-form', 'not-r2dbc', { part: 'value', column: 1 })),
};

function isR2dbc(text: string): boolean {
  return /^r2dbcs?:/i.test(text);
}

/** The first word behind `r2dbc:` that is no proxy. */
function driverOf(text: string): string {
  const [head = ''] = text.slice(0, 200).split('://', 1);
  const words = head.toLowerCase().split(':').slice(1);
  return words.find((each) => !PROXIES.includes(each)) ?? '';
}

/** `r2dbc:DRIVER[:PROTOCOL]://user:password@host:port/database?name=value`, with proxies in front of the driver. */
function readR2dbc(text: string, reader: Reader): OpenReading {
  const colon = text.indexOf('://');
  const word = driverOf(text);
  const dialect = jdbcDialect(word);
  const where = { part: 'scheme', column: 1 } as const;
  if (dialect !== null && !CHECKED.includes(dialect))
    return broken(dialect, fault('dialect/unknown', 'unsupported', { ...where, name: dialect }));
  if (dialect === null)
    return broken(null, fault('dialect/unknown', 'unknown-scheme', { ...where, instead: ANY_DRIVER }));
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
