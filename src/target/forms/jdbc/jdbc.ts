import { nearestName } from '../../../nearest-name.js';
import { JDBC_DRIVERS, JDBC_PERMITS } from '../../clients/jvm.js';
import type { JdbcGrammar, Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import type { OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { schemeOf } from '../scheme.js';
import { readConnectorj } from './connectorj.js';
import { readMariadb } from './mariadb.js';
import { brokenJdbc, credentialPieces, type JdbcRead, lastAtOutside } from './parts.js';
import { readPgjdbc } from './pgjdbc.js';
import { isContainer, type JdbcPrefix, jdbcDialect, jdbcPrefix, meantProtocol } from './prefix.js';
import { readProperties } from './properties.js';
import { isR2dbc, readR2dbc } from './r2dbc.js';
import { readSqliteJdbc } from './sqlite.js';

const GRAMMARS: Readonly<Record<JdbcGrammar, JdbcRead>> = {
  pgjdbc: readPgjdbc,
  connectorj: readConnectorj,
  mariadb: readMariadb,
  sqlite: readSqliteJdbc,
};
/** Drivers that compare the prefix letter by letter. */
const EXACT: readonly JdbcGrammar[] = ['pgjdbc', 'mariadb'];
const EXAMPLES: Readonly<Record<string, string>> = {
  postgresql: 'jdbc:postgresql://HOST:5432/DATABASE?user=USER&password=PASSWORD',
  mysql: 'jdbc:mysql://HOST:3306/DATABASE?user=USER&password=PASSWORD',
  mariadb: 'jdbc:mariadb://HOST:3306/DATABASE?user=USER&password=PASSWORD',
  sqlite: 'jdbc:sqlite:/data/app.db',
};

const ANY_PROTOCOL = 'jdbc:postgresql://, jdbc:mysql://, jdbc:mariadb:// or jdbc:sqlite:';

/** JDBC's `jdbc:postgresql://…`, and R2DBC's. */
export const jdbc: Form = {
  name: 'jdbc',
  matches: (text) => /^(jdbc(-secretsmanager)?|r2dbcs?):/i.test(text),
  readerOf: (text) => {
    if (isR2dbc(text)) return 'r2dbc';
    const protocol = protocolOf(jdbcPrefix(text));
    return permitted(text, protocol) ?? JDBC_DRIVERS[protocol] ?? 'jdbc';
  },
  dialectOf: (text) =>
    isR2dbc(text) ? readR2dbc(text, null).dialect : jdbcDialect(protocolOf(jdbcPrefix(text))),
  read: (text, reader) => {
    if (!jdbc.matches(text)) return notJdbc(text, reader);
    if (isR2dbc(text)) return readR2dbc(text, reader);
    // R2DBC has drivers of its own.
    return reader.jdbc ? readJdbc(text, reader) : notJdbc(text, reader);
  },
};

/** The driver that a word in the text names, over the sub-protocol. */
function permitted(text: string, protocol: string): string | undefined {
  return JDBC_PERMITS.find((each) => each.protocol === protocol && text.includes(each.word))?.driver;
}

function protocolOf({ written }: JdbcPrefix): string {
  return written.toLowerCase();
}

function readJdbc(text: string, reader: Reader): OpenReading {
  const prefix = jdbcPrefix(text);
  const protocol = protocolOf(prefix);
  const own = reader.jdbc ?? {};
  const grammar = Object.hasOwn(own, protocol) ? own[protocol] : undefined;
  if (!grammar || !prefix.closed) return unread(text, prefix, reader);
  const reading = GRAMMARS[grammar]({ text, start: prefix.end, protocol }, reader);
  return { ...reading, faults: [...prefixFaults(text, prefix, grammar), ...reading.faults] };
}

function prefixFaults(text: string, prefix: JdbcPrefix, grammar: JdbcGrammar): OpenFault[] {
  const faults: OpenFault[] = [];
  const where = { part: 'scheme', column: 1 } as const;
  if (EXACT.includes(grammar) && /[A-Z]/.test(text.slice(0, prefix.start) + prefix.written)) {
    const instead = `jdbc:${protocolOf(prefix)}:`;
    faults.push(fault('dialect/client-mismatch', 'scheme-case', { ...where, instead }));
  }
  if (prefix.wrapper !== null) {
    const reason = isContainer(prefix) ? 'test-container' : 'wrapped-driver';
    faults.push(fault('url/wrong-form', reason, { ...where, name: prefix.wrapper, severity: 'warning' }));
  }
  return faults;
}

/** A sub-protocol that no driver here reads, or not this one. */
function unread(text: string, prefix: JdbcPrefix, reader: Reader): OpenReading {
  const protocol = protocolOf(prefix);
  const drivers = Object.keys(JDBC_DRIVERS);
  const dialect = jdbcDialect(protocol);
  const close = (found: OpenFault, of: string | null = dialect) => brokenJdbc(of, [found], secretsOf(text));
  const where = { part: 'scheme', column: prefix.start + 1 } as const;
  if (drivers.includes(protocol) && !prefix.closed) {
    const column = prefix.end + 1;
    return close(fault('url/wrong-form', 'no-colon', { ...where, column, instead: `jdbc:${protocol}://` }));
  }
  if (drivers.includes(protocol)) {
    const [mine = null] = Object.keys(reader.jdbc ?? {});
    return close(
      fault('dialect/client-mismatch', 'dialect', {
        ...where,
        name: dialect,
        instead: mine && `jdbc:${mine}:`,
      }),
    );
  }
  const supported = dialect !== null && ['postgres', 'mysql', 'mariadb', 'sqlite'].includes(dialect);
  const meant = meantProtocol(protocol);
  if (dialect !== null && meant === null && (!supported || schemeOf(protocol)?.driver))
    return close(fault('dialect/unknown', 'unsupported', { ...where, name: supported ? protocol : dialect }));
  const near = meant ?? (protocol.length > 2 ? nearestName(protocol, drivers) : null);
  // A word that nothing ends may be anything.
  const isWord = prefix.closed && /^[a-z][a-z0-9+-]{1,20}$/.test(protocol);
  const instead = near ? `jdbc:${near}:${near === 'sqlite' ? '' : '//'}` : ANY_PROTOCOL;
  return close(
    fault('dialect/unknown', 'unknown-scheme', {
      ...where,
      name: isWord ? `jdbc:${protocol}` : null,
      instead,
    }),
    near ? jdbcDialect(near) : null,
  );
}

/** A text of another form, under a client that reads JDBC alone. */
function notJdbc(text: string, reader: Reader): OpenReading {
  const scheme = /^([A-Za-z][A-Za-z0-9+._-]{0,60}):/.exec(text)?.[1] ?? '';
  const known = schemeOf(scheme);
  const dialect = known?.dialect ?? null;
  if (known && !known.supported) {
    const where = { part: 'scheme', column: 1, name: known.dialect } as const;
    const found = fault('dialect/unknown', 'unsupported', where);
    return { ...brokenJdbc(dialect, [found], secretsOf(text)), driver: null };
  }
  const [mine = 'postgresql', ...more] = Object.keys(reader.jdbc ?? {});
  const asked = Object.keys(EXAMPLES).find((each) => jdbcDialect(each) === dialect);
  const example = EXAMPLES[more.includes(asked ?? '') ? (asked ?? mine) : mine] ?? null;
  const found = reader.jdbc
    ? fault('url/wrong-form', 'not-jdbc', { part: 'value', column: 1, instead: example })
    : fault('url/wrong-form', 'not-r2dbc', { part: 'value', column: 1 });
  return { ...brokenJdbc(dialect, [found], secretsOf(text)), driver: null };
}

/** What may be a password in a text that is not read. */
function secretsOf(text: string): string[] {
  const slashes = text.indexOf('//');
  const start = slashes < 0 ? text.indexOf(':') + 1 : slashes + 2;
  const at = lastAtOutside(text, start);
  const query = text.indexOf('?', start);
  const rules = { decodes: 'all', strict: false, names: new Map() } as const;
  const span = query < 0 ? null : { start: query + 1, end: text.length };
  return [...(at < 0 ? [] : credentialPieces(text, start, at)), ...readProperties(text, span, rules).secrets];
}
