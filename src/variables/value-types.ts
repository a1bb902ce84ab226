import type { VariableSpec } from '../config/config.js';
import { parseDuration } from '../config/duration.js';
import { parseSize } from '../config/size.js';

/** What a value is not: the words stand in the catalogue (`env/invalid`). */
export interface TypeFault {
  /** In words: `an integer`, `one of sqlite, mariadb`, `at least 32 characters`. */
  readonly expected: string;
  /** Whether the fault is in the value's length or its form, so that showing the value would not help. */
  readonly got: string | null;
}

/** Checks a value against its declaration; null when it holds. `got` never holds the value itself. */
export function typeFault(value: string, spec: VariableSpec): TypeFault | null {
  const byType = TYPES[spec.type ?? 'string'](value, spec);
  if (byType) return { expected: byType, got: null };
  if (spec.values && spec.type !== 'enum' && !isOneOf(value, spec))
    return { expected: oneOf(spec), got: null };
  if (spec.pattern !== undefined && !new RegExp(`^(?:${spec.pattern})$`, 'u').test(value)) {
    return {
      expected: spec.secret ? 'something that matches its pattern' : `something that matches ${spec.pattern}`,
      got: null,
    };
  }
  const length = [...value].length;
  if (spec.minLength !== undefined && length < spec.minLength) {
    return {
      expected: `at least ${spec.minLength} characters`,
      got: `${length}${length === 1 ? ' character' : ' characters'}`,
    };
  }
  return rangeFault(value, spec);
}

type TypeCheck = (value: string, spec: VariableSpec) => string | null;

const TYPES: Record<NonNullable<VariableSpec['type']>, TypeCheck> = {
  string: () => null,
  path: (value) => (value.includes('\0') ? 'a path' : null),
  url: (value) => (isUrl(value) ? null : 'a URL with its scheme, such as https://example.com/path'),
  'database-url': (value) =>
    /^[a-z][a-z0-9+.-]*:/i.test(value) || /^\w+\s*=/.test(value) || value.includes('/')
      ? null
      : 'a database URL, such as postgresql://user:password@host:5432/name',
  integer: (value) => (/^[+-]?\d+$/.test(value) ? null : 'an integer'),
  number: (value) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? null : 'a number'),
  boolean: (value) =>
    /^(true|false|1|0|yes|no|on|off)$/i.test(value) ? null : 'true or false (or 1, 0, yes, no, on, off)',
  port: (value) =>
    /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535 ? null : 'a port, 1 to 65535',
  enum: (value, spec) => (isOneOf(value, spec) ? null : oneOf(spec)),
  duration: (value) =>
    parseDuration(value) === null ? 'a duration with its unit, such as 500ms, 30s or 2m' : null,
  size: (value) => (parseSize(value) === null ? 'a size with its unit, such as 500MB or 2GiB' : null),
  hex: (value) => (/^([0-9a-f]{2})+$/i.test(value) ? null : 'hexadecimal digits, two for each byte'),
  base64: (value) => (isBase64(value) ? null : 'base64'),
};

function rangeFault(value: string, spec: VariableSpec): TypeFault | null {
  const measure = MEASURES[spec.type ?? 'string'] ?? Number;
  const measured = measure(value);
  if (spec.min !== undefined && measured < measure(String(spec.min))) {
    return { expected: `at least ${spec.min}`, got: null };
  }
  if (spec.max !== undefined && measured > measure(String(spec.max))) {
    return { expected: `at most ${spec.max}`, got: null };
  }
  return null;
}

const MEASURES: Partial<Record<NonNullable<VariableSpec['type']>, (value: string) => number>> = {
  duration: (value) => parseDuration(value) ?? Number.NaN,
  size: (value) => parseSize(value) ?? Number.NaN,
};

function isOneOf(value: string, spec: VariableSpec): boolean {
  return (spec.values ?? []).some((each) => String(each) === value);
}

function oneOf({ values = [], secret }: VariableSpec): string {
  return secret ? `one of the ${values.length} values that are declared` : `one of ${values.join(', ')}`;
}

/** WHATWG drops blanks and line ends that other readers keep, so they are refused first. */
function isUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(value) && URL.canParse(value);
}

function isBase64(value: string): boolean {
  return value.length % 4 !== 1 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(value);
}
