import * as z from 'zod/mini';
import { DIALECTS } from './config.js';
import { parseDuration } from './duration.js';
import { isWellFormed } from './expression.js';
import { VERSION_RANGE } from './names.js';
import { parseSize } from './size.js';

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

/** The pattern is for the JSON Schema: as near to `holds` as a regular expression comes. */
function such(holds: (text: string) => boolean, expected: string, pattern?: string) {
  const error = `expected ${expected}`;
  const type = z.string({ error }).check(z.refine(holds, { error }));
  return pattern === undefined ? type : noted(type, { pattern });
}

const EXPRESSION = '\\$\\{';

const hasExpression = (value: string) => value.includes('${') && isWellFormed(value);

/** Text in which `${…}` is filled in. */
export const text = () =>
  z.string().check(
    z.refine(isWellFormed, {
      error: 'has a "${" that begins none of ${NAME}, ${NAME:-default} and ${NAME:?message}',
    }),
  );

export const path = () => text().check(z.minLength(1, { error: 'expected a path' }));

/** Text that is needed before variables are read, or that nothing fills in. */
export const literal = () =>
  z.string().check(
    z.minLength(1, { error: 'expected text that is not empty' }),
    z.refine((value) => !value.includes('${'), {
      error: 'has a "${", which is not filled in here',
    }),
  );

export const dialect = () =>
  such(
    (value) => hasExpression(value) || (DIALECTS as readonly string[]).includes(value),
    `${DIALECTS.join(', ')} or an expression`,
    `^(${DIALECTS.join('|')})$|${EXPRESSION}`,
  );

export const duration = () =>
  such(
    (value) => parseDuration(value) !== null,
    'a duration such as 500ms, 5s or 2m',
    '^(0|\\d+(\\.\\d+)?(ms|s|m|h))$',
  );

/** A deadline that has passed before anything began would fail every run. */
export const timeout = () =>
  such(
    (value) => (parseDuration(value) ?? 0) > 0,
    'a duration longer than 0, such as 500ms, 5s or 2m',
    '^\\d+(\\.\\d+)?(ms|s|m|h)$',
  );

export const size = () =>
  such(
    (value) => hasExpression(value) || parseSize(value) !== null,
    'a size such as 500MB or 2GiB',
    `^\\d+(\\.\\d+)? ?([kKmMgGtTpP]i?)?[bB]?$|${EXPRESSION}`,
  );

export const pattern = () => such(compiles, 'a regular expression');

export const versionRange = () =>
  such(
    (value) => hasExpression(value) || VERSION_RANGE.test(value),
    'versions such as ">=14" or ">=10.6 <12"',
    `${VERSION_RANGE.source}|${EXPRESSION}`,
  );

export const port = () => wholeNumber(1, 65_535, 'a port (1 to 65535) or an expression');
export const replicas = () => wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a whole number or an expression');

/** As a number, as digits, or as an expression. */
function wholeNumber(least: number, most: number, expected: string) {
  const error = `expected ${expected}`;
  const inRange = (value: string) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  return z.union([
    z.int({ error }).check(z.gte(least, { error }), z.lte(most, { error })),
    such((value) => hasExpression(value) || inRange(value), expected, `^\\d+$|${EXPRESSION}`),
  ]);
}

/** As it will be used: on the whole value, with full Unicode. */
function compiles(source: string): boolean {
  try {
    // Alone first: the brackets around it could lend it what it lacks.
    new RegExp(source, 'u');
    new RegExp(`^(?:${source})$`, 'u');
    return true;
  } catch {
    return false;
  }
}
