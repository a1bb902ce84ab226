import { Secret } from '../../../variables/secret.js';
import type { Reader } from '../../clients/reader.js';
import { fault } from '../../fault.js';
import { emptyReading, type OpenReading } from '../../reading.js';
import type { Form } from '../form.js';
import { keywordValue } from '../keyword-value.js';
import { urlInstead } from '../other-form.js';
import { schemeOf } from '../scheme.js';
import { readPdoMysql } from './mysql.js';
import { readPdoSqlite } from './sqlite.js';

const EXAMPLE = 'mysql:host=HOST;port=3306;dbname=DATABASE, or pgsql:host=HOST;port=5432;dbname=DATABASE';

/** PDO's drivers that have no URL, by the database that they are for. */
const DRIVERS: Readonly<Record<string, string>> = {
  pgsql: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlsrv: 'mssql',
  dblib: 'mssql',
  mssql: 'mssql',
  sybase: 'sybase',
  oci: 'oracle',
  firebird: 'firebird',
  ibm: 'db2',
  informix: 'informix',
  cubrid: 'cubrid',
  snowflake: 'snowflake',
  odbc: 'odbc',
};
/** What others call the drivers; PDO finds none of that name. */
const MISNAMED: Readonly<Record<string, string>> = {
  postgres: 'pgsql',
  postgresql: 'pgsql',
  pg: 'pgsql',
  mariadb: 'mysql',
  mysqli: 'mysql',
  sqlite3: 'sqlite',
};

/** PDO's `pgsql:host=…;dbname=…`. */
export const pdo: Form = {
  name: 'pdo',
  matches: (text) => {
    const [, driver = ''] = /^([A-Za-z][A-Za-z0-9]{1,20}):\s{0,9}[A-Za-z_][A-Za-z_ ]{0,40}=/.exec(text) ?? [];
    return (DRIVERS[driver] ?? MISNAMED[driver]) !== undefined;
  },
  readerOf: () => 'pdo',
  dialectOf: (text) => dialectOf(driverOf(text)),
  read: readPdo,
};

function driverOf(text: string): string {
  const colon = text.slice(0, 40).indexOf(':');
  return colon < 0 ? '' : text.slice(0, colon);
}

function dialectOf(driver: string): string | null {
  const dialect = DRIVERS[MISNAMED[driver] ?? driver] ?? schemeOf(driver)?.dialect ?? null;
  return dialect === 'odbc' ? null : dialect;
}

/** The driver, a colon, and what that driver reads; user and password are usually apart from it. */
function readPdo(text: string, reader: Reader): OpenReading {
  const url = urlInstead(text, EXAMPLE);
  if (url) return url;
  const driver = driverOf(text);
  const dialect = dialectOf(driver);
  const start = driver.length + 1;
  const where = { part: 'scheme', column: 1 } as const;
  const secrets = [...text.slice(start, start + 4000).matchAll(/(?:pass|pwd)\w{0,8}\s{0,4}=([^;]+)/gi)].map(
    ([, value = '']) => value.trim(),
  );
  const broken = (wrong: ReturnType<typeof fault>): OpenReading => ({
    ...emptyReading(dialect, [wrong], dialect === null ? null : 'pdo'),
    secrets: secrets.filter((each) => each !== ''),
  });
  if (driver === '') return broken(fault('url/wrong-form', 'pdo-alias', { ...where, instead: EXAMPLE }));
  if (driver === 'uri') return broken(fault('url/wrong-form', 'pdo-uri', where));
  const meant = MISNAMED[driver] ?? MISNAMED[driver.toLowerCase()] ?? driver.toLowerCase();
  if (!DRIVERS[driver]) {
    const instead = DRIVERS[meant] ? `${meant}:` : EXAMPLE;
    return broken(fault('url/wrong-form', 'pdo-driver', { ...where, instead }));
  }
  switch (driver) {
    case 'pgsql':
      return readPgsql(text, start, reader);
    case 'mysql':
      return readPdoMysql(text, start, reader);
    case 'sqlite':
      return readPdoSqlite(text, start);
    case 'odbc':
      return broken(fault('url/wrong-form', 'odbc', { part: 'value', column: 1 }));
    default:
      return broken(fault('dialect/unknown', 'unsupported', { ...where, name: dialect }));
  }
}

/** PDO puts a blank for each `;`, in quotes too, and gives the rest to libpq. */
function readPgsql(text: string, start: number, reader: Reader): OpenReading {
  const words = ' '.repeat(start) + text.slice(start).replaceAll(';', ' ');
  if (words.trim() === '') return { ...emptyReading('postgres', [], 'pdo') };
  const reading = keywordValue.read(words, reader);
  const password = reading.password?.reveal() ?? '';
  const isCut = password !== '' && password.includes(' ') && !text.includes(password);
  const cut = fault('url/bad-parameter', 'pdo-semicolon', { part: 'password' });
  return {
    ...reading,
    driver: 'pdo',
    faults: isCut ? [...reading.faults, cut] : reading.faults,
    password: password === '' ? reading.password : new Secret(password),
  };
}
