import type { Parameter } from '../../clients/read-tls.js';
import { fault, firstOfEachKind, type OpenFault } from '../../fault.js';
import { isSecretParameter } from '../parameters/parameter-names.js';
import { decodePercent, encodedLiterally } from '../percent.js';
import type { Span } from '../url/scan-url.js';

/** How a driver reads `name=value&…`. */
export interface PropertyRules {
  /** Java's URLDecoder for the values, for names as well, or nothing at all. */
  readonly decodes: 'values' | 'all' | 'nothing';
  /** Whether blanks around names and values are dropped, and a name is of letters, digits and `.-_%` alone. */
  readonly strict: boolean;
  /** The names that it knows in any case, each as it is written here. */
  readonly names: ReadonlyMap<string, string>;
}

export interface Properties {
  readonly parameters: readonly Parameter[];
  readonly faults: readonly OpenFault[];
  /** The values of secrets, as they are written and as they are read, up to the next name that is known. */
  readonly secrets: readonly string[];
}

/** The table of `names` for a driver that does not mind capitals. */
export function anyCase(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** Reads the properties of a JDBC URL; the columns are those of the whole text. */
export function readProperties(text: string, span: Span | null, rules: PropertyRules): Properties {
  const parameters: Parameter[] = [];
  const faults: OpenFault[] = [];
  const secrets: string[] = [];
  if (!span) return { parameters, faults, secrets };
  let start = span.start;
  let secret: number | null = null;
  const endSecret = (end: number) => {
    if (secret !== null) secrets.push(text.slice(secret, end));
    secret = null;
  };
  while (start < span.end) {
    const next = text.indexOf('&', start);
    const end = next < 0 || next > span.end ? span.end : next;
    const read = readProperty(text.slice(start, end), start, rules, faults);
    if (read) {
      const isSecret = isSecretParameter(read.name);
      // An unencoded "&" in a password makes a property of what follows it.
      if (isSecret || rules.names.has(read.name.toLowerCase())) endSecret(Math.max(span.start, start - 1));
      if (isSecret) {
        secret = Math.min(end, start + text.slice(start, end).indexOf('=') + 1);
        secrets.push(text.slice(secret, end), read.value);
      }
      parameters.push(read);
    }
    start = end + 1;
  }
  endSecret(span.end);
  return {
    parameters,
    faults: firstOfEachKind(faults),
    secrets: secrets.filter((each) => each.length > 0),
  };
}

function readProperty(
  raw: string,
  start: number,
  rules: PropertyRules,
  faults: OpenFault[],
): Parameter | null {
  const column = start + 1;
  const equals = raw.indexOf('=');
  const [left, right] = equals < 0 ? [raw, ''] : [raw.slice(0, equals), raw.slice(equals + 1)];
  const trimmed = rules.strict ? left.trim() : left;
  if (trimmed === '') {
    if (rules.strict && right.trim() === '') return null;
    if (raw === '') return null;
    const severity = rules.strict ? 'error' : 'warning';
    faults.push(fault('url/bad-parameter', 'no-value', { part: 'query', column, severity }));
    return null;
  }
  if (rules.strict && !/^[\w.\-%\s]{1,200}$/.test(trimmed))
    faults.push(fault('url/bad-parameter', 'property-name', { part: 'query', column }));
  const decodedName = rules.decodes === 'all' ? decodeForm(trimmed, start, 'query', faults) : trimmed;
  const name = rules.names.get(decodedName.toLowerCase()) ?? decodedName;
  const part = name === 'password' ? 'password' : 'query';
  const value = rules.strict ? right.trim() : right;
  const offset = start + equals + 1;
  if (rules.decodes === 'nothing') {
    if (encodedLiterally(value) && (name === 'user' || part === 'password'))
      faults.push(
        fault('url/bad-escape', 'literal-escape', {
          part: name === 'user' ? 'user' : 'password',
          column: offset + value.indexOf('%') + 1,
          severity: 'warning',
        }),
      );
    return { name, value, column };
  }
  if (part === 'password' && value.includes('+'))
    faults.push(
      fault('url/bad-escape', 'plus', {
        part,
        column: offset + value.indexOf('+') + 1,
        characters: [{ character: '+', column: offset + value.indexOf('+') + 1, instead: '%2B' }],
        severity: 'warning',
      }),
    );
  return { name, value: decodeForm(value, offset, part, faults), column };
}

/** Java's URLDecoder: `+` is a blank, and a `%` that begins no escape an error. */
export function decodeForm(
  raw: string,
  start: number,
  part: 'user' | 'password' | 'host' | 'database' | 'query',
  faults: OpenFault[],
): string {
  if (!/[+%]/.test(raw)) return raw;
  const { value, fault: bad } = decodePercent(raw.replaceAll('+', ' '));
  if (bad) {
    const column = start + bad.offset + 1;
    const reason = ({ escape: 'stray-percent', utf8: 'not-utf8', nul: 'nul' } as const)[bad.kind];
    const characters = bad.kind === 'escape' ? [{ character: '%', column, instead: '%25' }] : [];
    const severity = bad.kind === 'utf8' ? 'warning' : 'error';
    faults.push(fault('url/bad-escape', reason, { part, column, characters, severity }));
  }
  return value;
}
