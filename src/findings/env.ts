import { entry } from './entry.js';
import { envFileFindings } from './env-file.js';
import { envValueFindings } from './env-value.js';

/** How a variable is set on this platform, as a sentence to paste; made by `variables/how-to-set`. */
type HowToSet = string;

export const envFindings = {
  'env/missing': entry<{
    near: readonly string[];
    howToSet: HowToSet;
    requiredBy: string;
    description: string | null;
    inFile: string | null;
    /** Why that file is not loaded. */
    notLoaded: string | null;
    missingFile: string | null;
    /** NAME_FILE, where it is set to nothing. */
    emptyFile: string | null;
    /** A mounted secret of that name. */
    secretFile: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'A variable that is needed is not set',
    message: (name) => `${name} is not set`,
    why: (name, { near, requiredBy, description, inFile, notLoaded, missingFile, emptyFile, secretFile }) => [
      requiredBy,
      ...(description ? [description] : []),
      ...(near.length ? [`Set, and similar: ${near.join(', ')}`] : []),
      ...(missingFile ? [`${missingFile}, which could give it, does not exist`] : []),
      ...(inFile ? [`${inFile} has ${name}, but ${notLoaded ?? 'is not loaded'}`] : []),
      ...(emptyFile ? [`${emptyFile}, which could stand in for it, is set, but empty`] : []),
      ...(secretFile ? [`${secretFile} exists, and ${name}_FILE does not point to it`] : []),
    ],
    fix: (name, { near, howToSet, secretFile }) => [
      ...(near.length === 1 ? [`Rename ${near[0]} to ${name}, if that is what was meant`] : []),
      ...(secretFile
        ? [
            `Where the application reads ${name}_FILE: ${name}_FILE=${secretFile}; else in the entrypoint: export ${name}="$(cat ${secretFile})"`,
          ]
        : []),
      howToSet,
    ],
    page: `The configuration declares this variable as required, or a \${NAME} expression needs it, and no source
has it. The sources in their order: the environment, NAME_FILE (a file whose content is the value), .env
files (never in an environment whose policy forbids them), the application's own configuration files
(settings), and the default.

Applications often carry on without it, with a fall-back: an empty SQLite file instead of the real
database is the usual one, and nobody notices until the data is gone.

To fix it, set the variable where this process gets its environment from. If the application can really
do without it, declare it as optional: NAME: optional.`,
  }),

  'env/empty': entry<{ howToSet: HowToSet; requiredBy: string; origin: string }>({
    severity: 'error',
    transient: false,
    title: 'A variable that is needed is set, but empty',
    message: (name) => `${name} is set, but empty`,
    why: (_, { requiredBy, origin }) => [requiredBy, `It comes from: ${origin}`],
    fix: (_, { howToSet }) => [howToSet],
    page: `The variable exists and its value has no characters, or blanks only. The usual makers: a line NAME= in a
.env file, \${NAME} in a Compose file or a CI job where the outer variable is not set, and a Kubernetes
secret whose key has no content. Most programs treat it as unset and fall back to a default.

To fix it, give it a value, or remove it and declare it as optional.`,
  }),

  'env/invalid': entry<{
    expected: string;
    got: string | null;
    origin: string;
    secret: boolean;
    /** Set where the value is base64 of text. */
    encoded?: boolean;
  }>({
    severity: 'error',
    transient: false,
    title: 'A value is not of the declared type, range or form',
    message: (name, { expected }) => `${name} must be ${expected}`,
    why: (_, { got, origin }) => [...(got === null ? [] : [`Got ${got}`]), `It comes from: ${origin}`],
    fix: (name, { expected, secret, encoded }) => [
      ...(encoded
        ? [
            `In a Kubernetes secret: encode it once under data:, or write it as it is under stringData:`,
            `To see whether that is it: printf %s "$${name}" | base64 -d`,
          ]
        : []),
      `Set ${name} to ${expected}${secret && /characters$/.test(expected) ? ', made by: openssl rand -hex 32' : ''}`,
    ],
    page: `The configuration says what this variable has to look like (type, values, pattern, minLength, min, max),
and its value does not. The value of a secret is never shown, only its length where that matters.

Types: string, url, database-url, integer, number, boolean, port, enum, duration (500ms, 30s, 2m), size
(500MB, 2GiB), path, hex, base64.

To fix it, change the value; or the declaration, where it is the declaration that is wrong.`,
  }),

  ...envValueFindings,

  ...envFileFindings,

  'env/group': entry<{ rule: 'anyOf' | 'allOrNone'; set: readonly string[]; unset: readonly string[] }>({
    severity: 'error',
    transient: false,
    title: 'A group of variables is incomplete',
    message: (_, { rule, set, unset }) =>
      rule === 'anyOf'
        ? `None of ${unset.join(', ')} is set; at least one is needed`
        : `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'} set without ${unset.join(', ')}`,
    why: (_, { rule }) => [
      rule === 'anyOf'
        ? 'envGroups: anyOf asks for at least one of them'
        : 'envGroups: allOrNone takes them together or not at all',
    ],
    fix: (_, { rule, set, unset }) =>
      rule === 'anyOf'
        ? [`Set one of ${unset.join(', ')}`]
        : [`Set ${unset.join(', ')} too, or remove ${set.join(', ')}`],
    page: `The configuration has a rule about several variables together: anyOf wants at least one of them, allOrNone
wants them all or none (a client id without its secret is of no use).

To fix it, set what is missing, or remove what is left over.`,
  }),

  'env/deprecated': entry<{ instead: string | null; origin: string }>({
    severity: 'warning',
    transient: false,
    title: 'A variable that is set is deprecated',
    message: (name, { instead }) => `${name} is deprecated${instead ? `: ${instead}` : ''}`,
    why: (_, { origin }) => [`It is set, and comes from: ${origin}`],
    fix: (name, { instead }) => [instead ? `Remove ${name}; ${instead}` : `Remove ${name}`],
    page: `The configuration marks this variable as deprecated: it still works, and a later version of the application
will not read it any more.

To fix it, follow what the message says, then remove the variable.`,
  }),
};
