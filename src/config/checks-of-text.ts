import { DIALECTS } from './config.js';
import { parseDuration } from './duration.js';
import { isWellFormed } from './expression.js';
import { VERSION_RANGE } from './names.js';
import { parseSize } from './size.js';

const hasExpression = (value: string) => value.includes('${') && isWellFormed(value);

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

/** Names that the configuration gives: of databases and environments. They stand in reports. */
export const NAME_PATTERN = '^[\\p{L}\\p{N}_.-]+$';

const isWhole = (value: string, least: number, most: number) =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;

/** What texts of the configuration have to be, where that is more than a regular expression says. */
export const TEXT_CHECKS = {
  wellFormed: isWellFormed,
  // What Unicode says takes long to compile.
  name: (value: string) => /^[\w.-]+$/.test(value) || new RegExp(NAME_PATTERN, 'u').test(value),
  literal: (value: string) => !value.includes('${'),
  dialect: (value: string) => hasExpression(value) || (DIALECTS as readonly string[]).includes(value),
  duration: (value: string) => parseDuration(value) !== null,
  timeout: (value: string) => (parseDuration(value) ?? 0) > 0,
  size: (value: string) => hasExpression(value) || parseSize(value) !== null,
  pattern: compiles,
  versionRange: (value: string) => hasExpression(value) || VERSION_RANGE.test(value),
  port: (value: string) => hasExpression(value) || isWhole(value, 1, 65_535),
  replicas: (value: string) => hasExpression(value) || isWhole(value, 0, Number.MAX_SAFE_INTEGER),
} satisfies Record<string, (value: string) => boolean>;

export type TextCheck = keyof typeof TEXT_CHECKS;
