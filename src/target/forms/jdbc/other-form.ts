import { fault, type OpenFault } from '../../fault.js';
import type { OpenReading } from '../../reading.js';
import { schemeOf } from '../scheme.js';
import { brokenJdbc, credentialPieces, lastAtOutside } from './parts.js';
import { readProperties } from './properties.js';

/** A text of another form, under a client that reads one of Java's alone; `wrong` goes by the dialect of the text. */
export function otherForm(text: string, wrong: (dialect: string | null) => OpenFault): OpenReading {
  const scheme = /^([A-Za-z][A-Za-z0-9+._-]{0,60}):/.exec(text)?.[1] ?? '';
  const known = schemeOf(scheme);
  const dialect = known?.dialect ?? null;
  const found =
    known && !known.supported
      ? fault('dialect/unknown', 'unsupported', { part: 'scheme', column: 1, name: known.dialect })
      : wrong(dialect);
  return { ...brokenJdbc(dialect, [found], unreadSecrets(text)), driver: null };
}

/** What may be a password in a text that is not read. */
export function unreadSecrets(text: string): string[] {
  const slashes = text.indexOf('//');
  const start = slashes < 0 ? text.indexOf(':') + 1 : slashes + 2;
  const at = lastAtOutside(text, start);
  const query = text.indexOf('?', start);
  const rules = { decodes: 'all', strict: false, names: new Map() } as const;
  const span = query < 0 ? null : { start: query + 1, end: text.length };
  return [...(at < 0 ? [] : credentialPieces(text, start, at)), ...readProperties(text, span, rules).secrets];
}
