import type { TlsMode } from '../../config/config.js';
import type { OpenFault } from '../fault.js';

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
