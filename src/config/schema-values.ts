import * as z from 'zod/mini';
import { NAME_PATTERN, TEXT_CHECKS, type TextCheck } from './checks-of-text.js';
import { DIALECTS } from './config.js';
import { VERSION_RANGE } from './names.js';

/** A description for the JSON Schema, of a type that was made for this one place; one that is used more than once has an `id`. */
export function about<T extends z.ZodMiniType>(type: T, description: string, id?: string): T {
  return noted(type, id === undefined ? { description } : { description, id });
}

/** Adds to what the JSON Schema says of a type. `z.meta` would make the type anew, which costs at every start. */
export function noted<T extends z.ZodMiniType>(type: T, meta: z.core.GlobalMeta): T {
  z.globalRegistry.add(type, { ...z.globalRegistry.get(type), ...meta });
  return type;
}

/** An error that begins with "expected" goes on with what there is instead; any other stands for itself. */
export function matching(form: RegExp, expected: string) {
  const error = `expected ${expected}`;
  return z.string({ error }).check(z.regex(form, { error }));
}

/** The pattern is for the JSON Schema: as near to the check as a regular expression comes. */
function such(check: TextCheck, expected: string, pattern?: string) {
  const error = `expected ${expected}`;
  const type = z.string({ error }).check(z.refine(TEXT_CHECKS[check], { error }));
  return pattern === undefined ? type : noted(type, { pattern });
}

const EXPRESSION = '\\$\\{';

/** Text in which `${…}` is filled in. */
export const text = () =>
  z.string().check(
    z.refine(TEXT_CHECKS.wellFormed, {
      error: 'has a "${" that begins none of ${NAME}, ${NAME:-default} and ${NAME:?message}',
    }),
  );

export const ownName = () => such('name', 'a name of letters, digits, _, - and .', NAME_PATTERN);

export const path = () => text().check(z.minLength(1, { error: 'expected a path' }));

/** Text that is needed before variables are read, or that nothing fills in. */
export const literal = () =>
  z.string().check(
    z.minLength(1, { error: 'expected text that is not empty' }),
    z.refine(TEXT_CHECKS.literal, {
      error: 'has a "${", which is not filled in here',
    }),
  );

export const dialect = () =>
  such('dialect', `${DIALECTS.join(', ')} or an expression`, `^(${DIALECTS.join('|')})$|${EXPRESSION}`);

export const duration = () =>
  such('duration', 'a duration such as 500ms, 5s or 2m', '^(0|\\d+(\\.\\d+)?(ms|s|m|h))$');

/** A deadline that has passed before anything began would fail every run. */
export const timeout = () =>
  such('timeout', 'a duration longer than 0, such as 500ms, 5s or 2m', '^\\d+(\\.\\d+)?(ms|s|m|h)$');

export const size = () =>
  such('size', 'a size such as 500MB or 2GiB', `^\\d+(\\.\\d+)? ?([kKmMgGtTpP]i?)?[bB]?$|${EXPRESSION}`);

export const pattern = () => such('pattern', 'a regular expression');

export const versionRange = () =>
  such('versionRange', 'versions such as ">=14" or ">=10.6 <12"', `${VERSION_RANGE.source}|${EXPRESSION}`);

export const port = () => wholeNumber('port', 1, 65_535, 'a port (1 to 65535) or an expression');
export const replicas = () =>
  wholeNumber('replicas', 0, Number.MAX_SAFE_INTEGER, 'a whole number or an expression');

/** As a number, as digits, or as an expression. */
function wholeNumber(check: TextCheck, least: number, most: number, expected: string) {
  const error = `expected ${expected}`;
  return z.union([
    z.int({ error }).check(z.gte(least, { error }), z.lte(most, { error })),
    such(check, expected, `^\\d+$|${EXPRESSION}`),
  ]);
}
