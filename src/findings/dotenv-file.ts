import { entry } from './entry.js';
import { appendLines, shellPath, shellWord } from './shell.js';

/** About a `.env` file itself: who can read it, and who holds a copy. */
export const dotenvFileFindings = {
  'dotenv/tracked': entry<{
    /** The top of the working tree, relative to the working directory; `.` for that itself. */
    repository: string;
    /** Relative to the top. */
    path: string;
    /** The names of the secrets that it sets; null where it could not be read. */
    secrets: readonly string[] | null;
    /** Whether an ignore pattern covers it already. */
    ignored: boolean;
  }>({
    severity: 'error',
    transient: false,
    title: 'Git tracks a .env file',
    message: (file) => `Git tracks ${file}`,
    why: (_, { repository, path, secrets, ignored }) => [
      `In the index of the repository ${repository}: ${path}`,
      secrets === null
        ? 'What it sets could not be read'
        : secrets.length > 0
          ? `It sets what is secret by its name or its form: ${secrets.join(', ')}`
          : 'It sets nothing that is secret by its name; what is added to it later goes into the repository too',
      'Everyone who can read the repository can read it, in every old commit too',
      ...(ignored
        ? ['An ignore pattern covers it, which is of no use for a file that is tracked already']
        : []),
    ],
    fix: (file, { repository, path, secrets, ignored }) => {
      const git = repository === '.' ? 'git' : `git -C ${shellPath(repository)}`;
      const ignores = repository === '.' ? '.gitignore' : `${shellPath(repository)}/.gitignore`;
      return [
        `${git} rm --cached -- ${shellWord(path)}`,
        ...(ignored ? [] : [`printf '%s\\n' ${shellWord(`/${path}`)} >> ${ignores}`]),
        `${git} add .gitignore && ${git} commit -m 'Stop tracking ${file}'`,
        ...(secrets?.length === 0
          ? []
          : [
              `Change the secrets at whoever gave them${secrets ? ` (${secrets.join(', ')})` : ''}: they stay in the old commits and in every clone`,
              `To take it out of the old commits too: git filter-repo --invert-paths --path ${shellWord(path)}`,
            ]),
      ];
    },
    page: `A .env file is part of the repository. Its passwords and keys go to everyone who can clone it, stay in the
history after the file was deleted, and come along in every image that is built from a checkout, where the
file may override what the platform sets.

git rm --cached takes it out of the next commit and leaves the file on disk; an ignore pattern keeps it out.
The secrets count as known from then on: change them where they come from, first of all. git filter-repo takes
the file out of the history, which does not reach clones and forks.

A file without any secret in it is a warning: Symfony, Vite and Next.js keep defaults in files that are meant to
be committed. severity: { "dotenv/tracked": off } says that this is so.`,
  }),

  'dotenv/not-ignored': entry<{
    /** Of the ignore file, relative to the working directory. */
    file: string;
    exists: boolean;
    /** The `.env` files that it lets through. */
    files: readonly string[];
    /** The lines that are missing. */
    lines: readonly string[];
    /** Whether the file's last line has its line end. */
    ended: boolean;
    by: 'git' | 'docker';
    /** Where the Dockerfile copies the whole folder: `Dockerfile:4`. */
    copiedAt: string | null;
  }>({
    severity: 'warning',
    transient: false,
    title: 'An ignore file lets a .env file through',
    message: (file, { exists, files, by }) => {
      const what = by === 'git' ? 'git' : 'an image';
      return exists
        ? `${file} does not keep ${files.join(', ')} out of ${what}`
        : `There is no ${file}, so nothing keeps ${files.join(', ')} out of ${what}`;
    },
    why: (_, { by, copiedAt, files }) => [
      by === 'git'
        ? `git add . takes ${files[0] ?? '.env'} with its secrets into the repository`
        : `${copiedAt ?? 'The Dockerfile'} copies the whole folder, ${files[0] ?? '.env'} too, into an image that everyone can read who can pull it`,
    ],
    fix: (_, { file, lines, ended }) => [appendLines(file, lines, ended)],
    page: `A .env file lies in the working directory, and git or Docker is not told to leave it out: the next git add . or
image build takes it along. In an image it is readable for everyone who can pull that, in a lower layer even
after a later step deletes it, and an application that loads it may get a developer's values in production.

dbcheck asks the ignore rules as git and Docker read them. Append the lines of the fix.`,
  }),

  'dotenv/unreadable': entry<{ problem: string; uid: string }>({
    severity: 'error',
    transient: false,
    title: 'A .env file cannot be read',
    message: (file, { problem }) => `${file} ${UNREADABLE[problem] ?? `cannot be read (${problem})`}`,
    why: (_, { problem }) => [
      problem === 'utf-16'
        ? 'Every loader reads UTF-8, and finds no variable in it. PowerShell writes UTF-16 with >'
        : problem === 'EACCES'
          ? 'npm dotenv and python-dotenv pass over a file that they may not read, and the application runs on its defaults'
          : 'Most loaders skip such a file without a word, and the application runs on its defaults',
    ],
    fix: (file, { problem, uid }) => {
      const path = shellPath(file);
      if (problem === 'EACCES')
        return [`Give it to the user that runs the application: chown ${uid} ${path} && chmod 600 ${path}`];
      if (problem === 'directory')
        return [
          `rmdir ${path}, and create the file on the host before the container starts: Docker makes a directory for a mount whose source is missing`,
        ];
      if (problem === 'dangling-link')
        return [`See where it leads: readlink ${path}. Create that file, or make the link anew: ln -sf`];
      if (problem === 'utf-16')
        return [`iconv -f UTF-16 -t UTF-8 ${path} > ${path}.new && mv ${path}.new ${path}`];
      if (problem === 'nul-byte') return [`tr -d '\\000' < ${path} > ${path}.new && mv ${path}.new ${path}`];
      return [`Replace ${file} by a file of NAME=value lines`];
    },
    page: `The file is there, and this user cannot read it: wrong owner, wrong mode, not a regular file, a link to nowhere,
UTF-16, or far too large. python-dotenv and npm's dotenv skip it silently.

To fix it, give the file to the user that runs the application, readable by that user alone (chmod 600), as
UTF-8 text.`,
  }),

  'dotenv/readable-by-others': entry<{ mode: string }>({
    severity: 'warning',
    transient: false,
    title: 'Every user of this machine can read a .env file',
    message: (file, { mode }) => `Every user of this machine can read ${file} (mode ${mode})`,
    why: () => ['The secrets in it are those of production'],
    fix: (file) => [`chmod 600 ${shellPath(file)}`],
    page: `The file holds the secrets of production, and its permissions let every account of the machine read it.

To fix it: chmod 600 on the file, owned by the user that runs the application.`,
  }),
};

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  'too-large': 'is larger than 1 MiB; that is no .env file',
  'not-a-file': 'is no regular file',
  directory: 'is a directory',
  'dangling-link': 'is a link to a file that does not exist',
  'utf-16': 'is written in UTF-16',
  'nul-byte': 'has a NUL byte in it, which no variable can hold',
};
