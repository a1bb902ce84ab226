import { fault } from '../fault.js';
import { emptyReading } from '../reading.js';
import type { Form } from './form.js';

/** The DSN of go-sql-driver: `user:password@tcp(host:3306)/database?…`. */
export const goDsn: Form = {
  name: 'go-dsn',
  matches: (text) => /@(tcp|unix)\(|^(tcp|unix)\(/.test(text) && !text.includes('://'),
  readerOf: () => 'go-sql-driver',
  dialectOf: () => 'mysql',
  read: () => emptyReading('mysql', [fault('url/wrong-form', 'go-dsn', { part: 'value', column: 1 })]),
};
