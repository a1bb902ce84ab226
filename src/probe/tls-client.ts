import type { TlsClient } from '../findings/tls-client.js';
import { readerNamed, tlsFamilyOf } from '../target/clients/readers.js';
import type { Attempt } from './attempt.js';
import { writtenAt } from './written.js';

/** What the application's client calls its TLS, for fixes; it takes the tables of all clients. */
export function tlsClient(attempt: Attempt): TlsClient {
  const { grammar, dialect, driver, tls } = attempt.target;
  const { url, settings } = writtenAt(attempt);
  const words = tlsFamilyOf(readerNamed(grammar), dialect ?? '', driver);
  return { words, mode: tls.effective, settings, url };
}
