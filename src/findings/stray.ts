import { comparedLines, comparedMessage } from './comparison.js';
import { entry } from './entry.js';
import { shellPath, shellWord } from './shell.js';
import {
  fallbackLine,
  fileLine,
  inUseLine,
  moveFixes,
  removeFixes,
  restMessage,
  type StrayFacts,
  tableLines,
} from './stray-facts.js';
import { strayGitFindings } from './stray-git.js';

export const strayFindings = {
  'stray/database-file': entry<StrayFacts>({
    severity: 'error',
    transient: false,
    title: 'An SQLite database lies where none should be',
    message: (path, { environment, rest }) =>
      rest
        ? restMessage(rest, 'SQLite databases')
        : `${path} is an SQLite database, and none that ${environment} is configured to use`,
    why: (_, facts) =>
      facts.rest
        ? []
        : [
            fileLine(facts),
            ...tableLines(facts),
            ...inUseLine(facts),
            ...(facts.comparison ? comparedLines(facts.comparison) : fallbackLine(facts)),
            ...uriLine(facts),
          ],
    fix: (_, facts) => [
      facts.rest
        ? 'If the application is meant to use one: name it below databases in the configuration'
        : `If the application is meant to use it: databases: { main: { file: ${JSON.stringify(facts.path)} } } in the configuration`,
      ...(facts.rest ? [] : moveFixes(facts)),
      `Keep it out of the image: echo ${shellWord(facts.rest ? '**/*.db' : facts.path)} >> .dockerignore`,
      `If it belongs here: stray: { allow: [${JSON.stringify(facts.rest ? 'FOLDER/**' : facts.path)}] }`,
      ...(facts.rest ? [] : removeFixes(facts)),
    ],
    page: `An SQLite database was found that is not the configured one. In an image it is usually a developer's database
that came along with the code, with real names and passwords in it. On a running system it is often the sign
of a silent fall-back: the application could not use its database server and went on with a file, whose
content is lost with the next deployment.

A file counts when it begins with the 16 bytes of every SQLite database, whatever its name. node_modules, .git,
virtual environments and the caches of well-known tools are not looked into, unless stray.roots names one.

Name it as the application's database, move it away, keep it out of the image (.dockerignore), or list it
under stray.allow. Before you delete one, look what is in it, and whether a process has it open. It is an error where stray.policy is forbidden, as in production, and a warning elsewhere.`,
  }),

  'stray/holds-data': entry<StrayFacts & { leftoverOf: string | null }>({
    severity: 'error',
    transient: false,
    title: 'A left-over SQLite file holds data while a server is configured',
    message: (path, { rest, tables, tableCount, servers, leftoverOf, comparison }) => {
      if (rest) return restMessage(rest, 'SQLite databases that hold data');
      if (comparison && comparison.problem === null) return comparedMessage(path, comparison);
      const [first] = tables ?? [];
      const most = first ? `, ${first.rows}${first.more ? '+' : ''} rows in ${first.name} alone` : '';
      const where = leftoverOf ?? servers.join(', ');
      return `${path} holds data (${tableCount} tables${most}), and the application is configured for ${where}`;
    },
    why: (_, facts) =>
      facts.rest
        ? []
        : [
            fileLine(facts),
            ...tableLines(facts),
            ...inUseLine(facts),
            ...(facts.leftoverOf === null
              ? fallbackLine(facts)
              : [
                  `The configuration lists it under databases.${facts.leftoverOf}.leftovers: its rows must be in that database`,
                ]),
            ...(facts.comparison ? comparedLines(facts.comparison) : []),
          ],
    fix: (_, facts) =>
      facts.rest
        ? ['Look into each: sqlite3 -readonly FILE .tables']
        : [
            `Look into it: sqlite3 -readonly ${shellPath(facts.path)} .tables`,
            'Bring over what the server lacks: pgloader for PostgreSQL; for MariaDB and MySQL, sqlite3 FILE .dump and a translation',
            ...moveFixes(facts),
            `Keep it out of the image: echo ${shellWord(facts.path)} >> .dockerignore`,
            'If the application is meant to use it: name it below databases in the configuration',
          ],
    page: `The application is configured for a database server, and an SQLite file with rows in its tables lies beside it.
Either the move to the server left data behind, which users will miss, or the application has fallen back to
the file while it could not reach the server, and wrote there.

dbcheck opened the file for reading only and counted the rows (up to 100,000 a table). Tables in which
migration tools keep their own notes do not count.

Compare with the server, bring over what is missing, and move the file away.

A file that is listed under databases.NAME.leftovers is compared by dbcheck itself, table by table with the
tables of the same name, for reading only on both sides: a row is there when its primary key is, with more than
half of its texts; where the two have no primary key of the same columns, the numbers of rows count. Rows that
the server does not have are an error in every environment. What the rows hold goes to the server as hashes
(whole numbers as they are) and into no output.`,
  }),

  'stray/orphan-wal': entry<StrayFacts>({
    severity: 'warning',
    transient: false,
    title: 'An SQLite log lies without its database',
    message: (path, { rest, companions }) =>
      rest
        ? restMessage(rest, 'databases whose logs are there without them')
        : `${companions.join(', ')} ${companions.length === 1 ? 'is' : 'are'} there without the database ${path}`,
    why: (_, { rest, size, modified, age }) =>
      rest
        ? []
        : [
            `${size} bytes in all, last written ${age} ago (${modified})`,
            'A -wal or -journal can hold the last transactions of its database; without it they cannot be read',
          ],
    fix: (path, { companions, rest }) =>
      rest
        ? ['Copy an SQLite database with: sqlite3 FROM.db ".backup TO.db"']
        : [
            `If ${path} was moved or restored without them: put them beside it before anything opens it`,
            `If the database is gone for good: rm -- ${companions.map(shellWord).join(' ')}`,
          ],
    page: `SQLite writes to a log beside its file (-wal with its index -shm, or -journal) and moves the content into the
file later. A log without its file is what is left when only a part was copied, moved or deleted. A new
database of the same name would be opened together with the old log, or throw it away.

Put log and database together again before anything opens them, or delete the log. Copy live databases with
sqlite3's .backup or VACUUM INTO, not with cp.`,
  }),

  'stray/lfs-pointer': entry<StrayFacts>({
    severity: 'warning',
    transient: false,
    title: 'A database file is only a Git LFS pointer',
    message: (path, { rest }) =>
      rest ? restMessage(rest, 'Git LFS pointers') : `${path} is a Git LFS pointer, not the database itself`,
    why: (_, facts) =>
      facts.rest ? [] : [fileLine(facts), 'SQLite answers "file is not a database" when it is opened'],
    fix: (_, { path, rest }) => [
      `If the database is needed: git lfs install && git lfs pull${rest ? '' : ` --include=${shellWord(path)}`}`,
      ...(rest ? [] : [`If it is not: git rm -- ${shellWord(path)}`]),
    ],
    page: `Git LFS keeps large files outside the repository and puts a small text in their place. Where the clone was made
without Git LFS (a build service, a plain git), that text is all there is, under the database's name.

Fetch the content with git lfs pull, in the build too, or take the file out of the repository.`,
  }),

  'stray/empty-file': entry<StrayFacts>({
    severity: 'warning',
    transient: false,
    title: 'A file with the name of a database is empty',
    message: (path, { rest }) =>
      rest ? restMessage(rest, 'empty files with the name of a database') : `${path} is empty (0 bytes)`,
    why: (_, facts) =>
      facts.rest
        ? []
        : [
            fileLine(facts),
            'SQLite makes such a file when it opens a path that does not exist and nothing is written: a wrong path, a wrong working directory, or migrations that never ran',
            ...fallbackLine(facts),
            ...uriLine(facts),
          ],
    fix: (_, { path, rest, companions }) => [
      'Look for what opens it: a default in the code such as sqlite:///app.db, or a variable that is not set',
      ...(rest
        ? ['Then, if nothing needs them, delete them']
        : companions.length > 0
          ? [`Leave it where it is: its content may lie in ${companions.join(', ')}`]
          : [`Then, if nothing needs it: rm -- ${shellWord(path)}`]),
    ],
    page: `An empty file with the name of a database is the trace of a program that opened an SQLite path which did not
exist. SQLite makes the file at once and writes its header with the first table.

Usual causes: a path relative to another working directory, a default in the code that was used because a
variable is missing, a test, or migrations that did not run. Delete it, and mend what makes it.`,
  }),

  ...strayGitFindings,

  'stray/not-looked-at': entry<{
    reason: 'unreadable' | 'time' | 'no-answer' | 'git' | 'leftover';
    /** Up to 5. */
    paths: readonly string[];
    count: number;
    detail: string;
    timeoutMs: number;
  }>({
    severity: 'warning',
    transient: false,
    title: 'A part of the files could not be looked at',
    message: (subject, { reason, count, timeoutMs }) => {
      const more = count > 1 ? ` and ${count - 1} more` : '';
      switch (reason) {
        case 'unreadable':
          return `${subject}${more} could not be read, so no one knows whether database files lie there`;
        case 'time':
          return `${subject}${more} could not be looked into within ${timeoutMs} ms`;
        case 'no-answer':
          return `The storage of ${subject}${more} gave no answer within ${timeoutMs} ms`;
        case 'git':
          return `What git knows could not be read: ${subject}${more}`;
        case 'leftover':
          return `${subject}${more} could not be opened, so no one knows whether it holds data`;
      }
    },
    why: (_, { paths, count, detail }) => [
      detail,
      ...(paths.length > 1
        ? [`${paths.join(', ')}${count > paths.length ? ` and ${count - paths.length} more` : ''}`]
        : []),
    ],
    fix: (subject, { reason }) => {
      switch (reason) {
        case 'unreadable':
          return [
            `ls -ld ${shellPath(subject)}`,
            'Run dbcheck as a user that may read it, or leave it out: stray.roots in the configuration',
          ];
        case 'time':
          return ['Give it longer: --timeout 30s', 'Or look at less: stray: { roots: [src, data] }'];
        case 'no-answer':
          return [
            `See whether it answers: timeout 5 ls ${shellPath(subject)}`,
            'Mount it again, or leave it out: stray.roots in the configuration',
          ];
        case 'git':
          return ['See what git says: git status', 'Or do without: stray: { git: false }'];
        case 'leftover':
          return [`Look into it: sqlite3 -readonly ${shellPath(subject)} .tables`];
      }
    },
    page: `dbcheck could not look at everything below the roots: a folder that this user may not read, storage that hangs, a
tree that is too large for the timeout, or a git index in a form that it does not know (a split index, for
one). What it did look at is told as usual; about the rest nothing is known.

Run it as a user that may read the folders, give it more time (--timeout), or name the folders that matter
under stray.roots.`,
  }),
};

/** For a name that begins with `file:`. */
function uriLine({ path }: StrayFacts): string[] {
  return /(^|\/)file:/.test(path)
    ? [
        'Its name begins with file: because a program took an SQLite URI for a plain path (uri=True, SQLITE_OPEN_URI are missing)',
      ]
    : [];
}
