import type { TlsMode } from '../../config/config.js';
import type { OpenFault } from '../fault.js';
import type { TlsWords } from './tls-words.js';

/** A parameter of a query or a keyword, decoded. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** 1-based, where it begins in the value; null where it came from elsewhere. */
  readonly column: number | null;
}

/** What is known of TLS while the parameters are read. */
export interface Draft {
  mode: TlsMode | null;
  effective: TlsMode | null;
  /** The parameter that said the mode. */
  from: Parameter | null;
  ca: string | null;
  consumed: Set<string>;
  faults: OpenFault[];
}

/** Reads the words of one family that depend on each other. */
export type Special = (words: TlsWords, written: readonly Parameter[], draft: Draft) => void;
