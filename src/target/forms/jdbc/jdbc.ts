import { nearestName } from '../../../nearest-name.js';
import { JDBC_DRIVERS, JDBC_PERMITS } from '../../clients/jvm.js';
import type { JdbcGrammar, Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import type { OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { schemeOf } from '../scheme.js';
import { readConnectorj } from './connectorj.js';
import { readMariadb } from './mariadb.js';
import { otherForm, unreadSecrets } from './other-form.js';
import { brokenJdbc, type JdbcRead } from './parts.js';
import { readPgjdbc } from './pgjdbc.js';
import { isContainer, type JdbcPrefix, jdbcDialect, jdbcPrefix, meantProtocol } from './prefix.js';
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

/** JDBC's `jdbc:postgresql://…`. */
export const jdbc: Form = {
  name: 'jdbc',
  matches: (text) => /^jdbc(-secretsmanager)?:/i.test(text),
  readerOf: (text) => {
    const protocol = protocolOf(jdbcPrefix(text));
    return permitted(text, protocol) ?? JDBC_DRIVERS[protocol] ?? 'jdbc';
  },
  dialectOf: (text) => jdbcDialect(protocolOf(jdbcPrefix(text))),
  read: (text, reader) => (jdbc.matches(text) ? readJdbc(text, reader) : notJdbc(text, reader)),
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
  const close = (found: OpenFault, of: string | null = dialect) =>
    brokenJdbc(of, [found], unreadSecrets(text));
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
  const [mine = 'postgresql', ...more] = Object.keys(reader.jdbc ?? {});
  return otherForm(text, (dialect) => {
    const asked = Object.keys(EXAMPLES).find((each) => jdbcDialect(each) === dialect);
    const instead = EXAMPLES[more.includes(asked ?? '') ? (asked ?? mine) : mine] ?? null;
    return fault('url/wrong-form', 'not-jdbc', { part: 'value', column: 1, instead });
  });
}
