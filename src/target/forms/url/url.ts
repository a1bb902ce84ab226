import { nearestName } from '../../../nearest-name.js';
import type { Reader } from '../../clients/reader.js';
import { readerNamed } from '../../clients/readers.js';
import { fault, type OpenFault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import type { Read } from '../form.js';
import { nearestScheme, rareSchemes, type Scheme, schemeOf, usualScheme } from '../scheme.js';
import { readUrl } from './read-url.js';
import { readSocketWords } from './socket-words.js';
import { readSqlitePath, readSqliteUrl } from './sqlite.js';

const SCHEME = /^([A-Za-z][A-Za-z0-9+._-]{0,60})(:\/\/|:)/;
const WEB = ['http', 'https', 'ws', 'wss', 'ftp', 'ssh'];
const PROXIES = ['prisma', 'prisma+postgres'];

/** Reads a URL by its scheme, and tells of a text without one. */
export function readByScheme(text: string, reader: Reader): Read {
  const [whole = '', written = '', colon = ''] = SCHEME.exec(text) ?? [];
  const close = (reading: OpenReading): Read => ({ reading, grammar: reader });
  const socket = reader.socketForm === 'words' ? readSocketWords(text, reader) : null;
  if (socket) return close(socket);
  const other = elsewhere(written.toLowerCase());
  if (other) return close(emptyReading(null, [other]));
  const scheme = written ? schemeOf(written) : null;
  if (scheme && !scheme.supported) {
    const where = { part: 'scheme', column: 1, name: scheme.dialect } as const;
    return close(emptyReading(scheme.dialect, [fault('dialect/unknown', 'unsupported', where)]));
  }
  if (scheme?.dialect === 'sqlite')
    return readScheme(text, whole.length - (colon === '://' ? 2 : 0), written, scheme, reader);
  if (scheme && colon === '://') return readScheme(text, whole.length, written, scheme, reader);
  if (scheme) {
    const reason = /^:\\/.test(text.slice(written.length)) ? 'backslashes' : 'no-slashes';
    const instead = `${written.toLowerCase()}://`;
    const where = { part: 'scheme', column: written.length + 1, instead } as const;
    return close(emptyReading(scheme.dialect, [fault('url/wrong-form', reason, where)]));
  }
  if (colon === '://') return close(unknownScheme(written));
  const isPath = reader.anyClient ? !/^[a-z][a-z0-9+]{1,20}:?\/\//i.test(text) : reader.sqlite?.plainPath;
  const path = isPath ? readSqlitePath(text) : null;
  return close(path ?? emptyReading(null, [withoutScheme(text)]));
}

/** The address of something else than a database. */
function elsewhere(scheme: string): OpenFault | null {
  const reason = WEB.includes(scheme) ? 'web-address' : PROXIES.includes(scheme) ? 'proxy' : null;
  return reason && fault('url/wrong-form', reason, { part: 'value', column: 1 });
}

function readScheme(text: string, start: number, written: string, scheme: Scheme, reader: Reader): Read {
  // A driver in the scheme is SQLAlchemy's; so is the reading, unless the client is known.
  const base = reader.anyClient && written.includes('+') ? readerNamed('sqlalchemy') : reader;
  const grammar = { ...base, ...base.byDialect?.[scheme.dialect] };
  const reading =
    scheme.dialect === 'sqlite'
      ? readSqliteUrl(text, start, scheme, grammar)
      : readUrl(text, start, scheme, grammar);
  const faults = [...schemeFaults(written, scheme, grammar), ...reading.faults];
  if (scheme.driver === 'ecto') {
    const where = { part: 'scheme', column: 1, name: 'postgres', severity: 'warning' } as const;
    faults.push(fault('dialect/unknown', 'guessed-ecto', where));
  }
  return { reading: { ...reading, faults }, grammar };
}

/** The schemes that most clients of a dialect take. */
const COMMON = ['postgres', 'postgresql', 'mysql', 'mariadb', 'sqlite', 'file', 'ecto'];

/** Whether the client takes the scheme, and writes it so. */
function schemeFaults(written: string, { dialect }: Scheme, reader: Reader): OpenFault[] {
  const [name = '', driver] = written.split('+');
  const lower = name.toLowerCase();
  const { schemes } = reader;
  const where = { part: 'scheme', column: 1 } as const;
  if (reader.anyClient && rareSchemes.includes(lower)) {
    const instead = `${usualScheme(dialect)}://`;
    return [fault('dialect/unknown', 'unknown-scheme', { ...where, name: lower, instead })];
  }
  if (driver !== undefined && !reader.driverSuffix)
    return [fault('dialect/client-mismatch', 'driver-suffix', { ...where, instead: `${lower}://` })];
  const drivers = reader.drivers?.[dialect];
  if (driver !== undefined && drivers && !drivers.includes(driver.toLowerCase())) {
    // A word that is a driver of another dialect may be shown.
    const isKnown = Object.values(reader.drivers ?? {}).some((each) => each.includes(driver.toLowerCase()));
    return [
      fault('dialect/client-mismatch', 'unknown-driver', {
        ...where,
        name: isKnown ? driver : null,
        instead: `${usualScheme(lower)}+${nearestName(driver, drivers) ?? drivers[0]}://`,
      }),
    ];
  }
  if (schemes && !schemes.includes(lower)) {
    const instead =
      schemes.find((each) => each === 'postgresql' && dialect === 'postgres') ??
      schemes.find((each) => schemeOf(each)?.dialect === dialect) ??
      schemes.find((each) => isServedAs(dialect, each));
    if (driver === undefined || !reader.driverSuffix || instead === undefined)
      return [
        fault('dialect/client-mismatch', instead ? 'scheme' : 'dialect', {
          ...where,
          name: dialect,
          // `file://` would be the root of the disk.
          instead: instead ? `${instead}:${instead === 'file' ? '' : '//'}` : null,
        }),
      ];
  }
  if (reader.anyClient && !COMMON.includes(lower))
    return [
      fault('dialect/client-mismatch', 'rare-scheme', {
        ...where,
        instead: `${usualScheme(dialect)}://`,
        severity: 'warning',
      }),
    ];
  if (name === lower) return [];
  if (reader.schemeCase === 'lower')
    return [fault('dialect/client-mismatch', 'scheme-case', { ...where, instead: `${lower}://` })];
  return [
    fault('dialect/client-mismatch', 'scheme-case', {
      ...where,
      instead: `${lower}://`,
      severity: 'warning',
    }),
  ];
}

/** One server speaks for both, and clients have a scheme for one of the two. */
function isServedAs(dialect: string, scheme: string): boolean {
  const both = ['mysql', 'mariadb'];
  return both.includes(dialect) && both.includes(scheme);
}

function unknownScheme(written: string): OpenReading {
  const near = nearestScheme(written);
  const dialect = near ? (schemeOf(near)?.dialect ?? null) : null;
  // A scheme is no secret; a piece of something else that happens to stand before "://" is not shown.
  const name = /^[a-z][a-z0-9+-]{1,20}$/i.test(written) ? written : null;
  const instead = near && `${usualScheme(near)}://`;
  return emptyReading(dialect, [
    fault('dialect/unknown', 'unknown-scheme', { part: 'scheme', column: 1, name, instead }),
  ]);
}

function withoutScheme(text: string): OpenFault {
  const slashes = /^([A-Za-z][A-Za-z0-9+]{1,20})\s{0,4}:?\/\//.exec(text);
  const near = slashes?.[1] ? schemeOf(slashes[1]) : null;
  return near && slashes?.[1]
    ? fault('url/wrong-form', 'no-colon', {
        part: 'scheme',
        column: slashes[1].length + 1,
        instead: `${slashes[1].toLowerCase()}://`,
      })
    : fault('url/not-a-url', 'no-scheme', { part: 'value', column: 1, dialect: dialectByPort(text) });
}

/** What the port of `user:password@host:3306/database` speaks for. */
function dialectByPort(text: string): string | null {
  const [, port = ''] = /:(\d{4})(?:\/|$)/.exec(text.slice(text.lastIndexOf('@') + 1)) ?? [];
  return PORTS[port] ?? null;
}

const PORTS: Readonly<Record<string, string>> = { '5432': 'postgres', '3306': 'mysql' };
