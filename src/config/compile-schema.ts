import type * as z from 'zod/mini';
import type { Compiled } from './accepts.js';
import { TEXT_CHECKS, type TextCheck } from './checks-of-text.js';
import { configSchema } from './schema.js';

/** Makes plain data of zod's schema. Throws for anything that the data could not say, so that both hold to the same. */
export function compileSchema(): Compiled {
  return compiled(configSchema());
}

type Def = z.core.$ZodTypeDef & Record<string, unknown>;

function compiled(type: z.core.$ZodType): Compiled {
  const def = type._zod.def as unknown as Def;
  const checks = ((def['checks'] ?? []) as z.core.$ZodCheck[]).map((each) => each._zod.def as unknown as Def);
  switch (def.type) {
    case 'optional':
      return compiled(def['innerType'] as z.core.$ZodType);
    case 'boolean':
      return { is: 'boolean' };
    case 'enum':
      return { is: 'enum', values: Object.values(def['entries'] as Record<string, string>) };
    case 'number':
      return { is: 'number', ...numberChecks([...checks, def]) };
    case 'string':
      return { is: 'text', ...textChecks(checks) };
    case 'array':
      return { is: 'list', of: compiled(def['element'] as z.core.$ZodType), ...leastOf(checks) };
    case 'record':
      return {
        is: 'record',
        key: compiled(def['keyType'] as z.core.$ZodType),
        of: compiled(def['valueType'] as z.core.$ZodType),
      };
    case 'object': {
      const shape = Object.entries(def['shape'] as Record<string, z.core.$ZodType>);
      const keys = Object.fromEntries(shape.map(([key, value]) => [key, compiled(value)]));
      const needed = shape.filter(([, value]) => value._zod.def.type !== 'optional');
      return { is: 'mapping', keys, needs: needed.map(([key]) => key) };
    }
    case 'union':
      return { is: 'either', of: (def['options'] as z.core.$ZodType[]).map(compiled) };
    default:
      throw new Error(`compile-schema: nothing is known of the type ${def.type}`);
  }
}

function numberChecks(checks: readonly Def[]) {
  const limit = (check: string) =>
    checks.find((each) => each['check'] === check)?.['value'] as number | undefined;
  const whole = checks.some((each) => each['check'] === 'number_format' && each['format'] === 'safeint');
  const [least, most] = [limit('greater_than'), limit('less_than')];
  refuseOthers(checks, ['number_format', 'greater_than', 'less_than', undefined]);
  return { whole, ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

function textChecks(checks: readonly Def[]) {
  refuseOthers(checks, ['string_format', 'min_length', 'custom']);
  const [pattern, ...more] = checks.flatMap((each) =>
    each['check'] === 'string_format' ? [each['pattern'] as RegExp] : [],
  );
  if (more.length > 0) throw new Error('compile-schema: one pattern is expected');
  const named = checks
    .filter((each) => each['check'] === 'custom')
    .map(
      ({ fn }) => Object.entries(TEXT_CHECKS).find(([, check]) => check === fn)?.[0] as TextCheck | undefined,
    );
  const known = named.filter((each) => each !== undefined);
  if (known.length < named.length) throw new Error('compile-schema: a check has no name in TEXT_CHECKS');
  return {
    checks: known,
    ...leastOf(checks.filter((each) => each['check'] === 'min_length')),
    ...(pattern ? { pattern: [pattern.source, pattern.flags] as const } : {}),
  };
}

function leastOf(checks: readonly Def[]) {
  refuseOthers(checks, ['min_length']);
  const least = checks[0]?.['minimum'] as number | undefined;
  return least === undefined ? {} : { least };
}

function refuseOthers(checks: readonly Def[], known: readonly unknown[]): void {
  const other = checks.find((each) => !known.includes(each['check']));
  if (other) throw new Error(`compile-schema: nothing is known of the check ${String(other['check'])}`);
}
