import { entry } from './entry.js';
import { shellPath } from './shell.js';
import { FAMILY, SYNTAX } from './words/dotenv-lines.js';

/** A loader that the project uses, as findings tell it. */
export type LoaderFacts = {
  name: string;
  /** Decides the words. */
  grammar: string;
  /** The file of the project that names it. */
  file: string;
};

export const dotenvSyntaxFindings = {
  'dotenv/syntax': entry<{
    reason: string;
    /** Null where it is about the whole file. */
    variable: string | null;
    line: number | null;
    /** How many other lines have it too. */
    others: number;
    loaders: readonly LoaderFacts[];
  }>({
    severity: 'warning',
    transient: false,
    title: 'A line of a .env file is read differently by different loaders',
    message: (file, { reason, variable, line, others }) =>
      `${file} ${SYNTAX[reason]?.what ?? reason}${placeOf(variable, line, others)}`,
    why: (_, { reason, loaders }) => {
      const words = SYNTAX[reason];
      if (!words) return [reason];
      const own = loaders.flatMap(({ name, grammar, file }) => {
        const said = words.by[grammar] ?? words.by[FAMILY[grammar] ?? ''];
        return said ? [`${name}, which this project uses (${file}), ${said}`] : [];
      });
      return [...own, words.why];
    },
    fix: (file, { reason, variable, line }) => [
      SYNTAX[reason]?.fix(shellPath(file), line ?? 1, variable ?? 'NAME') ?? `Mend ${file}`,
    ],
    page: `There is no standard for .env files. A file that all loaders read alike has NAME=value lines, values with blanks,
# or $ in single quotes, Unix line ends, UTF-8 and no byte order mark. Where one loader reads otherwise:

  byte order mark      kept in the first name by python-dotenv, node --env-file, shells
  Windows line ends    kept at the end of each value by shells
  A=one two            a command for shells
  A = one              refused by docker run --env-file, a command for shells
  A: one               read by npm dotenv and Compose, passed over by the others
  export A=one         refused by docker run --env-file
  A=one # note         the note is a part of the value for docker run --env-file
  A= # note            the note is the value for python-dotenv
  A=one#two            cut at # by npm dotenv, node --env-file, phpdotenv and Ruby's dotenv (dotenv/truncated)
  A="one"              the quotes are a part of the value for docker run --env-file
  A="one"two           passed over by python-dotenv, cut by node --env-file
  A="one               passed over by python-dotenv, an error for Compose; others keep the quote
  A="one\\"two"         cut by node --env-file; npm dotenv keeps the backslash
  A="one\\ttwo"         a tab for python-dotenv, a backslash and a t for npm dotenv
  A=\`one\`              quotes for npm dotenv and node --env-file; a command for shells; kept by the others
  two lines in quotes  broken in two by docker run --env-file
  A=\${B}               replaced by python-dotenv (in single quotes too), Compose, phpdotenv, shells; kept by npm dotenv
  A=pa$word            replaced by Compose, dotenv-expand (Next.js, Vite), Ruby's dotenv, shells; kept by the others

dbcheck reads a file as the loader does that the project's manifests name: python-dotenv, node --env-file, or else
npm's dotenv.`,
  }),

  'dotenv/truncated': entry<{
    variable: string;
    line: number;
    secret: boolean;
    /** Characters; null for a secret. */
    lost: number | null;
    quotable: boolean;
    loader: LoaderFacts | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'A # without quotes cuts a value of a .env file short',
    message: (file, { variable, line }) =>
      `${variable} in line ${line} of ${file} has a # without quotes, and is cut off there`,
    why: (_, { lost, loader }) => [
      ...(loader
        ? [`${loader.name}, which this project uses (${loader.file}), takes # for the start of a comment`]
        : []),
      lost === null
        ? 'The # and what follows it are lost; the value is a secret, so nothing more is told of it'
        : `The # and what follows it are lost: ${lost} ${lost === 1 ? 'character' : 'characters'}`,
      'npm dotenv, node --env-file, phpdotenv and the dotenv of Ruby cut at any #; python-dotenv, Compose and shells only behind a blank; docker run --env-file never',
    ],
    fix: (file, { variable, line, quotable }) => [
      quotable
        ? `sed -i "${line}s/=[[:blank:]]*\\(.*[^[:space:]]\\)/='\\1'/" ${shellPath(file)}`
        : `Put double quotes around the value of ${variable} in line ${line} of ${file}`,
      'A file for docker run --env-file has no quotes: that keeps them as a part of the value',
    ],
    page: `Some loaders take every # that stands outside of quotes for the start of a comment, also in the middle of a
value: PASSWORD=abc#def becomes abc. A login then fails with a password that is right in the file, and a URL
loses its fragment. Others keep it, so that the same file works in one place and not in the other.

To fix it, put the value in single quotes. In a URL, %23 stands for # and needs no quotes.`,
  }),
};

function placeOf(variable: string | null, line: number | null, others: number): string {
  const more = others > 0 ? ` and ${others} more ${others === 1 ? 'line' : 'lines'}` : '';
  if (line === null) return '';
  return `: line ${line}${variable ? `, ${variable}` : ''}${more}`;
}
