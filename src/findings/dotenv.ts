import { entry } from './entry.js';

export const dotenvFindings = {
  'dotenv/in-production': entry<{
    environment: string;
    overrides: readonly string[];
    adds: readonly string[];
    problem: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'A .env file lies where the environment forbids it',
    message: (file, { environment }) =>
      `${file} is here, and ${environment} takes its variables from the platform only`,
    why: (file, { overrides, adds, problem }) => [
      ...(problem ? [`${file} could not be read (${problem}), so what it would change is not known`] : []),
      ...(overrides.length
        ? [
            `It gives ${overrides.length === 1 ? 'a variable' : 'variables'} another value than the platform: ${overrides.join(', ')}`,
          ]
        : []),
      ...(adds.length ? [`It adds: ${adds.join(', ')}`] : []),
      'An application that loads it (load_dotenv(override=True), for one) leaves its real database without a word',
    ],
    fix: (file) => [
      `Keep it out of the image: echo '${file}' >> .dockerignore`,
      `Keep it out of the repository: git rm --cached --ignore-unmatch ${file} && echo '${file}' >> .gitignore`,
      'If this server lives on a .env file: dotenv: { policy: required } in dbcheck.yaml',
    ],
    page: `In production the platform sets the variables, and a .env file that came along with the code or the image
is a second, older answer. Loaders differ in which one wins: python-dotenv's load_dotenv() keeps the
environment, override=True does not. Production has run on a developer's SQLite file this way.

dbcheck never loads the file in an environment whose policy forbids it. To fix it, remove the file from the
image and the repository. A server that is meant to live on a .env file says so: dotenv.policy: required.`,
  }),

  'dotenv/missing': entry<{ files: readonly string[]; folder: string }>({
    severity: 'error',
    transient: false,
    title: 'A .env file is required, and there is none',
    message: (_, { files }) =>
      `No .env file: ${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} not here, and one is required`,
    why: (_, { folder }) => [
      `Looked for in the working directory, ${folder}`,
      'dotenv.policy is required in this environment',
    ],
    fix: (_, { files }) => [
      `Create ${files.at(-1) ?? '.env'} in the working directory (cp .env.example .env, where there is an example)`,
      'If it is there: start the command in its folder (cd /srv/app; WorkingDirectory= in a systemd unit)',
    ],
    page: `The configuration says that this environment lives on a .env file (dotenv.policy: required), and none of the
named files lies in the working directory. Most loaders do not complain about a missing file: the
application starts with its defaults, often an empty SQLite database.

To fix it, put the file there, or start the application in the folder where it is.`,
  }),

  'dotenv/overrides': entry<{ variable: string; winner: string }>({
    severity: 'warning',
    transient: false,
    title: 'A .env file and the environment give a variable different values',
    message: (_, { variable, winner }) =>
      `${variable} has another value in the environment than here; ${winner} wins`,
    why: () => [
      'npm dotenv, python-dotenv, Compose and node --env-file let the environment win; load_dotenv(override=True) and a shell that sources the file do not',
    ],
    fix: (file, { variable }) => [
      `Remove ${variable} from ${file}, or unset it in the environment: unset ${variable}`,
    ],
    page: `The same variable is set twice with different values: in the environment and in a .env file. dbcheck lets the
environment win, as most loaders do, and so does the command that it starts. An application that loads
the file with an override runs with the other value.

To fix it, remove one of the two.`,
  }),

  'dotenv/unreadable': entry<{ problem: string; uid: string }>({
    severity: 'error',
    transient: false,
    title: 'A .env file cannot be read',
    message: (file, { problem }) => `${file} ${UNREADABLE[problem] ?? `cannot be read (${problem})`}`,
    why: () => ['Most loaders skip such a file without a word, and the application runs on its defaults'],
    fix: (file, { problem, uid }) => [
      problem === 'EACCES'
        ? `Give it to the user that runs the application: chown ${uid} ${file} && chmod 600 ${file}`
        : problem === 'directory'
          ? `rmdir ${file}, and create the file on the host before the container starts: Docker makes a directory for a mount whose source is missing`
          : `Replace ${file} by a file of NAME=value lines`,
    ],
    page: `The file is there, and this user cannot read it: wrong owner, wrong mode, not a regular file, or far too
large. python-dotenv and npm's dotenv skip it silently.

To fix it, give the file to the user that runs the application, readable by that user alone (chmod 600).`,
  }),

  'dotenv/readable-by-others': entry<{ mode: string }>({
    severity: 'warning',
    transient: false,
    title: 'Every user of this machine can read a .env file',
    message: (file, { mode }) => `Every user of this machine can read ${file} (mode ${mode})`,
    why: () => ['The secrets in it are those of production'],
    fix: (file) => [`chmod 600 ${file}`],
    page: `The file holds the secrets of production, and its permissions let every account of the machine read it.

To fix it: chmod 600 on the file, owned by the user that runs the application.`,
  }),

  'dotenv/syntax': entry<{ reason: string }>({
    severity: 'warning',
    transient: false,
    title: 'A line of a .env file is read differently by different loaders',
    message: (file, { reason }) => `${file} ${SYNTAX[reason]?.what ?? reason}`,
    why: (_, { reason }) => [SYNTAX[reason]?.why ?? reason],
    fix: (file, { reason }) => [SYNTAX[reason]?.fix(file) ?? `Mend ${file}`],
    page: `There is no standard for .env files. npm's dotenv, python-dotenv, Docker's --env-file, Compose, systemd and a
shell that sources the file differ about byte order marks, carriage returns, quotes, blanks and comments.
A file that all of them read alike has NAME=value lines, values with blanks or # in single quotes, Unix
line ends and no byte order mark.`,
  }),
};

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  'too-large': 'is larger than 1 MiB; that is no .env file',
  'not-a-file': 'is no regular file',
  directory: 'is a directory',
  'dangling-link': 'is a link to a file that does not exist',
};

const SYNTAX: Readonly<Record<string, { what: string; why: string; fix: (file: string) => string }>> = {
  'byte-order-mark': {
    what: 'starts with a byte order mark',
    why: "Docker's --env-file, python-dotenv and shells take it as part of the first variable's name, which is then not set",
    fix: (file) => `sed -i '1s/^\\xEF\\xBB\\xBF//' ${file}`,
  },
  'carriage-return': {
    what: 'has Windows line ends (CRLF)',
    why: "Docker's --env-file and shells keep the carriage return as the last character of every value",
    fix: (file) => `sed -i 's/\\r$//' ${file}`,
  },
  'unquoted-blanks': {
    what: 'has a value with blanks and without quotes',
    why: 'dotenv takes the whole line; a shell that sources the file runs the second word as a command',
    fix: (file) => `Put single quotes around the value of that line of ${file}`,
  },
  'no-assignment': {
    what: 'has a line that is no NAME=value',
    why: 'dotenv passes over it; Docker takes it as the name of a variable to hand on; a shell runs it',
    fix: (file) => `Write that line of ${file} as NAME=value, or as a comment with # in front`,
  },
};
