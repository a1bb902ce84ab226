import { entry } from './entry.js';

type Unusable = {
  file: string;
  folder: string;
  /** The file or folder that `owner` and `mode` are about. */
  at: string;
  reason: string;
  errno: string | null;
  /** `uid:gid` of the file or folder that is in the way. */
  owner: string | null;
  mode: string | null;
  /** `uid:gid` of this process. */
  user: string | null;
  node: string;
};

/** Single quotes, as a shell reads them. */
const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function opened(reason: string, at: string): string {
  if (reason === 'folder-takes-no-log') return `Writing in ${at}`;
  return reason === 'not-recoverable' ? `Writing ${at}` : 'Opening it';
}

export const connectFileFindings = {
  'connect/file-missing': entry<{ file: string; folder: string; made: boolean }>({
    severity: 'warning',
    transient: false,
    title: 'The SQLite file is not there yet',
    message: (subject, { file }) =>
      `${subject}: there is no file ${file} yet; the application would start with an empty database`,
    why: (_, { folder, made }) => [
      made
        ? `The folder ${folder} is one of the paths with create: true`
        : `The folder ${folder} exists and can take it`,
    ],
    fix: (subject, { file }) => [
      'Nothing to do for a first start that creates the database',
      `Else: mount the volume that holds it, or correct the path in ${subject} (${quoted(file)})`,
    ],
    page: `SQLite makes the file when the application first writes. For a first start that is right. When data should be
there, the application is about to start with an empty database: the volume is not mounted, or the path is
relative to another folder than it was.`,
  }),

  'connect/file-unusable': entry<Unusable>({
    severity: 'error',
    transient: false,
    title: 'The SQLite file cannot be used',
    message: (subject, { file, folder, at, reason, node, user }) => {
      switch (reason) {
        case 'folder-missing':
          return `${subject}: the folder ${folder} of the SQLite file does not exist`;
        case 'folder-not-writable':
          return `${subject}: there is no file ${file}, and this user may not create it`;
        case 'folder-closed':
          return `${subject}: ${file} cannot be reached: user ${user ?? 'of this process'} may not go through the folder ${at}`;
        case 'folder-takes-no-log':
          return `${subject}: ${file} is in WAL mode, and its folder does not take the -shm that opening it needs`;
        case 'not-recoverable':
          return `${subject}: ${file} was left in the middle of a write, and this user may not write ${at} to mend it`;
        case 'folder-is-a-file':
          return `${subject}: a part of the path ${folder} is a file, and no folder`;
        case 'link-loop':
          return `${subject}: ${file} leads through links in a circle`;
        case 'dangling-link':
          return `${subject}: ${file} is a link to a file that does not exist`;
        case 'directory':
          return `${subject}: ${file} is a directory, not a file`;
        case 'not-a-file':
          return `${subject}: ${file} is not a regular file`;
        case 'node-too-old':
          return `${subject}: Node ${node} is too old to look into an SQLite file`;
        case 'module-missing':
          return `${subject}: the SQLite that dbcheck brings along can't be loaded on this system`;
        default:
          return `${subject}: the SQLite file ${file} can't be opened`;
      }
    },
    why: (_, { at, reason, errno, owner, mode, user, file }) => [
      ...(reason === 'folder-takes-no-log'
        ? [
            `Whoever opens a database in WAL mode, even to read, makes ${file}-wal and ${file}-shm; SQLite says "unable to open database file" (14)`,
          ]
        : []),
      ...(reason === 'not-recoverable'
        ? ['A journal lies beside it, which whoever opens it next, even to read, has to roll back first']
        : []),
      ...(errno === null ? [] : [`${opened(reason, at)}: ${errno}`]),
      ...(owner === null || mode === null
        ? []
        : [`${at} belongs to ${owner}, mode ${mode}; this process is ${user ?? 'unknown'}`]),
      ...(reason === 'node-too-old' ? ['The module that reads SQLite crashes a Node older than 22.14'] : []),
    ],
    fix: (subject, { file, folder, at, errno, reason, user }) => {
      switch (reason) {
        case 'folder-missing':
          return [
            `mkdir -p ${quoted(folder)}`,
            `Or mount the volume there, or correct the path in ${subject}`,
          ];
        case 'folder-closed':
          return [
            `Let this user through the folder: setfacl -m u:${(user ?? 'USER').split(':')[0]}:x ${quoted(at)}  (for everybody: chmod o+x ${quoted(at)})`,
            `Or keep the file in a folder of the application's own, and name it in ${subject}`,
          ];
        case 'folder-takes-no-log':
          return [
            errno === 'EROFS'
              ? `Mount the file system of ${quoted(folder)} for writing`
              : `Let this user write in the folder: chown ${user ?? 'USER'} ${quoted(folder)}`,
            `Or, as its owner, leave WAL mode: sqlite3 ${quoted(file)} 'PRAGMA journal_mode=DELETE'`,
          ];
        case 'not-recoverable':
          return [
            errno === 'EROFS'
              ? `Mount the file system of ${quoted(folder)} for writing`
              : `Give it to this user: chown ${user ?? 'USER'} ${quoted(at)}`,
            `Or mend it as its owner: sqlite3 ${quoted(file)} 'PRAGMA schema_version'`,
          ];
        case 'folder-is-a-file':
        case 'link-loop':
          return [`See where it goes wrong: namei -l ${quoted(file)}`, `Correct the path in ${subject}`];
        case 'not-a-file':
        case 'failed':
          return [`Correct the path in ${subject}`, `Look at what it is: ls -ln ${quoted(file)}`];
        case 'folder-not-writable':
          if (errno === 'EROFS')
            return [
              `The file system is read-only: mount it for writing, or name another folder in ${subject}`,
            ];
          return [
            `chown ${user ?? 'USER'} ${quoted(folder)}`,
            'In Kubernetes: securityContext: { fsGroup: 1000 }',
          ];
        case 'dangling-link':
          return [`See where it points: readlink ${quoted(file)}`];
        case 'directory':
          return [`Name a file in it in ${subject}: ${file}/app.db`];
        case 'node-too-old':
          return [
            'Run dbcheck on Node 22.14 or newer, or use the standalone executable, which needs no Node',
          ];
        case 'module-missing':
          return [
            'Use the standalone executable, which has SQLite built in',
            'If files of the package were deleted: npm install dbcheck',
          ];
        default:
          return reason === 'permission'
            ? [`chown ${user ?? 'USER'} ${quoted(file)}`, `Look at it: ls -ln ${quoted(folder)}`]
            : [
                `Open it by hand, as this user: sqlite3 -readonly ${quoted(file)} .tables`,
                `Look at it: ls -ln ${quoted(folder)}`,
              ];
      }
    },
    page: `SQLite needs to open the file and, because it writes a journal beside it, to create files in its folder. One
of the two does not work: the folder is not there, the path is a directory, or the user that this process runs
as has no right to it. A database in WAL mode needs that even to be read. A volume that Docker made for a bind mount belongs to root.

With a Node older than 22.14 dbcheck cannot look into SQLite files at all, and says so rather than skip the
check.`,
  }),

  'connect/not-a-database': entry<{
    file: string;
    size: number;
    looksLike: 'lfs-pointer' | 'gzip' | 'text' | 'binary';
  }>({
    severity: 'error',
    transient: false,
    title: 'The file is no SQLite database',
    message: (subject, { file, looksLike }) => {
      const what = {
        'lfs-pointer': 'is a Git LFS pointer, not the database itself',
        gzip: 'is compressed, and no SQLite database',
        text: 'is a text, and no SQLite database',
        binary: 'is no SQLite database, or an encrypted one',
      }[looksLike];
      return `${subject}: ${file} ${what}`;
    },
    why: (_, { size }) => [`It has ${size} bytes, and does not begin with "SQLite format 3"`],
    fix: (subject, { file, looksLike }) => {
      switch (looksLike) {
        case 'lfs-pointer':
          return [`git lfs pull --include ${quoted(file)}`];
        case 'gzip':
          return [`gunzip < ${quoted(file)} > database.db, and name that in ${subject}`];
        default:
          return [`Correct the path in ${subject}`, `Look at its kind: file ${quoted(file)}`];
      }
    },
    page: `Every SQLite database begins with the same 16 bytes, and this file does not. It is another kind of file, a
placeholder of Git LFS, or a database that is encrypted (SQLCipher), which dbcheck cannot read.`,
  }),

  'connect/file-locked': entry<{ file: string; answer: string; ms: number }>({
    severity: 'error',
    transient: true,
    title: 'Another process holds the SQLite file',
    message: (subject, { file }) => `${subject}: another process holds a lock on ${file}`,
    why: (_, { answer, ms }) => [`${answer} (tried for ${ms} ms)`],
    fix: (_, { file }) => [
      `See which: fuser -v ${quoted(file)}`,
      'While a migration or a backup runs: dbcheck --wait 60s',
    ],
    page: `One process writes, or has not finished, and SQLite lets nobody else in meanwhile. A migration or backup ends
by itself. A lock that stays belongs to a process that hangs, or to a second instance of the application.`,
  }),

  'connect/file-corrupt': entry<{ file: string; size: number; answer: string | null }>({
    severity: 'error',
    transient: false,
    title: 'The SQLite file is damaged',
    message: (subject, { file }) => `${subject}: the SQLite database ${file} is damaged`,
    why: (_, { answer, size }) => [answer ?? `It ends after ${size} bytes, inside its header`],
    fix: (_, { file }) => [
      `Keep a copy first: cp ${quoted(file)} ${quoted(`${file}.damaged`)}`,
      `Restore a backup, or save what can be read: sqlite3 ${quoted(file)} .recover | sqlite3 ${quoted(`${file}.new`)}`,
    ],
    page: `The file begins like a database and then does not hold together: a copy that was cut off, a file copied while
it was written to, or storage that lost writes. Do not start the application on it; restore a backup or
recover into a new file.`,
  }),
};
