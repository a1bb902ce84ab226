import { listed, schemeExample, setUrl, type Words } from './value-facts.js';

const noEcho = 'Kubernetes secret: printf %s "$VALUE" | base64 (echo adds a line break)';

export const notAUrlWords = {
  empty: { says: () => 'holds nothing but blanks', fix: setUrl },
  'too-long': {
    says: () => 'has more than 100,000 characters, which no connection string has',
    because: () => 'The usual maker: a file, or many lines, in place of one value',
    fix: setUrl,
  },
  invisible: {
    says: ({ column }) =>
      `has an invisible character (a byte order mark or a zero-width space) at column ${column}`,
    because: () => 'It comes with copying from a web page, or from a file saved as "UTF-8 with BOM"',
    fix: (_, subject) => [
      `Set ${subject} again, typed or pasted as plain text; in a file: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE`,
    ],
  },
  'literal-newline': {
    says: () => 'ends with a backslash and a letter, as in \\n: two characters, and no line break',
    because: () => 'They become a part of the last word of the URL, usually of the name of the database',
    fix: (_, subject) => [`Remove the last two characters of ${subject}`],
  },
  newline: {
    says: () => 'ends with a line break',
    because: () => "Node drops it in silence; Python and libpq take it as the end of the database's name",
    fix: (_, subject) => [
      `Set ${subject} again without it`,
      noEcho,
      "File saved on Windows: sed -i 's/\\r$//' FILE",
    ],
  },
  'line-break': {
    says: ({ column }) => `has a line break inside, at column ${column}`,
    because: () => 'The usual maker: parts from secrets that each end in a line break, put together to a URL',
    fix: (_, subject) => [`Set ${subject} again in one line`, noEcho],
  },
  whitespace: {
    says: ({ column }) => `${column === 1 ? 'starts' : 'ends'} with a blank`,
    because: () => 'libpq and SQLAlchemy refuse it or take it as a part of a name, others cut it off',
    fix: (_, subject) => [`Set ${subject} again without the blank`],
  },
  control: {
    says: ({ column }) => `has a control character at column ${column}`,
    fix: (_, subject) => [`Set ${subject} again without it`],
  },
  'nothing-word': {
    says: () => 'holds a word for "nothing" (null, none, undefined …) and no URL',
    because: () => 'A program wrote out a variable that it did not have',
    fix: setUrl,
  },
  'switch-word': {
    says: () => 'holds true or false, and no URL',
    because: () => 'That is the value of a switch; it stands in the wrong variable, or in the wrong line',
    fix: setUrl,
  },
  assignment: {
    says: () => 'holds a whole line NAME=VALUE or NAME: VALUE, and no URL',
    because: () => 'The line of a file was pasted where only the value belongs',
    fix: (_, subject) => [`Set ${subject} to what stands behind NAME= alone, without quotes`],
  },
  command: {
    says: () => 'holds a command (psql, mysql …) and no URL',
    fix: (_, subject) => [`Set ${subject} to the URL alone: what stands behind the command, without quotes`],
  },
  quoted: {
    says: () => 'starts and ends with a quote, which is a part of the value',
    because: () =>
      'docker run --env-file and YAML list items keep quotes; Compose, dotenv and shells remove them',
    fix: (_, subject) => [
      `Remove the quotes around the value of ${subject} where it is set, then recreate the container`,
    ],
  },
  quote: {
    says: ({ column }) =>
      `has a quote at ${column === 1 ? 'its start' : 'its end'} that nothing closes or opens`,
    fix: (_, subject) => [`Remove the quote from the value of ${subject}`],
  },
  stray: {
    says: (facts) => (facts.column === 1 ? 'stands in brackets' : `ends with ${listed(facts)}`),
    because: () => 'A client takes it as a part of the URL',
    fix: (_, subject) => [`Remove what stands around the URL in ${subject}`],
  },
  json: {
    says: () => 'holds JSON and no URL',
    because: () => "Secret managers give a database's login as JSON; no client of a database reads that",
    fix: (_, subject) => [
      `Make the URL of its fields and set ${subject} to it, or declare the parts under databases`,
    ],
  },
  'secret-reference': {
    says: () => 'holds the reference to a secret, which nobody has replaced by the secret',
    because: () => 'Such references are replaced by the platform or a start-up tool, in its own field alone',
    fix: (_, subject) => [
      `Give ${subject} through the platform's field for secrets (ECS: "secrets" with valueFrom; 1Password: op run -- COMMAND), and check that it may read the secret`,
    ],
  },
  'service-link': {
    says: () => 'holds the address of a Kubernetes service (tcp://IP:PORT), and no URL of a database',
    because: () =>
      'Kubernetes sets such variables for each service by its name, where env: of the container does not',
    fix: () => ['In the pod: enableServiceLinks: false; or give the service or the variable another name'],
  },
  unexpanded: {
    says: ({ column }) => `holds an expression, at column ${column}, that nobody has replaced by its value`,
    because: () =>
      '${NAME} is replaced by shells and Compose, $(NAME) by Kubernetes for what is defined before it, {{ }} by templates; docker --env-file replaces nothing',
    fix: (_, subject) => [
      `Set ${subject} to the finished value, or define the variable where the expression is replaced`,
    ],
  },
  html: {
    says: ({ column }) => `has &amp; at column ${column}, where & belongs`,
    because: () => 'It was copied from HTML or XML; the parameter behind it gets the name "amp;…"',
    fix: (_, subject) => [`Replace &amp; by & in ${subject}`],
  },
  comment: {
    says: ({ column }) => `has a comment behind the URL, at column ${column}`,
    because: () => 'docker --env-file, Kubernetes and systemd take a comment as a part of the value',
    fix: (_, subject) => [`Put the comment on a line of its own above ${subject}`],
  },
  several: { says: () => 'holds more than one URL', fix: (_, subject) => [`Leave one URL in ${subject}`] },
  'two-schemes': {
    says: ({ column }) => `has two schemes, one behind the other; the second at column ${column}`,
    fix: (_, subject) => [`Remove the first scheme from ${subject}`],
  },
  'quoted-part': {
    says: ({ part }) => `has quotes around the ${part}, which are a part of it`,
    fix: ({ part }, subject) => [
      `Remove the quotes around the ${part} in ${subject}; if they belong to it, write %22 for " and %27 for '`,
    ],
  },
  'newline-in-part': {
    says: ({ part }) => `has an encoded line break at the end of the ${part}`,
    because: () => 'A secret that ended in a line break was encoded as it was (echo adds one)',
    fix: ({ part }, subject) => [`Remove %0A (and %0D) from the ${part} in ${subject}`, noEcho],
  },
  'nothing-in-part': {
    says: ({ part }) => `has a word for "nothing" (null, none, undefined …) as the ${part}`,
    because: () => 'A program put the string together from a variable that it did not have',
    fix: ({ part }, subject) => [`Set the variable for the ${part}, or write it in ${subject}`],
  },
  encoded: {
    says: () => 'is percent-encoded as a whole, from the scheme on',
    fix: (_, subject) => [`Set ${subject} to the decoded value; only what stands in a part is encoded`],
  },
  base64: {
    says: () => 'is encoded as base64',
    because: () =>
      'In a Kubernetes secret, "data" is encoded once; "stringData" and env: are not encoded at all',
    fix: (_, subject) => [`Set ${subject} to the decoded value: printf %s "$${subject}" | base64 -d`],
  },
  'no-scheme': {
    says: (facts) => `is no URL: it does not begin with a scheme such as ${schemeExample(facts)}`,
    because: () =>
      'node-pg takes such a value for a path and looks for a host called "base"; others call it invalid',
    fix: setUrl,
  },
  placeholder: {
    says: ({ part }) => `still has a placeholder for the ${part}`,
    fix: ({ part }, subject) => [`Put the real ${part} in its place in ${subject}`],
  },
  masked: {
    says: ({ part }) =>
      `was copied while the ${part} was hidden: it holds what a page or a log shows instead`,
    fix: (_, subject) => [
      `Copy it again with the password shown, and set ${subject}; SQLAlchemy: url.render_as_string(hide_password=False)`,
    ],
  },
  example: {
    says: () => 'has the words of an example (USER, PASSWORD, HOST …) in the places of real ones',
    fix: (_, subject) => [`Put the real words in their places in ${subject}`],
  },
} satisfies Record<string, Words>;
