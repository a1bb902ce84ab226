import { TLS_MODES } from '../config/config.js';
import { clientNames } from './clients/readers.js';
import { tlsValues } from './clients/tls-words.js';
import { knownParameters } from './forms/parameters/parameter-names.js';
import { schemeWords } from './forms/scheme.js';

/**
 * What findings say of their own accord: a password that is one of these words is known to everybody as a word. The
 * build puts the words themselves in the place of the tables that they come from (scripts/compiled.mjs).
 */
export function ownWords(): readonly string[] {
  return [...schemeWords, ...TLS_MODES, ...tlsValues, ...knownParameters, ...clientNames];
}
