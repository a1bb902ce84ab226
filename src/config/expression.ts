/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`: the only expressions; everything else is literal. */
const EXPRESSION = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([-?])((?:(?!\$\{)[^}])*))?\}/g;

export interface Expanded {
  readonly value: string;
  /** Every variable that is named, each once, in order. */
  readonly variables: readonly string[];
  /** Those without a value that have no default; `message` is that of `${NAME:?message}`. */
  readonly missing: readonly { readonly variable: string; readonly message: string | null }[];
}

/** Fills in the variables. One that is empty counts as unset; what is missing leaves nothing behind. */
export function expand(text: string, lookUp: (name: string) => string | undefined): Expanded {
  const variables = new Set<string>();
  const missing = new Map<string, string | null>();
  const value = text.replace(EXPRESSION, (_, name: string, operator?: string, rest = '') => {
    variables.add(name);
    const found = lookUp(name);
    if (found) return found;
    if (operator === '-') return rest;
    missing.set(name, missing.get(name) ?? (rest || null));
    return '';
  });
  return {
    value,
    variables: [...variables],
    missing: [...missing].map(([variable, message]) => ({ variable, message })),
  };
}

export function variablesIn(text: string): string[] {
  return [...expand(text, () => undefined).variables];
}

/** Whether every `${` of the text begins an expression. */
export function isWellFormed(text: string): boolean {
  return !text.replace(EXPRESSION, ' ').includes('${');
}

/** A text as it may be shown: what stands after `:-` may be a secret. */
export function withoutDefaults(text: string): string {
  return text.replace(/(\$\{\w+):?[-?][^}]*\}/g, '$1}');
}
