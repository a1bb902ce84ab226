import type { Reader } from '../clients/reader.js';
import { readerNamed } from '../clients/readers.js';
import { fault } from '../fault.js';
import { emptyReading } from '../reading.js';
import { ado } from './ado/ado.js';
import type { Form, FormName, Read } from './form.js';
import { goDsn } from './go/go-dsn.js';
import { jdbc } from './jdbc/jdbc.js';
import { r2dbc } from './jdbc/r2dbc.js';
import { keywordValue } from './keyword-value.js';
import { pdo } from './pdo/pdo.js';
import { schemeOf } from './scheme.js';
import { readByScheme } from './url/url.js';

/** Every form that is no URL; the first that matches a text is its form. */
const FORMS: readonly Form[] = [jdbc, r2dbc, goDsn, pdo, ado, keywordValue];

/** Tells the form of a text, and has it read. */
export function readForm(text: string, reader: Reader): Read {
  const [only, ...others] = reader.forms;
  const own = others.length === 0 ? FORMS.find(({ name }) => name === only) : undefined;
  if (own) return { reading: own.read(text, reader), grammar: reader };
  const form = FORMS.find((each) => each.matches(text));
  if (!form) return readByScheme(text, reader);
  if (reader.anyClient) {
    const grammar = readerNamed(form.readerOf(text));
    const reading = form.read(text, grammar);
    return { reading: { ...reading, faults: [...reading.faults, ...(form.doubts?.(text) ?? [])] }, grammar };
  }
  if (reader.forms.includes(form.name)) return { reading: form.read(text, reader), grammar: reader };
  const wrong = fault('url/wrong-form', form.name, { part: 'value', column: 1 });
  const { secrets } = form.read(text, readerNamed(form.readerOf(text)));
  return { reading: { ...emptyReading(form.dialectOf(text), [wrong]), secrets }, grammar: reader };
}

/** What can be told of a text before anybody reads it: its form, and the dialect that it speaks of. */
export function lookAtForm(text: string): { readonly form: FormName; readonly dialect: string | null } {
  const form = FORMS.find((each) => each.matches(text));
  if (form) return { form: form.name, dialect: form.dialectOf(text) };
  const scheme = /^([A-Za-z][A-Za-z0-9+._-]{0,60}):/.exec(text)?.[1];
  return { form: 'url', dialect: (scheme && schemeOf(scheme)?.dialect) || null };
}
