import { entry } from './entry.js';
import { makersOf, NAME_FAULTS, replacing } from './words/loaders.js';
import { onceMended } from './words/value-facts.js';

/** What the way to the process did to a value or a name, and what a secret gives away. */
export const envValueFindings = {
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
};
