import { fault } from '../fault.js';
import { emptyReading } from '../reading.js';
import type { Form } from './form.js';
import { schemeOf } from './scheme.js';

/** PDO's `pgsql:host=…;dbname=…`. */
export const pdo: Form = {
  name: 'pdo',
  matches: (text) => /^(pgsql|mysql|sqlite|sqlsrv|oci|dblib|odbc):[a-z_]+\s?=/i.test(text),
  readerOf: () => 'pdo',
  dialectOf: (text) => schemeOf(text.split(':', 1)[0] ?? '')?.dialect ?? null,
  read: (text) =>
    emptyReading(pdo.dialectOf(text), [fault('url/wrong-form', 'pdo', { part: 'value', column: 1 })]),
};
