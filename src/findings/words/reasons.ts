import type { ambiguousWords, badEscapeWords } from './credentials.js';
import type { dialectClientMismatchWords, dialectUnknownWords } from './dialect.js';
import type { wrongFormWords } from './form.js';
import type { badParameterWords, ignoredParameterWords } from './parameters.js';
import type { badHostWords, badPortWords, missingPartWords } from './place.js';
import type { defaultCredentialsWords, providerWords } from './providers.js';
import type { notAUrlWords } from './raw-value.js';

/** The reasons why a connection string is not right, by code. */
interface Reasons {
  'url/not-a-url': keyof typeof notAUrlWords;
  'url/wrong-form': keyof typeof wrongFormWords;
  'dialect/unknown': keyof typeof dialectUnknownWords;
  'dialect/client-mismatch': keyof typeof dialectClientMismatchWords;
  'url/ambiguous': keyof typeof ambiguousWords;
  'url/bad-escape': keyof typeof badEscapeWords;
  'url/bad-host': keyof typeof badHostWords;
  'url/bad-port': keyof typeof badPortWords;
  'url/missing-part': keyof typeof missingPartWords;
  'url/bad-parameter': keyof typeof badParameterWords;
  'url/ignored-parameter': keyof typeof ignoredParameterWords;
  'url/default-credentials': keyof typeof defaultCredentialsWords;
  'url/provider': keyof typeof providerWords;
}

export type ValueCode = keyof Reasons;
export type ReasonOf<C extends ValueCode> = Reasons[C];
