import type { Source } from '../report.js';
import type { Secrets } from './secrets.js';

/** Where a value came from, strongest first: contract, section 4, "Order of sources". */
export type Origin =
  | { readonly kind: 'environment' }
  /** `NAME_FILE` stands in for `NAME`. */
  | {
      readonly kind: 'file';
      readonly variable: string;
      readonly path: string;
      /** Whether the file ends with a line end, which is no part of the value. */
      readonly cut: boolean;
    }
  | { readonly kind: 'dotenv'; readonly file: string; readonly line: number }
  | { readonly kind: 'settings'; readonly file: string; readonly key: string }
  | { readonly kind: 'default' };

export interface Variable {
  readonly name: string;
  /** Undefined where no source has it. May be a secret: ask `secret` before it is shown. */
  readonly value: string | undefined;
  readonly origin: Origin | null;
  readonly secret: boolean;
  /** The weaker sources that have it too. */
  readonly shadowed: readonly Origin[];
  /** What is wrong with its `NAME_FILE`; then that file gave no value. */
  readonly problem: FileProblem | null;
}

export interface FileProblem {
  readonly variable: string;
  /** May be a secret that was put there by mistake, where the reason is `not-a-path`. */
  readonly path: string;
  /** Of `readSecretFile`, or `conflict` where both NAME and NAME_FILE are set. */
  readonly reason: string;
}

export interface Variables {
  /** Any name may be asked for, declared or not. */
  get(name: string): Variable;
  /** The names that any source sets, sorted. */
  readonly names: readonly string[];
  readonly secrets: Secrets;
  /** The environment of the command: dbcheck's own, and what `.env` files add where the policy allows them. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
}

/** `environment`, `.env:3`, `DB_PASSWORD_FILE`, `config/config.yaml:database.host`, `default`. */
export function describeOrigin(origin: Origin | null): string | null {
  if (!origin) return null;
  switch (origin.kind) {
    case 'file':
      return origin.variable;
    case 'dotenv':
      return `${origin.file}:${origin.line}`;
    case 'settings':
      return `${origin.file}:${origin.key}`;
    case 'environment':
    case 'default':
      return origin.kind;
  }
}

/** The place to change for a variable: the line of its file, else the variable itself. */
export function sourceOf({ name, origin }: Pick<Variable, 'name' | 'origin'>): Source {
  switch (origin?.kind) {
    case 'dotenv':
      return { file: origin.file, line: origin.line, column: 1 };
    case 'settings':
      return { file: origin.file, line: null, column: null };
    case 'file':
      return { variable: origin.variable };
    default:
      return { variable: name };
  }
}
