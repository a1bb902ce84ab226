import type { Path } from './document.js';

/** What a parser cannot read. `message` holds nothing of the file's text, which may be a secret. */
export class SyntaxFault extends Error {
  /** `offset` counts UTF-16 units from the start of the text. */
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export interface ParseOptions {
  /**
   * For the application's own files, which dbcheck only looks into: what common readers let pass is let pass
   * (comments and last commas in JSON, unknown tags in YAML, repeated keys, of which the last counts).
   */
  readonly lenient: boolean;
  /** The part of the file that is dbcheck's; outside of it repeated keys are somebody else's business. */
  readonly section: Path;
}

/** A parser that recurses runs out of stack instead of memory. */
export const TOO_DEEP = 'brackets or indentation nested too deeply';

/** Nothing is called that, and an object that has it is no longer what it seems. */
export function refuseKey(key: string, offset: number): void {
  if (key === '__proto__') throw new SyntaxFault('the key "__proto__" cannot be used', offset);
}

/** A key that a message may show: anything else may be a value that slipped into a key's place. */
export function showKey(key: string): string {
  return /^[\w$./-]{1,60}$/.test(key) ? `"${key}"` : '(not shown)';
}
