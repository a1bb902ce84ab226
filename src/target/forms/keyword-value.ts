import { Secret } from '../../variables/secret.js';
import { type Parameter, readTls } from '../clients/read-tls.js';
import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';
import type { OpenReading } from '../reading.js';
import type { Form } from './form.js';
import { isKnownParameter, isLibpqKeyword } from './parameters/parameter-names.js';
import { applyParameters } from './parameters/part-parameters.js';
import { repeatedFaults } from './url/query.js';

/** libpq's `host=db dbname=app`: a keyword, blanks or not, and `=`. */
export const keywordValue: Form = {
  name: 'keyword-value',
  matches: (text) => isKeywordValue(text),
  readerOf: () => 'libpq',
  dialectOf: () => 'postgres',
  read: readKeywordValue,
};

function isKeywordValue(text: string): boolean {
  const name = /^\s*([a-z_]{2,40})\s*=/i.exec(text)?.[1];
  return name !== undefined && (isLibpqKeyword(name.toLowerCase()) || isKnownParameter(name.toLowerCase()));
}

/** Reads `keyword=value …` as libpq does: quotes, backslashes, and an empty value that swallows the next word. */
function readKeywordValue(text: string, reader: Reader): OpenReading {
  const { parameters, faults } = scan(text);
  const scheme = { dialect: 'postgres', driver: null, supported: true };
  const tls = readTls('libpq-options', parameters);
  // No client but libpq's own kind reads this form, so that nothing of it can mean something else. pgx sends the
  // server what it does not know.
  const libpq: Reader = {
    ...reader,
    anyClient: false,
    strictQuery: reader.anyClient || reader.strictQuery || !reader.forms.includes('keyword-value'),
    query: 'wins',
    hosts: 'list',
    emptyHost: true,
  };
  const rest = parameters
    .filter(({ name }) => !tls.consumed.has(name))
    .map((each) => ({ ...each, name: reader.keywordAliases?.[each.name] ?? each.name }));
  const nothing = { hosts: [], user: null, password: null, database: null };
  const parts = applyParameters(nothing, rest, scheme, libpq);
  return {
    dialect: 'postgres',
    driver: null,
    hosts: parts.hosts,
    user: parts.user || null,
    password: parts.password === null ? null : new Secret(parts.password),
    database: parts.database || null,
    socket: parts.socket,
    file: null,
    tls: tls.asked,
    parameters: parts.parameters,
    faults: [...faults, ...repeatedFaults(parameters), ...tls.faults, ...parts.faults],
    ambiguous: false,
    secrets: parts.password ? [parts.password] : [],
    secretInQuery: false,
  };
}

function scan(text: string): { parameters: Parameter[]; faults: OpenFault[] } {
  const parameters: Parameter[] = [];
  const faults: OpenFault[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const start = at;
    while (at < text.length && text[at] !== '=' && !isBlank(text[at])) at++;
    const name = text.slice(start, at);
    at = skipBlanks(text, at);
    if (text[at] !== '=') {
      faults.push(fault('url/bad-parameter', 'no-equals', { part: 'value', column: start + 1 }));
      return { parameters, faults };
    }
    const valueStart = skipBlanks(text, at + 1);
    const next = /^([a-z_]+)\s*=/i.exec(text.slice(valueStart, valueStart + 60))?.[1]?.toLowerCase();
    const swallowed =
      valueStart > at + 1 && next !== undefined && (isLibpqKeyword(next) || isKnownParameter(next));
    if (swallowed)
      faults.push(
        fault('url/bad-parameter', 'empty-swallows', {
          part: name === 'password' ? 'password' : 'value',
          column: start + 1,
          name: isLibpqKeyword(name) ? name : null,
        }),
      );
    const { value, end, closed } = readValue(text, valueStart);
    const eaten = eatenBackslash(text.slice(valueStart, end));
    if (eaten >= 0) {
      const where = { part: 'value', column: valueStart + eaten + 1, severity: 'warning' } as const;
      faults.push(fault('url/bad-escape', 'backslash', where));
    }
    if (!closed) faults.push(fault('url/bad-parameter', 'open-quote', { column: valueStart + 1 }));
    parameters.push({ name, value, column: start + 1 });
    at = skipBlanks(text, end);
  }
  return { parameters, faults };
}

function readValue(text: string, start: number): { value: string; end: number; closed: boolean } {
  const quoted = text[start] === "'";
  let value = '';
  let at = quoted ? start + 1 : start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
      continue;
    }
    if (quoted && character === "'") return { value, end: at + 1, closed: true };
    if (!quoted && isBlank(character)) return { value, end: at, closed: true };
    value += character;
    at++;
  }
  return { value, end: at, closed: !quoted };
}

/** Where a backslash stands that keeps nothing from being read: `C:\path` is `C:path`. Below 0 where none does. */
function eatenBackslash(written: string): number {
  for (let at = 0; at < written.length; at++) {
    if (written[at] !== '\\') continue;
    const next = written[++at];
    if (next !== undefined && next !== '\\' && next !== "'" && !isBlank(next)) return at - 1;
  }
  return -1;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text[at])) at++;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && ' \t\n\r\f\v'.includes(character);
}
