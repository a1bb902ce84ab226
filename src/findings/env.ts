import { entry } from './entry.js';
import { makersOf, NAME_FAULTS, replacing } from './words/loaders.js';
import { onceMended } from './words/value-facts.js';

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

  'env/quoted': entry<{ quote: string; origin: string; reads?: string }>({
    severity: 'error',
    transient: false,
    title: 'Quotes are part of a value',
    message: (name, { quote }) => `${name} starts and ends with ${quote}; the quotes are part of the value`,
    why: (_, { origin, reads }) => [
      `It comes from: ${origin}`,
      'docker run --env-file and YAML list items (- NAME="value") keep quotes; Compose, dotenv and shells remove them',
      ...onceMended(reads),
    ],
    fix: (name) => [
      `Remove the quotes around the value of ${name} where it is set, then recreate the container`,
    ],
    page: `Loaders do not agree about quotes. A shell, Compose's env_file and npm's dotenv remove them; docker run
--env-file and a YAML list item keep them, so the application gets a value with quotes in it. Drivers then
say something unrelated, such as "Invalid URL" or "host base not found".

To fix it, write the value without quotes where it is set.`,
  }),

  'env/whitespace': entry<{
    end: 'start' | 'end' | 'both';
    bytes: string;
    length: number;
    origin: string;
    reads?: string;
    kubernetes?: boolean;
  }>({
    severity: 'error',
    transient: false,
    title: 'A value starts or ends with blanks or a line end',
    message: (name, { end, bytes }) =>
      `${name} ${{ start: 'starts', end: 'ends', both: 'starts and ends' }[end]} with ${bytes}`,
    why: (_, { length, origin, bytes, end, reads }) => [
      `The value has ${length} ${length === 1 ? 'character' : 'characters'}, with the blanks; it comes from: ${origin}`,
      ...makersOf(bytes, end),
      'Some programs drop it silently, and most take it as part of the value: Node drops a line end in a URL, Python and libpq do not',
      ...onceMended(reads),
    ],
    fix: (name, { bytes }) => [
      `Set ${name} again without it`,
      ...(bytes.includes('newline')
        ? [
            `In a Kubernetes secret: printf %s "$VALUE" | base64 (echo adds a newline), or kubectl create secret generic NAME --from-literal=${name}=…`,
          ]
        : []),
      ...(bytes.includes('carriage return')
        ? ['In a file saved on Windows: sed -i "s/\\r$//" FILE, and in .gitattributes: *.env text eol=lf']
        : []),
      ...(bytes.includes('byte order mark') ? ["In a file: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE"] : []),
    ],
    page: `A blank, a tab, a newline or a carriage return stands at an end of the value. The usual makers: echo piped
into base64 for a Kubernetes secret (a newline), a .env file saved with Windows line ends (a carriage
return), and copying from a web page. A password with a newline is a wrong password, and a database name
with a newline is a database that does not exist, although both look right in every log.

To fix it, set the value again without it.`,
  }),

  'env/unexpanded': entry<{ expression: string; origin: string; kubernetes?: boolean }>({
    severity: 'error',
    transient: false,
    title: 'A value holds an expression that nobody replaced',
    message: (name, { expression }) => `${name} holds ${expression}, which nobody has replaced by its value`,
    why: (_, { origin }) => [
      `It comes from: ${origin}`,
      '${NAME} is replaced by shells and Compose, $(NAME) by Kubernetes for variables declared earlier, ${{ X.Y }} by Railway and GitHub; none of them by the others',
    ],
    fix: (name, { expression, kubernetes }) => [
      ...replacing(expression, name, kubernetes ?? false),
      `Set ${name} to the value itself, or let the platform that understands the expression set it`,
    ],
    page: `The value still contains a reference to another variable. Each platform has its own form, and none
understands the others': Kubernetes replaces $(NAME) and only when NAME is declared above it, Compose
and shells replace \${NAME}, Railway and GitHub replace \${{ X.Y }} and leave it as it is when X has no Y.

To fix it, write the reference in the form of the platform that sets the variable, or write the value.`,
  }),

  'env/placeholder': entry<{ placeholder: string; origin: string }>({
    severity: 'error',
    transient: false,
    title: 'A value is still the placeholder of a template',
    message: (name, { placeholder }) => `${name} still holds the placeholder ${placeholder}`,
    why: (_, { origin }) => [`It comes from: ${origin}`],
    fix: (name) => [`Replace the placeholder in ${name} by the real value`],
    page: `The value was copied from a template, a dashboard or a README, and a part of it was to be replaced:
[YOUR-PASSWORD], <password>, your-api-key-here. The application would start and fail at first use.

To fix it, put the real value in its place.`,
  }),

  'env/literal-undefined': entry<{ word: string; origin: string }>({
    severity: 'error',
    transient: false,
    title: 'A value is the word undefined, null or None',
    message: (name, { word }) => `${name} is the word "${word}"`,
    why: (_, { origin }) => [
      `It comes from: ${origin}`,
      'A program that builds the environment has turned a value that it did not have into text',
    ],
    fix: (name) => [`Set ${name} to a value, or do not set it at all`],
    page: `The text "undefined", "null" or "None" is what JavaScript, YAML tools and Python print for a value that is
not there. Somewhere a script or a template has written such a value into the environment.

To fix it, look where the variable is set, and what it is set from.`,
  }),

  'env/name-malformed': entry<{ written: string; reason: string }>({
    severity: 'error',
    transient: false,
    title: 'The name of a variable is spoilt, so that nothing finds it',
    message: (name, { written, reason }) =>
      `The environment has ${written}, ${NAME_FAULTS[reason]?.says ?? 'which is another name'}, and no ${name}`,
    why: (name, { reason }) => [
      `To a program these are two names: ${name} is not set`,
      ...(NAME_FAULTS[reason] ? [NAME_FAULTS[reason].maker] : []),
    ],
    fix: (name, { reason }) =>
      NAME_FAULTS[reason]?.fix(name) ?? [`Write the name as ${name} where it is set`],
    page: `A variable is set whose name is not the one that the application asks for, although it looks so: a byte
order mark at the start of the first line of a file, a blank before the "=", the word export or quotes that a
loader took into the name, a dash where an underscore belongs. The application finds nothing and falls back to
a default.

To fix it, write the name plainly where it is set. printenv | cat -A shows what does not show.`,
  }),

  'env/service-link': entry<{ address: string; service: string | null; origin: string; reads?: string }>({
    severity: 'error',
    transient: false,
    title: 'Kubernetes has set a variable to the address of a Service',
    message: (name, { address }) => `${name} is ${address}, the address of a Kubernetes Service and no port`,
    why: (name, { service, origin }) => [
      `It comes from: ${origin}`,
      service === null
        ? `Kubernetes sets NAME_PORT for every Service called NAME in the namespace, where env: of the container has no ${name}`
        : `A Service is called ${service}: Kubernetes sets ${name} for it, where env: of the container has no ${name}; over ENV of the image, and over what a .env file says`,
    ],
    fix: (name, { address }) => [
      `In the pod: enableServiceLinks: false`,
      `Or set it in env: of the container, which wins: - { name: ${name}, value: "${/\d+$/.exec(address)?.[0] ?? 'PORT'}" }`,
      'Or give the Service or the variable another name',
    ],
    page: `For every Service in its namespace, Kubernetes sets variables in every pod, as Docker did for links: a Service
called db makes DB_SERVICE_HOST, DB_SERVICE_PORT and DB_PORT=tcp://10.0.0.1:5432. An application that reads
DB_PORT for its own purpose gets an address where it wants a number. Variables under env: of the container win
over these; those of the image (ENV) do not.

To fix it, set enableServiceLinks: false in the pod, or set the variable under env:, or rename the Service.`,
  }),

  'env/weak-secret': entry<{ reason: string; origin: string }>({
    severity: 'warning',
    transient: false,
    title: 'A secret is a well-known default, or too simple',
    message: (name, { reason }) => `${name} is ${reason}`,
    why: (_, { origin }) => [`It comes from: ${origin}`, 'Anyone who knows the framework can guess it'],
    fix: (name) => [`Set ${name} to a random value, made by: openssl rand -hex 32`],
    page: `The value of this secret is one that stands in tutorials and templates, or repeats a few characters. With
such a session key anybody can sign in as anybody.

To fix it, set a random one: openssl rand -hex 32. Sessions that were signed with the old one end.`,
  }),

  'env/file-unreadable': entry<{
    variable: string;
    path: string | null;
    reason: string;
    /** What a relative path is resolved against. */
    folder: string | null;
    /** Names that lie in the folder of secrets. */
    there: readonly string[];
    /** Owner and mode, in words. */
    access: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'The file that NAME_FILE points to cannot be read',
    message: (name, { variable, path, reason }) =>
      path === null
        ? `${variable} holds no path of a file, so ${name} has no value`
        : `${path}, which ${variable} points to, ${FILE_PROBLEMS[reason] ?? `cannot be read (${reason})`}`,
    why: (name, { variable, path, folder, there, access }) => [
      `${variable} stands in for ${name}: its value is the path of a file whose content is the value of ${name}`,
      ...(path === null ? ['The value is not shown, for it may be the secret itself'] : []),
      ...(folder ? [`The path is relative, and was looked for from ${folder}`] : []),
      ...(there.length ? [`The folder has: ${there.join(', ')}`] : []),
      ...(access ? [access] : []),
    ],
    fix: (name, { variable, path, reason }) => [
      ...(reason === 'directory'
        ? [
            `Remove the directory and create the file before the container starts: Docker makes a directory for a mount whose source is missing`,
          ]
        : []),
      ...(reason === 'EACCES' && path
        ? [
            `Let this user read it: uid, gid and mode of the secret in Compose, fsGroup and defaultMode in Kubernetes, else chown to this user and chmod 0400 ${path}`,
          ]
        : []),
      ...(path === null
        ? [`Set ${name} itself to the value, and remove ${variable}`]
        : [`Put the value of ${name} into that file, or set ${name} and remove ${variable}`]),
    ],
    page: `NAME_FILE is the way of the official images to hand over a secret as a file: its value is a path, and the
content of the file, without its last line end, is the value of NAME. The file is missing, empty, a
directory, larger than 128 KiB, or this user may not read it.

A directory in its place is Docker's doing: it makes one for a bind mount whose source does not exist.`,
  }),

  'env/file-conflict': entry<{ variable: string }>({
    severity: 'error',
    transient: false,
    title: 'Both NAME and NAME_FILE are set',
    message: (name, { variable }) => `Both ${name} and ${variable} are set; only one of them can count`,
    why: () => ['The official images refuse to start with both, and other programs differ in which one wins'],
    fix: (name, { variable }) => [`Remove ${name} or ${variable}`],
    page: `NAME_FILE stands in for NAME, so both together are two answers to one question. The entry points of the
official images stop with an error; other programs silently prefer one, and not the same one.

To fix it, remove one of the two.`,
  }),

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

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user (EACCES)',
  directory: 'is a directory',
  'not-a-file': 'is no regular file',
  'too-large': 'is larger than 128 KiB',
  empty: 'is empty',
};
