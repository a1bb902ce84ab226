import type { Parameter } from '../../clients/read-tls.js';
import type { Reader } from '../../clients/reader.js';
import { fault, type OpenFault } from '../../fault.js';
import { decodePercent } from '../percent.js';
import { badEscape } from '../url/query.js';

const SWITCHES = [
  'allowAllFiles',
  'allowCleartextPasswords',
  'allowFallbackToPlaintext',
  'allowNativePasswords',
  'allowOldPasswords',
  'checkConnLiveness',
  'clientFoundRows',
  'columnsWithAlias',
  'compress',
  'interpolateParams',
  'multiStatements',
  'parseTime',
  'rejectReadOnly',
  'tinyInt1IsBool',
];
const DURATIONS = ['timeout', 'readTimeout', 'writeTimeout', 'timeTruncate'];
/** These are taken as they are written; the values of others are percent-decoded. */
const RAW = [...SWITCHES, ...DURATIONS, 'charset', 'collation', 'maxAllowedPacket'];
/** Their bytes may hold a backslash, so that the driver fills in no values itself. */
const UNSAFE = [
  'big5_chinese_ci',
  'big5_bin',
  'sjis_japanese_ci',
  'sjis_bin',
  'gbk_chinese_ci',
  'gbk_bin',
  'gb2312_bin',
  'cp932_japanese_ci',
  'cp932_bin',
  'gb18030_chinese_ci',
  'gb18030_bin',
  'gb18030_unicode_520_ci',
];

/** Reads `name=value&…` behind the `?` of a DSN; `start` is its offset in the text. */
export function readGoParameters(
  text: string,
  start: number,
  reader: Reader,
): { parameters: readonly Parameter[]; faults: readonly OpenFault[] } {
  const found = new Map<string, Parameter>();
  const faults: OpenFault[] = [];
  let at = start;
  for (const item of text.slice(start).split('&')) {
    const column = at + 1;
    const equals = item.indexOf('=');
    if (equals >= 0) {
      const name = item.slice(0, equals);
      const parameter = { name, value: decoded(item.slice(equals + 1), name, at + equals + 1), column };
      const wrong = valueFault(parameter);
      if (wrong) faults.push(wrong);
      if (found.has(name))
        faults.push(fault('url/bad-parameter', 'repeated', { part: 'query', column, severity: 'warning' }));
      found.set(name, parameter);
    } else if (item !== '') {
      faults.push(fault('url/bad-parameter', 'no-value', { part: 'query', column, severity: 'warning' }));
    }
    at += item.length + 1;
  }
  const collation = found.get('collation');
  if (collation && UNSAFE.includes(collation.value) && isTrue(found.get('interpolateParams')?.value ?? ''))
    faults.push(
      fault('url/bad-parameter', 'unsafe-collation', {
        part: 'query',
        column: collation.column,
        name: 'collation',
      }),
    );
  return { parameters: [...found.values()], faults };

  function decoded(written: string, name: string, offset: number): string {
    if (RAW.includes(name)) return written;
    const { value, fault: bad } = decodePercent(written.replaceAll('+', ' '));
    // Go takes any bytes.
    if (bad && bad.kind === 'escape') faults.push(badEscape(bad, offset, 'query', reader));
    return value;
  }
}

function valueFault({ name, value, column }: Parameter): OpenFault | null {
  const where = { part: 'query', column, name } as const;
  const wrong = (instead: string) => fault('url/bad-parameter', 'go-value', { ...where, instead });
  if (name === 'strict') return fault('url/bad-parameter', 'go-strict', where);
  if (SWITCHES.includes(name)) return isTrue(value) || isFalse(value) ? null : wrong('true, false');
  if (DURATIONS.includes(name)) return isDuration(value) ? null : wrong('30s');
  if (name === 'maxAllowedPacket') return /^[+-]?\d{1,18}$/.test(value) ? null : wrong('67108864');
  if (name === 'loc') return isLocation(value) ? null : wrong('Local');
  return null;
}

function isTrue(value: string): boolean {
  return ['1', 'true', 'TRUE', 'True'].includes(value);
}

function isFalse(value: string): boolean {
  return ['0', 'false', 'FALSE', 'False'].includes(value);
}

/** Of Go's `time.ParseDuration`: `1h30m`, `1.5s`, `0`. */
function isDuration(value: string): boolean {
  if (value.length > 64) return false;
  return /^[+-]?(0|((\d{1,20}(\.\d{0,20})?|\.\d{1,20})(ns|us|µs|μs|ms|s|m|h)){1,20})$/.test(value);
}

function isLocation(value: string): boolean {
  if (['', 'UTC', 'Local'].includes(value)) return true;
  if (value.length > 64 || !/^[A-Za-z][\w+/-]*$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== null;
  } catch {
    return false;
  }
}
