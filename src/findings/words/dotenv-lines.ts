/** A grammar that reads as another one does where no words of its own are here. */
export const FAMILY: Readonly<Record<string, string>> = { 'dotenv-expand': 'npm-dotenv' };

interface Words {
  readonly what: string;
  readonly by: Readonly<Record<string, string>>;
  /** Of all loaders. */
  readonly why: string;
  readonly fix: (file: string, line: number, variable: string) => string;
}

const asMeant = 'reads it as it is meant';
const singleQuotes = (file: string, line: number, variable: string) =>
  `Put single quotes around the value of ${variable} in line ${line} of ${file}`;
const withoutQuotes = (file: string, line: number) =>
  `sed -i -E "${line}s/=([\\"'])(.*)\\1[[:space:]]*$/=\\2/" ${file}`;

export const SYNTAX: Readonly<Record<string, Words>> = {
  'byte-order-mark': {
    what: 'starts with a byte order mark',
    by: {
      'npm-dotenv': asMeant,
      docker: asMeant,
      compose: asMeant,
      node: "takes it as a part of the first variable's name, which is then not set",
      'python-dotenv': "takes it as a part of the first variable's name, which is then not set",
    },
    why: "python-dotenv, node --env-file and shells take it as part of the first variable's name, which is then not set",
    fix: (file) => `sed -i '1s/^\\xEF\\xBB\\xBF//' ${file}`,
  },
  'carriage-return': {
    what: 'has Windows line ends (CRLF)',
    by: {
      'npm-dotenv': asMeant,
      node: asMeant,
      'python-dotenv': asMeant,
      docker: asMeant,
      compose: asMeant,
    },
    why: 'A shell that sources the file keeps the carriage return as the last character of every value',
    fix: (file) => `sed -i 's/\\r$//' ${file}`,
  },
  'not-utf-8': {
    what: 'has bytes that are no UTF-8',
    by: {
      'npm-dotenv': 'puts U+FFFD in their place: the value is another one',
      node: 'puts U+FFFD in their place: the value is another one',
      'python-dotenv': 'stops with UnicodeDecodeError',
      docker: 'refuses the file',
    },
    why: 'python-dotenv stops with UnicodeDecodeError, docker run --env-file refuses the file, npm dotenv puts U+FFFD in their place',
    fix: (file) => `iconv -f ISO-8859-1 -t UTF-8 ${file} > ${file}.new && mv ${file}.new ${file}`,
  },
  'no-assignment': {
    what: 'has a line that is no NAME=value',
    by: {
      'npm-dotenv': 'passes over it',
      node: 'passes over it, or makes an odd name of it',
      'python-dotenv': 'passes over it, or makes an odd name of it',
      docker: 'takes it as the name of a variable to hand on, and refuses the file where it has a blank',
      compose: 'takes it as the name of a variable to hand on, and refuses the file where it has a blank',
    },
    why: 'dotenv passes over it; Docker takes it as the name of a variable to hand on; a shell runs it',
    fix: (file, line) => `Write line ${line} of ${file} as NAME=value, or as a comment with # in front`,
  },
  'unquoted-blanks': {
    what: 'has a value with blanks and without quotes',
    by: {
      'npm-dotenv': 'takes the whole line',
      node: 'takes the whole line',
      'python-dotenv': 'takes the whole line',
      docker: 'takes the whole line',
      phpdotenv: 'refuses the file',
    },
    why: 'dotenv takes the whole line; a shell that sources the file runs the second word as a command',
    fix: singleQuotes,
  },
  'unclosed-quote': {
    what: 'has a quote that is not closed',
    by: {
      'npm-dotenv': 'keeps the quote as a part of the value',
      node: 'keeps the quote as a part of the value',
      'python-dotenv': 'passes over the variable',
      compose: 'refuses the file',
      docker: 'keeps the quote as a part of the value',
    },
    why: 'python-dotenv passes over the variable, Compose refuses the file, the others keep the quote as a part of the value',
    fix: (file, line) => `Close the quote in line ${line} of ${file}`,
  },
  'text-behind-quotes': {
    what: 'has text behind a value in quotes',
    by: {
      'npm-dotenv': 'keeps the quotes as a part of the value',
      node: 'drops the text',
      'python-dotenv': 'passes over the variable',
      docker: 'keeps the quotes as a part of the value',
    },
    why: 'python-dotenv passes over the variable, node --env-file drops the text, npm dotenv keeps the quotes, a shell joins both',
    fix: (file, line, variable) =>
      `Put the quotes around the whole value of ${variable} in line ${line} of ${file}`,
  },
  duplicate: {
    what: 'sets a variable twice, to different values',
    by: {},
    why: 'The last line counts, for every loader; what the earlier one says is lost',
    fix: (file, line, variable) =>
      `Keep one line for ${variable} in ${file}: sed -i ${line}d ${file} takes line ${line} out`,
  },
  'blanks-around-equals': {
    what: 'has blanks around an =',
    by: {
      docker: 'refuses a blank before the =, and keeps one behind it as a part of the value',
      phpdotenv: asMeant,
    },
    why: 'docker run --env-file refuses a blank before the = and keeps one behind it in the value; a shell takes the name for a command',
    fix: (file, line) => `sed -i "${line}s/[[:blank:]]*=[[:blank:]]*/=/" ${file}`,
  },
  colon: {
    what: 'has a line with a colon instead of =',
    by: {
      node: 'passes over it',
      'python-dotenv': 'passes over it',
      docker: 'refuses the file',
    },
    why: 'npm dotenv and Compose take it for an =; python-dotenv and node --env-file pass over the line, docker run --env-file refuses the file',
    fix: (file, line) => `sed -i "${line}s/:[[:blank:]]*/=/" ${file}`,
  },
  backticks: {
    what: 'has a value in backticks',
    by: {
      'python-dotenv': 'keeps them as a part of the value',
      docker: 'keeps them as a part of the value',
      compose: 'keeps them as a part of the value',
    },
    why: 'npm dotenv and node --env-file take them for quotes; python-dotenv and Docker keep them; a shell runs what is between them',
    fix: singleQuotes,
  },
  'escaped-quote': {
    what: 'has a quote behind a backslash in a quoted value',
    by: {
      'npm-dotenv': 'keeps the backslash as a part of the value',
      node: 'ends the value at that quote',
      docker: 'keeps the backslash as a part of the value',
    },
    why: 'node --env-file ends the value there, npm dotenv keeps the backslash, python-dotenv and shells drop it',
    fix: (file, line, variable) =>
      `Use the other kind of quotes around the value of ${variable} in line ${line} of ${file}`,
  },
  escapes: {
    what: 'has a backslash in a value in double quotes',
    by: {},
    why: 'python-dotenv makes a tab of \\t and one backslash of two; npm dotenv and node --env-file only know \\n',
    fix: singleQuotes,
  },
  quotes: {
    what: 'has a value in quotes',
    by: { docker: 'keeps the quotes as a part of the value' },
    why: 'docker run --env-file takes everything behind the = as it is; Compose and the libraries take the quotes off',
    fix: withoutQuotes,
  },
  export: {
    what: 'has export in front of a name',
    by: { docker: 'refuses the file' },
    why: 'docker run --env-file takes export for a part of the name, and refuses the file',
    fix: (file) => `sed -i -E 's/^[[:blank:]]*export[[:blank:]]+//' ${file}`,
  },
  'inline-comment': {
    what: 'has a comment behind a value',
    by: { docker: 'keeps the comment as a part of the value' },
    why: 'docker run --env-file takes everything behind the = as it is',
    fix: (file, line) => `Give the comment in line ${line} of ${file} a line of its own`,
  },
  'multi-line': {
    what: 'has a value of several lines',
    by: { docker: 'ends the value at the first line end, and takes the other lines for names' },
    why: 'docker run --env-file knows no value of several lines',
    fix: (_, __, variable) =>
      `Put the value in a file, mount that, and name it: ${variable}_FILE=/run/secrets/${variable.toLowerCase()}`,
  },
  'comment-as-value': {
    what: 'has a comment where the value should be',
    by: {
      'python-dotenv': 'takes the comment for the value',
      docker: 'takes the comment for the value',
    },
    why: 'python-dotenv and Docker take it for the value; npm dotenv, node --env-file and shells set an empty one',
    fix: (file, line) => `Give the comment in line ${line} of ${file} a line of its own`,
  },
  expression: {
    what: 'has a ${NAME} in a value',
    by: {
      'npm-dotenv': 'does not replace it',
      node: 'does not replace it',
      docker: 'does not replace it',
    },
    why: 'python-dotenv, Compose, phpdotenv and shells replace it; npm dotenv (without dotenv-expand), node --env-file and docker run --env-file do not',
    fix: (file, line, variable) => `Write the whole value of ${variable} in line ${line} of ${file}`,
  },
  dollar: {
    what: 'has a $ before a word in a value',
    by: {
      'dotenv-expand': 'takes it for a variable, and drops it where there is none of that name',
      compose: 'takes it for a variable, and drops it where there is none of that name',
      'ruby-dotenv': 'takes it for a variable, and drops it where there is none of that name',
    },
    why: "Compose, dotenv-expand (Next.js, Vite), Ruby's dotenv and shells replace $NAME; npm dotenv, node --env-file, python-dotenv and docker run --env-file keep it",
    fix: (file, line, variable) =>
      `Write \\$ for the $ in line ${line} of ${file}, or single quotes around the value of ${variable} for Compose and shells`,
  },
};
