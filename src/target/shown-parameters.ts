import { nearestName } from '../nearest-name.js';
import {
  isHarmlessParameter,
  isKnownParameter,
  isSecretParameter,
  speaksOfSecret,
} from './forms/parameters/parameter-names.js';
import type { Reading } from './reading.js';

/** Parameters that name a part, for a client that does not take them; a second part may be glued to it. */
const PARTS = ['user', 'username', 'email', 'host', 'port', 'database', 'db', 'dbname', 'service'];
/** Parameters whose value is a statement or the path of a file, and now and then a secret. */
const STATEMENTS = ['init_command', 'initCommand', 'sessionVariables'];
const PASSWORD_FILE = /^pass ?file$/i;
const KEY_FILE = /^ssl[ _-]?key$/i;
/** What a parameter of a secret may be called; a name that is near to one is one, mistyped. */
const SECRET_WORDS =
  'password passwd passphrase secret token credential credentials apikey accesskey secretkey privatekey signature'.split(
    ' ',
  );
const PLAIN = /^(true|false|on|off|yes|no|\d{1,4})$/i;
const NAME = /^[A-Za-z][\w.[\] -]{0,60}$/;

/** A list where the client takes all values of a parameter that is written more than once. */
export type ShownValue = string | readonly string[] | null;

/**
 * The parameters as a report shows them. The value of one that is a secret, or may be one, is null: by its name,
 * mistyped or not, by what it looks like, where no password stands in its own place, and behind a secret whose
 * unencoded `&` would make parameters of its pieces.
 */
export function shownParameters(reading: Reading): Record<string, ShownValue> {
  const { parameters, password, secretInQuery, dialect, driver } = reading;
  // SQLite has none, but for a file that is encrypted; a URL of JDBC mostly gets its own apart.
  const isPlaced = dialect === 'sqlite' || driver === 'jdbc' || password !== null;
  const secret = password?.reveal() ?? '';
  const holdsSecret = (text: string) => secret.length > 3 && text.includes(secret);
  const entries = Object.entries(parameters);
  const first = entries.findIndex(([name]) => isSecretParameter(name));
  const shown = entries.filter(
    ([name, value], index) =>
      isKnownParameter(name) ||
      isHarmlessParameter(name) ||
      (value !== '' && (!secretInQuery || index <= first) && NAME.test(name)),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(',');
      const isHidden =
        holdsSecret(text) ||
        holdsSecret(name) ||
        speaksOfSecret(text) ||
        (dialect === 'sqlite' && name === 'key') ||
        mayBeSecret(name, text, isPlaced && !secretInQuery);
      return [name, isHidden ? null : value];
    }),
  );
}

/** `isPlaced`: the password stands where it belongs, and is hardly written a second time. */
function mayBeSecret(name: string, text: string, isPlaced: boolean): boolean {
  if (KEY_FILE.test(name)) return !/^[\w./~\\:-]{1,200}\.(key|pem|pk8|p12|pfx|der|crt)$/i.test(text);
  if (PASSWORD_FILE.test(name)) return !/^[\w.~\\:-]{0,100}[/\\.][\w./~\\:-]{1,200}$/.test(text);
  if (isSecretParameter(name)) return true;
  if (PARTS.includes(name) && /[,:]./.test(text)) return true;
  if (isHarmlessParameter(name.replace(/\[.*$/, '')) && !STATEMENTS.includes(name)) return false;
  return !(isPlaced || PLAIN.test(text)) || isNearSecretWord(name) || looksRandom(text);
}

function isNearSecretWord(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^A-Za-z]+/);
  return [name, ...words].some((word) => word.length > 3 && nearestName(word, SECRET_WORDS) !== null);
}

/** Longer than a word, or letters and digits mixed as no word has them. */
function looksRandom(text: string): boolean {
  return (
    text.length > 100 ||
    text.split(/[^A-Za-z0-9]+/).some((word) => {
      const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(word)).length;
      return (
        word.length > 24 ||
        (word.length > 7 && kinds === 3) ||
        (word.length > 9 && /\d/.test(word) && kinds > 1)
      );
    })
  );
}
