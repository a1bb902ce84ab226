import type { Severity } from '../../../report.js';
import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, firstOfEachKind, type OpenFault } from '../../fault.js';
import { decodePercent } from '../percent.js';
import type { Span } from './scan-url.js';
import { withoutBlanks } from './without-blanks.js';

export interface Query {
  readonly parameters: readonly Parameter[];
  readonly faults: readonly OpenFault[];
}

/** Reads `name=value&…`; the columns are those of the whole text. */
export function readQuery(
  text: string,
  span: Span | null,
  reader: Reader,
  oneEquals = reader.strictQuery,
): Query {
  const parameters: Parameter[] = [];
  const faults: OpenFault[] = [];
  if (!span || span.start === span.end) return { parameters, faults };
  const escapes = reader.escapes?.(text);
  const told = new Set<Severity>();
  const tellEmpty = (severity: Severity, column: number) => {
    if (!told.has(severity))
      faults.push(fault('url/bad-parameter', 'no-value', { part: 'query', column, severity }));
    told.add(severity);
  };
  let start = span.start;
  while (start <= span.end) {
    const next = text.indexOf('&', start);
    const end = next < 0 || next > span.end ? span.end : next;
    const item = readItem(text.slice(start, end), start, reader, { escapes, oneEquals });
    faults.push(...item.faults);
    const isLast = start === span.end && start > span.start;
    if (item.parameter) {
      if (item.parameter.value !== '' || !reader.dropsEmptyValues) parameters.push(item.parameter);
    } else if (isLast && !reader.strictPairs) break;
    else if (!item.faults.some(({ severity }) => severity === 'error') && (reader.needsValues || start < end))
      tellEmpty(reader.needsValues ? 'error' : 'warning', start + 1);
    if (start === end && end < span.end && reader.noEmptyItems) tellEmpty('error', start + 1);
    start = end + 1;
  }
  if (reader.hosts !== 'parameters') faults.push(...repeatedFaults(parameters));
  return { parameters, faults: firstOfEachKind(faults) };
}

/** A parameter that is written twice, of which one counts. */
export function repeatedFaults(parameters: readonly Parameter[]): OpenFault[] {
  const seen = new Set<string>();
  const repeated = parameters.find(({ name }) => seen.size === seen.add(name).size);
  if (!repeated) return [];
  const { column } = repeated;
  return [fault('url/bad-parameter', 'repeated', { part: 'query', column, severity: 'warning' })];
}

/** The escapes that the client decodes in this text, where not all of them. */
type Escapes = ((hex: string) => boolean) | undefined;

function readItem(
  raw: string,
  start: number,
  reader: Reader,
  { escapes, oneEquals }: { escapes: Escapes; oneEquals: boolean },
): { parameter: Parameter | null; faults: OpenFault[] } {
  const faults: OpenFault[] = [];
  const equals = raw.indexOf('=');
  const name = decode(equals < 0 ? raw : raw.slice(0, equals), start, reader, escapes, faults);
  const written = equals < 0 ? '' : raw.slice(equals + 1);
  const value = decode(written, start + equals + 1, reader, escapes, faults);
  const column = start + 1;
  const odd = reader.anyClient ? /[?/:@;,]/.exec(name) : null;
  if (odd && equals >= 0) {
    faults.push(fault('url/bad-parameter', 'name', { part: 'query', column }));
    return { parameter: null, faults };
  }
  if (equals < 0 || name === '') {
    if (raw !== '' && equals < 0 && !reader.needsValues)
      return { parameter: { name, value: '', column }, faults };
    return { parameter: null, faults };
  }
  const second = written.indexOf('=');
  if (second >= 0 && oneEquals) {
    const at = start + equals + 1 + second + 1;
    faults.push(
      fault('url/bad-parameter', 'second-equals', {
        part: 'query',
        column: at,
        characters: [{ character: '=', column: at, instead: '%3D' }],
      }),
    );
  }
  return { parameter: { name, value, column }, faults };
}

function decode(raw: string, offset: number, reader: Reader, escapes: Escapes, faults: OpenFault[]): string {
  const text = withoutBlanks(raw, offset, 'query', reader, faults);
  const { value, fault: bad } = decodePercent(reader.plusIsSpace ? text.replaceAll('+', ' ') : text, escapes);
  if (bad) faults.push(badEscape(bad, offset, 'query', reader));
  return value;
}

/** A `%` that begins no escape, by what the client does with it. */
export function badEscape(
  { offset, kind }: NonNullable<ReturnType<typeof decodePercent>['fault']>,
  start: number,
  part: 'user' | 'password' | 'host' | 'database' | 'query' | 'file',
  reader: Reader,
): OpenFault {
  const column = start + offset + 1;
  const rule = part === 'query' ? (reader.strayPercentInQuery ?? reader.strayPercent) : reader.strayPercent;
  const refusesBytes = kind === 'utf8' && part !== 'query' && reader.badUtf8 === 'error';
  const isTaken = rule === 'literal' && kind !== 'nul' && !refusesBytes;
  const severity = isTaken ? 'warning' : 'error';
  const reason = ({ escape: 'stray-percent', utf8: 'not-utf8', nul: 'nul' } as const)[kind];
  const characters = kind === 'escape' ? [{ character: '%', column, instead: '%25' }] : [];
  return fault('url/bad-escape', reason, { part, column, characters, severity });
}
