import { TLS_MODES } from '../config/config.js';
import { clientNames } from './clients/readers.js';
import { tlsValues } from './clients/tls-words.js';
import { knownParameters } from './forms/parameters/parameter-names.js';
import { schemeWords } from './forms/scheme.js';

/** What findings say of their own accord: a password that is one of these words is known to everybody as a word. */
export const ownWords: readonly string[] = [
  ...schemeWords,
  ...TLS_MODES,
  ...tlsValues,
  ...knownParameters,
  ...clientNames,
];
