import { fault } from '../fault.js';
import { emptyReading } from '../reading.js';
import type { Form } from './form.js';
import { schemeOf } from './scheme.js';

/** JDBC's `jdbc:postgresql://…`, and R2DBC's. */
export const jdbc: Form = {
  name: 'jdbc',
  matches: (text) => /^(jdbc|r2dbc):/i.test(text),
  readerOf: () => 'pgjdbc',
  dialectOf: (text) => {
    const words = text.toLowerCase().split(':', 4).slice(1);
    return (
      words.map((word) => schemeOf(word.split('/')[0] ?? '')).find((each) => each !== null)?.dialect ?? null
    );
  },
  read: (text) =>
    emptyReading(jdbc.dialectOf(text), [fault('url/wrong-form', 'jdbc', { part: 'value', column: 1 })]),
};
