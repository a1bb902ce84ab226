import { fault } from '../fault.js';
import { emptyReading } from '../reading.js';
import type { Form } from './form.js';

/** ADO.NET's `Server=…;Database=…`. */
export const ado: Form = {
  name: 'ado',
  matches: (text) =>
    /^\s*(server|data source|host|filename|user id|uid)\s?=[^;]{0,400};/i.test(text) ||
    /^(server|data source|filename)\s?=/i.test(text),
  readerOf: () => 'npgsql',
  dialectOf: () => null,
  read: () => emptyReading(null, [fault('url/wrong-form', 'ado', { part: 'value', column: 1 })]),
};
