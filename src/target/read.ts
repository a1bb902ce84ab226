import { nearestName } from '../nearest-name.js';
import { fault, type OpenFault } from './fault.js';
import { gluedParts } from './glued-parts.js';
import { lookAtRaw } from './hygiene.js';
import { isKeywordValue, readKeywordValue } from './keyword-value.js';
import { placeholders } from './placeholders.js';
import { readUrl } from './read-url.js';
import type { Reader } from './reader.js';
import { readerNamed } from './readers.js';
import { emptyReading, type OpenReading, type Reading } from './reading.js';
import { nearestScheme, type Scheme, schemeOf } from './scheme.js';
import { readSqlitePath, readSqliteUrl } from './sqlite.js';

/** What a client makes of a value: its parts, and what is wrong with it. Connects to nothing, reads no file. */
export function readValue(text: string, client = 'any'): Reading {
  const reader = readerNamed(client);
  const raw = lookAtRaw(text);
  if (raw) {
    const mended = raw.mended === null ? null : readForm(raw.mended, reader);
    return close(
      {
        ...emptyReading(mended?.reading.dialect ?? null, [raw.fault]),
        secrets: mended ? [...mended.reading.secrets, ...(gluedParts(mended.reading)?.secrets ?? [])] : [],
      },
      reader,
    );
  }
  const { reading, grammar } = readForm(text, reader);
  const glued = gluedParts(reading);
  if (!glued) return close({ ...reading, faults: [...reading.faults, ...placeholders(reading)] }, grammar);
  const errors = reading.faults.filter(({ severity }) => severity === 'error');
  const isKnown = errors.some(({ part }) => part === glued.fault.part);
  return close(
    {
      ...emptyReading(reading.dialect, isKnown ? errors : [...errors, glued.fault], reading.driver),
      ambiguous: reading.ambiguous,
      secrets: [...reading.secrets, ...glued.secrets],
    },
    grammar,
  );
}

interface Read {
  readonly reading: OpenReading;
  /** Whose grammar it was: the form may say more than the configuration. */
  readonly grammar: Reader;
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+._-]{0,60})(:\/\/|:)/;

/** Tells the form by its first characters, and has it read. */
function readForm(text: string, reader: Reader): Read {
  const [whole = '', written = '', colon = ''] = SCHEME.exec(text) ?? [];
  const scheme = written ? schemeOf(written) : null;
  const socket = reader.socketForm === 'words' ? readSocketWords(text) : null;
  if (socket) return { reading: socket, grammar: reader };
  const other = otherForm(text, written);
  if (other) return { reading: emptyReading(other.dialect, [other.fault]), grammar: reader };
  if (scheme && !scheme.supported) {
    const unsupported = fault('dialect/unknown', 'unsupported', {
      part: 'scheme',
      column: 1,
      name: scheme.dialect,
    });
    return { reading: emptyReading(scheme.dialect, [unsupported]), grammar: reader };
  }
  if (scheme?.dialect === 'sqlite')
    return readScheme(text, whole.length - (colon === '://' ? 2 : 0), written, scheme, reader);
  if (scheme && colon === '://') return readScheme(text, whole.length, written, scheme, reader);
  if (scheme) {
    const reason = /^:\\/.test(text.slice(written.length)) ? 'backslashes' : 'no-slashes';
    const where = {
      part: 'scheme',
      column: written.length + 1,
      instead: `${written.toLowerCase()}://`,
    } as const;
    return {
      reading: emptyReading(scheme.dialect, [fault('url/wrong-form', reason, where)]),
      grammar: reader,
    };
  }
  if (colon === '://') return { reading: unknownScheme(written), grammar: reader };
  if (isKeywordValue(text) && !text.includes(';')) return readKeywords(text, reader);
  const path = reader.anyClient ? readSqlitePath(text) : null;
  return { reading: path ?? emptyReading(null, [withoutScheme(text)]), grammar: reader };
}

/** node-pg: `/DIRECTORY database`, and `socket:/DIRECTORY?db=database`. */
function readSocketWords(text: string): OpenReading | null {
  const [socket = '', database = null] = text.startsWith('/')
    ? text.split(' ')
    : (/^socket:(\/[^?]*)(?:\?db=([^&]*))?/.exec(text)?.slice(1) ?? []);
  return socket === '' ? null : { ...emptyReading('postgres', []), socket, database };
}

function readScheme(text: string, start: number, written: string, scheme: Scheme, reader: Reader): Read {
  // A driver in the scheme is SQLAlchemy's; so is the reading, unless the client is known.
  const grammar = reader.anyClient && written.includes('+') ? readerNamed('sqlalchemy') : reader;
  const reading =
    scheme.dialect === 'sqlite'
      ? readSqliteUrl(text, start, scheme, grammar)
      : readUrl(text, start, scheme, grammar);
  const faults = [...schemeFaults(written, scheme, grammar), ...reading.faults];
  if (scheme.driver === 'ecto') {
    const where = { part: 'scheme', column: 1, name: 'postgres', severity: 'warning' } as const;
    faults.push(fault('dialect/unknown', 'guessed', where));
  }
  return { reading: { ...reading, faults }, grammar };
}

/** Whether the client takes the scheme, and writes it so. */
function schemeFaults(written: string, { dialect }: Scheme, reader: Reader): OpenFault[] {
  const [name = '', driver] = written.split('+');
  const lower = name.toLowerCase();
  const { schemes } = reader;
  const where = { part: 'scheme', column: 1 } as const;
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
        instead: `${lower === 'postgres' ? 'postgresql' : lower}+${nearestName(driver, drivers) ?? drivers[0]}://`,
      }),
    ];
  }
  if (schemes && !schemes.includes(lower)) {
    const instead =
      schemes.find((each) => each === 'postgresql' && dialect === 'postgres') ??
      schemes.find((each) => schemeOf(each)?.dialect === dialect);
    if (driver === undefined || !reader.driverSuffix || instead === undefined)
      return [
        fault('dialect/client-mismatch', instead ? 'scheme' : 'dialect', {
          ...where,
          name: dialect,
          instead: instead ? `${instead}://` : null,
        }),
      ];
  }
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

function readKeywords(text: string, reader: Reader): Read {
  const grammar = reader.anyClient ? readerNamed('libpq') : reader;
  const reading = readKeywordValue(text, grammar);
  if (grammar.keywordValue) return { reading, grammar };
  const faults = [fault('url/wrong-form', 'keyword-value', { part: 'value' }), ...reading.faults];
  return { reading: { ...reading, faults }, grammar };
}

function unknownScheme(written: string): OpenReading {
  const near = nearestScheme(written);
  const dialect = near ? (schemeOf(near)?.dialect ?? null) : null;
  // A scheme is no secret; a piece of something else that happens to stand before "://" is not shown.
  const name = /^[a-z][a-z0-9+-]{1,20}$/i.test(written) ? written : null;
  const instead = near && `${near === 'postgres' ? 'postgresql' : near}://`;
  return emptyReading(dialect, [
    fault('dialect/unknown', 'unknown-scheme', { part: 'scheme', column: 1, name, instead }),
  ]);
}

/** Forms that are known and not read (yet), and addresses of something else. */
function otherForm(text: string, scheme: string): { fault: OpenFault; dialect: string | null } | null {
  const lower = scheme.toLowerCase();
  const wrong = (reason: Parameters<typeof fault<'url/wrong-form'>>[1], dialect: string | null = null) => ({
    fault: fault('url/wrong-form', reason, { part: 'value', column: 1 }),
    dialect,
  });
  if (['http', 'https', 'ws', 'wss', 'ftp', 'ssh'].includes(lower)) return wrong('web-address');
  if (lower === 'prisma' || lower === 'prisma+postgres') return wrong('proxy');
  if (lower === 'jdbc' || lower === 'r2dbc') return wrong('jdbc', jdbcDialect(text));
  if (/@(tcp|unix)\(|^(tcp|unix)\(/.test(text) && !text.includes('://')) return wrong('go-dsn', 'mysql');
  if (/^(pgsql|mysql|sqlite|sqlsrv|oci|dblib|odbc):[a-z_]+\s?=/i.test(text))
    return wrong('pdo', schemeOf(lower)?.dialect ?? null);
  if (
    /^\s*(server|data source|host|filename|user id|uid)\s?=[^;]{0,400};/i.test(text) ||
    /^(server|data source|filename)\s?=/i.test(text)
  )
    return wrong('ado');
  return null;
}

function jdbcDialect(text: string): string | null {
  const words = text.toLowerCase().split(':', 4).slice(1);
  return (
    words.map((word) => schemeOf(word.split('/')[0] ?? '')).find((each) => each !== null)?.dialect ?? null
  );
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
    : fault('url/not-a-url', 'no-scheme', { part: 'value', column: 1 });
}

/** Each kind of fault once: the first of them. */
function close({ faults, ...reading }: OpenReading, reader: Reader): Reading {
  const first = new Map<string, OpenFault>();
  for (const each of faults) {
    const kind = [each.code, each.reason, each.part, each.name, each.severity].join(' ');
    if (!first.has(kind)) first.set(kind, each);
  }
  return {
    ...reading,
    grammar: reader.name,
    faults: [...first.values()].map((each) => ({ ...each, client: reader.name })),
  };
}
