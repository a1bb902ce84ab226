import type { Reader } from '../clients/reader.js';
import type { OpenFault } from '../fault.js';
import type { OpenReading } from '../reading.js';

export type FormName = 'url' | 'keyword-value' | 'jdbc' | 'r2dbc' | 'go-dsn' | 'ado' | 'pdo';

/** What a text says, and whose grammar it was: the form may say more than the configuration. */
export interface Read {
  readonly reading: OpenReading;
  readonly grammar: Reader;
}

/** A form of connection string that is no URL, told by its first characters. */
export interface Form {
  readonly name: Exclude<FormName, 'url'>;
  /** Whether a text is of this form. Linear in the text, whatever it holds. */
  matches(text: string): boolean;
  /** The client that reads it, for a text whose client is not known. */
  readerOf(text: string): string;
  /** The dialect that it speaks of, where it says so; for a client that does not read the form. */
  dialectOf(text: string): string | null;
  /** What is doubtful about that choice. */
  doubts?(text: string): readonly OpenFault[];
  /** What the client makes of it. A text of another form comes here too, when the client reads this one alone. */
  read(text: string, reader: Reader): OpenReading;
}
