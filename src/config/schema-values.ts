import * as z from 'zod/mini';
import { DIALECTS } from './config.js';
import { parseDuration } from './duration.js';
import { isWellFormed } from './expression.js';
import { VERSION_RANGE } from './names.js';
import { once } from './once.js';
import { parseSize } from './size.js';

/** A description for the JSON Schema; one that is used more than once has an `id`. */
export function about<T extends z.ZodMiniType>(type: T, description: string, id?: string): T {
  return type.check(z.meta(id === undefined ? { description } : { description, id }));
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
  return pattern === undefined ? type : type.check(z.meta({ pattern }));
}

const EXPRESSION = '\\$\\{';

const hasExpression = (value: string) => value.includes('${') && isWellFormed(value);

/** Text in which `${…}` is filled in. */
export const text = once(() =>
  z.string().check(
    z.refine(isWellFormed, {
      error: 'has a "${" that begins none of ${NAME}, ${NAME:-default} and ${NAME:?message}',
    }),
  ),
);

export const path = once(() => text().check(z.minLength(1, { error: 'expected a path' })));

/** Text that is needed before variables are read, or that nothing fills in. */
export const literal = once(() =>
  z.string().check(
    z.minLength(1, { error: 'expected text that is not empty' }),
    z.refine((value) => !value.includes('${'), {
      error: 'has a "${", which is not filled in here',
    }),
  ),
);

export const dialect = once(() =>
  such(
    (value) => hasExpression(value) || (DIALECTS as readonly string[]).includes(value),
    `${DIALECTS.join(', ')} or an expression`,
    `^(${DIALECTS.join('|')})$|${EXPRESSION}`,
  ),
);

export const duration = once(() =>
  such(
    (value) => parseDuration(value) !== null,
    'a duration such as 500ms, 5s or 2m',
    '^(0|\\d+(\\.\\d+)?(ms|s|m|h))$',
  ),
);

/** A deadline that has passed before anything began would fail every run. */
export const timeout = once(() =>
  such(
    (value) => (parseDuration(value) ?? 0) > 0,
    'a duration longer than 0, such as 500ms, 5s or 2m',
    '^\\d+(\\.\\d+)?(ms|s|m|h)$',
  ),
);

export const size = once(() =>
  such(
    (value) => hasExpression(value) || parseSize(value) !== null,
    'a size such as 500MB or 2GiB',
    `^\\d+(\\.\\d+)? ?([kKmMgGtTpP]i?)?[bB]?$|${EXPRESSION}`,
  ),
);

export const pattern = once(() => such(compiles, 'a regular expression'));

export const versionRange = once(() =>
  such(
    (value) => hasExpression(value) || VERSION_RANGE.test(value),
    'versions such as ">=14" or ">=10.6 <12"',
    `${VERSION_RANGE.source}|${EXPRESSION}`,
  ),
);

export const port = once(() => wholeNumber(1, 65_535, 'a port (1 to 65535) or an expression'));
export const replicas = once(() =>
  wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a whole number or an expression'),
);

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
