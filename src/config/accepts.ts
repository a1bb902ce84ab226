import { TEXT_CHECKS, type TextCheck } from './checks-of-text.js';

/** A schema as plain data: what `compile-schema.ts` makes of zod's, and no more than that needs. */
export type Compiled =
  | { readonly is: 'boolean' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  /** A whole number where it is `whole`. */
  | { readonly is: 'number'; readonly whole: boolean; readonly least?: number; readonly most?: number }
  | {
      readonly is: 'text';
      /** Characters. */
      readonly least?: number;
      /** Source and flags. */
      readonly pattern?: readonly [string, string];
      readonly checks: readonly TextCheck[];
    }
  | { readonly is: 'list'; readonly of: Compiled; readonly least?: number }
  | { readonly is: 'record'; readonly key: Compiled; readonly of: Compiled }
  /** No other keys than these; those of `needs` must be there. */
  | {
      readonly is: 'mapping';
      readonly keys: Readonly<Record<string, Compiled>>;
      readonly needs: readonly string[];
    }
  | { readonly is: 'either'; readonly of: readonly Compiled[] };

/** Whether data holds to a schema; why it does not is for `check-in-words.ts` to say. */
export function accepts(schema: Compiled, data: unknown): boolean {
  switch (schema.is) {
    case 'boolean':
      return typeof data === 'boolean';
    case 'enum':
      return typeof data === 'string' && schema.values.includes(data);
    case 'number':
      return (
        typeof data === 'number' &&
        (schema.whole ? Number.isSafeInteger(data) : Number.isFinite(data)) &&
        data >= (schema.least ?? data) &&
        data <= (schema.most ?? data)
      );
    case 'text':
      return (
        typeof data === 'string' &&
        data.length >= (schema.least ?? 0) &&
        (!schema.pattern || new RegExp(...schema.pattern).test(data)) &&
        schema.checks.every((check) => TEXT_CHECKS[check](data))
      );
    case 'list':
      return (
        Array.isArray(data) &&
        data.length >= (schema.least ?? 0) &&
        data.every((each) => accepts(schema.of, each))
      );
    case 'record':
      return (
        isPlain(data) &&
        Object.entries(data).every(([key, value]) => accepts(schema.key, key) && accepts(schema.of, value))
      );
    case 'mapping':
      return (
        isPlain(data) &&
        schema.needs.every((key) => data[key] !== undefined) &&
        Object.entries(data).every(([key, value]) => {
          const own = Object.hasOwn(schema.keys, key) ? schema.keys[key] : undefined;
          return own !== undefined && accepts(own, value);
        })
      );
    case 'either':
      return schema.of.some((each) => accepts(each, data));
  }
}

function isPlain(data: unknown): data is Record<string, unknown> {
  if (typeof data !== 'object' || data === null) return false;
  const above = Object.getPrototypeOf(data);
  return above === Object.prototype || above === null;
}
