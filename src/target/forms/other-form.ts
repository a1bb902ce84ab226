import { readerNamed } from '../clients/readers.js';
import { fault } from '../fault.js';
import { emptyReading, type OpenReading } from '../reading.js';
import { schemeOf } from './scheme.js';
import { readByScheme } from './url/url.js';

/** A URL where the client reads another form alone: an error that shows the form; null for what is no URL. */
export function urlInstead(text: string, example: string): OpenReading | null {
  const [, scheme = ''] = /^\s*([A-Za-z][A-Za-z0-9+._-]{0,40}):\/\//.exec(text) ?? [];
  if (scheme === '') return null;
  const { dialect = null } = schemeOf(scheme) ?? {};
  const wrong = fault('url/wrong-form', 'url', {
    part: 'scheme',
    column: 1,
    name: dialect,
    instead: example,
  });
  const { secrets } = readByScheme(text, readerNamed('any')).reading;
  return { ...emptyReading(dialect, [wrong]), secrets };
}
