import { entry } from './entry.js';
import { appendLines, shellPath, shellWord } from './shell.js';
import { fileLine, restMessage, type StrayFacts, tableLines } from './stray-facts.js';

/** What git and Docker would carry on. */
export const strayGitFindings = {
  'stray/tracked': entry<
    StrayFacts & {
      /** The top of the working tree, relative to the working directory; `.` for that itself. */
      repository: string;
      /** What git tracks of it, relative to the top: the file, or what belongs to it. */
      files: readonly string[];
      huggingface: boolean;
    }
  >({
    severity: 'error',
    transient: false,
    title: 'Git tracks a database file',
    message: (path, { rest }) =>
      rest ? restMessage(rest, 'database files that git tracks') : `Git tracks the database file ${path}`,
    why: (_, facts) =>
      facts.rest
        ? []
        : [
            fileLine({ ...facts, tracked: null }),
            `In the index of the repository ${facts.repository}: ${facts.files.join(', ')}`,
            ...tableLines(facts),
            'Everyone who can read the repository can read what is in it, in every old commit too',
            ...(facts.huggingface
              ? ['Hugging Face refuses a push with such a file, for every commit that holds it']
              : []),
          ],
    fix: (_, { repository, files, rest }) => {
      const git = repository === '.' ? 'git' : `git -C ${shellPath(repository)}`;
      const ignored = repository === '.' ? '.gitignore' : `${shellPath(repository)}/.gitignore`;
      const names = rest ? "'*.db' '*.sqlite' '*.sqlite3'" : files.map(shellWord).join(' ');
      return [
        `${git} rm --cached -- ${names}`,
        `printf '%s\\n' ${names} >> ${ignored}`,
        `${git} add .gitignore && ${git} commit -m 'Stop tracking database files'`,
        `To take it out of the old commits too: git filter-repo --invert-paths ${rest ? "--path-glob '*.db'" : files.map((file) => `--path ${shellWord(file)}`).join(' ')}`,
      ];
    },
    page: `A database file is part of the repository. Its rows (users, password hashes, tokens) go to everyone who can
clone it, stay in the history after the file was deleted, and come along in every image that is built from a
checkout. Two people who run the application then have a conflict that git can't merge. Hugging Face refuses
pushes with such files.

git rm --cached takes it out of the next commit and leaves the file on disk. An ignore pattern keeps it out;
git filter-repo takes it out of the history, after which passwords and tokens that were in it still have to
be changed.`,
  }),

  'stray/not-ignored': entry<{
    /** Of the ignore file, relative to the working directory. */
    file: string;
    exists: boolean;
    /** The lines that are missing. */
    lines: readonly string[];
    /** Whether the file's last line has its line end. */
    ended: boolean;
    by: 'git' | 'docker';
  }>({
    severity: 'warning',
    transient: false,
    title: 'An ignore file lets database files through',
    message: (file, { exists, lines, by }) => {
      const what = by === 'git' ? 'git' : 'an image';
      return exists
        ? `${file} does not keep ${lines.join(', ')} out of ${what}`
        : `There is no ${file}, so nothing keeps ${lines.join(', ')} out of ${what}`;
    },
    why: (_, { by, lines }) => [
      by === 'git'
        ? `git add . takes a file such as app${(lines[0] ?? '').replace(/^.*\*/, '')} into the repository`
        : `COPY . . takes a file such as app${(lines[0] ?? '').replace(/^.*\*/, '')} into the image`,
      ...(by === 'docker' ? ['In a .dockerignore a pattern without **/ counts for the top folder only'] : []),
    ],
    fix: (_, { file, lines, ended }) => [appendLines(file, lines, ended)],
    page: `A new database file lies in the working folder, and neither git nor Docker is told to leave it out: the next
git add . or image build takes it along, with whatever is in it.

dbcheck asks the ignore rules, as git and Docker read them, whether they cover *.db, *.sqlite and *.sqlite3 in
the folder and in the folders below. Append the lines of the fix. A file that is meant to be kept can be taken
back in after them, by a line with an exclamation mark in front of its path.`,
  }),
};
