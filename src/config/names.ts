/** What a variable of the environment may be called so that every shell and platform can set it. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `NAME` or `NAME=value`. */
export const CONDITION = /^[A-Za-z_][A-Za-z0-9_]*(=.*)?$/;

/** `>=14`, `14`, `>=10.6 <12`. */
export const VERSION_RANGE = /^(?:[<>]=?|=)?\s*\d+(?:\.\d+)*(?:\s+(?:[<>]=?|=)?\s*\d+(?:\.\d+)*)*$/;
